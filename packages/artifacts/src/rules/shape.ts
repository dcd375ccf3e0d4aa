import { type ShapeProblem, shapeProblems } from "../shape/shape.ts";
import type { Rule } from "./rule.ts";

/** What each code of the shape facts asks for. */
const says: Readonly<Record<ShapeProblem["code"], string>> = {
  "shape-envelope": 'a body is { "name": "…", "properties": { … } }',
  "shape-type": "a property has the JSON type that the service expects",
  "value-type": "a value has the type that its description gives, where the service accepts any",
  "type-unknown": "a type is a known type of the service",
  "property-unknown": "a property is a known property of its type",
  "property-required": "required properties are present",
  "value-unknown": "a value is one of the known values of its property",
  "value-limit": "a value is within the known limits of its property",
};

const envelope: ShapeProblem["code"] = "shape-envelope";

/** One rule a code: each can be lowered by itself. Bodies are judged once, by whichever rule asks first. */
export function shapeRules(): readonly Rule[] {
  const judged = new WeakMap<object, readonly ShapeProblem[]>();
  return (Object.keys(says) as ShapeProblem["code"][]).map((code) => ({
    code,
    says: says[code],
    ...(code === envelope ? { firm: "a body without it cannot be read" } : {}),
    checkEach: (artifact) => {
      const problems = judged.get(artifact) ?? shapeProblems(artifact.ref.kind, artifact.body);
      judged.set(artifact, problems);
      return problems
        .filter((problem) => problem.code === code)
        .map(({ code: _, ...problem }) => ({ ...problem, artifact }));
    },
  }));
}
