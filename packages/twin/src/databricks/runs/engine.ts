import type { Collection } from "../store/collection.ts";
import type { Executor } from "./executor.ts";
import type { ReferenceScope } from "./references.ts";
import { hasEnded, type Result, type Run, type TaskRun } from "./run.ts";
import { runTask, stoppedBy } from "./run-task.ts";
import { resultOf, verdictOf } from "./verdicts.ts";

/** What carries runs through their tasks. */
export interface Engine {
  /** Begins a run, or lets it wait for its turn. Also a run that is repaired. */
  begin(run: Run): void;
  /** Asks for the end of a run; answers at once. */
  cancel(id: number): void;
  /** Ends everything under way: what was running is cancelled. */
  close(): Promise<void>;
}

interface EngineOptions {
  readonly runs: Collection<Run>;
  readonly executor: Executor;
  readonly nextId: () => number;
  readonly now: () => number;
  readonly workspace: () => ReferenceScope["workspace"];
}

interface Active {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** A run that a former process left in the middle is ended by the start: nothing works on it any more. */
export function createEngine(options: EngineOptions): Engine {
  const { runs, executor, now } = options;
  const active = new Map<number, Active>();
  const save = (run: Run) => runs.put(String(run.id), run);
  for (const run of runs.all()) if (!hasEnded(run)) save(leftBehind(run, now()));

  const start = (run: Run) => {
    save({ ...run, state: "RUNNING", start: run.start || now(), message: "In run" });
    const stop = new AbortController();
    const limit = run.timeoutSeconds * 1000;
    const signal = limit > 0 ? AbortSignal.any([stop.signal, AbortSignal.timeout(limit)]) : stop.signal;
    const done = walk(options, run.id, signal).finally(() => {
      active.delete(run.id);
      if (run.jobId !== undefined) startQueued(run.jobId);
    });
    active.set(run.id, { stop, done });
  };
  const ofJob = (jobId: number, state?: Run["state"]) =>
    runs
      .all()
      .filter(
        (run) => run.jobId === jobId && (state === undefined ? active.has(run.id) : run.state === state),
      );
  const startQueued = (jobId: number) => {
    for (const run of ofJob(jobId, "QUEUED")) if (ofJob(jobId).length < run.most) start(run);
  };

  return {
    begin(run) {
      if (run.jobId === undefined || ofJob(run.jobId).length < run.most) return start(run);
      if (run.queued && run.most > 0)
        return save({ ...run, state: "QUEUED", message: "Queued: maximum concurrent runs reached." });
      const message = "Run skipped: the maximum of concurrent runs is reached.";
      save({
        ...run,
        state: "SKIPPED",
        result: "MAXIMUM_CONCURRENT_RUNS_REACHED",
        message,
        start: now(),
        end: now(),
      });
    },
    cancel(id) {
      const run = runs.get(String(id));
      if (run === undefined || hasEnded(run)) return;
      const held = active.get(id);
      if (held === undefined)
        return save(ended({ ...run, tasks: leftOut(run.tasks, "CANCELED", now()) }, "CANCELED", now()));
      save({ ...run, state: "TERMINATING", message: "Terminating" });
      held.stop.abort();
    },
    async close() {
      for (const { stop } of active.values()) stop.abort();
      await Promise.all([...active.values()].map(({ done }) => done));
      await executor.close();
    },
  };
}

/** Carries a run to its end. */
async function walk(options: EngineOptions, id: number, stop: AbortSignal): Promise<void> {
  const { runs, executor, nextId, now } = options;
  const current = () => runs.get(String(id)) as Run;
  const keep = (key: string, changes: Partial<TaskRun>) => {
    const run = current();
    const tasks = run.tasks.map((one) => (one.task.task_key === key ? { ...one, ...changes } : one));
    runs.put(String(id), { ...run, tasks });
  };
  const host = { executor, nextId, now, keep, run: current, workspace: options.workspace() };
  const underWay = new Map<string, Promise<unknown>>();
  for (;;) {
    if (stop.aborted) break;
    const byKey = new Map(current().tasks.map((one) => [one.task.task_key, one]));
    let moved = false;
    for (const one of byKey.values()) {
      const { task_key } = one.task;
      if (one.state !== "BLOCKED" || underWay.has(task_key)) continue;
      const verdict = verdictOf(one.task, byKey);
      if (verdict === "wait") continue;
      moved = true;
      if (verdict === "start") {
        underWay.set(
          task_key,
          runTask(host, one, stop).then(() => underWay.delete(task_key)),
        );
      } else {
        const message = "The task was left out because of the tasks it depends on.";
        keep(task_key, { state: "SKIPPED", result: verdict, start: now(), end: now(), message });
      }
    }
    if (moved) continue;
    if (underWay.size === 0) break;
    await Promise.race(underWay.values());
  }
  await Promise.all(underWay.values());
  const run = current();
  const left = stop.aborted ? leftOut(run.tasks, stoppedBy(stop), now()) : run.tasks;
  const result = stop.aborted ? stoppedBy(stop) : resultOf(left);
  runs.put(String(id), ended({ ...run, tasks: left }, result, now()));
}

function leftOut(tasks: readonly TaskRun[], result: Result, at: number): readonly TaskRun[] {
  return tasks.map((one) =>
    hasEnded(one) ? one : { ...one, state: "TERMINATED", result, end: at, message: "Run cancelled." },
  );
}

/** A failed task makes the run an internal error, as recorded from the service. */
function ended(run: Run, result: Result, at: number): Run {
  const failed = run.tasks.find((one) => one.result === "FAILED" || one.result === "TIMEDOUT");
  const message =
    result === "FAILED" && failed
      ? `Task ${failed.task.task_key} failed with message: ${failed.message}.`
      : result === "CANCELED"
        ? "Run cancelled."
        : "";
  return { ...run, state: result === "FAILED" ? "INTERNAL_ERROR" : "TERMINATED", result, message, end: at };
}

function leftBehind(run: Run, at: number): Run {
  const tasks = leftOut(run.tasks, "CANCELED", at);
  return {
    ...run,
    tasks,
    state: "INTERNAL_ERROR",
    result: "CANCELED",
    end: at,
    message: "The twin was stopped while it ran.",
  };
}
