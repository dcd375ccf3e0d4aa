import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every program of the tests, and what they are made of. */
const files = [
  "*.config.ts",
  "acceptance/*.ts",
  "scripts/**/*.ts",
  "packages/*/test/**/*.ts",
  "packages/test-kit/src/**/*.ts",
  "packages/notebooks/python/tests/**/*.py",
].flatMap((pattern) => globSync(pattern, { cwd: root }));

/** Ways to name a place by the file that names it; the folders up, as a path. */
const fromFile = [
  /new URL\(\s*["'`]([^"'`]*)["'`],\s*import\.meta\.url/g,
  /(?:join|resolve)\(\s*import\.meta\.dirname,\s*["'`]([^"'`]*)["'`]/g,
  /(?:from|import\()\s*["'](\.[^"']*)["']/g,
];
const parents = /Path\(__file__\)(?:\.resolve\(\))?\.parents\[(\d+)\]/g;
/** The repository's own folder goes by these names. */
const fromRoot = /(?:join|resolve)\(\s*(?:root|repository|home),\s*["'`](\.\.[^"'`]*)["'`]/g;

/** Places outside the repository that a text names, as it names them. */
function outside(file: string, text: string): readonly string[] {
  const isOutside = (from: string, path: string) => relative(root, join(root, from, path)).startsWith("..");
  const found = (pattern: RegExp, from: string, path = (word: string) => word) =>
    [...text.matchAll(pattern)].flatMap(([whole, word = ""]) => (isOutside(from, path(word)) ? [whole] : []));
  return [
    ...fromFile.flatMap((pattern) => found(pattern, dirname(file))),
    ...found(parents, dirname(file), (count) => "../".repeat(Number(count))),
    ...found(fromRoot, "."),
  ];
}

test("no test names a place outside the repository: what it needs is here, or RETAIN_CORPORA names it", () => {
  expect(files.length).toBeGreaterThan(200);
  const named = files.map((file) => [file, outside(file, readFileSync(join(root, file), "utf8"))] as const);
  expect(named.filter(([, places]) => places.length > 0)).toEqual([]);
});

test("a place outside is seen however it is named", () => {
  const up = "../".repeat(4);
  const beside = "../shared";
  const file = "packages/twin/test/lake/x.test.ts";
  for (const text of [
    `new URL("${up}${beside}", import.meta.url)`,
    `join(import.meta.dirname, "${up}${beside}")`,
    `import { x } from "${up}${beside}/x.ts"`,
    `join(root, "${beside}")`,
    `Path(__file__).resolve().parents[${5}]`,
  ]) {
    expect(outside(file, text), text).toHaveLength(1);
  }
  expect(outside(file, `join(import.meta.dirname, "${up}docs"); join(root, "docs")`)).toEqual([]);
});
