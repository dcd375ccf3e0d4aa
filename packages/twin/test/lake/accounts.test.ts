import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataLakeServiceClient } from "@azure/storage-file-datalake";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readStatus, removeState } from "../../src/host/state-folder.ts";
import { services } from "../../src/services.ts";
import { type RunningTwin, startTwin, type TwinOptions } from "../../src/start-twin.ts";
import { clientOptions, credentialOf, read, refusal, write } from "./open-lake.ts";

let folder: string;
const running: RunningTwin[] = [];
const start = async (options: TwinOptions = {}) => {
  const twin = await startTwin({ folder, ...options });
  running.push(twin);
  return twin;
};
const system = (twin: RunningTwin, account: string) =>
  new DataLakeServiceClient(
    twin.lake(account).endpoint,
    credentialOf(twin),
    clientOptions(twin),
  ).getFileSystemClient("data");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twin-accounts-"));
});
afterEach(async () => {
  for (const twin of running.splice(0)) await twin.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("accounts have an origin, a key and a state of their own, which outlive a restart", async () => {
  const first = await start({ lakes: ["alpha", "beta"] });
  for (const account of ["alpha", "beta"]) {
    await system(first, account).create();
    await write(system(first, account), "who", account);
  }
  await system(first, "alpha").getFileClient("who").setMetadata({ k: "v" });
  const { etag } = await system(first, "alpha").getFileClient("who").getProperties();
  expect(first.lake("alpha").origin).not.toBe(first.lake("beta").origin);
  expect(first.lake("alpha").key).not.toBe(first.lake("beta").key);
  expect(readStatus(folder)).toMatchObject({ lakes: first.status.lakes });
  expect(() => first.lake("gamma")).toThrow('no lake "gamma", only alpha, beta');
  await first.stop();

  const second = await start({ lakes: ["alpha", "beta"] });
  expect(second.status.lakes).toEqual(first.status.lakes);
  expect(await read(system(second, "beta"), "who")).toBe("beta");
  const again = await system(second, "alpha").getFileClient("who").getProperties();
  expect(again).toMatchObject({ etag, metadata: { k: "v" } });
});

test("the account goes by the name of the workspace where nothing else is said", async () => {
  const twin = await start({ workspaces: ["my-very-long-workspace-name-2"] });
  expect(Object.keys(twin.status.lakes)).toEqual(["myverylongworkspacename2"]);
  expect(twin.lake("myverylongworkspacename2").endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/my/);
});

test("names that Azure refuses are refused, all at once", async () => {
  await expect(start({ lakes: ["Upper", "ok1", "with-dash", "xy"] })).rejects.toThrow(
    '"Upper", "with-dash", "xy" is not a valid storage account name',
  );
});

test("a reset leaves nothing of a lake", async () => {
  const twin = await start({ lakes: ["gone"] });
  await system(twin, "gone").create();
  await twin.stop();
  removeState(folder, services);
  expect(existsSync(join(folder, "lakes"))).toBe(false);
  expect(await refusal(system(await start({ lakes: ["gone"] }), "gone").getProperties())).toBe(
    "404 ContainerNotFound",
  );
});

test("the key is for its owner only, in status.json and on disk", async () => {
  const twin = await start({ lakes: ["keyed"] });
  const status = JSON.parse(readFileSync(join(folder, "status.json"), "utf8"));
  expect(status.lakes.keyed.key).toBe(twin.lake("keyed").key);
  expect(Buffer.from(twin.lake("keyed").key, "base64")).toHaveLength(64);
});

test("file systems are made where they are absent, and what they hold stays", async () => {
  const first = await start({ lakes: ["alpha", "beta"], filesystems: ["data"] });
  await write(system(first, "alpha"), "who", "alpha");
  await first.stop();
  const second = await start({ lakes: ["alpha", "beta"], filesystems: ["data", "more"] });
  expect(await read(system(second, "alpha"), "who")).toBe("alpha");
  expect(await system(second, "beta").exists()).toBe(true);
  await expect(start({ filesystems: ["No"] })).rejects.toThrow('"No" is not a valid file system name');
});
