import { contractOf } from "../kinds/contracts.ts";
import type { Reference } from "../references/reference.ts";
import { didYouMean } from "../shape/similar.ts";
import type { Artifact } from "../words/artifact.ts";
import { isObject, type JsonObject, member } from "../words/json.ts";
import { formatRef, type Kind, refKey } from "../words/ref.ts";
import type { RuleContext } from "./context.ts";
import { shortName } from "./cut.ts";
import type { Rule } from "./rule.ts";

/** Kinds that declare their parameters as properties; notebooks and data flows do it in their code. */
const declaring: ReadonlySet<Kind> = new Set(["pipeline", "dataset", "linked-service"]);

/** Values passed to parameters that the target does not have. */
export const parameterUndeclared: Rule = {
  code: "parameter-undeclared",
  says: "a reference passes only parameters that its target declares",
  check: (context) =>
    handedOver(context).flatMap(({ artifact, reference, target }) => {
      const declared = Object.keys(declaredBy(target));
      return (reference.arguments ?? [])
        .filter((name) => !hasName(declared, name))
        .map((name) => ({
          // Public repositories hold many, deployed by the official tool: the service takes them.
          severity: "warning",
          artifact,
          path: reference.path,
          message: `${formatRef(target.ref)} declares no parameter "${shortName(name)}"`,
          why: "the value is ignored",
          advice:
            didYouMean(name, declared).advice ??
            `declare it in properties.parameters of the ${contractOf(target.ref.kind).label}, or remove it here`,
        }));
    }),
};

/** Pipelines started, and datasets and linked services used, without a value that they need. */
export const parameterRequired: Rule = {
  code: "parameter-required",
  says: "a reference passes every parameter that has no default",
  check: (context) =>
    handedOver(context)
      .filter(({ artifact, target }) => needed.get(target.ref.kind)?.has(artifact.ref.kind))
      .flatMap(({ artifact, reference, target }) =>
        Object.entries(declaredBy(target))
          .filter(([name, parameter]) => {
            return (
              member(parameter, "defaultValue") === undefined && !hasName(reference.arguments ?? [], name)
            );
          })
          .map(([name]) => ({
            severity: "warning",
            artifact,
            path: reference.path,
            message: `${formatRef(target.ref)} requires the parameter "${shortName(name)}", but it is not passed`,
            why: "the parameter has no default, so the run fails or gets no value",
            advice: `pass "${shortName(name)}" here, or give it a defaultValue`,
          })),
      ),
};

/** Who must pass what each kind needs. The activity that runs a data flow passes what its datasets need. */
const needed: ReadonlyMap<Kind, ReadonlySet<Kind>> = new Map([
  ["pipeline", new Set<Kind>(["pipeline", "trigger"])],
  ["dataset", new Set<Kind>(["pipeline"])],
  ["linked-service", new Set<Kind>(["pipeline", "dataset"])],
]);

interface Handed {
  readonly artifact: Artifact;
  readonly reference: Reference;
  readonly target: Artifact;
}

function handedOver({ readable, byKey, references }: RuleContext): readonly Handed[] {
  const sane = new Set(readable);
  return readable.flatMap((artifact) =>
    references(artifact).flatMap((reference) => {
      const target = byKey.get(refKey(reference.to));
      if (!target || !sane.has(target) || reference.form !== "typed" || !declaring.has(target.ref.kind))
        return [];
      return [{ artifact, reference, target }];
    }),
  );
}

function declaredBy({ body }: Artifact): JsonObject {
  const parameters = member(member(body, "properties"), "parameters");
  return isObject(parameters) ? parameters : {};
}

/** The service compares names of parameters ignoring case. */
function hasName(names: readonly string[], name: string): boolean {
  const wanted = name.toLowerCase();
  return names.some((known) => known.toLowerCase() === wanted);
}
