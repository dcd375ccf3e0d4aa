import { redactSaid } from "@retain/artifacts/secrets/redact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { changeId } from "@retain/planner/plan/change-id";
import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { Change, Plan } from "@retain/planner/plan/plan";
import { WorkspaceError } from "@retain/workspaces/workspace-error";

/** What became of triggers that were stopped for a delete that did not happen. */
export interface PutBack {
  /** Refs of those that run again. */
  readonly running: readonly Ref[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Triggers that were stopped for the changes between, or to be deleted, and were not started again: those to which
 * `wasSent` says that they were begun to be stopped.
 */
export function leftStopped(
  { changes }: Plan,
  outcomes: readonly ChangeOutcome[],
  wasSent: (change: Change) => boolean,
): readonly Ref[] {
  const undone = new Set(
    outcomes.flatMap(({ change, result }) =>
      result.status !== "done" && (change.action === "start" || change.action === "delete")
        ? [refKey(change.ref)]
        : [],
    ),
  );
  return changes.flatMap((change) =>
    change.action === "stop" && undone.has(refKey(change.ref)) && wasSent(change) ? [change.ref] : [],
  );
}

/** Says that an apply which lost its lock left triggers to whoever holds it: it may not touch them any more. */
export function abandoned(triggers: readonly Ref[]): readonly Diagnostic[] {
  if (triggers.length === 0) return [];
  return [
    {
      severity: "error",
      code: "trigger-stands-still",
      message: `${triggers.map(formatRef).join(", ")} ${triggers.length === 1 ? "is" : "are"} left stopped`,
      why: "they were stopped under the lock, and its current holder now decides about triggers",
      advice: "the next `retain apply` to this environment starts those that should run",
    },
  ];
}

/** The stops, begun as `wasSent` says, of triggers that were to be deleted and were not: a plan has no step for these. */
export function vainStops(
  { changes }: Plan,
  outcomes: readonly ChangeOutcome[],
  wasSent: (change: Change) => boolean,
): readonly Change[] {
  const kept = new Set(
    outcomes.flatMap(({ change, result }) =>
      change.action === "delete" && result.status !== "done" ? [refKey(change.ref)] : [],
    ),
  );
  return changes.filter(
    (change) => change.action === "stop" && kept.has(refKey(change.ref)) && wasSent(change),
  );
}

/** Starts the triggers again that were stopped in vain: what an apply could not finish it leaves as it found it. Never rejects. */
export async function putBack(
  stops: readonly Change[],
  perform: (change: Change) => Promise<unknown>,
): Promise<PutBack> {
  const running: Ref[] = [];
  const problems: Diagnostic[] = [];
  for (const stop of stops) {
    const { ref } = stop;
    try {
      await perform({
        ...stop,
        action: "start",
        id: changeId({ action: "start", ref }),
        reason: "was not deleted",
        restores: true,
      });
      running.push(ref);
    } catch (error) {
      // Gone after all: its delete failed and took effect, or somebody else deleted it.
      if (error instanceof WorkspaceError && error.reason === "not-found") continue;
      problems.push({
        severity: "error",
        code: "trigger-stands-still",
        message: `${formatRef(ref)} was stopped to be deleted, was not deleted, and could not be started again`,
        why: redactSaid(error instanceof Error ? error.message : String(error)),
        advice: "run `retain apply` again: it deletes the trigger or starts it",
      });
    }
  }
  return { running, problems };
}
