/** The seven notebooks on Spark Connect, as serverless compute and standard access run them: no Java, no cache. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environmentVariables, makeEnvironment, stateFolder } from "@retain/notebooks/environment";
import { notebooks } from "@retain/notebooks/notebooks";
import { startCluster } from "@retain/twin/databricks/cluster";
import { afterAll, expect, test } from "vitest";

const program = fileURLToPath(new URL("churn.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "churn-connect-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Figures {
  // biome-ignore lint/suspicious/noExplicitAny: what notebooks answer is looked into by the tests alone.
  readonly answers: Readonly<Record<string, any>>;
  readonly goals: readonly { goal: string; met: boolean | null }[];
}

test("all seven run, every candidate is decided on, and the goals hold", {
  timeout: 15 * 60_000,
}, async () => {
  const json = join(folder, "figures.json");
  const words = [
    "--members",
    "1000",
    "--seed",
    "3",
    "--connect",
    "--out",
    join(folder, "out"),
    "--json",
    json,
  ];
  const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  expect(code, stderr).toBe(0);
  const { answers, goals }: Figures = JSON.parse(readFileSync(json, "utf8"));
  expect(Object.keys(answers)).toEqual(notebooks.map(({ file }) => file));
  const { candidates, n_target, n_control, n_no_value, n_over_budget, n_ineligible } =
    answers["06_score_and_decide"];
  expect(candidates).toBe(answers["03_prepare"].candidates);
  expect(n_target + n_control + n_no_value + n_over_budget + n_ineligible).toBe(candidates);
  expect(answers["07_monitor"].failed).toBe(0);
  expect(goals.filter(({ met }) => met === false)).toEqual([]);
});

test("a notebook that caches, or reaches for Java, is refused there", { timeout: 5 * 60_000 }, async () => {
  const made = await makeEnvironment(stateFolder(), () => {});
  const cluster = startCluster({
    python: made.python,
    connect: true,
    settings: { ...made.quick, "spark.driver.memory": "1g", "spark.local.dir": join(folder, "spark") },
    environment: environmentVariables(made),
  });
  const outcome = async (cell: string) => {
    const file = join(folder, "asking.py");
    writeFileSync(file, `# Databricks notebook source\n${cell}\n`);
    const ran = await cluster.run(file);
    return ran.status === "failed" ? ran.failure.message : "ran";
  };
  try {
    expect(await outcome("assert spark.range(3).count() == 3")).toBe("ran");
    for (const cell of [
      "spark.range(1).cache()",
      "spark.range(1).persist()",
      "spark.range(1).checkpoint()",
    ]) {
      expect(await outcome(cell)).toContain("NOT_SUPPORTED_WITH_SERVERLESS");
    }
    for (const cell of ["spark._jvm", "spark.sparkContext", "spark.range(1).rdd"]) {
      expect(await outcome(cell), cell).toMatch(/NOT_IMPLEMENTED|NOT_SUPPORTED/);
    }
  } finally {
    await cluster.close();
  }
});
