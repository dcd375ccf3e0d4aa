/**
 * Runs a lane of tests of which some want Python and Java: `node scripts/run-lane.ts LANE [WORDS FOR VITEST]`.
 * Where a machine lacks them the others are run, and the last line says what was left out and how to
 * install it. In CI (the variable `CI`) that is a failure.
 */
import { spawnSync } from "node:child_process";
import { makeEnvironment, stateFolder } from "../packages/notebooks/src/environment.ts";
import { MissingPrerequisites } from "../packages/notebooks/src/prerequisites.ts";
import { programOf } from "./program-of.ts";

const [lane = "test", ...words] = process.argv.slice(2);
const inCi = Boolean(process.env.CI);

/** What is missing, one sentence each; empty where the environment is ready. */
async function missing(): Promise<readonly string[]> {
  try {
    await makeEnvironment(stateFolder(), (line) => {
      if (!inCi) process.stderr.write(`${line}\n`);
    });
    return [];
  } catch (error) {
    if (error instanceof MissingPrerequisites) return error.message.split("\n");
    throw error;
  }
}

/** Runs the tests; returns the exit code. */
function run(left: boolean): number {
  const env = left ? { ...process.env, RETAIN_WITHOUT_PYTHON: "1" } : process.env;
  const told = [programOf("vitest", "vitest"), "run", "--mode", lane, ...words];
  return spawnSync(process.execPath, told, { stdio: "inherit", env }).status ?? 1;
}

try {
  const problems = await missing();
  const code = run(problems.length > 0);
  if (problems.length > 0) {
    const told = `the tests of the Python package and of its notebooks were left out. ${problems.join(" ")}`;
    process.stderr.write(`${inCi ? "Error" : "Warning"}: ${told}\n`);
  }
  process.exitCode = problems.length > 0 && inCi ? 1 : code;
} catch (error) {
  process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
