import { synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { registry } from "@retain/workspaces/registry";
import { describe, expect, test } from "vitest";
import { reachPlace } from "../src/reach-place.ts";
import { openEnvironment } from "./with-blocks.ts";

async function open(environment: string, more: Readonly<Record<string, string>> = {}) {
  const files = { "retain.yaml": synapseProject, "environments/dev.yaml": environment, ...more };
  const root = await temporaryProject(files);
  return { root, opened: await openEnvironment(root, "dev") };
}

async function resolve(text: string, more: Readonly<Record<string, string>> = {}) {
  const { root, opened } = await open(text, more);
  if ("problems" in opened) throw new Error(JSON.stringify(opened.problems));
  const { environment } = opened;
  const { lake } = environment.places;
  const resolved = lake && (await reachPlace(environment, lake, registry.lake, root));
  return { lake, state: environment.state, resolved };
}

async function problems(text: string, more: Readonly<Record<string, string>> = {}) {
  const { root, opened } = await open(text, more);
  if ("problems" in opened) return opened.problems;
  const { environment } = opened;
  const { lake } = environment.places;
  const resolved = lake && (await reachPlace(environment, lake, registry.lake, root));
  return resolved && "problems" in resolved ? resolved.problems : [];
}

describe("a lake on Azure", () => {
  test("is named by its account; the state lies in a folder of the project's and the environment's name", async () => {
    expect(await resolve("workspace: ws\nlake:\n  account: shop\n  filesystem: data\n")).toEqual({
      lake: { name: "shop", endpoint: "https://shop.dfs.core.windows.net", part: "data", state: {} },
      state: { workspace: "lake", folder: "_retain/demo/dev", olderFolder: "_retain/dev" },
      resolved: { name: "shop", endpoint: "https://shop.dfs.core.windows.net", part: "data" },
    });
  });

  test.each([
    ["https://shop.dfs.core.chinacloudapi.cn/", "https://shop.dfs.core.chinacloudapi.cn"],
    ["https://127.0.0.1:1234/shop", "https://127.0.0.1:1234/shop"],
  ])("or by its endpoint %s", async (written, endpoint) => {
    const { resolved } = await resolve(
      `workspace: ws\nlake:\n  endpoint: ${written}\n  filesystem: data\n  state: /a/b/\n`,
    );
    expect(resolved).toEqual({ name: "shop", endpoint, part: "data" });
  });

  test("is trusted by the same authorities as the workspace", async () => {
    const environment = "workspace: ws\nsynapse:\n  ca: ca.pem\nlake:\n  account: shop\n  filesystem: data\n";
    expect((await resolve(environment, { "ca.pem": "PEM" })).resolved).toMatchObject({ ca: "PEM" });
    expect(await problems(environment)).toMatchObject([{ code: "certificate-unreadable", at: { line: 3 } }]);
  });

  test("an environment without one keeps no state", async () => {
    expect(await resolve("workspace: ws\n")).toEqual({});
  });

  test.each([
    ["lake:\n  filesystem: data", 2, "give the storage account"],
    ["lake:\n  account: Shop!\n  filesystem: data", 3, "3 to 24 lower-case"],
    ["lake:\n  account: shop\n  filesystem: Data", 4, "3 to 63 lower-case"],
    ["lake:\n  account: shop\n  filesystem: a--b", 4, "single dashes"],
    ["lake:\n  account: shop\n  filesystem: data\n  state: a/../b", 5, "_retain/shop/prod"],
    ["lake:\n  account: shop", 2, "'lake.filesystem' is missing"],
    ["lake:\n  account: shop\n  filesystem: data\n  folder: x", 5, "unknown key 'folder'"],
    ["twin: state\nlake:\n  endpoint: https://a\n  filesystem: data", 4, "the twin provides the endpoint"],
  ])("%j is refused at its line", async (text, line, message) => {
    expect(await problems(`workspace: ws\n${text}\n`)).toMatchObject([
      { message: expect.stringContaining(message), at: { line } },
    ]);
  });
});

describe("the lake of a twin", () => {
  const lakes = (...names: string[]) => ({
    "state/status.json": JSON.stringify({
      version: 1,
      pid: process.pid,
      ca: "/dev/null",
      identity: { endpoint: "http://127.0.0.1:1/token", header: "h" },
      workspaces: {},
      ...(names.length === 0
        ? {}
        : {
            lakes: Object.fromEntries(
              names.map((name) => [name, { endpoint: `https://127.0.0.1:2/${name}` }]),
            ),
          }),
    }),
  });
  const only = "workspace: retain-twin\ntwin: state\nlake:\n  filesystem: data\n";
  const named = `${only}  account: one\n`;

  test("is its only one, or the one that is named", async () => {
    const one = {
      name: "one",
      endpoint: "https://127.0.0.1:2/one",
      ca: "",
      identity: { endpoint: "http://127.0.0.1:1/token", header: "h" },
    };
    expect((await resolve(only, lakes("one"))).resolved).toMatchObject({
      ...one,
      create: "retain twin stop, then retain twin start --detach --folder state --filesystem data",
    });
    expect((await resolve(named, lakes("one", "two"))).resolved).toMatchObject(one);
  });

  test.each([
    ["it is not said which of two", only, lakes("one", "two"), 3, "`account`"],
    ["the named one is not there", named, lakes("two"), 5, "--lake one"],
    ["a near one is there", named, lakes("ones"), 5, "ones"],
    ["an old twin has none", only, lakes(), 3, "retain twin stop, then retain twin start"],
  ])("%s", async (_case, environment, files, line, advice) => {
    expect(await problems(environment, files)).toMatchObject([
      { code: "twin-lake", at: { line }, advice: expect.stringContaining(advice) },
    ]);
  });

  test("a twin that does not run is told as for its workspace", async () => {
    expect(await problems(only)).toMatchObject([{ code: "twin-not-running", at: { line: 2 } }]);
  });
});
