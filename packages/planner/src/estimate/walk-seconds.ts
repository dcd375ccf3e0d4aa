import { isWrite } from "../plan/actions.ts";
import { lastDeletes } from "../plan/last-deletes.ts";
import type { Change } from "../plan/plan.ts";
import { changeSeconds, requestSeconds } from "./change-seconds.ts";
import { makeRanking } from "./ranking.ts";
import { longestChainFirst } from "./remaining.ts";

/**
 * Seconds to carry out some changes with so many under way at once, as an apply does it: each after all it waits for
 * and after its line in the journal, deletes after all writes, what has the longest chain behind it first.
 */
export function walkSeconds(changes: readonly Change[], atOnce: number): number {
  const gate = changes.filter(isWrite).length;
  const last = lastDeletes(changes);
  const behind = gate === 0 ? [] : changes.filter(({ id }) => last.has(id));
  const open = new Map(changes.map(({ id, waitsFor }) => [id, waitsFor.length]));
  for (const { id } of behind) open.set(id, (open.get(id) ?? 0) + 1);
  const waiters = new Map<string, Change[]>();
  for (const change of changes) {
    for (const id of change.waitsFor) {
      const list = waiters.get(id) ?? [];
      waiters.set(id, list);
      list.push(change);
    }
  }
  const ready = makeRanking<Change>(longestChainFirst(changes));
  /** What comes next, by its time: a change that may be made, or that is done. */
  const events = makeRanking<{ readonly at: number; readonly number: number; readonly happens: () => void }>(
    (a, b) => a.at - b.at || a.number - b.number,
  );
  let [now, underWay, written, number] = [0, 0, 0, 0];
  const later = (seconds: number, happens: () => void) => {
    events.add({ at: now + seconds, number: number++, happens });
  };
  const release = (change: Change) => later(requestSeconds, () => ready.add(change));
  const countDown = (change: Change) => {
    const left = (open.get(change.id) ?? 1) - 1;
    open.set(change.id, left);
    if (left === 0) release(change);
  };
  const end = (change: Change) => {
    underWay--;
    for (const waiter of waiters.get(change.id) ?? []) countDown(waiter);
    if (isWrite(change) && ++written === gate) for (const waiter of behind) countDown(waiter);
  };
  for (const change of changes) if (open.get(change.id) === 0) release(change);
  for (let event = events.take(); event !== undefined; event = events.take()) {
    now = event.at;
    event.happens();
    // All that happens at one time comes before what is begun then.
    if (events.first()?.at === now) continue;
    for (let free = atOnce - underWay; free > 0; free--) {
      const change = ready.take();
      if (change === undefined) break;
      underWay++;
      later(changeSeconds(change), () => end(change));
    }
  }
  return now;
}
