import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { brief, pipelineText, synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";
import { findProject, readProject } from "../src/project.ts";
import { loadDesired, openEnvironment } from "./with-blocks.ts";

const workspace = { "workspace/pipeline/A.json": pipelineText("A") };

describe("retain.yaml", () => {
  test("is found from a folder below it", async () => {
    const root = await temporaryProject({ "retain.yaml": synapseProject });
    await mkdir(join(root, "a/b"), { recursive: true });
    expect(findProject(join(root, "a/b"))).toBe(root);
  });

  test("its absence is one problem that shows how to write it", async () => {
    const root = await temporaryProject({ "readme.txt": "" });
    const { project, diagnostics } = await loadDesired({ root });
    expect(project).toBeUndefined();
    expect(brief(diagnostics)).toEqual(["- project-missing"]);
    expect(diagnostics[0]?.advice).toContain("synapse: ./workspace");
  });

  test.each([
    ["name: [", /retain\.yaml:1:\d+ yaml-syntax/],
    ["name: a\nname: b\n", /retain\.yaml:2:1 yaml-syntax/],
    ["", /retain\.yaml:1:1 project-invalid/],
    ["- 1", /retain\.yaml:1:1 project-invalid/],
    ["name: a\nsources: []\n", /retain\.yaml:2:1 project-invalid/],
    ["name: a\nsources:\n  - package: x\n    synapse: y\n", /retain\.yaml:3:5 project-invalid/],
    [`a: &a [1]\nb: ${"*a ".repeat(1)}\n`, /retain\.yaml:\d+:\d+ project-invalid/],
  ])("bad text %j is told with its place", async (text, expected) => {
    const root = await temporaryProject({ "retain.yaml": text });
    const read = await readProject(root);
    expect(brief("problems" in read ? read.problems : []).join("\n")).toMatch(expected);
  });

  test("bytes that are no text are told", async () => {
    const root = await temporaryProject({ "retain.yaml": Buffer.from([0x6e, 0xe4, 0xff]) });
    const read = await readProject(root);
    expect("problems" in read && brief(read.problems)).toEqual(["retain.yaml:1:1 file-encoding"]);
  });

  test("unknown keys are told at their places with what was meant, all at once", async () => {
    const root = await temporaryProject({
      "retain.yaml":
        "name: a\nenviroment: dev\nsources:\n  - synapze: ./x\nexceptions:\n  - rule: r\n    artifact: []\n",
    });
    const read = await readProject(root);
    const problems = "problems" in read ? read.problems : [];
    expect(brief(problems)).toEqual(
      expect.arrayContaining([
        "retain.yaml:2:1 project-invalid",
        "retain.yaml:4:5 project-invalid",
        "retain.yaml:7:5 project-invalid",
      ]),
    );
    const advice = problems.map((problem) => problem.advice).join("\n");
    for (const meant of ["environment", "synapse", "artifacts"])
      expect(advice).toContain(`did you mean "${meant}"?`);
  });

  test("exceptions know their places, tolerances their kind", async () => {
    const root = await temporaryProject({
      "retain.yaml": `${synapseProject}exceptions:\n  - rule: secret\n    artifacts: ["dataset/*"]\n    reason: old\ntolerances:\n  - kind: dataset\n    pattern: properties.schema\n    rule: ignore\n    reason: made by the service\n  - kind: dataset\n    pattern: properties.x\n    rule: { absent-when: [null] }\n    reason: too\n`,
    });
    const read = await readProject(root);
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    expect(read.project.exceptions[0]?.at).toEqual({ file: "retain.yaml", line: 5, column: 5 });
    expect(read.project.tolerances("dataset").map(({ rule }) => rule)).toEqual([
      { do: "ignore" },
      { do: "absent-when", values: [null] },
    ]);
    expect(read.project.tolerances("pipeline")).toEqual([]);
  });
});

describe("sources", () => {
  test("a folder that is missing and a package that is not installed are told at their lines", async () => {
    const root = await temporaryProject({
      "retain.yaml":
        "name: a\nsources:\n  - synapse: ./none\n  - package: '@nobody/none'\n  - package: ./none\n",
    });
    const { diagnostics } = await loadDesired({ root });
    expect(brief(diagnostics)).toEqual([
      "retain.yaml:3:5 source-missing",
      "retain.yaml:4:5 source-missing",
      "retain.yaml:5:5 source-missing",
    ]);
  });

  test("a package that names no artifacts is told", async () => {
    const root = await temporaryProject({
      "retain.yaml": "name: a\nsources:\n  - package: ./p\n",
      "p/package.json": '{"name":"p"}',
    });
    const { diagnostics } = await loadDesired({ root });
    expect(diagnostics[0]?.advice).toContain('"retain"');
  });
});

describe("environments", () => {
  test("an unknown one lists the known and what was meant", async () => {
    const root = await temporaryProject({
      ...workspace,
      "retain.yaml": synapseProject,
      "environments/prod.yaml": "workspace: p\n",
      "environments/test.yml": "workspace: t\n",
    });
    const { diagnostics, artifacts } = await loadDesired({ root, environment: "prd" });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      code: "environment-unknown",
      message: expect.stringContaining("prod, test"),
    });
    expect(diagnostics[0]?.advice).toContain("prod");
    expect(artifacts).toHaveLength(1);
  });

  test("the default one is read when none is asked for", async () => {
    const root = await temporaryProject({
      ...workspace,
      "retain.yaml": `environment: dev\n${synapseProject}`,
      "environments/dev.yaml":
        "workspace: ws-dev\nsynapse:\n  endpoint: https://x.dev.azuresynapse.cn/\n  scope: s\n",
    });
    const opened = await openEnvironment(root);
    expect(opened).toMatchObject({
      environment: {
        name: "dev",
        workspace: "ws-dev",
        places: { synapse: { endpoint: "https://x.dev.azuresynapse.cn", scope: "s" } },
      },
    });
  });

  test("none at all is a problem for those who need one only", async () => {
    const root = await temporaryProject({ ...workspace, "retain.yaml": synapseProject });
    expect(await openEnvironment(root)).toMatchObject({ problems: [{ code: "environment-unnamed" }] });
    expect((await loadDesired({ root })).diagnostics).toEqual([]);
  });

  test("bad values are told with file, line and column, all at once", async () => {
    const root = await temporaryProject({
      ...workspace,
      "retain.yaml": synapseProject,
      "environments/dev.yaml":
        "workspaces: x\nsynapse:\n  endpoint: http://x\n  certificate: y\nparameters:\n  a: [1]\n",
    });
    const { diagnostics } = await loadDesired({ root, environment: "dev" });
    expect(brief(diagnostics)).toEqual(
      expect.arrayContaining([
        "environments/dev.yaml:1:1 environment-invalid",
        "environments/dev.yaml:3:3 environment-invalid",
        "environments/dev.yaml:4:3 environment-invalid",
        "environments/dev.yaml:6:3 environment-invalid",
      ]),
    );
  });

  test("a name that leads out of the folder is unknown", async () => {
    const root = await temporaryProject({
      ...workspace,
      "retain.yaml": synapseProject,
      "secret.yaml": "workspace: x\n",
    });
    const { diagnostics } = await loadDesired({ root, environment: "../secret" });
    expect(diagnostics[0]?.code).toBe("environment-unknown");
  });
});
