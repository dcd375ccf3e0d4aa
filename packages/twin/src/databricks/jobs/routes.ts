import { z } from "zod";
import type { Json, JsonObject, TwinRequest, TwinResponse } from "../../http.ts";
import { anyObject, bodyOf, checked, required, saysYes, wholeNumber } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { limitOf, offsetOf, pageOf, tokenOf } from "../paging.ts";
import { accessItemSchema } from "../permissions/access-list.ts";
import { invalid } from "../refused.ts";
import { checkSettings } from "./check-settings.ts";
import type { Job } from "./job.ts";
import { updated } from "./patch.ts";
import { withServerDefaults } from "./server-defaults.ts";
import { type Settings, settingsSchema } from "./settings-schema.ts";

const resetSchema = z.object({ job_id: wholeNumber, new_settings: anyObject });
const updateSchema = z.object({
  job_id: wholeNumber,
  new_settings: anyObject.default({}),
  fields_to_remove: z.array(z.string()).default([]),
});
const deleteSchema = z.object({ job_id: wholeNumber });

/** Jobs, API 2.2: what they are, not their runs. */
export const jobRoutes: Routes = {
  "POST /api/2.2/jobs/create": { answer: createJob },
  "POST /api/2.2/jobs/reset": {
    answer(context, request) {
      const { job_id, new_settings } = bodyOf(request, resetSchema);
      keep(context, jobAt(context, job_id), new_settings);
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.2/jobs/update": {
    answer(context, request) {
      const { job_id, new_settings, fields_to_remove } = bodyOf(request, updateSchema);
      const job = jobAt(context, job_id);
      keep(context, job, updated(job.settings, new_settings as JsonObject, fields_to_remove));
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.2/jobs/delete": {
    answer(context, request) {
      const { id } = jobAt(context, bodyOf(request, deleteSchema).job_id);
      context.jobs.delete(String(id));
      context.access.delete(`jobs/${id}`);
      return { status: 200, body: {} };
    },
  },
  "GET /api/2.2/jobs/get": { query: ["job_id", "page_token"], answer: getJob },
  "GET /api/2.2/jobs/list": {
    query: ["limit", "offset", "page_token", "name", "expand_tasks"],
    answer: listJobs,
  },
};

/** Throws a `Refused` where there is none of this id: 400, which clients know by its text. */
export function jobAt({ jobs }: DatabricksContext, id: number): Job {
  const job = jobs.get(String(id));
  if (job) return job;
  throw invalid(`Job ${id} does not exist.`);
}

function createJob(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const { access_control_list: list = [], ...given } = bodyOf(request, anyObject);
  const items = checked(z.array(accessItemSchema), list);
  const { caller, now, nextId } = context;
  const id = nextId();
  keep(context, { id, settings: {}, created: now(), creator: caller, runAs: caller }, given);
  const owned = items.some(({ permission_level }) => permission_level === "IS_OWNER");
  const owner = { service_principal_name: caller, permission_level: "IS_OWNER" };
  if (items.length > 0) context.access.put(`jobs/${id}`, owned ? items : [owner, ...items]);
  return { status: 200, body: { job_id: id } };
}

/** Keeps a job with these settings. What leaves out `run_as` does not change it. */
function keep(context: DatabricksContext, job: Job, given: Readonly<Record<string, unknown>>): void {
  const settings: Settings = checked(settingsSchema, given);
  checkSettings(context, settings);
  const { user_name, service_principal_name, group_name } = settings.run_as ?? {};
  const runAs = service_principal_name ?? user_name ?? group_name ?? job.runAs;
  context.jobs.put(String(job.id), { ...job, settings: withServerDefaults(context, settings), runAs });
}

/** The arrays of a job that come by pages of 100, with one token for all of them. */
const paged = ["tasks", "job_clusters", "environments", "parameters"] as const;
const pagedSize = 100;

function getJob(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const job = jobAt(context, checked(wholeNumber, required(request, "job_id")));
  const from = offsetOf(request);
  const end = from + Math.min(pagedSize, context.pageSize);
  const arrays = paged.flatMap((name) => {
    const all = job.settings[name];
    return Array.isArray(all) ? [[name, all as readonly Json[]] as const] : [];
  });
  const parts = Object.fromEntries(arrays.map(([name, all]) => [name, all.slice(from, end)]));
  const more = arrays.some(([, all]) => all.length > end);
  const next = more ? { next_page_token: tokenOf(end), has_more: true } : {};
  return { status: 200, body: { ...shown(job), settings: { ...job.settings, ...parts }, ...next } };
}

function listJobs(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const { searchParams } = request.url;
  const name = searchParams.get("name")?.toLowerCase();
  const found = context.jobs
    .all()
    .filter(({ settings }) => name === undefined || String(settings.name).toLowerCase() === name)
    .toSorted((one, other) => other.id - one.id);
  const size = limitOf(request, 20, 100, context.pageSize);
  const { items, from, next } = pageOf(found, size, request);
  const expand = saysYes(request, "expand_tasks");
  const jobs = items.map((job) => ({ ...shown(job), ...listed(job, expand) }));
  return {
    status: 200,
    body: {
      ...(jobs.length === 0 ? {} : { jobs }),
      has_more: next !== undefined,
      ...(next === undefined ? {} : { next_page_token: next }),
      ...(from === 0 ? {} : { prev_page_token: tokenOf(Math.max(0, from - size)) }),
    },
  };
}

/** In lists, tasks and clusters are shown when asked for, and no more than 100 of them. */
function listed(
  { settings }: Job,
  expand: boolean,
): { readonly settings: JsonObject; readonly has_more?: true } {
  if (!expand) {
    const { tasks: _, job_clusters: __, ...rest } = settings;
    return { settings: rest };
  }
  const long = paged.filter((name) => ((settings[name] ?? []) as readonly Json[]).length > pagedSize);
  const parts = long.map((name) => [name, (settings[name] as readonly Json[]).slice(0, pagedSize)]);
  return {
    settings: { ...settings, ...Object.fromEntries(parts) },
    ...(long.length > 0 ? { has_more: true } : {}),
  };
}

function shown({ id, created, creator, runAs }: Job): JsonObject {
  return {
    job_id: id,
    creator_user_name: creator,
    run_as_user_name: runAs,
    run_as_owner: runAs === creator,
    created_time: created,
  };
}
