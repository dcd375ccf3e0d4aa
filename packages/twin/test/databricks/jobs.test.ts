import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { type Rest, rest } from "./rest.ts";

let twin: RunningTwin;
let api: Rest;
beforeAll(async () => {
  twin = await startTwin();
  api = rest(twin);
});
afterAll(() => twin.stop());

const create = async (settings: object) =>
  (await api.post("2.2/jobs/create", settings)).body.job_id as number;
const read = async (id: number, query: Record<string, string> = {}) =>
  (await api.get("2.2/jobs/get", { job_id: String(id), ...query })).body;
const notebook = (path: string) => ({ notebook_task: { notebook_path: path } });

test("a job comes back with what the server adds, and with whatever else it was given", async () => {
  const id = await create({
    name: "churn",
    tags: { estate: "shop/churn" },
    invented: { by: ["later", 1] },
    run_as: { service_principal_name: "runner" },
    tasks: [
      { task_key: "a", ...notebook("/Shared/a") },
      { task_key: "b", ...notebook("/Shared/b") },
      { task_key: "c", depends_on: [{ task_key: "b" }, { task_key: "a" }], ...notebook("/Shared/c") },
    ],
  });
  const job = await read(id);
  expect(job).toMatchObject({
    job_id: id,
    run_as_user_name: "runner",
    settings: {
      name: "churn",
      email_notifications: {},
      webhook_notifications: {},
      timeout_seconds: 0,
      max_concurrent_runs: 1,
      format: "MULTI_TASK",
      invented: { by: ["later", 1] },
      tasks: [
        { run_if: "ALL_SUCCESS", notebook_task: { source: "WORKSPACE" } },
        {},
        { depends_on: [{ task_key: "a" }, { task_key: "b" }] },
      ],
    },
  });
  expect(job.settings).not.toHaveProperty("run_as");
  await api.post("2.2/jobs/reset", { job_id: id, new_settings: { name: "other" } });
  const after = await read(id);
  expect(after).toMatchObject({ run_as_user_name: "runner", settings: { name: "other" } });
  expect(after.settings).not.toHaveProperty("tags");
});

test("an update replaces members, merges tasks by their key, and removes what it names", async () => {
  const id = await create({
    name: "merge",
    tags: { a: "1", b: "2" },
    tasks: [
      { task_key: "a", ...notebook("/Shared/a") },
      { task_key: "b", ...notebook("/Shared/b") },
    ],
    schedule: { quartz_cron_expression: "0 0 4 1 * ?", timezone_id: "UTC" },
  });
  await api.post("2.2/jobs/update", {
    job_id: id,
    new_settings: { tags: { c: "3" }, tasks: [{ task_key: "c", ...notebook("/Shared/c") }] },
    fields_to_remove: ["schedule", "tasks/a"],
  });
  const { settings } = await read(id);
  expect(settings.tags).toEqual({ c: "3" });
  expect(settings.tasks.map(({ task_key }: { task_key: string }) => task_key)).toEqual(["b", "c"]);
  expect(settings).not.toHaveProperty("schedule");
});

test("lists come by pages, by name, and with tasks when asked for; long jobs come by pages of 100", async () => {
  const tasks = Array.from({ length: 250 }, (_, at) => ({ task_key: `t${at}`, ...notebook("/Shared/a") }));
  const id = await create({ name: "Long", tasks });
  for (let at = 0; at < 5; at += 1) await create({ name: `paged-${at}` });
  const seen: string[] = [];
  let token = "";
  do {
    const { body } = await api.get("2.2/jobs/list", {
      limit: "2",
      ...(token === "" ? {} : { page_token: token }),
    });
    for (const { settings } of body.jobs) seen.push(settings.name);
    expect(body.has_more).toBe(body.next_page_token !== undefined);
    token = body.next_page_token ?? "";
  } while (token !== "");
  expect(seen.slice(0, 6)).toEqual(["paged-4", "paged-3", "paged-2", "paged-1", "paged-0", "Long"]);
  const named = await api.get("2.2/jobs/list", { name: "LONG" });
  expect(named.body.jobs).toHaveLength(1);
  expect(named.body.jobs[0].settings).not.toHaveProperty("tasks");
  const [expanded] = (await api.get("2.2/jobs/list", { name: "long", expand_tasks: "true" })).body.jobs;
  expect(expanded).toMatchObject({ has_more: true });
  expect(expanded.settings.tasks).toHaveLength(100);
  const first = await read(id);
  const second = await read(id, { page_token: first.next_page_token });
  const third = await read(id, { page_token: second.next_page_token });
  expect([first, second, third].map(({ settings }) => settings.tasks.length)).toEqual([100, 100, 50]);
  expect(third).not.toHaveProperty("next_page_token");
});

test.each([
  [{ tasks: [{ task_key: "a" }, { task_key: "a" }] }, "Duplicate task_key: a."],
  [{ tasks: [{ task_key: "a", depends_on: [{ task_key: "b" }] }] }, "depends on unknown task 'b'"],
  [
    {
      tasks: [
        { task_key: "a", depends_on: [{ task_key: "b" }] },
        { task_key: "b", depends_on: [{ task_key: "a" }] },
      ],
    },
    "cycle",
  ],
  [{ tasks: [{ task_key: "a b" }] }, "tasks.0.task_key"],
  [{ tasks: [{ task_key: "a", job_cluster_key: "none" }] }, "Job cluster 'none' is not defined"],
  [{ tasks: [{ task_key: "a", ...notebook("Shared/a") }] }, "Paths must begin with '/'"],
  [
    { schedule: { quartz_cron_expression: "0 4 * * *", timezone_id: "UTC" } },
    "Invalid quartz_cron_expression",
  ],
  [
    { schedule: { quartz_cron_expression: "0 0 4 1 * ?", timezone_id: "Mars" } },
    "Invalid timezone_id: Mars.",
  ],
  [{ tags: Object.fromEntries(Array.from({ length: 26 }, (_, at) => [`t${at}`, ""])) }, "limit of 25"],
  [
    { job_clusters: [{ job_cluster_key: "c", new_cluster: { policy_id: "0".repeat(16) } }] },
    "Can't find a cluster policy with id: 0000000000000000.",
  ],
])("settings that cannot be are refused: %j", async (settings, message) => {
  expect(await api.post("2.2/jobs/create", settings)).toMatchObject({
    status: 400,
    body: { error_code: "INVALID_PARAMETER_VALUE", message: expect.stringContaining(message) },
  });
});

test("a job that is not there is told by its text, on every route", async () => {
  const missing = { status: 400, body: { message: "Job 7 does not exist." } };
  expect(await api.get("2.2/jobs/get", { job_id: "7" })).toMatchObject(missing);
  for (const route of ["reset", "update", "delete"]) {
    expect(await api.post(`2.2/jobs/${route}`, { job_id: 7, new_settings: {} })).toMatchObject(missing);
  }
  const id = await create({});
  expect((await read(id)).settings.name).toBe("Untitled");
  expect((await api.post("2.2/jobs/delete", { job_id: id })).status).toBe(200);
  expect((await read(id)).message).toBe(`Job ${id} does not exist.`);
});

test("the first read after a create may not know the job, when told", async () => {
  twin
    .databricks("retain-twin")
    .faults.add({ path: "/api/2.2/jobs/get", times: 1, fault: { kind: "stale-read" } });
  const id = await create({ name: "fresh" });
  expect((await read(id)).message).toContain("does not exist");
  expect((await read(id)).settings.name).toBe("fresh");
});
