/** The notebooks on a newspaper's data, from its own files to a list, and a look at it afterwards. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "churn-example-"));
const out = join(folder, "out");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: what notebooks answer is looked into by the tests alone.
let figures: { answers: Record<string, any>; goals: readonly { what: string; met: boolean | null }[] };
let printed: string;

beforeAll(async () => {
  const json = join(folder, "figures.json");
  const ran = await run(process.execPath, [program("churn-example.ts"), "--out", out, "--json", json]);
  printed = ran.stdout;
  figures = JSON.parse(readFileSync(json, "utf8"));
}, 10 * 60_000);

test("all rows are understood, and every candidate has a decision", () => {
  const { "02_load": loaded, "04_features": built, "06_score_and_decide": plan } = figures.answers;
  for (const table of ["members", "transactions", "user_logs"]) {
    const { rows_read, rows_loaded } = loaded.tables[table];
    expect(rows_read, table).toBeGreaterThan(900);
    expect(rows_loaded, table).toBe(rows_read);
  }
  const decided = ["n_target", "n_control", "n_no_value", "n_over_budget", "n_ineligible"];
  expect(decided.reduce((sum, name) => sum + plan[name], 0)).toBe(plan.candidates);
  expect(plan.candidates).toBe(built.rows["2025-06-01"]);
  expect(plan.candidates).toBeGreaterThan(200);
  expect(plan.n_target).toBeGreaterThan(0);
});

test("the model tells who leaves better than how many do", () => {
  const { metrics } = figures.answers["05_train"];
  expect(metrics.average_precision).toBeGreaterThan(0.15);
});

test("the page of the month opens, and names nobody", () => {
  expect(printed).toContain("2025-06-01.html");
  const page = readFileSync(join(out, "2025-06-01.html"), "utf8");
  expect(page).toContain("Members whose subscription ends in 2025-06");
  expect(page.match(/<figure/g)?.length).toBeGreaterThan(6);
  expect(page).not.toMatch(/[A-Za-z0-9+/]{43}=/);
});

test(
  "a month and a member are looked at afterwards, and a wrong question is answered in a sentence",
  async () => {
    const look = (...words: string[]) =>
      run(process.execPath, [program("churn.ts"), "look", "--out", out, ...words]);
    const month = await look("--top", "3", "--json");
    const sections: { title: string; tables: { rows: string[][] }[] }[] = JSON.parse(month.stdout);
    const [first = "", rank] = sections.at(-1)?.tables[0]?.rows[0] ?? [];
    expect(rank).toBe("1");
    const ids = readFileSync(join(folder, "out-data", "ids.csv"), "utf8");
    expect(ids).toContain(first);
    const member = await look("--member", first);
    expect(member.stdout).toContain(`Member ${first}\n`);
    expect(member.stdout).toMatch(/2025-06 .* target .* not known yet\n/);
    await expect(look("--segment", "nobody")).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^Error: There is no segment .nobody.: there are cancelled, /),
    });
  },
  3 * 60_000,
);
