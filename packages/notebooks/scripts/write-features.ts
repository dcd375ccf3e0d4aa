/** Writes the data dictionary of the features from their definitions in Python. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { environmentVariables, makeEnvironment, stateFolder } from "../src/environment.ts";

const page = new URL("../../../docs/features.md", import.meta.url);
const made = await makeEnvironment(stateFolder(), (line) => process.stderr.write(`${line}\n`));
const { status, stdout, stderr } = spawnSync(made.python, ["-m", "retention.features.dictionary"], {
  env: environmentVariables(made),
  encoding: "utf8",
});
if (status !== 0) throw new Error(stderr);
writeFileSync(page, stdout);
