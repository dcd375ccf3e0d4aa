import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Change } from "@retain/planner/plan/plan";
import { closeRelease, type ReleaseContent } from "@retain/state/close-release";
import { commitOf } from "@retain/state/commit";
import { packagesOf } from "@retain/state/packages";
import { recordRelease } from "@retain/state/record";
import { newReleaseId } from "@retain/state/release-id";
import type { Actor, Journal, JournalLine, Lock, StateStore } from "@retain/state/state";
import type { EstatePlan } from "../plan-estate.ts";
import { problemOf } from "../target.ts";
import { tool } from "../version.ts";
import { type ApplyReport, applyExit } from "./report.ts";

/** Keeps the record of one apply: a journal while it works, a release at its end. */
export interface Recorder {
  /** Aborted when the lock was lost or the journal cannot be written: nothing more may be begun. */
  readonly lost: AbortSignal;
  /** Why it was: that the lock was lost, where both are so. */
  readonly reason: () => unknown;
  /** True once the lock was lost: what is live belongs to whoever holds it. */
  readonly isOvertaken: () => boolean;
  /** Opens the journal; throws WorkspaceError. */
  readonly open: (changes: number) => Promise<void>;
  /**
   * Resolves when the journal holds that the change is about to be made; to false when it cannot, and the change
   * must not be made. What puts a trigger back is done whether or not it can be recorded, but for the lock: once that
   * is lost, triggers belong to whoever holds it, who finds in the journal which ones are to run.
   */
  readonly begin: (change: Change) => Promise<boolean>;
  /** Records that a change came to its end; nobody waits for that but `flush`, since lines keep their order. */
  readonly end: (change: Change, result: Ended) => void;
  /** Resolves when the journal holds all ends, or cannot be written any more. */
  readonly flush: () => Promise<void>;
  /** Records the release; a report that says why where that failed. Never rejects with a problem of the lake. */
  readonly close: (report: ApplyReport, after: LiveSnapshot | undefined) => Promise<ApplyReport>;
}

/** How a change ended, and the code of its problem. */
type Ended = { readonly status: "done" } | { readonly status: "failed"; readonly problem: string };

/** What a recorder works with. */
export interface RecorderInput {
  readonly made: EstatePlan;
  readonly store: StateStore;
  readonly lock: Lock;
  readonly actor: Actor;
  /** The release this one goes back to. */
  readonly rollbackOf?: string | undefined;
}

