import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { shapeProblems } from "../../src/shape/shape.ts";
import { formatPath } from "../../src/words/path.ts";
import { corpusFiles } from "./corpus.ts";
import { plant } from "./planted.ts";

// shape.corpora.test.ts asks the same of other people's repositories.
const files = corpusFiles(fileURLToPath(new URL("../../../../acceptance/estates", import.meta.url)));

it("the estates of this repository draw no warning", () => {
  expect(files.length).toBeGreaterThan(10);
  const problems = files.flatMap(({ file, kind, body }) =>
    shapeProblems(kind, body).map(({ code, path }) => `${code} ${file} ${formatPath(path)}`),
  );
  expect(problems).toEqual([]);
});

it("of 500 misspellings and wrong types planted into them at least 95 in a hundred are told, at their place", () => {
  const { planted, told, missed } = plant(files, 500, 5);
  expect(told / planted, missed.join("\n")).toBeGreaterThanOrEqual(0.95);
});
