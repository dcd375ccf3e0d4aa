import { z } from "zod";
import { bodyOf, checked, wholeNumber } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { checkSettings } from "../jobs/check-settings.ts";
import { jobAt } from "../jobs/routes.ts";
import { withServerDefaults } from "../jobs/server-defaults.ts";
import { type Settings, settingsSchema } from "../jobs/settings-schema.ts";
import { invalid, notImitated } from "../refused.ts";
import { BadReference, filled } from "./references.ts";
import type { Run, TaskRun } from "./run.ts";

const texts = z.record(z.string(), z.string());
const token = z.string().max(64, "must be at most 64 characters").optional();
const runNowSchema = z.looseObject({
  job_id: wholeNumber,
  idempotency_token: token,
  job_parameters: texts.default({}),
  notebook_params: texts.default({}),
});
const submitSchema = settingsSchema.extend({ run_name: z.string().optional(), idempotency_token: token });

/** What starts runs, of a job or without one. */
export const startRoutes: Routes = {
  "POST /api/2.2/jobs/run-now": {
    answer(context, request) {
      const asked = bodyOf(request, runNowSchema);
      for (const name of [
        "only",
        "jar_params",
        "python_params",
        "python_named_params",
        "sql_params",
        "dbt_commands",
      ]) {
        if (asked[name] !== undefined) throw notImitated(`${name} of run-now`);
      }
      const job = jobAt(context, asked.job_id);
      const known = knownRun(context, asked.idempotency_token);
      if (known !== undefined) return started(known);
      const settings = checked(settingsSchema, job.settings);
      const parameters = jobParameters(settings, asked.job_parameters);
      const { notebook_params: notebookParameters } = asked;
      if (settings.parameters !== undefined && Object.keys(notebookParameters).length > 0) {
        throw invalid("Cannot use notebook_params with a job that has job parameters: use job_parameters.");
      }
      return begin(context, settings, {
        jobId: job.id,
        name: String(settings.name),
        parameters,
        notebookParameters,
        token: asked.idempotency_token,
      });
    },
  },
  "POST /api/2.2/jobs/runs/submit": {
    answer(context, request) {
      const { run_name: name = "Untitled", idempotency_token, ...asked } = bodyOf(request, submitSchema);
      const known = knownRun(context, idempotency_token);
      if (known !== undefined) return started(known);
      checkSettings(context, asked);
      const settings = checked(settingsSchema, withServerDefaults(context, asked));
      // No retry on failure: what was submitted runs once.
      const once = (settings.tasks ?? []).map((task) => ({ ...task, max_retries: 0 }));
      const run = { name, parameters: {}, notebookParameters: {}, token: idempotency_token };
      return begin(context, { ...settings, tasks: once }, run);
    },
  },
};

function started(id: number) {
  return { status: 200, body: { run_id: id, number_in_job: id } };
}

/** The run that this token started already. */
function knownRun({ runs }: DatabricksContext, token: string | undefined): number | undefined {
  return token === undefined ? undefined : runs.all().find((run) => run.token === token)?.id;
}

function jobParameters({ parameters = [] }: Settings, given: Readonly<Record<string, string>>) {
  const names = parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`Job parameter ${unknown} is not defined in the job.`);
  return Object.fromEntries(parameters.map(({ name, default: usual }) => [name, given[name] ?? usual]));
}

interface Beginning {
  readonly jobId?: number;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly notebookParameters: Readonly<Record<string, string>>;
  readonly token: string | undefined;
}

function begin(context: DatabricksContext, settings: Settings, { token, ...rest }: Beginning) {
  const { nextId, now, caller, engine, workspaceId, origin } = context;
  const { tasks = [] } = settings;
  if (tasks.length === 0) throw invalid("A run needs at least one task.");
  const queue = settings.queue as { readonly enabled?: boolean } | undefined;
  const run: Run = {
    id: nextId(),
    ...rest,
    creator: caller,
    ...(token === undefined ? {} : { token }),
    timeoutSeconds: settings.timeout_seconds ?? 0,
    most: settings.max_concurrent_runs ?? 1,
    queued: queue?.enabled === true,
    state: "BLOCKED",
    message: "",
    start: now(),
    end: 0,
    tasks: tasks.map((task) => blocked(task, nextId())),
    repairs: [],
  };
  const workspace = { id: workspaceId, url: origin() };
  try {
    const parameters = Object.entries(run.parameters).map(([name, text]) => [
      name,
      filled(text, { run, workspace }),
    ]);
    engine.begin({ ...run, parameters: Object.fromEntries(parameters) });
  } catch (error) {
    if (error instanceof BadReference) throw invalid(error.message);
    throw error;
  }
  return started(run.id);
}

/** A task that waits for its turn. */
export function blocked(task: TaskRun["task"], id: number, attempt = 0): TaskRun {
  return { id, task, attempt, state: "BLOCKED", message: "", start: 0, end: 0, parameters: {}, output: {} };
}
