import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { brief, synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";
import type { Environment } from "../src/environment.ts";
import { isSensitive, readOutputs } from "../src/terraform-outputs.ts";
import { opened } from "./terraform-environment.ts";
import { openEnvironment } from "./with-blocks.ts";

const outputs = {
  location: { sensitive: false, type: "string", value: "westeurope" },
  nodes: { sensitive: false, type: "number", value: 4 },
  publisher: {
    sensitive: false,
    type: ["object", {}],
    value: { lake: { account: "shoplake", paths: ["raw", "gold"] }, on: true, none: null },
  },
  password: { sensitive: true, type: "string", value: "correct horse" },
};

async function problemOf(environment: Environment, root: string, timeout?: number) {
  const read = await readOutputs(environment, { root, ...(timeout === undefined ? {} : { timeout }) });
  const problems = "problems" in read ? read.problems : [];
  expect(problems).toHaveLength(1);
  expect(brief(problems)).toEqual(["environments/prod.yaml:2:14 terraform-outputs"]);
  return problems[0];
}

/** A program that stands in for terraform, as a file that may be executed. */
async function program(lines: readonly string[]) {
  const text = ["#!/bin/sh", ...lines, ""].join("\n");
  const made = await opened("{ command: [./terraform.sh, output, -json], folder: infra }", {
    "infra/terraform.sh": text,
    "infra/outputs.json": JSON.stringify(outputs),
  });
  await chmod(join(made.root, "infra/terraform.sh"), 0o755);
  return made;
}

describe("saved outputs", () => {
  test("give texts, numbers and booleans by their names, members with dots; sensitive values are not kept", async () => {
    const { root, environment } = await opened("{ outputs: o/prod.json }", {
      "o/prod.json": JSON.stringify(outputs),
    });
    const read = await readOutputs(environment, { root });
    const given = "outputs" in read ? read.outputs : undefined;
    expect(Object.fromEntries(given?.values ?? [])).toEqual({
      location: "westeurope",
      nodes: 4,
      "publisher.lake.account": "shoplake",
      "publisher.lake.paths.0": "raw",
      "publisher.lake.paths.1": "gold",
      "publisher.on": true,
    });
    expect(
      given && [
        isSensitive(given, "password"),
        isSensitive(given, "password.x"),
        isSensitive(given, "location"),
      ],
    ).toEqual([true, true, false]);
  });

  test("are read as PowerShell writes them, UTF-16 with its mark", async () => {
    const bytes = Buffer.from(`\ufeff${JSON.stringify(outputs)}`, "utf16le");
    const { root, environment } = await opened("{ outputs: prod.json }", { "prod.json": bytes });
    expect(await readOutputs(environment, { root })).toMatchObject({ outputs: {} });
  });

  test.each([
    ["nothing", undefined, /cannot be read: it does not exist/],
    ["no JSON", "password = correct horse", /is not JSON/],
    [
      "the state",
      '{"version": 4, "outputs": {"password": {"value": "correct horse"}}}',
      /not terraform output/,
    ],
    ["plain values", '{"password": "correct horse"}', /not terraform output/],
    ["a list", '["correct horse"]', /not terraform output/],
  ])(
    "%s is one problem that says how to write them, and shows nothing of what is there",
    async (_, text, message) => {
      const { root, environment } = await opened(
        "{ outputs: prod.json }",
        text === undefined ? {} : { "prod.json": text },
      );
      const problem = await problemOf(environment, root);
      expect(problem?.message).toMatch(message);
      expect(problem?.advice).toContain("terraform output -json");
      expect(JSON.stringify(problem)).not.toContain("horse");
    },
  );
});

// The stand-in is a script of a POSIX shell.
describe.skipIf(process.platform === "win32")("a command", () => {
  test("is run in its folder, with its words and nothing on stdin", async () => {
    const { root, environment } = await program([
      '[ "$*" = "output -json" ] || exit 9',
      "read line && exit 8",
      '[ "$TF_INPUT" = 0 ] && cat outputs.json',
    ]);
    const read = await readOutputs(environment, { root });
    expect("outputs" in read && read.outputs?.values.get("publisher.lake.account")).toBe("shoplake");
  });

  test("goes through no shell", async () => {
    const { root, environment } = await opened("{ command: ['echo {} > made.json; true'] }");
    const problem = await problemOf(environment, root);
    expect(problem?.message).toContain("program not found");
  });

  test("that fails is told with its code and what it said, without colours and frames, never with what it printed", async () => {
    const { root, environment } = await program([
      'echo "{\\"password\\": \\"correct horse\\"}"',
      'printf "\\033[31m╷\\033[0m\\n│ Error: No state file was found\\n│   run init\\n╵\\n" >&2',
      "exit 3",
    ]);
    const problem = await problemOf(environment, root);
    expect(problem).toMatchObject({
      message: "`./terraform.sh output -json` ended with exit code 3",
      why: "it said: Error: No state file was found run init",
      advice:
        "run it by hand in 'infra' (relative to retain.yaml); it must exit with 0 and print what `terraform output -json` prints",
    });
    expect(JSON.stringify(problem)).not.toContain("horse");
  });

  test("that does not end is ended, even where a process of its own holds on", async () => {
    const { root, environment } = await program(["sleep 5 &", "sleep 5"]);
    expect((await problemOf(environment, root, 0.2))?.message).toMatch(/did not finish within 0.2 seconds/);
  });

  test("that prints without end is ended", async () => {
    const { root, environment } = await program(["yes"]);
    expect((await problemOf(environment, root))?.message).toMatch(/printed too much to be outputs/);
  });

  test("that is ended by a signal says so", async () => {
    const { root, environment } = await program(["kill -TERM $$"]);
    expect((await problemOf(environment, root))?.message).toMatch(/was killed by SIGTERM/);
  });

  test("that prints something else is told as a wrong file is", async () => {
    const { root, environment } = await program(["echo correct horse"]);
    const problem = await problemOf(environment, root);
    expect(problem?.message).toBe("what `./terraform.sh output -json` prints is not JSON");
    expect(JSON.stringify(problem)).not.toContain("correct");
  });

  test.each([
    ["[terraform-of-nobody, output, -json]", "program not found on this machine", "save the outputs"],
    ["[./file.txt]", "the program is not executable", "by hand"],
  ])("%s cannot run, and there is a way out", async (command, message, advice) => {
    const { root, environment } = await opened(`{ command: ${command} }`, { "file.txt": "" });
    const problem = await problemOf(environment, root);
    expect(problem?.message).toContain(message);
    expect(problem?.advice).toContain(advice);
  });

  test("in a folder that does not exist cannot run", async () => {
    const { root, environment } = await opened("{ command: [terraform], folder: none }");
    expect((await problemOf(environment, root))?.message).toMatch(/its folder does not exist/);
  });
});

describe("the file of an environment", () => {
  test.each([
    ["{ }", "environments/prod.yaml:2:1"],
    ["{ outputs: a, command: [b] }", "environments/prod.yaml:2:1"],
    ["{ outputs: a, folder: b }", "environments/prod.yaml:2:26"],
    ["{ command: [] }", "environments/prod.yaml:2:14"],
    ["{ command: terraform output }", "environments/prod.yaml:2:14"],
    ["{ output: a }", "environments/prod.yaml:2:14"],
  ])("terraform: %s is refused at its place", async (text, place) => {
    const root = await temporaryProject({
      "retain.yaml": synapseProject,
      "environments/prod.yaml": `workspace: shop\nterraform: ${text}\n`,
    });
    const read = await openEnvironment(root, "prod");
    expect(brief("problems" in read ? read.problems : [])).toContain(`${place} environment-invalid`);
  });
});
