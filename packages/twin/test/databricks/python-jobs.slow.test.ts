import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { importing, type Rest, rest } from "./rest.ts";

// Made by packages/notebooks/scripts/make-environment.ts, which the lane of slow tests runs first.
const notebooks = process.env.RETAIN_STATE ?? fileURLToPath(new URL("../../../../.retain", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "twin-jobs-"));
let twin: RunningTwin;
let api: Rest;
beforeAll(async () => {
  twin = await startTwin({ folder, filesystems: ["data", "other"], settings: { notebooks } });
  api = rest(twin);
  await api.post("2.0/workspace/mkdirs", { path: "/Shared/shop/python/shop" });
});
afterAll(async () => {
  await twin.stop();
  rmSync(folder, { recursive: true, force: true });
});

const notebook = (name: string, ...cells: readonly string[]) =>
  importing(
    api,
    `/Workspace/Shared/shop/${name}.py`,
    `# Databricks notebook source\n${cells.join("\n\n# COMMAND ----------\n\n")}`,
    { overwrite: true },
  );
const task = (key: string, more: object = {}, base_parameters: object = {}) => ({
  task_key: key,
  notebook_task: { notebook_path: `/Workspace/Shared/shop/${key}`, base_parameters },
  ...more,
});
const submit = async (...tasks: readonly object[]) =>
  (await api.post("2.2/jobs/runs/submit", { tasks })).body.run_id as number;

async function until(id: number, state: (run: { state: { life_cycle_state: string } }) => boolean) {
  for (;;) {
    const { body } = await api.get("2.2/jobs/runs/get", { run_id: String(id) });
    if (state(body)) return body;
    await wait(100);
  }
}
const ended = (id: number) =>
  until(id, ({ state }) => ["TERMINATED", "INTERNAL_ERROR"].includes(state.life_cycle_state));
const outputOf = async (run: { tasks: { task_key: string; run_id: number }[] }, key: string) => {
  const found = run.tasks.find(({ task_key }) => task_key === key);
  return (await api.get("2.2/jobs/runs/get-output", { run_id: String(found?.run_id) })).body;
};

test("tasks share values and a package, exit with values, and see nothing else of each other", async () => {
  await importing(api, "/Shared/shop/python/shop/__init__.py", "RATE = 2\n");
  await notebook(
    "setup",
    'dbutils.widgets.text("python_folder", "")\nimport sys\nsys.path.insert(0, dbutils.widgets.get("python_folder"))',
  );
  await notebook(
    "count",
    "# MAGIC %run /Workspace/Shared/shop/setup",
    "from shop import RATE\nleft = spark.range(3).count() * RATE\nspark.range(1).createOrReplaceTempView('mine')",
    'print("counted", left)\ndbutils.jobs.taskValues.set("rows", left)\ndbutils.notebook.exit(str(left))',
  );
  await notebook(
    "report",
    'rows = dbutils.jobs.taskValues.get("count", "rows")\nasked = int(dbutils.widgets.get("asked"))',
    "seen = spark.catalog.tableExists('mine') or 'left' in globals()",
    "dbutils.notebook.exit(f'{rows} {asked} {seen}')",
  );
  const python = { python_folder: "/Workspace/Shared/shop/python" };
  const run = await ended(
    await submit(
      task("count", {}, python),
      task("report", { depends_on: [{ task_key: "count" }] }, { asked: "{{tasks.count.values.rows}}" }),
    ),
  );
  expect(run.state).toMatchObject({ result_state: "SUCCESS" });
  expect(await outputOf(run, "count")).toMatchObject({ notebook_output: { result: "6" }, logs: "counted 6" });
  expect((await outputOf(run, "report")).notebook_output.result).toBe("6 6 False");
});

test("abfss:// is the folder of the lake, and nothing is written beside it", async () => {
  const { files } = twin.lake("retaintwin");
  for (const path of ["data/silver", "other/silver"]) mkdirSync(join(files, path), { recursive: true });
  const root = "abfss://data@retaintwin.dfs.core.windows.net";
  await notebook(
    "tables",
    `root = "${root}"\ntable = root + "/silver/members"`,
    'spark.range(3).write.format("delta").save(table)',
    'spark.range(3, 5).write.format("delta").mode("append").save(table)',
    'spark.sql(f"DELETE FROM delta.`{table}` WHERE id = 0")',
    'spark.range(2).write.parquet("abfss://other@retaintwin.dfs.core.windows.net/silver/plain")',
    'names = [one.name for one in dbutils.fs.ls(root + "/silver")]',
    "dbutils.notebook.exit(f\"{spark.read.format('delta').load(table).count()} {names}\")",
  );
  const run = await ended(await submit(task("tables")));
  expect((await outputOf(run, "tables")).notebook_output?.result).toBe("4 ['members/']");
  expect(readdirSync(join(files, "data/silver/members"))).toContain("_delta_log");
  expect(readdirSync(join(files, "other/silver"))).toEqual(["plain"]);
  const top = `twin-test-${process.pid}`;
  for (const place of [root, "abfss://data@elsewhere.dfs.core.windows.net"]) {
    await notebook("astray", `spark.range(1).write.parquet("${place}/${top}/x")`);
    const astray = await ended(await submit(task("astray")));
    expect(astray.state).toMatchObject({ result_state: "FAILED" });
    expect(existsSync(`/${top}`)).toBe(false);
  }
  mkdirSync(join(files, "data", top));
  await notebook("astray", `spark.range(1).write.parquet("${root}/${top}/x")`);
  expect((await ended(await submit(task("astray")))).state).toMatchObject({ result_state: "SUCCESS" });
});

test("a failure comes with the last lines of its traceback", async () => {
  await notebook("broken", "x = 1", "def divide():\n    return x / 0\n\ndivide()");
  const run = await ended(await submit(task("broken")));
  const { error, error_trace } = await outputOf(run, "broken");
  expect(error).toBe("ZeroDivisionError: division by zero (cell 2, line 7)");
  expect(error_trace).toMatch(/broken\.py:7 in divide: return x \/ 0\nZeroDivisionError: division by zero$/);
  const missing = await ended(await submit(task("nowhere")));
  expect((await outputOf(missing, "nowhere")).error).toContain('notebook "/Workspace/Shared/shop/nowhere"');
});

test("a cancel and a time-out stop Spark's work, and the cluster goes on", async () => {
  const endless = 'print("begun")\nspark.range(4).rdd.map(lambda x: __import__("time").sleep(600)).count()';
  await notebook("endless", endless);
  await notebook("asleep", "import time\nwhile True:\n    time.sleep(0.1)");
  await notebook("quick", "dbutils.notebook.exit(str(spark.range(5).count()))");
  for (const name of ["endless", "asleep"]) {
    const id = await submit(task(name));
    await until(id, ({ state }) => state.life_cycle_state === "RUNNING");
    await wait(3000);
    const asked = Date.now();
    await api.post("2.2/jobs/runs/cancel", { run_id: id });
    expect((await ended(id)).state.result_state).toBe("CANCELED");
    expect(Date.now() - asked).toBeLessThan(14_000);
  }
  const late = await ended(await submit(task("asleep", { timeout_seconds: 2 })));
  expect(late.tasks[0].state.result_state).toBe("TIMEDOUT");
  const run = await ended(await submit(task("quick")));
  expect((await outputOf(run, "quick")).notebook_output.result).toBe("5");
});
