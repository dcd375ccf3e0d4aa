import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cluster, startCluster } from "../../src/databricks/cluster.ts";
import type { ClusterEvent, Ran } from "../../src/databricks/messages.ts";

// Made by packages/notebooks/scripts/make-environment.ts, which `npm test` runs first.
const state = process.env.RETAIN_STATE ?? fileURLToPath(new URL("../../../../.retain", import.meta.url));
const made: { python: string; javaHome: string; quick: Record<string, string> } = JSON.parse(
  readFileSync(join(state, "environment.json"), "utf8"),
);
const folder = mkdtempSync(join(tmpdir(), "twin-notebooks-"));
let cluster: Cluster;
const errors: string[] = [];

beforeAll(() => {
  cluster = startCluster({
    python: made.python,
    settings: {
      ...made.quick,
      "spark.driver.memory": "1g",
      "spark.local.dir": join(folder, "spark"),
      "spark.sql.warehouse.dir": join(folder, "warehouse"),
    },
    environment: { ...process.env, JAVA_HOME: made.javaHome },
    onError: (line) => errors.push(line),
  });
});

afterAll(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a notebook: its cells as they stand between the separators. */
function notebook(name: string, ...cells: string[]): string {
  const file = join(folder, `${name}.py`);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `# Databricks notebook source\n${cells.join("\n\n# COMMAND ----------\n\n")}\n`);
  return file;
}

/** What a run printed, with how it ended. */
async function run(
  file: string,
  parameters: Record<string, string> = {},
): Promise<Ran & { lines: string[] }> {
  const events: ClusterEvent[] = [];
  const ran = await cluster.run(file, parameters, (event) => events.push(event));
  return { ...ran, lines: events.flatMap((event) => (event.event === "output" ? [event.line] : [])) };
}

describe("without Spark", () => {
  test("a notebook is taken apart into cells that know their lines", async () => {
    const file = notebook(
      "parts",
      "# MAGIC %md\n# MAGIC # Title",
      "x = 1\n\ny = 2",
      "# MAGIC %sql select 1;\n# MAGIC select 2",
      "",
      "# DBTITLE 1,Run it\n# MAGIC %run ./setup",
    );
    expect(await cluster.parse(file)).toEqual([
      { number: 1, line: 3, language: "md", text: "# Title" },
      { number: 2, line: 7, language: "python", text: "x = 1\n\ny = 2" },
      { number: 3, line: 13, language: "sql", text: "select 1;\nselect 2" },
      { number: 4, line: 23, language: "run", text: "./setup" },
    ]);
  });

  test("a file that is no notebook is refused by its first line", async () => {
    const file = join(folder, "script.py");
    writeFileSync(file, "print('hello')\n");
    await expect(cluster.parse(file)).rejects.toThrow(
      "script.py is no notebook: its first line is to be '# Databricks notebook source'",
    );
    const ran = await run(join(folder, "absent"));
    expect(ran).toMatchObject({ status: "failed", failure: { type: "SourceError", cell: 0 } });
  });
});

