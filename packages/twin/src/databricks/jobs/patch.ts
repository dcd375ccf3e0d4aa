import type { Json, JsonObject } from "../../http.ts";

/** Arrays that an update merges by the key of their items; other members it replaces. */
const keyed: Readonly<Record<string, string>> = { tasks: "task_key", job_clusters: "job_cluster_key" };

/** The settings after an update; `remove` names members, or one item of a keyed array: `tasks/load`. */
export function updated(settings: JsonObject, changes: JsonObject, remove: readonly string[]): JsonObject {
  const result: Record<string, Json> = { ...settings };
  for (const path of remove) {
    const [name = "", ...rest] = path.split("/");
    const key = keyed[name];
    if (rest.length === 0) delete result[name];
    else if (key !== undefined)
      result[name] = itemsOf(result[name]).filter((item) => item[key] !== rest.join("/"));
  }
  for (const [name, value] of Object.entries(changes)) {
    const key = keyed[name];
    result[name] = key === undefined ? value : merged(itemsOf(result[name]), itemsOf(value), key);
  }
  return result;
}

function merged(
  before: readonly JsonObject[],
  changes: readonly JsonObject[],
  key: string,
): readonly JsonObject[] {
  const changed = new Map(changes.map((item) => [item[key], item]));
  const kept = before.map((item) => changed.get(item[key]) ?? item);
  const known = new Set(before.map((item) => item[key]));
  return [...kept, ...changes.filter((item) => !known.has(item[key]))];
}

function itemsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
