/** Runs modules of the Python environment for tests, one at a time. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environmentVariables, makeEnvironment, stateFolder } from "../src/environment.ts";

export const notebooks = fileURLToPath(new URL("..", import.meta.url));

/** Runs a module in a folder; where its exit code is not 0, fails with what failed, and what it wrote. */
export async function runPython(cwd: string, ...args: string[]): Promise<void> {
  const made = await makeEnvironment(stateFolder(), () => {});
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
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
  if (code === 0) return;
  const summary = output.split("\n").filter((line) => /^(FAILED|ERROR) /.test(line));
  throw new Error([`exit code ${code}`, ...summary, "", output.slice(-20_000)].join("\n"));
}

/** How the tests of a run of pytest ended. */
export interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** Runs the tests that a marker expression chooses; fails with what pytest wrote where one fails. */
export async function runPytest(marked: string): Promise<Counts> {
  const folder = mkdtempSync(join(temporaryFolder(), "python-tests-"));
  try {
    const report = join(folder, "junit.xml");
    const places = [`--basetemp=${join(folder, "tmp")}`, `--junitxml=${report}`];
    await runPython(notebooks, "pytest", "-q", "--tb=short", "-m", marked, ...places);
    const [suite = ""] = /<testsuite [^>]*>/.exec(readFileSync(report, "utf8")) ?? [];
    const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1]);
    return {
      tests: count("tests"),
      failures: count("failures"),
      errors: count("errors"),
      skipped: count("skipped"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Memory where there is room for many small lakes, whose thousands of files no disk need see. */
function temporaryFolder(): string {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize > 2 * 2 ** 30 ? "/dev/shm" : tmpdir();
  } catch {
    return tmpdir();
  }
}