/** Makes the recorder of an apply that is about to begin. */
export function makeRecorder({ made, store, lock, actor, rollbackOf }: RecorderInput): Recorder {
  const { plan, estate, live } = made;
  const began = new Date();
  const release = newReleaseId(began);
  const found = byRef(live.artifacts);
  const commit = commitOf(estate.project.root);
  let journal: Journal | undefined;
  /** The line that says what began: it travels with the first change's. */
  let opening: JournalLine | undefined;
  /** All ends so far. */
  let ends = Promise.resolve();
  const broken = new AbortController();
  const lost = AbortSignal.any([lock.lost, broken.signal]);
  /** Tells everybody at once that the journal cannot be written, and asks whether that is because the lock was lost. */
  const fail = async (error: unknown) => {
    if (lost.aborted) return;
    broken.abort(error);
    await lock.check().catch(() => undefined);
  };
  const now = () => new Date().toISOString();
  const between = ({ kind }: Ref, from: JsonObject | undefined, to: JsonObject | undefined) => {
    const seen = contractOf(kind)
      .halfway?.(from, to)
      .map((body) => made.digest(kind, body));
    return seen === undefined ? {} : { between: seen };
  };
  return {
    lost,
    reason: () => (lock.lost.aborted ? lock.lost.reason : lost.reason),
    isOvertaken: () => lock.lost.aborted,
    open: async (changes) => {
      // What an apply that died has begun is closed under the id of this one.
      if (changes === 0 && made.recovered?.opened === undefined) return;
      journal = await store.openJournal();
      const line: JournalLine = { at: now(), type: "open", release, by: actor, changes };
      if (changes === 0) await journal.write(line);
      else opening = line;
    },
    begin: async ({ id, ref, action, body, restores, replaces }) => {
      if (lost.aborted) return restores === true && !lock.lost.aborted;
      // Of a replacement the second half is begun when the first one is done.
      const before = replaces && action === "create" ? undefined : found.get(refKey(ref));
      const line: JournalLine = {
        at: now(),
        type: "begin",
        id,
        ref,
        action,
        ...(body === undefined ? {} : { digest: made.digest(ref.kind, body) }),
        ...between(ref, before?.body, body),
        found: {
          live: before?.digest ?? null,
          ...(before?.started === undefined ? {} : { started: before.started }),
        },
        ...(replaces ? { replaces } : {}),
      };
      const lines = opening === undefined ? [line] : [opening, line];
      opening = undefined;
      try {
        await Promise.all(lines.map((one) => journal?.write(one)));
        return true;
      } catch (error) {
        await fail(error);
        return restores === true && !lock.lost.aborted;
      }
    },
    end: ({ id }, result) => {
      if (lost.aborted || journal === undefined) return;
      // Of an end that is not recorded the next apply asks the workspace.
      const { status, ...why } = result;
      const written = journal.write({ at: now(), type: "end", id, result: status, ...why }).catch(fail);
      ends = Promise.all([ends, written]).then(() => undefined);
    },
    flush: async () => {
      // Nothing was begun.
      if (opening !== undefined) await journal?.write(opening).catch(fail);
      opening = undefined;
      await ends;
    },
    close: async (report, after) => {
      const tried = report.outcomes.some(
        ({ result }) => result.status === "done" || result.status === "failed",
      );
      if (after === undefined && tried) return { ...report, releaseProblem: unseen() };
      const record = recordRelease({
        release,
        plan,
        outcomes: report.outcomes,
        recovered: made.recovered ?? {
          entries: new Map(),
          unrecorded: new Set(),
          begun: new Map(),
          interruptedTriggers: new Set(),
        },
        live: after ?? live,
        desired: made.desired,
        selects: made.selects,
        digest: made.digest,
      });
      const resumed = made.recovered?.resumed ?? [];
      const frame = {
        store,
        lock,
        actor,
        began,
        id: release,
        project: estate.project.name,
        environment: plan.environment,
        workspace: { name: plan.workspace, endpoint: plan.endpoint },
        commit,
        tool,
      };
      const content: ReleaseContent = {
        packages: packagesOf(made),
        ...(rollbackOf === undefined ? {} : { rollbackOf }),
        result: applyExit(report),
        summary: plan.summary,
        changes: report.outcomes.map(({ change: { body: _, ...change }, result }) => ({
          ...change,
          status: result.status,
          ...(result.status === "done" ? { seconds: Number(result.seconds.toFixed(3)) } : {}),
          ...(result.status === "failed" ? { problem: result.problem.message } : {}),
          ...(result.status === "failed" && record.partly.has(refKey(change.ref))
            ? { partly: true as const }
            : {}),
        })),
        recorded: record.recorded,
        forgotten: record.forgotten,
        ...(resumed.length === 0 ? {} : { resumed }),
        downtime: report.downtime,
        artifacts: record.entries,
        ...(record.stopped.length === 0 ? {} : { stopped: record.stopped }),
        ...(made.handed === undefined ? {} : { handed: made.handed }),
        ...(record.begun.size === 0 ? {} : { begun: record.begun }),
      };
      try {
        await closeRelease(frame, content, record.bodies);
        return { ...report, release };
      } catch (error) {
        return { ...report, releaseProblem: problemOf(error) };
      }
    },
  };
}

/** Without a look at the workspace nobody knows what a release put there; the journal knows what was begun. */
function unseen(): Diagnostic {
  return {
    severity: "error",
    code: "release-unrecorded",
    message: "the release is not recorded yet",
    why: "the workspace could not be read again, and a release records what it shows",
    advice: "run `retain apply` again: it finds in the journal what was done and records it",
  };
}
