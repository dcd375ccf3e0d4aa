import { isObject, type Json, type JsonObject, member } from "../words/json.ts";
import type { Path } from "../words/path.ts";

/** Activities in one list, which can wait for each other. */
export interface ActivityList {
  readonly activities: readonly Json[];
  readonly path: Path;
  /** The activity that holds them; absent for those of the pipeline itself. */
  readonly container?: Json;
}

const nested = ["activities", "ifTrueActivities", "ifFalseActivities", "defaultActivities"] as const;

/** Every list of activities in a pipeline: its own and those of its containers, outer before inner. */
export function activityLists(body: JsonObject): readonly ActivityList[] {
  const lists: ActivityList[] = [];
  const add = (value: Json | undefined, path: Path, container?: Json) => {
    if (Array.isArray(value))
      lists.push({ activities: value, path, ...(container !== undefined && { container }) });
  };
  add(member(member(body, "properties"), "activities"), ["properties", "activities"]);
  // The list grows while it is read.
  for (const { activities, path } of lists) {
    activities.forEach((activity, index) => {
      const inside = member(activity, "typeProperties");
      if (!isObject(inside)) return;
      const at = [...path, index, "typeProperties"];
      for (const key of nested) add(member(inside, key), [...at, key], activity);
      const cases = member(inside, "cases");
      if (!Array.isArray(cases)) return;
      cases.forEach((one, which) => {
        add(member(one, "activities"), [...at, "cases", which, "activities"], activity);
      });
    });
  }
  return lists;
}
