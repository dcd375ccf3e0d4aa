import { didYouMean } from "../shape/similar.ts";
import type { Artifact } from "../words/artifact.ts";
import { type Json, member, textAt } from "../words/json.ts";
import { formatPath, type Path } from "../words/path.ts";
import { activityLists } from "./activity-lists.ts";
import type { RuleContext } from "./context.ts";
import { shortName } from "./cut.ts";
import { chain, findCycles } from "./cycles.ts";
import type { Finding, Rule } from "./rule.ts";

/** Activities that wait for one that is not there. */
export const activityMissing: Rule = {
  code: "activity-missing",
  says: "an activity depends only on activities in the same list",
  check: (context) =>
    pipelines(context).flatMap((artifact) =>
      activityLists(artifact.body).flatMap(({ activities, path }) => {
        const names = new Set(activities.flatMap((activity) => textAt(activity, "name") ?? []));
        return activities.flatMap((activity, index) =>
          dependencies(activity, [...path, index])
            .filter(({ name }) => !names.has(name))
            .map(
              ({ name, at }): Finding => ({
                // The service takes such a pipeline and fails its runs with InvalidTemplate
                // (Azure-Player/azure.datafactory.devops issue 69).
                severity: "warning",
                artifact,
                path: at,
                message: `activity "${shortName(textAt(activity, "name") ?? "")}" depends on "${shortName(name)}", but there is no such activity in the same list`,
                why: "an activity can only wait for activities in its own list; the run fails",
                advice:
                  didYouMean(name, names).advice ??
                  "name an activity in the same list, or remove the dependency",
              }),
            ),
        );
      }),
    ),
};

/** Activities that wait for each other. */
export const activityCycle: Rule = {
  code: "activity-cycle",
  says: "no activity depends on itself, directly or through others",
  check: (context) =>
    pipelines(context).flatMap((artifact) =>
      activityLists(artifact.body).flatMap(({ activities, path }) => {
        const byName = new Map(
          activities.flatMap((activity, index) => {
            const name = textAt(activity, "name");
            return name === undefined ? [] : [[name, dependencies(activity, [...path, index])] as const];
          }),
        );
        const edgesOf = (name: string) =>
          (byName.get(name) ?? []).flatMap((one) =>
            byName.has(one.name) ? [{ to: one.name, label: one.at }] : [],
          );
        return findCycles(byName.keys(), edgesOf).map(({ nodes, closing }): Finding => {
          const names = [...nodes, closing.to].map((name) => `"${shortName(name)}"`);
          return {
            severity: "error",
            artifact,
            path: closing.label,
            message:
              nodes.length === 1
                ? `activity ${names[0]} depends on itself`
                : `activities depend on each other in a cycle: ${chain(names)}`,
            why: "none of them can ever start",
            advice: "remove one of these dependencies",
          };
        });
      }),
    ),
};

/** Activities of one name anywhere in a pipeline. */
export const activityDuplicate: Rule = {
  code: "activity-duplicate",
  says: "activity names are unique within a pipeline, including activities inside containers",
  check: (context) =>
    pipelines(context).flatMap((artifact) => {
      const seen = new Map<string, Path>();
      const found: Finding[] = [];
      for (const { activities, path } of activityLists(artifact.body)) {
        for (const [index, activity] of activities.entries()) {
          const name = textAt(activity, "name");
          if (name === undefined) continue;
          const at = [...path, index, "name"];
          const first = seen.get(name);
          if (first === undefined) seen.set(name, at);
          else found.push(twice(artifact, name, first, at));
        }
      }
      return found;
    }),
};

function twice(artifact: Artifact, name: string, first: Path, path: Path): Finding {
  return {
    severity: "error",
    artifact,
    path,
    message: `two activities are named "${shortName(name)}": the other is ${formatPath(first.slice(0, -1))}`,
    why: "the service refuses a pipeline with duplicate activity names",
    advice: "rename one of them, and update what depends on it",
  };
}

function pipelines({ readable }: RuleContext): readonly Artifact[] {
  return readable.filter(({ ref }) => ref.kind === "pipeline");
}

function dependencies(activity: Json, path: Path): readonly { readonly name: string; readonly at: Path }[] {
  const dependsOn = member(activity, "dependsOn");
  if (!Array.isArray(dependsOn)) return [];
  return dependsOn.flatMap((one: Json, index) => {
    const name = textAt(one, "activity");
    return name === undefined ? [] : [{ name, at: [...path, "dependsOn", index, "activity"] }];
  });
}
