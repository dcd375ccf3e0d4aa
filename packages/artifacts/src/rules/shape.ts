import { type ShapeProblem, shapeProblems } from "../shape/shape.ts";
import type { Rule } from "./rule.ts";

/** What each code of the shape facts asks for. */
const says: Readonly<Record<ShapeProblem["code"], string>> = {
  "shape-envelope": 'a body is { "name": "…", "properties": { … } }',
  "shape-type": "a property holds the JSON type that the service reads there",
  "value-type": "a value is what its description says, where the service takes anything",
  "type-unknown": "a type is one that is known of the service",
  "property-unknown": "a property is one that its type is known to have",
  "property-required": "a property that its type requires is there",
  "value-unknown": "a value is one of those known of its property",
  "value-limit": "a value keeps the limits known of its property",
};

const envelope: ShapeProblem["code"] = "shape-envelope";

/** One rule a code: each can be lowered by itself. Bodies are judged once, by whichever rule asks first. */
export function shapeRules(): readonly Rule[] {
  const judged = new WeakMap<object, readonly ShapeProblem[]>();
  return (Object.keys(says) as ShapeProblem["code"][]).map((code) => ({
    code,
    says: says[code],
    ...(code === envelope ? { firm: "nothing can be read from a body without it" } : {}),
    checkEach: (artifact) => {
      const problems = judged.get(artifact) ?? shapeProblems(artifact.ref.kind, artifact.body);
      judged.set(artifact, problems);
      return problems
        .filter((problem) => problem.code === code)
        .map(({ code: _, ...problem }) => ({ ...problem, artifact }));
    },
  }));
}
