import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "@retain/artifacts/words/json";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { fileName, layoutFile } from "../../src/pull/git-layout.ts";
import { pullFile } from "../../src/pull/pull-file.ts";
import { clashes, obstacles } from "../../src/pull/write-folder.ts";

const ref = { kind: "pipeline", name: "Load" } as const;

test("a file of the layout lies in the folder of its kind, without what the service adds", () => {
  const properties = { a: 1, lastPublishTime: "2024-01-01T00:00:00Z", folder: null };
  const record = { id: "/x", etag: "e", properties, type: "t", systemData: {} };
  expect(layoutFile({ kind: "linked-service", name: "Lake" }, record)).toEqual({
    path: "linkedService/Lake.json",
    text: '{\n\t"name": "Lake",\n\t"properties": {\n\t\t"a": 1\n\t}\n}\n',
  });
});

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "retain-pull-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Pulls a body into a folder that holds a text in `held.json`. */
async function pullOver(text: string, live: JsonObject, supplied: readonly (readonly string[])[] = []) {
  const folder = await emptyFolder();
  await writeFile(join(folder, "held.json"), text);
  const source = JSON.parse(text.replace(/^\ufeff/, "")) as JsonObject;
  const held = { path: "held.json", source, bound: source, supplied };
  return pullFile({ folder, ref, live, held, tolerances: [] });
}

const written =
  '\ufeff{\r\n  "properties": {\r\n    "activities": [],\r\n    "concurrency": 1 },\r\n  "name": "Load"\r\n}';

test("a file that says what the workspace says is equal, in whatever layout and order of members", async () => {
  const live = {
    id: "/x",
    etag: "e",
    type: "t",
    name: "LOAD",
    properties: { concurrency: 1, activities: [], annotations: [], lastPublishTime: "2024-01-01T00:00:00Z" },
  };
  expect(await pullOver(written, live)).toEqual({ path: "held.json", state: "equal", content: "" });
});

test("a file that differs keeps every byte that need not change", async () => {
  const live = { etag: "e", name: "Load", properties: { concurrency: 2, activities: [], annotations: [] } };
  const { state, content } = await pullOver(written, live);
  expect(state).toBe("differs");
  expect(content.toString()).toBe(written.replace('"concurrency": 1', '"concurrency": 2'));
});

test("what an environment supplies is left as the file has it", async () => {
  const live = { name: "Load", properties: { concurrency: 7, activities: [] } };
  expect(await pullOver(written, live, [["properties", "concurrency"]])).toMatchObject({ state: "equal" });
});

test("a file that is none of this artifact is in the way", async () => {
  const folder = await emptyFolder();
  const input = { folder, ref, live: { properties: {} }, held: undefined, tolerances: [] };
  expect(await pullFile(input)).toMatchObject({ path: "pipeline/Load.json", state: "new" });
  await mkdir(join(folder, "pipeline"));
  await writeFile(join(folder, "pipeline/Load.json"), "{");
  expect(await pullFile(input)).toMatchObject({ path: "pipeline/Load.json", state: "differs" });
});

test("what would stop the writing half-way is told before it begins", async () => {
  const folder = await emptyFolder();
  const long = `dataset/${"\u00e4".repeat(130)}.json`;
  await mkdir(join(folder, "notebook/A.json"), { recursive: true });
  await symlink(tmpdir(), join(folder, "pipeline"));
  await writeFile(join(folder, "trigger"), "");
  const files = [
    "dataset/A.json",
    long,
    "pipeline/A.json",
    "pipeline/B.json",
    "trigger/A.json",
    "notebook/A.json",
  ];
  const told = await obstacles(
    folder,
    files.map((path) => ({ path })),
  );
  expect(told.map(({ code, message }) => `${code} ${/'([^']*)'/.exec(message)?.[1]}`)).toEqual([
    `pull-name-too-long ${long}`,
    "pull-in-the-way pipeline",
    "pull-in-the-way trigger",
    "pull-in-the-way notebook/A.json",
  ]);
});

test("names that a file system cannot tell apart are refused", () => {
  const named = (...paths: string[]) => clashes(paths.map((path) => ({ path })));
  expect(named("pipeline/Load.json", "dataset/Load.json")).toEqual([]);
  expect(named("pipeline/Load.json", "pipeline/load.json")).toMatchObject([{ code: "pull-same-file" }]);
  expect(named("pipeline/\u00e4.json", "pipeline/a\u0308.json")).toHaveLength(1);
});

test("every name has a file name that all file systems take, and no two share one", () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
    fc.constantFrom("CON", "nul.x", "a.", "a ", "a%2E", "..", ".", "a/b", "a\\b", "%"),
  );
  fc.assert(
    fc.property(name, name, (one, other) => {
      const safe = fileName(one);
      expect(safe).not.toMatch(/[<>:"/\\|?*]|[. ]$|^(?:con|nul)(?:\.|$)/i);
      for (const mark of safe) expect(mark >= " ").toBe(true);
      expect(decodeURIComponent(safe)).toBe(one);
      expect(safe === fileName(other)).toBe(one === other);
    }),
  );
});
