import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryProject } from "@retain/test-kit/temporary-project";
import { expect, test } from "vitest";
import { bind } from "../src/bind.ts";
import { readProject } from "../src/project.ts";
import { readOutputs } from "../src/terraform-outputs.ts";
import { openEnvironment } from "./with-blocks.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What terraform/platform gives: the tests of packages/terraform hold it to this file. */
const fixture = readFileSync(join(root, "packages/terraform/test/platform.outputs.json"), "utf8");

type Publisher = Record<string, unknown> & {
  lake: Record<string, unknown>;
  synapse: Record<string, unknown>;
};

/** The problems of this repository's dev environment, where Terraform's outputs are those after a change. */
async function problemsWith(change: (publisher: Publisher) => void) {
  const opened = await readProject(root);
  const read = await openEnvironment(root, "dev");
  if ("problems" in opened || "problems" in read || read.environment.terraform === undefined)
    throw new Error("the repository is not readable, or its dev environment has no outputs");
  const { environment } = read;
  const outputs = JSON.parse(fixture) as { publisher: { value: Publisher } };
  const { synapse, lake } = outputs.publisher.value;
  // Whoever deploys this writes names of their own into the environment.
  synapse.name = environment.workspace;
  lake.account = environment.places.lake?.name;
  change(outputs.publisher.value);
  const folder = await temporaryProject({ "outputs.json": JSON.stringify(outputs) });
  const terraform = { parameters: {}, from: { file: join(folder, "outputs.json") } };
  const from = await readOutputs({ ...environment, terraform }, { root });
  if ("problems" in from) throw new Error(JSON.stringify(from.problems));
  const { diagnostics } = bind({
    artifacts: [],
    environment,
    outputs: from.outputs,
    declarations: opened.project.parameters,
    complete: false,
  });
  return diagnostics.map(({ code, message, at }) => `${code} ${at?.file}: ${message}`);
}

test("what Terraform gives is all that the environment lacks", async () => {
  expect(await problemsWith(() => {})).toEqual([]);
});

test("a member that is missing is told with the output's name", async () => {
  const problems = await problemsWith(({ synapse }) => {
    delete synapse.identity_object_id;
  });
  expect(problems).toEqual([
    "output-missing environments/dev.yaml: terraform has no output 'publisher.synapse.identity_object_id'",
  ]);
});

test.each([0, 2])("schema %i is told, and which side is to be brought up to date", async (version) => {
  const problems = await problemsWith((publisher) => {
    publisher.schema_version = version;
  });
  expect(problems).toEqual([
    `outputs-schema environments/dev.yaml: the output 'publisher' has schema ${version}, and this version reads 1`,
  ]);
});

test("outputs of another target than the environment names are told for each workspace", async () => {
  const problems = await problemsWith(({ synapse, lake }) => {
    synapse.name = "syn-other";
    lake.account = "dlsother";
  });
  expect(problems).toHaveLength(2);
  expect(problems.join("\n")).toMatch(
    /and terraform created 'syn-other' \(synapse\)[\s\S]*'dlsother' \(lake\)/,
  );
});
