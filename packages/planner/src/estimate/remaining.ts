import type { Change } from "../plan/plan.ts";
import { changeSeconds } from "./change-seconds.ts";

/**
 * Which of two changes goes first where both may be made: the one with the longest chain behind it, else the one that
 * comes first in the plan.
 */
export function longestChainFirst(changes: readonly Change[]): (one: Change, other: Change) => number {
  const remaining = remainingSeconds(changes);
  const place = new Map(changes.map(({ id }, at) => [id, at]));
  return (one, other) =>
    (remaining.get(other.id) ?? 0) - (remaining.get(one.id) ?? 0) ||
    (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0);
}

/**
 * For each change, by id, the seconds of the longest chain that begins with it: what is still to come when it starts.
 * Who takes what is ready by the longest one first is done soonest, as far as that can be told ahead.
 */
export function remainingSeconds(
  changes: readonly Change[],
  secondsOf: (change: Change) => number = changeSeconds,
): ReadonlyMap<string, number> {
  const byId = new Map(changes.map((change) => [change.id, change]));
  /** How many of those that wait for it are not reckoned yet. */
  const open = new Map<string, number>();
  for (const { waitsFor } of changes) {
    for (const id of new Set(waitsFor)) open.set(id, (open.get(id) ?? 0) + 1);
  }
  const after = new Map<string, number>();
  const remaining = new Map<string, number>();
  const ends = changes.filter(({ id }) => !open.has(id));
  for (let change = ends.pop(); change !== undefined; change = ends.pop()) {
    const seconds = secondsOf(change) + (after.get(change.id) ?? 0);
    remaining.set(change.id, seconds);
    for (const id of new Set(change.waitsFor)) {
      after.set(id, Math.max(after.get(id) ?? 0, seconds));
      const left = (open.get(id) ?? 1) - 1;
      open.set(id, left);
      const before = byId.get(id);
      if (left === 0 && before !== undefined) ends.push(before);
    }
  }
  return remaining;
}
