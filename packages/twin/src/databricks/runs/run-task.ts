import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Task } from "../jobs/settings-schema.ts";
import type { Executor } from "./executor.ts";
import { BadReference, filled, type ReferenceScope } from "./references.ts";
import type { Output, Result, Run, TaskRun } from "./run.ts";

/** What a task needs to run. */
export interface TaskHost {
  readonly executor: Executor;
  readonly nextId: () => number;
  readonly now: () => number;
  readonly workspace: ReferenceScope["workspace"];
  /** The run as it is now. */
  readonly run: () => Run;
  /** Keeps how the task is now. */
  readonly keep: (key: string, changes: Partial<TaskRun>) => void;
}

/** Runs a task until it is done: again where it fails and may. Never rejects. */
export async function runTask(host: TaskHost, first: TaskRun, stop: AbortSignal): Promise<void> {
  const { task } = first;
  const retries = task.max_retries ?? 0;
  for (let attempt = first.attempt, tries = 0; ; attempt += 1, tries += 1) {
    const id = tries === 0 ? first.id : host.nextId();
    host.keep(task.task_key, { id, attempt, state: "RUNNING", start: host.now(), message: "In run" });
    const { result, output } = await tryOnce(host, { id, task, attempt }, stop);
    const again = result === "FAILED" || (result === "TIMEDOUT" && task.retry_on_timeout === true);
    if (again && !stop.aborted && (retries < 0 || tries < retries)) {
      host.keep(task.task_key, { state: "WAITING_FOR_RETRY", output });
      await wait(Number(task.min_retry_interval_millis ?? 0), undefined, { signal: stop }).catch(() => {});
      if (!stop.aborted) continue;
    }
    const ended = stop.aborted ? stoppedBy(stop) : result;
    host.keep(task.task_key, {
      state: "TERMINATED",
      result: ended,
      output,
      end: host.now(),
      message: messages[ended] ?? "",
    });
    return;
  }
}

/** What ended a run from outside: its time is over, or somebody cancelled it. */
export function stoppedBy(stop: AbortSignal): "TIMEDOUT" | "CANCELED" {
  return (stop.reason as Error | undefined)?.name === "TimeoutError" ? "TIMEDOUT" : "CANCELED";
}

const messages: Readonly<Partial<Record<Result, string>>> = {
  FAILED: "Workload failed, see run output for details",
  TIMEDOUT: "Run timed out",
  CANCELED: "Run cancelled.",
};

type Attempt = Pick<TaskRun, "id" | "task" | "attempt">;

async function tryOnce(
  host: TaskHost,
  attempt: Attempt,
  stop: AbortSignal,
): Promise<{ readonly result: Result; readonly output: Output }> {
  const { task } = attempt;
  const limit = Number(task.timeout_seconds ?? 0) * 1000;
  const signal = limit > 0 ? AbortSignal.any([stop, AbortSignal.timeout(limit)]) : stop;
  try {
    const output = await perform(host, attempt, signal);
    if (signal.aborted) return { result: stoppedBy(signal), output };
    return { result: output.error === undefined ? "SUCCESS" : "FAILED", output };
  } catch (error) {
    if (signal.aborted) return { result: stoppedBy(signal), output: {} };
    return { result: "FAILED", output: { error: (error as Error).message } };
  }
}

async function perform(host: TaskHost, attempt: Attempt, signal: AbortSignal): Promise<Output> {
  const { task } = attempt;
  const run = host.run();
  const fill = (text: string) => filled(text, { run, task: attempt, workspace: host.workspace });
  if (task.condition_task !== undefined) return { outcome: String(holds(task, fill)) };
  if (task.notebook_task === undefined) throw new BadReference(`the twin does not run ${kindOf(task)}`);
  const { notebook_path, base_parameters = {}, source } = task.notebook_task;
  if (source === "GIT") throw new BadReference("the twin does not run notebooks of a git repository");
  const base = Object.entries(base_parameters).map(([name, text]) => [name, fill(text)]);
  // What a job says wins over the task's own key, as the documentation of job parameters has it.
  const parameters = { ...Object.fromEntries(base), ...run.notebookParameters, ...run.parameters };
  host.keep(task.task_key, { parameters });
  const values = run.tasks.map(({ task: { task_key }, output }) => [task_key, output.values ?? {}]);
  const work = { notebookPath: notebook_path, parameters, taskValues: Object.fromEntries(values) };
  return (await host.executor.run(work, signal)).output;
}

const conditionSchema = z.object({
  op: z.enum([
    "EQUAL_TO",
    "NOT_EQUAL",
    "GREATER_THAN",
    "GREATER_THAN_OR_EQUAL",
    "LESS_THAN",
    "LESS_THAN_OR_EQUAL",
  ]),
  left: z.string(),
  right: z.string(),
});

/** Equality compares text, the others numbers. */
function holds(task: Task, fill: (text: string) => string): boolean {
  const { op, ...sides } = conditionSchema.parse(task.condition_task);
  const [left, right] = [fill(sides.left), fill(sides.right)];
  switch (op) {
    case "EQUAL_TO":
      return left === right;
    case "NOT_EQUAL":
      return left !== right;
    case "GREATER_THAN":
      return Number(left) > Number(right);
    case "GREATER_THAN_OR_EQUAL":
      return Number(left) >= Number(right);
    case "LESS_THAN":
      return Number(left) < Number(right);
    case "LESS_THAN_OR_EQUAL":
      return Number(left) <= Number(right);
  }
}

function kindOf(task: Task): string {
  return Object.keys(task).find((name) => name.endsWith("_task")) ?? "a task of no kind";
}
