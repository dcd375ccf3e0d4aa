import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findLayouts } from "../../src/init/find-layouts.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "retain-layouts-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const artifact = '{ "name": "A", "properties": {} }';
const write = (path: string, text = artifact) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

test("finds the folder itself, and those below it", async () => {
  write("pipeline/A.json");
  write("pipeline/deep/B.json");
  write("other/place/dataset/A.json", `\uFEFF${artifact}`);
  expect(await findLayouts(root)).toMatchObject([
    { folder: "other/place", artifacts: 1 },
    { folder: "", artifacts: 2 },
  ]);
});

test("passes over folders that merely have such names, and what others installed", async () => {
  write("notebooks/config.json", '{ "kernel": "python" }');
  write("pipelines/broken.json", "{");
  write("trigger/readme.md", "no JSON");
  write("node_modules/x/pipeline/A.json");
  write(".git/pipeline/A.json");
  write("library/A.json");
  expect(await findLayouts(root)).toEqual([]);
});

test("tells the publish branch, and the workspaces by their default linked services", async () => {
  write("synapse/linkedService/Shop-WorkspaceDefaultStorage.json");
  write("synapse/linkedService/shop-WorkspaceDefaultSqlServer.json");
  write("synapse/linkedService/old-WorkspaceDefaultStorage.json");
  write("synapse/publish_config.json", '{"publishBranch":"workspace_publish"}');
  expect(await findLayouts(root)).toEqual([
    { folder: "synapse", artifacts: 3, publishBranch: "workspace_publish", workspaces: ["old", "shop"] },
  ]);
});
