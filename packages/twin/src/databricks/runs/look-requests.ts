import type { JsonObject, TwinRequest, TwinResponse } from "../../http.ts";
import { checked, required, saysYes, wholeNumber } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { limitOf, pageOf, tokenOf } from "../paging.ts";
import { invalid } from "../refused.ts";
import { hasEnded, type Run } from "./run.ts";
import { shownRun, shownTask } from "./shown.ts";

/** What tells of runs. */
export const lookRoutes: Routes = {
  "GET /api/2.2/jobs/runs/get": {
    query: ["run_id", "include_history", "include_resolved_values", "page_token"],
    answer: getRun,
  },
  "GET /api/2.2/jobs/runs/get-output": { query: ["run_id"], answer: getOutput },
  "GET /api/2.2/jobs/runs/list": {
    query: [
      ...["job_id", "active_only", "completed_only", "limit", "page_token", "expand_tasks", "run_type"],
      ...["start_time_from", "start_time_to"],
    ],
    answer: listRuns,
  },
};

/** Throws a `Refused` where there is no such run. */
export function runAt({ runs }: DatabricksContext, id: number): Run {
  const run = runs.get(String(id));
  if (run) return run;
  throw invalid(`Run ${id} does not exist.`);
}

function placeOf({ workspaceId }: DatabricksContext, { url }: TwinRequest) {
  return { origin: url.origin, workspaceId };
}

function getRun(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const run = runAt(context, checked(wholeNumber, required(request, "run_id")));
  const place = placeOf(context, request);
  const { items, next } = pageOf(run.tasks, Math.min(100, context.pageSize), request);
  const history = saysYes(request, "include_history")
    ? run.repairs.map(({ id, start, tasks }) => ({
        type: "REPAIR",
        id,
        start_time: start,
        task_run_ids: tasks,
      }))
    : undefined;
  return {
    status: 200,
    body: {
      ...shownRun(run, place, false),
      tasks: items.map((task) => shownTask(run, task, place)),
      ...(next === undefined ? {} : { next_page_token: next, has_more: true }),
      ...(history === undefined ? {} : { repair_history: history }),
    },
  };
}

/** Of a task, by its own id; a run of one task is taken for that. */
function getOutput(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const id = checked(wholeNumber, required(request, "run_id"));
  const run = context.runs.all().find((one) => one.id === id || one.tasks.some((task) => task.id === id));
  if (run === undefined) throw invalid(`Run ${id} does not exist.`);
  const task = run.tasks.length === 1 ? run.tasks[0] : run.tasks.find((one) => one.id === id);
  if (task === undefined) {
    throw invalid(
      "Retrieving the output of runs with multiple tasks is not supported. Please retrieve the output of each individual task run instead.",
    );
  }
  const { exit, error, trace, logs } = task.output;
  const body: JsonObject = {
    metadata: shownTask(run, task, placeOf(context, request)),
    ...(error === undefined ? {} : { error }),
    ...(trace === undefined ? {} : { error_trace: trace }),
    ...(logs === undefined ? {} : { logs, logs_truncated: false }),
    ...(hasEnded(task)
      ? { notebook_output: exit === undefined ? {} : { result: exit, truncated: false } }
      : {}),
  };
  return { status: 200, body };
}

/** The newest first. */
function listRuns(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const asked = request.url.searchParams;
  const [active, completed] = [saysYes(request, "active_only"), saysYes(request, "completed_only")];
  if (active && completed) throw invalid("active_only and completed_only cannot both be true.");
  const [job, type] = [asked.get("job_id"), asked.get("run_type")];
  const from = Number(asked.get("start_time_from") ?? 0);
  const to = Number(asked.get("start_time_to") ?? Number.POSITIVE_INFINITY);
  const found = context.runs
    .all()
    .filter((run) => job === null || run.jobId === Number(job))
    .filter((run) => type === null || (run.jobId === undefined ? "SUBMIT_RUN" : "JOB_RUN") === type)
    .filter((run) => (active ? !hasEnded(run) : completed ? hasEnded(run) : true))
    .filter(({ start }) => start >= from && start <= to)
    .toSorted((one, other) => other.id - one.id);
  const size = limitOf(request, 20, 24, context.pageSize);
  const { items, next, from: first } = pageOf(found, size, request);
  const place = placeOf(context, request);
  return {
    status: 200,
    body: {
      ...(items.length === 0
        ? {}
        : { runs: items.map((run) => shownRun(run, place, saysYes(request, "expand_tasks"))) }),
      has_more: next !== undefined,
      ...(next === undefined ? {} : { next_page_token: next }),
      ...(first === 0 ? {} : { prev_page_token: tokenOf(Math.max(0, first - size)) }),
    },
  };
}
