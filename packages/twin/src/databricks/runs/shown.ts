import type { JsonObject } from "../../http.ts";
import { hasEnded, type Result, type Run, type TaskRun } from "./run.ts";

/** Where runs are seen. */
export interface Place {
  readonly origin: string;
  readonly workspaceId: string;
}

/** A run as runs/get and runs/list tell of it. */
export function shownRun(run: Run, place: Place, withTasks: boolean): JsonObject {
  const { id, jobId, name, creator, parameters, start, end } = run;
  return {
    job_id: jobId ?? 0,
    run_id: id,
    job_run_id: id,
    number_in_job: id,
    original_attempt_run_id: id,
    attempt_number: 0,
    creator_user_name: creator,
    run_name: name,
    run_type: jobId === undefined ? "SUBMIT_RUN" : "JOB_RUN",
    trigger: "ONE_TIME",
    run_page_url: pageOf(run, place),
    format: "MULTI_TASK",
    start_time: start,
    end_time: end,
    run_duration: end > 0 ? end - start : 0,
    ...statesOf(run),
    ...(Object.keys(parameters).length > 0
      ? { job_parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })) }
      : {}),
    ...(withTasks ? { tasks: run.tasks.map((task) => shownTask(run, task, place)) } : {}),
  };
}

/** A task as it is told of within its run, and with its output. */
export function shownTask(run: Run, one: TaskRun, place: Place): JsonObject {
  const { task, id, attempt, start, end } = one;
  return {
    ...(task as unknown as JsonObject),
    run_id: id,
    attempt_number: attempt,
    start_time: start,
    end_time: end,
    setup_duration: 0,
    execution_duration: end > 0 ? end - start : 0,
    cleanup_duration: 0,
    run_page_url: pageOf({ jobId: run.jobId, id }, place),
    ...statesOf(one),
  };
}

function pageOf(
  { id, jobId }: { readonly id: number; readonly jobId?: number | undefined },
  place: Place,
): string {
  const job = jobId === undefined ? "" : `${jobId}/`;
  return `${place.origin}/?o=${place.workspaceId}#job/${job}run/${id}`;
}

/** Both models of the API, the older and the newer. */
function statesOf(one: Run | TaskRun): JsonObject {
  const { state, result, message } = one;
  const older = {
    life_cycle_state: state,
    ...(result === undefined ? {} : { result_state: result }),
    state_message: message,
    user_cancelled_or_timedout: result === "CANCELED" || result === "TIMEDOUT",
  };
  if (!hasEnded(one)) {
    const waiting = state === "WAITING_FOR_RETRY" ? "WAITING" : state;
    const queue = { code: "MAX_CONCURRENT_RUNS_REACHED", message };
    return {
      state: older,
      status: { state: waiting, ...(state === "QUEUED" ? { queue_details: queue } : {}) },
    };
  }
  const [code, type] = endings[result ?? "FAILED"];
  return { state: older, status: { state: "TERMINATED", termination_details: { code, type, message } } };
}

const endings: Readonly<Record<Result, readonly [code: string, type: string]>> = {
  SUCCESS: ["SUCCESS", "SUCCESS"],
  SUCCESS_WITH_FAILURES: ["SUCCESS_WITH_FAILURES", "SUCCESS"],
  FAILED: ["RUN_EXECUTION_ERROR", "CLIENT_ERROR"],
  TIMEDOUT: ["CANCELED", "CLIENT_ERROR"],
  CANCELED: ["USER_CANCELED", "CLIENT_ERROR"],
  EXCLUDED: ["SKIPPED", "SUCCESS"],
  DISABLED: ["DISABLED", "SUCCESS"],
  UPSTREAM_FAILED: ["SKIPPED", "CLIENT_ERROR"],
  UPSTREAM_CANCELED: ["CANCELED", "CLIENT_ERROR"],
  MAXIMUM_CONCURRENT_RUNS_REACHED: ["MAX_CONCURRENT_RUNS_EXCEEDED", "CLIENT_ERROR"],
};
