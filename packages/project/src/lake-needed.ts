import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Environment } from "./environment.ts";

/** A problem if the repository has lake directories, but the environment names no lake. */
export function lakeNeeded(
  environment: Environment | undefined,
  artifacts: readonly Artifact[],
): readonly Diagnostic[] {
  const inLake = artifacts.filter(({ ref }) => contractOf(ref.kind).workspace === "lake");
  const [first] = inLake;
  if (environment === undefined || environment.lake !== undefined || first === undefined) return [];
  const more = inLake.length === 1 ? "" : ` and ${inLake.length - 1} more`;
  return [
    {
      severity: "error",
      code: "lake-unnamed",
      message: `the environment '${environment.name}' names no lake, but the repository has lake directories`,
      at: environment.document.locate([]),
      why: `${first.ref.name}${more}`,
      advice:
        environment.twin === undefined
          ? "add `lake: { account: NAME, filesystem: NAME }` to its file"
          : "add `lake: { filesystem: NAME }` to its file",
    },
  ];
}
