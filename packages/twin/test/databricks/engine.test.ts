import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Task } from "../../src/databricks/jobs/settings-schema.ts";
import { createEngine } from "../../src/databricks/runs/engine.ts";
import type { Executor } from "../../src/databricks/runs/executor.ts";
import { hasEnded, type Run } from "../../src/databricks/runs/run.ts";
import { blocked } from "../../src/databricks/runs/start-requests.ts";
import { type Collection, openCollection } from "../../src/databricks/store/collection.ts";
import { lastWrite } from "../../src/databricks/store/last-write.ts";

let folder: string;
let runs: Collection<Run>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twin-engine-"));
  runs = openCollection<Run>(folder, lastWrite());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let last = 1;
const nextId = () => {
  last += 1;
  return last;
};
const engineWith = (executor: Executor) =>
  createEngine({
    runs,
    executor,
    nextId,
    now: Date.now,
    workspace: () => ({ id: "1", url: "https://here" }),
  });

/** Tasks do what their path says: `/ok`, `/fail`, `/hang` until they are stopped, `/twice` fails at first. */
function scripted(): Executor & { readonly done: string[] } {
  const done: string[] = [];
  return {
    done,
    async run({ notebookPath, parameters, taskValues }, signal) {
      done.push(notebookPath);
      if (notebookPath === "/hang") await wait(60_000, undefined, { signal }).catch(() => {});
      if (notebookPath === "/fail" || (notebookPath === "/twice" && done.length === 1)) {
        return { output: { error: "ValueError: no", trace: "ValueError: no" } };
      }
      return { output: { exit: JSON.stringify({ parameters, taskValues }), values: { rows: 3 } } };
    },
    close: async () => {},
  };
}

const task = (key: string, path: string, more: object = {}): Task => ({
  task_key: key,
  notebook_task: { notebook_path: path },
  ...more,
});
const after = (...keys: string[]) => ({ depends_on: keys.map((task_key) => ({ task_key })) });

function runOf(tasks: readonly Task[], more: Partial<Run> = {}): Run {
  return {
    ...{ id: nextId(), name: "test", creator: "me", parameters: {}, notebookParameters: {} },
    ...{
      timeoutSeconds: 0,
      most: 1,
      queued: false,
      state: "BLOCKED",
      message: "",
      start: Date.now(),
      end: 0,
    },
    tasks: tasks.map((one) => blocked(one, nextId())),
    repairs: [],
    ...more,
  } as Run;
}

async function ended(id: number): Promise<Run> {
  for (;;) {
    const run = runs.get(String(id));
    if (run && hasEnded(run)) return run;
    await wait(5);
  }
}
const results = ({ tasks }: Run) => Object.fromEntries(tasks.map((one) => [one.task.task_key, one.result]));

test("tasks run in their order, by run_if, and the leaves tell how the run ended", async () => {
  const executor = scripted();
  const run = runOf([
    task("z", "/ok"),
    task("a", "/fail"),
    task("needs", "/ok", after("a", "z")),
    task("one", "/ok", { ...after("a", "z"), run_if: "AT_LEAST_ONE_SUCCESS" }),
    task("done", "/ok", { ...after("needs", "one"), run_if: "ALL_DONE" }),
    task("mend", "/ok", { ...after("a"), run_if: "AT_LEAST_ONE_FAILED" }),
    task("all", "/ok", { ...after("a", "z"), run_if: "ALL_FAILED" }),
    task("beyond", "/ok", after("all")),
  ]);
  engineWith(executor).begin(run);
  const done = await ended(run.id);
  expect(results(done)).toEqual({
    ...{ z: "SUCCESS", a: "FAILED", needs: "UPSTREAM_FAILED", one: "SUCCESS", done: "SUCCESS" },
    ...{ mend: "SUCCESS", all: "EXCLUDED", beyond: "EXCLUDED" },
  });
  expect(done).toMatchObject({ state: "TERMINATED", result: "SUCCESS_WITH_FAILURES" });
});

test("a failed leaf fails the run, and the message names the task", async () => {
  const run = runOf([task("load", "/fail")]);
  engineWith(scripted()).begin(run);
  expect(await ended(run.id)).toMatchObject({
    ...{ state: "INTERNAL_ERROR", result: "FAILED" },
    message: "Task load failed with message: Workload failed, see run output for details.",
    tasks: [{ output: { error: "ValueError: no" } }],
  });
});

test("a task runs again as often as it may, each attempt with an id of its own", async () => {
  const executor = scripted();
  const engine = engineWith(executor);
  const twice = runOf([task("twice", "/twice", { max_retries: 2 })]);
  engine.begin(twice);
  const [one] = (await ended(twice.id)).tasks;
  expect(one).toMatchObject({ result: "SUCCESS", attempt: 1 });
  expect(one?.id).not.toBe(twice.tasks[0]?.id);
  const never = runOf([task("never", "/fail", { max_retries: 2, min_retry_interval_millis: 1 })]);
  engine.begin(never);
  expect((await ended(never.id)).tasks[0]).toMatchObject({ result: "FAILED", attempt: 2 });
});

test("what takes too long is stopped: a task by its own limit, a run by its", async () => {
  const engine = engineWith(scripted());
  const slow = runOf([task("slow", "/hang", { timeout_seconds: 0.05, max_retries: 3 })]);
  engine.begin(slow);
  expect(await ended(slow.id)).toMatchObject({
    result: "FAILED",
    tasks: [{ result: "TIMEDOUT", attempt: 0 }],
  });
  const long = runOf([task("a", "/hang"), task("b", "/ok", after("a"))], { timeoutSeconds: 0.05 });
  engine.begin(long);
  expect(results(await ended(long.id))).toEqual({ a: "TIMEDOUT", b: "TIMEDOUT" });
});

