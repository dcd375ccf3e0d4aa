import type { Run, TaskRun } from "./run.ts";

/** A reference that names something that is not there: the run cannot be. */
export class BadReference extends Error {}

/** What references are filled from. */
export interface ReferenceScope {
  readonly run: Pick<Run, "id" | "jobId" | "name" | "start" | "parameters" | "repairs" | "tasks">;
  /** Absent where the value of a job parameter is filled. */
  readonly task?: Pick<TaskRun, "id" | "task" | "attempt">;
  readonly workspace: { readonly id: string; readonly url: string };
}

/**
 * Text with its dynamic references filled in, by "What is a dynamic value reference?". They are replaced, not
 * evaluated; a namespace that nobody knows stays as it is written. Throws `BadReference` for a name that a known
 * namespace does not have.
 */
export function filled(text: string, scope: ReferenceScope): string {
  return text.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, path: string) => {
    const value = lookUp(
      path.split(".").map((part) => part.replace(/^`(.*)`$/, "$1")),
      scope,
    );
    if (value === undefined) return whole;
    if (value === null) throw new BadReference(`The reference ${whole} names nothing that is there.`);
    return String(value);
  });
}

/** `undefined` for a namespace that nobody knows, `null` for a name that a known one does not have. */
function lookUp([first = "", ...rest]: readonly string[], scope: ReferenceScope) {
  const { run, task, workspace } = scope;
  switch (first) {
    case "job":
      return jobValue(rest, run);
    case "task":
      return task === undefined ? null : taskValue(rest.join("."), task);
    case "tasks":
      return otherValue(rest, run.tasks);
    case "workspace":
      return rest[0] === "id" ? workspace.id : rest[0] === "url" ? workspace.url : null;
    // The older names.
    case "job_id":
      return run.jobId ?? null;
    case "run_id":
      return task?.id ?? run.id;
    case "parent_run_id":
      return run.id;
    case "task_key":
      return task?.task.task_key ?? null;
    case "start_date":
      return new Date(run.start).toISOString().slice(0, 10);
    default:
      return undefined;
  }
}

function jobValue([name = "", ...rest]: readonly string[], run: ReferenceScope["run"]) {
  switch (name) {
    case "id":
      return run.jobId ?? null;
    case "name":
      return run.name;
    case "run_id":
      return run.id;
    case "repair_count":
      return run.repairs.length;
    case "parameters":
      return run.parameters[rest.join(".")] ?? null;
    case "start_time":
      return timeValue(rest[0] ?? "", new Date(run.start));
    case "trigger":
      return rest[0] === "type" ? "manual" : null;
    default:
      return null;
  }
}

/** In UTC. */
function timeValue(name: string, time: Date): string | number | boolean | null {
  const iso = time.toISOString();
  const weekday = time.getUTCDay() || 7;
  const values: Readonly<Record<string, string | number | boolean>> = {
    year: time.getUTCFullYear(),
    month: time.getUTCMonth() + 1,
    day: time.getUTCDate(),
    hour: time.getUTCHours(),
    minute: time.getUTCMinutes(),
    second: time.getUTCSeconds(),
    is_weekday: weekday <= 5,
    iso_weekday: weekday,
    iso_date: iso.slice(0, 10),
    iso_datetime: iso.slice(0, 19),
    timestamp_ms: time.getTime(),
  };
  return values[name] ?? null;
}

function taskValue(name: string, { id, task, attempt }: NonNullable<ReferenceScope["task"]>) {
  const values: Readonly<Record<string, string | number>> = {
    name: task.task_key,
    run_id: id,
    execution_count: attempt + 1,
    notebook_path: task.notebook_task?.notebook_path ?? "",
  };
  return values[name] ?? null;
}

function otherValue([key = "", name = "", ...rest]: readonly string[], tasks: readonly TaskRun[]) {
  const other = tasks.find(({ task }) => task.task_key === key);
  if (other === undefined) return null;
  if (name === "result_state") return other.result?.toLowerCase() ?? null;
  if (name !== "values") return taskValue(name, other);
  const value = other.output.values?.[rest.join(".")];
  return value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value);
}
