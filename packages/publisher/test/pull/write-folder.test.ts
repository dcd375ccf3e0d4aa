import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { fileName, layoutFile } from "../../src/pull/git-layout.ts";
import { clashes, compareFolder } from "../../src/pull/write-folder.ts";

const file = layoutFile({ kind: "pipeline", name: "Load" }, { name: "Load", properties: { activities: [] } });

test("a file of the layout lies in the folder of its kind, without what belongs to one write", () => {
  const record = { id: "/x", etag: "e", properties: { a: 1 }, type: "t" };
  expect(layoutFile({ kind: "linked-service", name: "Lake" }, record)).toEqual({
    path: "linkedService/Lake.json",
    text: '{\n\t"name": "Lake",\n\t"properties": {\n\t\t"a": 1\n\t},\n\t"type": "t"\n}\n',
  });
});

test.each([
  ["is not there", undefined, "new"],
  ["is the same", file.text, "equal"],
  [
    "is laid out differently",
    `\ufeff${file.text.replaceAll("\n", "\r\n").replaceAll("\t", "    ")}`,
    "equal",
  ],
  ["says something else", file.text.replace("[]", "[1]"), "differs"],
  ["is no JSON", "{", "differs"],
])("a file that %s", async (_, text, state) => {
  const folder = await mkdtemp(join(tmpdir(), "retain-pull-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  if (text !== undefined) await writeFile(join(folder, "Load.json"), text);
  const [found] = await compareFolder(folder, [{ ...file, path: "Load.json" }]);
  expect(found?.state).toBe(state);
});

test("names that a file system cannot tell apart are refused", () => {
  const named = (...paths: string[]) => clashes(paths.map((path) => ({ path, text: "" })));
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
