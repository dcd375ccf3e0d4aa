import { type Json, textAt } from "../words/json.ts";
import { activityLists } from "./activity-lists.ts";
import { shortName } from "./cut.ts";
import type { Finding, Rule } from "./rule.ts";

/**
 * What each container cannot hold (Azure documentation, "Nested activities": conditions may stand in loops, loops in
 * nothing, conditions in no conditions, a Validation in no container). The service takes such a pipeline, and its runs fail:
 * "Container activity cannot include another container activity".
 */
const refused: { readonly [container: string]: readonly string[] } = {
  ForEach: ["ForEach", "Until", "Validation"],
  Until: ["ForEach", "Until", "Validation"],
  IfCondition: ["ForEach", "Until", "IfCondition", "Switch", "Validation"],
  Switch: ["ForEach", "Until", "IfCondition", "Switch", "Validation"],
};

/** Activities inside containers that cannot hold them. */
export const containerNesting: Rule = {
  code: "container-nesting",
  says: "a loop is not nested in another container, a condition not in a condition, and a Validation in none",
  check: ({ readable }) =>
    readable.flatMap((artifact) => {
      if (artifact.ref.kind !== "pipeline") return [];
      return activityLists(artifact.body).flatMap(({ activities, path, container }) =>
        activities.flatMap((activity, index): readonly Finding[] => {
          const inner = textAt(activity, "type") ?? "";
          const outer = textAt(container, "type") ?? "";
          if (!Object.hasOwn(refused, outer) || !refused[outer]?.includes(inner)) return [];
          return [
            {
              severity: "warning",
              artifact,
              path: [...path, index, "type"],
              message: `${named(activity, inner)} is inside ${named(container, outer)}, which cannot contain it`,
              why: "the run fails: this type of container does not support it",
              advice: `move ${inner === "Validation" ? "it out of the container" : "it into its own pipeline, and execute that pipeline here"}`,
            },
          ];
        }),
      );
    }),
};

function named(activity: Json | undefined, type: string): string {
  return `the ${type} "${shortName(textAt(activity, "name") ?? "")}"`;
}
