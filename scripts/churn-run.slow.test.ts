/** The churn solution end to end on 1,000 members, from generated files to goals. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const program = fileURLToPath(new URL("churn.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "churn-run-"));
const out = join(folder, "out");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Figures {
  readonly seconds: Readonly<Record<string, number>>;
  // biome-ignore lint/suspicious/noExplicitAny: what notebooks answer is looked into by the tests alone.
  readonly answers: Readonly<Record<string, any>>;
  readonly goals: readonly { goal: string; what: string; figure: string; met: boolean | null }[];
}

/** Runs the command; answers its figures and what it printed. */
async function churn(...words: string[]): Promise<{ code: number | null; stdout: string; figures: Figures }> {
  const json = join(folder, "figures.json");
  rmSync(json, { force: true });
  const told = ["--members", "1000", "--seed", "3", "--out", out, "--json", json, ...words];
  const child = spawn(process.execPath, [program, ...told]);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  if (code !== 0) throw new Error(`exit code ${code}\n${stderr}`);
  return { code, stdout, figures: JSON.parse(readFileSync(json, "utf8")) };
}

describe("April 2017 for 1,000 members", () => {
  let figures: Figures;
  let printed: string;
  beforeAll(async () => {
    const ran = await churn("--period", "2017-04-01");
    figures = ran.figures;
    printed = ran.stdout;
  }, 10 * 60_000);

  test("both deliveries are loaded, and every month has its features", () => {
    expect(figures.answers["02_load"].tables.transactions.files).toEqual([
      "transactions.csv",
      "transactions_v2.csv",
    ]);
    expect(Object.keys(figures.answers["04_features"].rows)).toHaveLength(13);
  });

  test("every candidate of the month to come has a decision, and the list is published", () => {
    const { candidates, n_target, n_control, n_no_value, n_over_budget, n_ineligible } =
      figures.answers["06_score_and_decide"];
    expect(candidates).toBeGreaterThan(200);
    expect(n_target + n_control + n_no_value + n_over_budget + n_ineligible).toBe(candidates);
    expect(n_target).toBeGreaterThan(0);
    const published = readdirSync(join(out, "lake/serving/predictions"));
    const files = published.filter((name) => name.endsWith(".parquet") && !name.startsWith("."));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((name) => !name.startsWith("2017-04-01-local"))).toEqual([]);
  });

  test("the monitor finds nothing broken", () => {
    expect(figures.answers["07_monitor"].failed).toBe(0);
  });

  test("no goal is missed that 1,000 members can be held to", () => {
    expect(figures.goals.filter(({ met }) => met === false)).toEqual([]);
    const met = figures.goals.filter((goal) => goal.met === true).map(({ goal }) => goal);
    expect(new Set(met)).toEqual(new Set(["G2", "G3", "G4", "G10"]));
    const parity = figures.goals.find(({ goal }) => goal === "G1");
    expect(parity?.figure).toMatch(/^0 of [\d,]+ differ$/);
    expect(printed).toContain("labels equal an ordered walk");
  });
});