describe("a run", { timeout: 300_000 }, () => {
  test("has its parameters, its folder, SQL, display, and exits with a value", async () => {
    notebook(
      "folder/shared",
      "shared = [dbutils.widgets.get('month'), __file__ if '__file__' in dir() else 'no file']",
    );
    const file = notebook(
      "folder/main",
      "# MAGIC %run ./shared",
      "dbutils.widgets.text('month', 'never')\ndbutils.widgets.dropdown('mode', 'a', ['a', 'b'])",
      "import os\nfrom pathlib import Path\nprint(shared[0], dbutils.widgets.get('mode'), Path.cwd().name, end='')",
      "# MAGIC %sql\n# MAGIC create or replace temp view v as select 'it''s; one' as text;\n# MAGIC select *, :month as month from v",
      "print(_sqldf.count(), _sqldf.first().text)",
      "displayHTML('<b>seen</b>')\n1 + 1",
      "spark.range(3).write.format('delta').save(dbutils.widgets.get('lake') + '/table')",
      "dbutils.fs.put(dbutils.widgets.get('lake') + '/note.txt', 'hello', True)\nprint(dbutils.fs.head(dbutils.widgets.get('lake') + '/note.txt', 4))",
      "print([one.name for one in dbutils.fs.ls(dbutils.widgets.get('lake'))])",
      "try:\n    dbutils.notebook.exit('done')\nexcept Exception:\n    print('not here')",
      "print('nor here')",
    );
    const events: ClusterEvent[] = [];
    const ran = await cluster.run(file, { month: "2017-03-01", lake: join(folder, "lake") }, (event) =>
      events.push(event),
    );
    expect(ran.status === "failed" ? ran.failure : ran.exit).toBe("done");
    const lines = events.flatMap((event) => (event.event === "output" ? [event.line] : []));
    expect(lines).toContain("2017-03-01 a folder+---------+----------+");
    expect(lines).toContain("1 it's; one");
    expect(lines).toContain("2");
    expect(lines).toContain("hell");
    expect(lines).toContain("['note.txt', 'table/']");
    expect(lines.join()).not.toContain("here");
    expect(events).toContainEqual(expect.objectContaining({ event: "html", html: "<b>seen</b>" }));
  });

  test("that fails tells notebook, cell, line, type and message; what ran before is not seen by the next", async () => {
    const lib = join(folder, "lib");
    mkdirSync(lib, { recursive: true });
    writeFileSync(join(lib, "rules.py"), "def check(x):\n    raise ValueError(f'{x} is wrong')\n");
    const file = notebook(
      "failing",
      "import sys\nsys.path.insert(0, 'lib')\nimport rules\nleft = 1\nspark.range(1).createOrReplaceTempView('left_view')",
      "def ask():\n    return rules.check(7)\n",
      "# a comment\nask()",
    );
    const ran = await run(file);
    if (ran.status !== "failed") throw new Error("it is to fail");
    expect(ran.failure).toMatchObject({
      notebook: file,
      cell: 3,
      line: 11,
      type: "ValueError",
      message: "7 is wrong",
    });
    // The line is the innermost of the notebook itself; the trace ends in the module.
    expect(ran.failure.traceback).toHaveLength(3);
    expect(ran.failure.traceback.at(-1)).toContain("rules.py:2 in check");

    writeFileSync(join(lib, "rules.py"), "def check(x):\n    return 'edited'\n");
    const after = await run(
      notebook(
        "after",
        "import sys\nprint('lib' in sys.path, 'left' in dir(), spark.catalog.tableExists('left_view'))",
        "sys.path.insert(0, 'lib')\nimport rules\nprint(rules.check(7))",
        "from pyspark.sql import SparkSession\nprint(SparkSession.builder.getOrCreate() is spark)",
        "dbutils.widgets.get('month')",
      ),
      { other: "1" },
    );
    expect(after.lines).toEqual(["False False False", "edited", "True"]);
    expect(after).toMatchObject({
      status: "failed",
      failure: { cell: 4, type: "InputWidgetNotDefined", message: "No input widget named month is defined" },
    });
  });

  test("refuses what the twin has not, says so by the cell, and works on", async () => {
    const outcome = async (...cells: string[]) => {
      const ran = await run(notebook("refused", ...cells));
      return ran.status === "failed" ? [ran.failure.cell, ran.failure.line, ran.failure.message] : ran.lines;
    };
    expect(await outcome("x = 1", "# MAGIC %scala\n# MAGIC println(1)")).toEqual([
      2,
      7,
      "The cell is %scala, which the twin does not run: it runs Python, %sql, %run and %fs.",
    ]);
    expect((await outcome("# MAGIC %sh ls"))[2]).toContain("%sh");
    expect((await outcome("dbutils.secrets.get('scope', 'key')"))[2]).toContain("holds no secrets");
    expect((await outcome("dbutils.credentials.x"))[2]).toContain("dbutils.credentials is not in the twin");
    expect((await outcome("dbutils.fs.mount('a', 'b')"))[2]).toContain("without mounts");
    expect(await outcome("# MAGIC %pip install x", "print(1)")).toEqual([
      "%pip install x: left out, the environment was made from its lock file.",
      "1",
    ]);
    expect(await outcome("x = (")).toEqual([1, 2, "'(' was never closed"]);
    expect(await outcome("# MAGIC %run ./refused")).toEqual([1, 2, "refused.py runs itself by %run"]);
    const analysed = await outcome("x = 1", "spark.range(1).select('nothing')");
    expect(analysed[0]).toBe(2);
    expect(analysed[2]).toContain("UNRESOLVED_COLUMN");
    expect(analysed[2]).not.toContain("\tat ");
  });

  test("runs others with parameters and a time limit of their own", async () => {
    notebook("nested/child", "x = 5", "dbutils.notebook.exit('got ' + dbutils.widgets.get('a'))");
    notebook("nested/broken", "1 / 0");
    notebook("nested/slow", "import time\ntime.sleep(60)");
    const ran = await run(
      notebook(
        "parent",
        "x = 1",
        "print(dbutils.notebook.run('nested/child', 60, {'a': 'this'}), x)",
        "try:\n    dbutils.notebook.run('./nested/broken', 0)\nexcept Exception as error:\n    print(type(error).__name__, error)",
        "try:\n    dbutils.notebook.run('./nested/slow', 0.5)\nexcept Exception as error:\n    print(error)",
        "print(spark.range(4).count())",
      ),
    );
    expect(ran.status === "failed" ? ran.failure : ran.status).toBe("success");
    expect(ran.lines).toEqual([
      "got this 1",
      "WorkflowException broken.py, cell 1, line 2: ZeroDivisionError: division by zero",
      "./nested/slow was stopped: it took longer than 0.5 seconds",
      "4",
    ]);
  });

  test("leaves nothing on stderr but what is wrong", () => {
    expect(errors).toEqual([]);
  });
});

test("a Python that is not there, and a process that is gone, are told in a sentence", async () => {
  const absent = startCluster({ python: join(folder, "no-python"), settings: {}, environment: process.env });
  await expect(absent.parse("any")).rejects.toThrow("the cluster cannot be started");
  await absent.close();
});
