import { synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { expect, test } from "vitest";
import { loadDesired, openEnvironment } from "./with-blocks.ts";

const lake = (more = "") => `lake:\n  account: shop\n  filesystem: data\n${more}`;
const names = (endpoint: string) => `synapse:\n  endpoint: ${endpoint}\n`;

async function said(own: string, other: string) {
  const root = await temporaryProject({
    "retain.yaml": synapseProject,
    "workspace/.keep": "",
    "environments/own.yaml": own,
    "environments/other.yaml": other,
  });
  const { diagnostics } = await loadDesired({ root, environment: "own" });
  const opened = await openEnvironment(root, "own");
  const found = diagnostics.filter(({ code }) => code === "workspace-shared");
  return { found, opens: !("problems" in opened) };
}

const ws = "workspace: ws\n";

test("environments that share workspace and file system are told so, however they write it", async () => {
  const alias = `workspace: alias\n${names("https://WS.dev.azuresynapse.net.:443/")}${lake()}`;
  const { found, opens } = await said(`${ws}${lake()}`, alias);
  expect(found).toMatchObject([
    {
      severity: "warning",
      message: expect.stringContaining("they wait for each other"),
      why: expect.stringContaining("environments/other.yaml:1:"),
      at: { file: "environments/own.yaml", line: 1 },
    },
  ]);
  expect(opens).toBe(true);
});

test.each([
  ["another file system", lake(), "lake:\n  account: shop\n  filesystem: more\n", "shop/data and shop/more"],
  ["another account", lake(), "lake:\n  account: other\n  filesystem: data\n", "shop/data and other/data"],
  ["no lake", lake(), "", "shop/data and no lake"],
  ["one folder", lake("  state: a\n"), lake("  state: a\n"), "the same state folder, a"],
])("with %s they are refused, with both places", async (_, one, two, words) => {
  const { found, opens } = await said(`${ws}${one}`, `${ws}${two}`);
  expect(found).toMatchObject([
    {
      severity: "error",
      message: expect.stringContaining(words),
      at: { file: "environments/own.yaml" },
      why: expect.stringContaining("environments/other.yaml:1:"),
    },
  ]);
  expect(opens).toBe(false);
});

test("of other workspaces nothing is said", async () => {
  expect((await said(`${ws}${lake()}`, `workspace: other\n${lake()}`)).found).toEqual([]);
  expect((await said(`${ws}twin: a\n`, `${ws}twin: b\n`)).found).toEqual([]);
  expect((await said(`${ws}twin: a\n`, `${ws}${lake()}`)).found).toEqual([]);
  expect((await said(`${ws}twin: a\n`, `${ws}twin: a\n`)).found).toMatchObject([{ severity: "warning" }]);
});
