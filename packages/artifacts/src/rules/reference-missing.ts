import { contractOf } from "../kinds/contracts.ts";
import { isWorkspaceDefault } from "../references/defaults.ts";
import type { Reference } from "../references/reference.ts";
import { didYouMean } from "../shape/similar.ts";
import type { Artifact } from "../words/artifact.ts";
import { type Kind, type Ref, refKey } from "../words/ref.ts";
import { shortName } from "./cut.ts";
import { placeholderIn } from "./placeholder-marks.ts";
import type { Rule } from "./rule.ts";

/** A call may run a code file next to the notebook, which is not an artifact. */
const fileName = /\.(?:py|ipynb|sql|scala|r|cs|txt)$/i;

/** References to what the repository does not define. */
export const referenceMissing: Rule = {
  code: "reference-missing",
  says: "what an artifact refers to is in the repository, or comes with the workspace or its infrastructure",
  check: ({ readable, artifacts, byKey, references }) => {
    const suggest = suggestions(artifacts);
    return readable.flatMap((artifact) =>
      references(artifact)
        .filter((reference) => isExpected(reference) && !byKey.has(refKey(reference.to)))
        .map(({ to, path, form }) => {
          const { label } = contractOf(to.kind);
          return {
            // The service does not read the code of cells: such notebooks are deployed, and the cell fails if it runs.
            severity: form === "call" ? "warning" : "error",
            artifact,
            path,
            message: `there is no ${label} "${shortName(to.name)}" in the repository`,
            why:
              form === "call"
                ? "the cell fails when it runs"
                : "the service refuses the dangling reference, or the run fails",
            advice: suggest(to) ?? `define the ${label}, or remove the reference`,
          };
        }),
    );
  },
};

function isExpected({ to, form }: Reference): boolean {
  if (!contractOf(to.kind).managed || isWorkspaceDefault(to)) return false;
  // The rule about placeholders has the word.
  if (placeholderIn(to.name)) return false;
  return form !== "call" || !fileName.test(to.name);
}

/** What a reference was most likely meant to name; looked for once a target, for many may refer to it. */
function suggestions(artifacts: readonly Artifact[]): (to: Ref) => string | undefined {
  const names = namesByKind(artifacts);
  const known = new Map<string, string | undefined>();
  return (to) => {
    const key = refKey(to);
    if (!known.has(key)) known.set(key, didYouMean(to.name, names.get(to.kind) ?? []).advice);
    return known.get(key);
  };
}

function namesByKind(artifacts: readonly Artifact[]): ReadonlyMap<Kind, readonly string[]> {
  const names = new Map<Kind, string[]>();
  for (const { ref } of artifacts) {
    const known = names.get(ref.kind);
    if (known) known.push(ref.name);
    else names.set(ref.kind, [ref.name]);
  }
  return names;
}
