import type { Change } from "./plan.ts";

/**
 * Ids of all that the creates and updates of a plan wait for, at any distance. Deletes come after all of those, but for
 * the ones among these: the first half of a replacement, and what refers to it and goes.
 */
export function neededByWrites(
  changes: readonly Pick<Change, "id" | "action" | "waitsFor">[],
): ReadonlySet<string> {
  const waits = new Map(changes.map(({ id, waitsFor }) => [id, waitsFor]));
  const found = new Set<string>();
  for (const { action, waitsFor } of changes)
    if (action === "create" || action === "update") for (const id of waitsFor) found.add(id);
  for (const id of found) for (const other of waits.get(id) ?? []) found.add(other);
  return found;
}
