import { isWrite } from "./actions.ts";
import type { Change } from "./plan.ts";

/**
 * Ids of the deletes that come after all creates and updates: all but those that a create or update waits for, at any
 * distance, as the first half of a replacement, and what refers to it and goes. Held back, neither would ever begin.
 */
export function lastDeletes(
  changes: readonly Pick<Change, "id" | "action" | "waitsFor">[],
): ReadonlySet<string> {
  const waits = new Map(changes.map(({ id, waitsFor }) => [id, waitsFor]));
  const needed = new Set(changes.flatMap((change) => (isWrite(change) ? change.waitsFor : [])));
  for (const id of needed) for (const other of waits.get(id) ?? []) needed.add(other);
  return new Set(changes.flatMap(({ id, action }) => (action === "delete" && !needed.has(id) ? [id] : [])));
}
