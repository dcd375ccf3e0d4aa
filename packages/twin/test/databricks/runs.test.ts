import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { importing, type Rest, rest } from "./rest.ts";

let twin: RunningTwin;
let api: Rest;
beforeAll(async () => {
  twin = await startTwin();
  api = rest(twin);
});
afterAll(() => twin.stop());

const condition = (key: string, left: string, more: object = {}) => ({
  task_key: key,
  condition_task: { op: "EQUAL_TO", left, right: "yes" },
  ...more,
});

async function ended(id: number) {
  for (;;) {
    const { body } = await api.get("2.2/jobs/runs/get", { run_id: String(id), include_history: "true" });
    if (body.status.state === "TERMINATED") return body;
    await wait(10);
  }
}

test("a job runs with its parameters, and a token starts it once", async () => {
  const { job_id } = (
    await api.post("2.2/jobs/create", {
      name: "checks",
      parameters: [{ name: "answer", default: "no" }],
      tasks: [condition("asked", "{{job.parameters.answer}}")],
    })
  ).body;
  const now = { job_id, job_parameters: { answer: "yes" }, idempotency_token: "once" };
  const { run_id, number_in_job } = (await api.post("2.2/jobs/run-now", now)).body;
  expect(number_in_job).toBe(run_id);
  expect((await api.post("2.2/jobs/run-now", now)).body.run_id).toBe(run_id);
  const run = await ended(run_id);
  expect(run).toMatchObject({
    ...{ job_id, run_id, run_name: "checks", run_type: "JOB_RUN" },
    job_parameters: [{ name: "answer", value: "yes" }],
    state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS" },
    status: { termination_details: { code: "SUCCESS", type: "SUCCESS" } },
    tasks: [{ task_key: "asked", attempt_number: 0, state: { result_state: "SUCCESS" } }],
  });
  expect(run.run_page_url).toContain(`#job/${job_id}/run/${run_id}`);
  const unknown = await api.post("2.2/jobs/run-now", { job_id, job_parameters: { other: "1" } });
  expect(unknown.body.message).toBe("Job parameter other is not defined in the job.");
  const listed = await api.get("2.2/jobs/runs/list", { job_id: String(job_id), completed_only: "true" });
  expect(listed.body).toMatchObject({ runs: [{ run_id }], has_more: false });
});

test("without an environment a notebook says what is missing, and a repair takes up what failed", async () => {
  await importing(api, "/Shared/n.py", "# Databricks notebook source\n1");
  const tasks = [
    condition("first", "yes"),
    {
      task_key: "second",
      depends_on: [{ task_key: "first" }],
      notebook_task: { notebook_path: "/Shared/n" },
    },
  ];
  const { job_id } = (await api.post("2.2/jobs/create", { name: "two", tasks })).body;
  const { run_id } = (await api.post("2.2/jobs/run-now", { job_id })).body;
  const run = await ended(run_id);
  expect(run.state).toMatchObject({ life_cycle_state: "INTERNAL_ERROR", result_state: "FAILED" });
  const output = (id: number) => api.get("2.2/jobs/runs/get-output", { run_id: String(id) });
  expect((await output(run_id)).status).toBe(400);
  const second = run.tasks[1].run_id;
  expect((await output(second)).body).toMatchObject({
    error: "This twin runs no notebooks: start it with --notebooks",
    metadata: { task_key: "second" },
  });
  await api.post("2.2/jobs/update", { job_id, new_settings: { tasks: [condition("second", "yes")] } });
  const both = await api.post("2.2/jobs/runs/repair", { run_id });
  expect(both.status).toBe(400);
  const { repair_id } = (await api.post("2.2/jobs/runs/repair", { run_id, rerun_all_failed_tasks: true }))
    .body;
  const mended = await ended(run_id);
  expect(mended).toMatchObject({
    state: { result_state: "SUCCESS" },
    repair_history: [{ id: repair_id }],
    tasks: [{ attempt_number: 0 }, { attempt_number: 1 }],
  });
  const again = { run_id, rerun_tasks: ["first"] };
  expect((await api.post("2.2/jobs/runs/repair", again)).body.message).toContain("latest repair ID");
  await api.post("2.2/jobs/runs/repair", { ...again, latest_repair_id: repair_id });
  expect((await ended(run_id)).tasks[0].attempt_number).toBe(1);
});

test("what is submitted needs no job, and what is refused starts nothing", async () => {
  const { run_id } = (await api.post("2.2/jobs/runs/submit", { tasks: [condition("a", "yes")] })).body;
  expect(await ended(run_id)).toMatchObject({ run_name: "Untitled", run_type: "SUBMIT_RUN", job_id: 0 });
  expect((await api.post("2.2/jobs/runs/delete", { run_id })).status).toBe(200);
  const refused = [
    await api.get("2.2/jobs/runs/get", { run_id: String(run_id) }),
    await api.post("2.2/jobs/runs/cancel", { run_id }),
    await api.post("2.2/jobs/run-now", { job_id: 7 }),
    await api.post("2.2/jobs/runs/submit", { tasks: [] }),
    await api.post("2.2/jobs/runs/submit", {
      idempotency_token: "x".repeat(65),
      tasks: [condition("a", "1")],
    }),
    await api.get("2.2/jobs/runs/list", { limit: "25" }),
    await api.get("2.2/jobs/runs/list", { active_only: "true", completed_only: "true" }),
  ];
  expect(refused.map(({ status }) => status)).toEqual(Array(7).fill(400));
});