test("a cancel stops what runs and what waits", async () => {
  const engine = engineWith(scripted());
  const run = runOf([task("a", "/hang"), task("b", "/ok", after("a"))]);
  engine.begin(run);
  await wait(10);
  engine.cancel(run.id);
  expect(runs.get(String(run.id))?.state).toBe("TERMINATING");
  const done = await ended(run.id);
  expect(done).toMatchObject({ state: "TERMINATED", result: "CANCELED" });
  expect(results(done)).toEqual({ a: "CANCELED", b: "CANCELED" });
});

test("a job that runs already skips the next run, or lets it wait", async () => {
  const engine = engineWith(scripted());
  const [first, skipped] = [
    runOf([task("a", "/hang")], { jobId: 1 }),
    runOf([task("a", "/ok")], { jobId: 1 }),
  ];
  const waiting = runOf([task("a", "/ok")], { jobId: 1, queued: true });
  for (const run of [first, skipped, waiting]) engine.begin(run);
  expect(runs.get(String(skipped.id))).toMatchObject({
    state: "SKIPPED",
    result: "MAXIMUM_CONCURRENT_RUNS_REACHED",
  });
  expect(runs.get(String(waiting.id))?.state).toBe("QUEUED");
  engine.cancel(first.id);
  expect((await ended(waiting.id)).result).toBe("SUCCESS");
});

test("parameters are filled, the job's win over the task's, and task values lead on", async () => {
  const engine = engineWith(scripted());
  const base = {
    day: "{{job.start_time.iso_date}}",
    rows: "{{tasks.a.values.rows}}",
    own: "1",
    kept: "{{x.y}}",
  };
  const run = runOf(
    [
      task("a", "/ok"),
      { task_key: "b", ...after("a"), notebook_task: { notebook_path: "/ok", base_parameters: base } },
      {
        task_key: "c",
        notebook_task: { notebook_path: "/ok", base_parameters: { x: "{{job.parameters.absent}}" } },
      },
      { task_key: "d", condition_task: { op: "EQUAL_TO", left: "12.0", right: "12" } },
      { task_key: "e", condition_task: { op: "GREATER_THAN_OR_EQUAL", left: "12.0", right: "12" } },
      task("f", "/ok", { depends_on: [{ task_key: "e", outcome: "true" }] }),
      task("g", "/ok", { depends_on: [{ task_key: "e", outcome: "false" }] }),
      { task_key: "h", spark_jar_task: { main_class_name: "x" } },
    ],
    { parameters: { own: "2" }, start: Date.parse("2026-11-30T10:00:00Z") },
  );
  engine.begin(run);
  const done = await ended(run.id);
  const b = done.tasks.find((one) => one.task.task_key === "b");
  expect(JSON.parse(b?.output.exit ?? "")).toMatchObject({
    parameters: { day: "2026-11-30", rows: "3", own: "2", kept: "{{x.y}}" },
    taskValues: { a: { rows: 3 } },
  });
  const { c, f, g, h } = results(done);
  expect({ c, f, g, h }).toEqual({ c: "FAILED", f: "SUCCESS", g: "EXCLUDED", h: "FAILED" });
  expect(done.tasks[2]?.output.error).toContain("{{job.parameters.absent}} names nothing");
  expect(done.tasks[3]?.output.outcome).toBe("false");
  expect(done.tasks[7]?.output.error).toBe("the twin does not run spark_jar_task");
});

test("a run that a former process left in the middle has ended", () => {
  const left = runOf([task("a", "/ok")], { state: "RUNNING" });
  runs.put(String(left.id), left);
  engineWith(scripted());
  expect(runs.get(String(left.id))).toMatchObject({
    state: "INTERNAL_ERROR",
    tasks: [{ result: "CANCELED" }],
  });
});

test("every run ends, with a result for each task, whatever its graph", async () => {
  const runIf = fc.constantFrom(
    ...(["ALL_SUCCESS", "AT_LEAST_ONE_SUCCESS", "NONE_FAILED"] as const),
    ...(["ALL_DONE", "AT_LEAST_ONE_FAILED", "ALL_FAILED"] as const),
  );
  const graph = fc.array(
    fc.record({ fails: fc.boolean(), run_if: runIf, back: fc.array(fc.nat(), { maxLength: 3 }) }),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(graph, async (nodes) => {
      const tasks = nodes.map(({ fails, run_if, back }, at) => {
        const earlier = at === 0 ? [] : [...new Set(back.map((one) => `t${one % at}`))];
        return task(`t${at}`, fails ? "/fail" : "/ok", { run_if, ...after(...earlier) });
      });
      const run = runOf(tasks);
      engineWith(scripted()).begin(run);
      const done = await ended(run.id);
      expect(done.tasks.every((one) => hasEnded(one) && one.result !== undefined)).toBe(true);
      for (const one of done.tasks) {
        const upstream = (one.task.depends_on ?? []).map(({ task_key }) => results(done)[task_key]);
        if (one.result === "SUCCESS" && one.task.run_if === "ALL_SUCCESS") {
          expect(upstream.every((result) => result === "SUCCESS" || result === "EXCLUDED")).toBe(true);
        }
      }
    }),
    { numRuns: 40 },
  );
});
