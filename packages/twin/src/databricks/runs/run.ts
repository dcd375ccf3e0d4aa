import type { Json } from "../../http.ts";
import type { Task } from "../jobs/settings-schema.ts";

/** Where a run or a task of it is: the older of the two models of the API. */
type LifeCycle =
  | "QUEUED"
  | "BLOCKED"
  | "RUNNING"
  | "WAITING_FOR_RETRY"
  | "TERMINATING"
  | "TERMINATED"
  | "SKIPPED"
  | "INTERNAL_ERROR";

/** How a run or a task of it ended. */
export type Result =
  | "SUCCESS"
  | "SUCCESS_WITH_FAILURES"
  | "FAILED"
  | "TIMEDOUT"
  | "CANCELED"
  | "EXCLUDED"
  | "DISABLED"
  | "UPSTREAM_FAILED"
  | "UPSTREAM_CANCELED"
  | "MAXIMUM_CONCURRENT_RUNS_REACHED";

/** What a task left behind. */
export interface Output {
  /** What a notebook exits with; absent where it does not. */
  readonly exit?: string;
  readonly error?: string;
  /** The last lines of the traceback. */
  readonly trace?: string;
  /** What it printed, the last part. */
  readonly logs?: string;
  /** Task values by their keys. */
  readonly values?: Readonly<Record<string, Json>>;
  /** What a condition came to: `true` or `false`. */
  readonly outcome?: string;
}

/** A task of a run, its latest attempt. Times are milliseconds since the epoch, 0 before they are known. */
export interface TaskRun {
  readonly id: number;
  readonly task: Task;
  readonly attempt: number;
  readonly state: LifeCycle;
  readonly result?: Result;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly output: Output;
}

/** A run of a job, or one that was submitted without a job. */
export interface Run {
  readonly id: number;
  /** Absent where it was submitted. */
  readonly jobId?: number;
  readonly name: string;
  readonly creator: string;
  readonly token?: string;
  /** Job parameters with their values. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The parameters that run-now gave to notebooks. */
  readonly notebookParameters: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** How many runs of the job may be under way, and whether others wait for their turn. */
  readonly most: number;
  readonly queued: boolean;
  readonly state: LifeCycle;
  readonly result?: Result;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly tasks: readonly TaskRun[];
  readonly repairs: readonly {
    readonly id: number;
    readonly start: number;
    readonly tasks: readonly number[];
  }[];
}

/** Whether it will not change any more. */
export function hasEnded({ state }: Pick<Run | TaskRun, "state">): boolean {
  return ["TERMINATED", "SKIPPED", "INTERNAL_ERROR"].includes(state);
}
