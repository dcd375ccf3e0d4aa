import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { makeRanking } from "@retain/planner/estimate/ranking";
import { longestChainFirst } from "@retain/planner/estimate/remaining";
import { isWrite } from "@retain/planner/plan/actions";
import { lastDeletes } from "@retain/planner/plan/last-deletes";
import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { Change, Plan } from "@retain/planner/plan/plan";

/** What a walk needs from its surroundings. */
export interface WalkOptions {
  /**
   * Announces a change that will be made soon: resolves to false when it must not be. It takes no place of those under
   * way, and some are announced ahead. Never rejects. Absent: nobody has to be told.
   */
  readonly announce?: (change: Change) => Promise<boolean>;
  /** Makes one change; resolves to the seconds it took; rejects with anything. */
  readonly perform: (change: Change) => Promise<number>;
  /** True for a change that failed and may have taken effect all the same; absent: none. */
  readonly mayHaveHappened?: (change: Change) => boolean;
  /** Turns what `perform` rejected with into a problem. */
  readonly explain: (change: Change, error: unknown) => Diagnostic;
  /** Told of every change that has come to an end. */
  readonly settled?: (outcome: ChangeOutcome, underWay: number) => void;
  /** Most changes under way at once. */
  readonly atOnce: number;
  /**
   * When aborted nothing new starts but what puts triggers back and the second half of a replacement whose first half
   * is made; what is under way is awaited.
   */
  readonly stop: AbortSignal;
}

/**
 * Carries out a plan: each change when all it waits for is done, deletes when all creates and updates
 * are, independent ones side by side; what has the longest chain behind it goes first. A trigger that
 * was stopped is started again whatever becomes of the changes between. Decides nothing: the plan did. Never rejects.
 */
export async function walkPlan(plan: Plan, options: WalkOptions): Promise<readonly ChangeOutcome[]> {
  const outcomes = new Map<string, ChangeOutcome>();
  const waiters = new Map<string, Change[]>();
  const open = new Map<string, number>();
  const place = new Map(plan.changes.map(({ id }, at) => [id, at]));
  const inOrder = longestChainFirst(plan.changes);
  /** All that these wait for is done. */
  const ready = makeRanking(inOrder);
  /** Of these, the ones that are announced. */
  const announced = makeRanking(inOrder);
  // Nothing is deleted while something that may still need it is to be written: one gate for all deletes.
  const writes = plan.changes.filter(isWrite);
  const last = lastDeletes(plan.changes);
  const behindGate = writes.length === 0 ? [] : plan.changes.filter(({ id }) => last.has(id));
  let beforeGate = writes.length;
  for (const change of plan.changes) {
    open.set(change.id, change.waitsFor.length);
    for (const id of change.waitsFor) {
      const list = waiters.get(id) ?? [];
      waiters.set(id, list);
      list.push(change);
    }
  }
  for (const { id, waitsFor } of behindGate) open.set(id, waitsFor.length + 1);
  const isDone = (id: string) => outcomes.get(id)?.result.status === "done";
  /** Asked when the gate has opened: all writes have come to an end. */
  const unwritten = () => writes.find(({ id }) => !isDone(id))?.id;
  const mayBeDone = (id: string) => {
    const outcome = outcomes.get(id);
    return (
      isDone(id) ||
      (outcome?.result.status === "failed" && options.mayHaveHappened?.(outcome.change) === true)
    );
  };

  const started = new Set<string>();
  let underWay = 0;
  let announcing = 0;
  await new Promise<void>((finished) => {
    const settle = (change: Change, result: ChangeOutcome["result"]) => {
      if (outcomes.has(change.id)) return;
      const outcome: ChangeOutcome = { change, result };
      outcomes.set(change.id, outcome);
      options.settled?.(outcome, underWay);
      for (const waiter of waiters.get(change.id) ?? []) countDown(waiter);
      if (!isWrite(change)) return;
      beforeGate--;
      if (beforeGate === 0) for (const waiter of behindGate) countDown(waiter);
    };
    const countDown = (waiter: Change) => {
      const left = (open.get(waiter.id) ?? 1) - 1;
      open.set(waiter.id, left);
      if (left === 0) release(waiter);
    };
    /** All that a change waits for has come to an end. */
    const release = (change: Change) => {
      // Where the stop did not happen the trigger still runs; to start what runs does no harm.
      const missing = change.restores
        ? stopOf(change, plan).find((id) => !mayBeDone(id))
        : (change.waitsFor.find((id) => !isDone(id)) ?? (last.has(change.id) ? unwritten() : undefined));
      if (missing === undefined) ready.add(change);
      else if (outcomes.get(missing)?.result.status === "not-started")
        settle(change, { status: "not-started" });
      else settle(change, { status: "skipped", because: missing });
    };
    const start = (change: Change) => {
      started.add(change.id);
      underWay++;
      options
        .perform(change)
        .then((seconds): ChangeOutcome["result"] => ({ status: "done", seconds }))
        .catch((error: unknown): ChangeOutcome["result"] => ({
          status: "failed",
          problem: options.explain(change, error),
        }))
        .then((result) => {
          underWay--;
          settle(change, result);
          pump();
        });
    };
    /** Whether to announce another one: enough are to wait for their turn, and the first in rank among them. */
    const isWanted = (next: Change) => {
      const first = announced.first();
      return (
        announcing + announced.size() < options.atOnce || (first !== undefined && inOrder(next, first) < 0)
      );
    };
    const announceNext = () => {
      const batch: Change[] = [];
      for (let next = ready.first(); next !== undefined && isWanted(next); next = ready.first()) {
        ready.take();
        if (outcomes.has(next.id)) continue;
        announcing++;
        batch.push(next);
      }
      // Chosen by rank, and told in the order of the plan: where there is room for all it is what people expect.
      for (const change of batch.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))) {
        void (options.announce?.(change) ?? Promise.resolve(true)).then((may) => {
          announcing--;
          if (may) announced.add(change);
          else settle(change, { status: "not-started" });
          pump();
        });
      }
    };
    const pump = () => {
      if (options.stop.aborted) {
        for (const change of plan.changes) {
          const isKept = change.restores === true || isSecondHalf(change, plan, started);
          if (!started.has(change.id) && !isKept) settle(change, { status: "not-started" });
        }
      }
      announceNext();
      while (underWay < options.atOnce) {
        const change = announced.take();
        if (change === undefined) break;
        if (!outcomes.has(change.id)) start(change);
        announceNext();
      }
      if (underWay + announcing + ready.size() + announced.size() === 0) finished();
    };
    for (const change of plan.changes) if (open.get(change.id) === 0) release(change);
    pump();
  });
  return plan.changes.map(
    (change) => outcomes.get(change.id) ?? { change, result: { status: "not-started" as const } },
  );
}

/** Creates what a replacement that is under way has deleted: it is not to end with nothing. */
function isSecondHalf(
  { ref, action, replaces }: Change,
  { changes }: Plan,
  started: ReadonlySet<string>,
): boolean {
  if (replaces !== true || action !== "create") return false;
  return changes.some((one) => one.action === "delete" && isSame(one.ref, ref) && started.has(one.id));
}

/** The change that stops the trigger which this one starts again. */
function stopOf({ ref }: Change, { changes }: Plan): readonly string[] {
  return changes.filter((one) => one.action === "stop" && isSame(one.ref, ref)).map(({ id }) => id);
}

function isSame(one: Ref, other: Ref): boolean {
  return refKey(one) === refKey(other);
}
