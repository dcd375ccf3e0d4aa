/** The churn solution end to end on 1,000 members: a month as far as its features, then the next one whole. */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const program = fileURLToPath(new URL("churn.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "churn-months-"));
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

describe("two months of 1,000 members", () => {
  let march: Figures;
  let april: Figures;
  let printed: string;
  beforeAll(async () => {
    march = (await churn("--period", "2017-03-01", "--until", "features")).figures;
    const whole = await churn("--period", "2017-04-01");
    april = whole.figures;
    printed = whole.stdout;
  }, 10 * 60_000);

  test("the second run loads the new deliveries alone", () => {
    const files = (figures: Figures, table: string) => figures.answers["02_load"].tables[table].files;
    expect(files(march, "transactions")).toEqual(["transactions.csv"]);
    expect(files(april, "transactions")).toEqual(["transactions_v2.csv"]);
    expect(files(april, "members")).toEqual([]);
  });

  test("the second run adds the features of one month and keeps the others", () => {
    expect(Object.keys(march.answers["04_features"].rows)).toHaveLength(13);
    expect(Object.keys(april.answers["04_features"].rows)).toEqual(["2017-04-01"]);
    expect(april.answers["04_features"].months_kept).toHaveLength(12);
  });

  test("every candidate of the month to come has a decision, and the list is published", () => {
    const { candidates, n_target, n_control, n_no_value, n_over_budget, n_ineligible } =
      april.answers["06_score_and_decide"];
    expect(candidates).toBeGreaterThan(200);
    expect(n_target + n_control + n_no_value + n_over_budget + n_ineligible).toBe(candidates);
    expect(n_target).toBeGreaterThan(0);
    const published = readdirSync(join(out, "lake/serving/predictions"));
    expect(published.filter((name) => name.endsWith(".parquet")).length).toBeGreaterThan(0);
    expect(published.filter((name) => name.startsWith("2017-04-01-local"))).toEqual(
      published.filter((name) => name.endsWith(".parquet")),
    );
  });

  test("the monitor finds nothing broken", () => {
    expect(april.answers["07_monitor"].failed).toBe(0);
  });

  test("no goal is missed that 1,000 members can be held to", () => {
    expect(april.goals.filter(({ met }) => met === false)).toEqual([]);
    const met = april.goals.filter((goal) => goal.met === true).map(({ goal }) => goal);
    expect(new Set(met)).toEqual(new Set(["G2", "G3", "G4", "G7", "G8", "G10"]));
    const parity = april.goals.find(({ goal }) => goal === "G1");
    expect(parity?.figure).toMatch(/^0 of [\d,]+ differ$/);
    expect(printed).toContain("labels equal an ordered walk");
  });
});
