import { didYouMean } from "../shape/similar.ts";
import { type JsonObject, textAt } from "../words/json.ts";
import { formatRef, type Kind } from "../words/ref.ts";
import { placeInText } from "../words/text-place.ts";
import { pathIn } from "../words/text-walk.ts";
import { activityLists } from "./activity-lists.ts";
import { shortName } from "./cut.ts";
import { type NameRead, namesRead } from "./expression-names.ts";
import { memberNames } from "./member-names.ts";
import type { Finding, Rule, TextIn } from "./rule.ts";

/** Names that expressions of one artifact may read. */
type Declared = { readonly [Of in NameRead["of"]]?: ReadonlyMap<string, string> };

/** Expressions that read what nobody declares. */
export function expressionRule(): Rule {
  const known = new WeakMap<object, Declared>();
  const declaredIn = ({ ref, body }: TextIn["artifact"]) => {
    let declared = known.get(body);
    if (!declared) {
      declared = declaring[ref.kind]?.(body) ?? {};
      known.set(body, declared);
    }
    return declared;
  };
  return {
    code: "expression-undeclared",
    says: "expressions and activities only use parameters, variables and activities that their artifact has",
    checkText: (place) => {
      const { artifact, text, step } = place;
      if (step === "description" || !declaring[artifact.ref.kind]) return [];
      return [...namesRead(text), ...variableSet(place)].flatMap((read) => {
        const names = declaredIn(artifact)[read.of];
        // Compared ignoring case, as the service does.
        return names === undefined || names.has(read.name.toLowerCase())
          ? []
          : [undeclared(place, read, [...names.values()])];
      });
    },
  };
}

/** What the artifacts of a kind declare by themselves; an expression may read more than that elsewhere. */
const declaring: { readonly [K in Kind]?: (body: JsonObject) => Declared } = {
  pipeline: (body) => ({
    parameter: ignoringCase(memberNames(body, "parameters")),
    variable: ignoringCase(memberNames(body, "variables")),
    activity: ignoringCase(
      activityLists(body).flatMap(({ activities }) => activities.flatMap((one) => textAt(one, "name") ?? [])),
    ),
  }),
  dataset: (body) => ({ "dataset parameter": ignoringCase(memberNames(body, "parameters")) }),
  "linked-service": (body) => ({ "linked service parameter": ignoringCase(memberNames(body, "parameters")) }),
};

/** The variable that an activity sets; the one of the service itself needs no declaration. */
function variableSet({ text, step, holder }: TextIn): readonly NameRead[] {
  if (step !== "variableName" || text === "pipelineReturnValue") return [];
  const type = textAt(holder.above?.value, "type");
  return type === "SetVariable" || type === "AppendVariable"
    ? [{ of: "variable", name: text, offset: 0 }]
    : [];
}

function ignoringCase(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

function undeclared(
  { artifact, text, step, holder }: TextIn,
  { of, name, offset }: NameRead,
  known: readonly string[],
): Finding {
  const what = of === "activity" || of === "variable" ? of : "parameter";
  const otherwise =
    what === "activity" ? "name an activity of this pipeline" : `declare it in properties.${what}s`;
  return {
    severity: "error",
    artifact,
    path: pathIn(holder, step),
    inside: placeInText(text, offset),
    message: `there is no ${what} "${shortName(name)}" in ${formatRef(artifact.ref)}`,
    why: "the run fails when it gets here",
    advice: didYouMean(name, known).advice ?? otherwise,
  };
}
