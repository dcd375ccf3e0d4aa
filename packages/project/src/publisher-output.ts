import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { nearestDouble } from "@retain/artifacts/words/json-numbers";
import type { Environment } from "./environment.ts";
import type { Outputs } from "./terraform-outputs.ts";

/** The schema of the output `publisher` that this version reads; terraform/platform/outputs.tf writes it. */
const schema = 1;

/**
 * What is wrong with the output `publisher` as a whole: a schema of another version, and workspaces whose names are not
 * those that the file of the environment gives. An output without `schema_version` is somebody's own, and not judged.
 */
export function publisherProblems(environment: Environment, { values }: Outputs): readonly Diagnostic[] {
  const said = values.get("publisher.schema_version");
  if (said === undefined) return [];
  const found = nearestDouble(said) ?? Number.NaN;
  if (found !== schema) {
    const older = found < schema;
    return [
      {
        severity: "error",
        code: "outputs-schema",
        message: `the output 'publisher' has schema ${String(said)}, and this version reads ${schema}`,
        at: environment.document.locate(["terraform"]),
        advice: older
          ? "apply terraform/platform of this version and save the outputs again: node scripts/infra.ts outputs TARGET"
          : "update retain, or apply terraform/platform of the version that is installed",
      },
    ];
  }
  return Object.entries(environment.places).flatMap(([workspace, { name }]) => {
    const known = values.get(`publisher.${workspace}.name`) ?? values.get(`publisher.${workspace}.account`);
    if (name === undefined || known === undefined || String(known).toLowerCase() === name.toLowerCase())
      return [];
    const problem: Diagnostic = {
      severity: "error",
      code: "outputs-elsewhere",
      message: `the environment names '${name}', and terraform created '${String(known)}' (${workspace})`,
      at: environment.document.locate([workspace]),
      advice: `write '${String(known)}', or give the outputs of the target that '${name}' belongs to`,
    };
    return [problem];
  });
}
