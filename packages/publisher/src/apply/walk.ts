import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { Change, Plan } from "@retain/planner/plan";

/** What became of one change. */
export interface Outcome {
  readonly change: Change;
  readonly result:
    | { readonly is: "done"; readonly seconds: number }
    | { readonly is: "failed"; readonly problem: Diagnostic }
    /** A change it waits for did not succeed. */
    | { readonly is: "skipped"; readonly because: string }
    /** The walk was stopped before its turn. */
    | { readonly is: "not-started" };
}

/** What a walk needs from its surroundings. */
export interface WalkOptions {
  /** Writes one change; resolves to the seconds it took, rejects with anything. */
  readonly write: (change: Change) => Promise<number>;
  /** Turns what `write` rejected with into a problem. */
  readonly explain: (change: Change, error: unknown) => Diagnostic;
  /** Told of every change that has come to an end. */
  readonly settled?: (outcome: Outcome, underWay: number) => void;
  /** Most writes under way at once. */
  readonly atOnce: number;
  /** When aborted nothing new starts; what is under way is awaited. */
  readonly stop: AbortSignal;
}

/**
 * Carries out a plan: each change when all it waits for is done, independent
 * ones side by side. Decides nothing: the plan did. Never rejects.
 */
export async function walkPlan(plan: Plan, options: WalkOptions): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  const waiters = new Map<string, Change[]>();
  const open = new Map<string, number>();
  const ready: Change[] = [];
  for (const change of plan.changes) {
    open.set(change.ref, change.waitsFor.length);
    if (change.waitsFor.length === 0) ready.push(change);
    for (const ref of change.waitsFor) waiters.set(ref, [...(waiters.get(ref) ?? []), change]);
  }
  let underWay = 0;
  let next = 0;
  await new Promise<void>((finished) => {
    const settle = (change: Change, result: Outcome["result"]) => {
      const outcome: Outcome = { change, result };
      outcomes.set(change.ref, outcome);
      options.settled?.(outcome, underWay);
      for (const waiter of waiters.get(change.ref) ?? []) {
        if (outcomes.has(waiter.ref)) continue;
        if (result.is !== "done") {
          if (result.is !== "not-started") settle(waiter, { is: "skipped", because: change.ref });
          continue;
        }
        const left = (open.get(waiter.ref) ?? 1) - 1;
        open.set(waiter.ref, left);
        if (left === 0) ready.push(waiter);
      }
    };
    const pump = () => {
      while (!options.stop.aborted && underWay < options.atOnce && next < ready.length) {
        const change = ready[next++] as Change;
        if (outcomes.has(change.ref)) continue;
        underWay++;
        options
          .write(change)
          .then((seconds): Outcome["result"] => ({ is: "done", seconds }))
          .catch((error: unknown): Outcome["result"] => ({
            is: "failed",
            problem: options.explain(change, error),
          }))
          .then((result) => {
            underWay--;
            settle(change, result);
            pump();
          });
      }
      if (underWay === 0 && (options.stop.aborted || next >= ready.length)) finished();
    };
    pump();
  });
  return plan.changes.map((change) => outcomes.get(change.ref) ?? { change, result: { is: "not-started" } });
}
