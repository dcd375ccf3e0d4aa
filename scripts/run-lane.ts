/**
 * Runs a lane of tests of which some want Python and Java, and some Terraform: `node scripts/run-lane.ts LANE [WORDS
 * FOR VITEST]`. Where a machine lacks them the others are run, and the last lines say what was left out and how to
 * install it. In CI (the variable `CI`) that is a failure.
 */
import { spawnSync } from "node:child_process";
import { makeEnvironment, stateFolder } from "../packages/notebooks/src/environment.ts";
import { MissingPrerequisites } from "../packages/notebooks/src/prerequisites.ts";
import { programOf } from "./program-of.ts";

const [lane = "test", ...words] = process.argv.slice(2);
const inCi = Boolean(process.env.CI);

/** What the tests of Python lack, one sentence each; empty where the environment is ready. */
async function missingForPython(): Promise<readonly string[]> {
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

/** What the tests that run Terraform lack. */
function missingForTerraform(): readonly string[] {
  const { status } = spawnSync("terraform", ["version"], { stdio: "ignore" });
  return status === 0
    ? []
    : [
        "Terraform 1.11 or later is needed on the PATH; https://developer.hashicorp.com/terraform/install has it.",
      ];
}

/** Tests that may be left out: the variable that tells vitest, what they are called, what they lack. */
const parts = async () => [
  {
    variable: "RETAIN_WITHOUT_TERRAFORM",
    what: "the tests that run Terraform, not the policies over its files, were left out",
    lacks: missingForTerraform(),
  },
  {
    variable: "RETAIN_WITHOUT_PYTHON",
    what: "the tests of the Python package and of its notebooks were left out",
    lacks: await missingForPython(),
  },
];

try {
  const left = (await parts()).filter(({ lacks }) => lacks.length > 0);
  const told = [programOf("vitest", "vitest"), "run", "--mode", lane, ...words];
  const env = { ...process.env, ...Object.fromEntries(left.map(({ variable }) => [variable, "1"])) };
  const code = spawnSync(process.execPath, told, { stdio: "inherit", env }).status ?? 1;
  for (const { what, lacks } of left)
    process.stderr.write(`${inCi ? "Error" : "Warning"}: ${what}. ${lacks.join(" ")}\n`);
  process.exitCode = left.length > 0 && inCi ? 1 : code;
} catch (error) {
  process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
