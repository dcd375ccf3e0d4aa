/** The checks of the Python package, each as a test of this run. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { environmentVariables, makeEnvironment, stateFolder } from "../src/environment.ts";

const notebooks = fileURLToPath(new URL("..", import.meta.url));
const twin = fileURLToPath(new URL("../../twin/notebooks", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "python-checks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const minute = 60_000;

/** Runs a module of the environment in a folder; answers its exit code and what it wrote. */
async function python(cwd: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const made = await makeEnvironment(stateFolder(), () => {});
  return await new Promise((resolve, reject) => {
    const child = spawn(made.python, ["-m", ...args], { cwd, env: environmentVariables(made) });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** Fails with what the program wrote. */
function passed({ code, output }: { code: number | null; output: string }): void {
  if (code !== 0) throw new Error(`exit code ${code}\n${output.slice(-20_000)}`);
}

test.each([
  ["notebooks", notebooks],
  ["twin", twin],
])("ruff finds nothing in %s", { timeout: minute }, async (_, cwd) => {
  passed(await python(cwd, "ruff", "check", "--no-cache", "."));
  passed(await python(cwd, "ruff", "format", "--no-cache", "--check", "."));
});

test("mypy finds nothing", { timeout: 5 * minute }, async () => {
  passed(await python(notebooks, "mypy", "--cache-dir", join(stateFolder(), "mypy")));
});

test("pytest passes", { timeout: 10 * minute }, async () => {
  const report = join(folder, "junit.xml");
  passed(await python(notebooks, "pytest", "-q", "--tb=short", `--junitxml=${report}`));
  const [suite = ""] = /<testsuite [^>]*>/.exec(readFileSync(report, "utf8")) ?? [];
  const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1]);
  expect(count("tests")).toBeGreaterThan(0);
  expect({ failures: count("failures"), errors: count("errors"), skipped: count("skipped") }).toEqual({
    failures: 0,
    errors: 0,
    skipped: 0,
  });
});
