import { describe, expect, inject, it } from "vitest";
import { shapeProblems } from "../../src/shape/shape.ts";
import { wireSchema } from "../../src/shape/wire-schema.ts";
import { formatPath } from "../../src/words/path.ts";
import { corpusFiles } from "./corpus.ts";
import { acceptedByEditor } from "./editor-judge.ts";
import { plant } from "./planted.ts";

// shape.test.ts holds what was learned from them.
describe("real workspaces", () => {
  const files = corpusFiles(inject("corpora"));

  it("have the shape that is known: not one false warning in a thousand files", () => {
    expect(files.length).toBeGreaterThan(100);
    const problems: string[] = [];
    for (const { file, kind, body } of files) {
      for (const { code, path } of shapeProblems(kind, body))
        problems.push(`${code} ${file} ${formatPath(path)}`);
      if (!wireSchema(kind).safeParse(body).success) problems.push(`schema ${file}`);
      if (!acceptedByEditor(kind, body)) problems.push(`editor schema ${file}`);
    }
    expect(problems).toEqual([]);
  });

  it("of 500 misspellings and wrong types planted into them at least 95 in a hundred are told, at their place", () => {
    const { planted, told, missed } = plant(files, 500, 11);
    expect(told / planted, missed.join("\n")).toBeGreaterThanOrEqual(0.95);
  });
});
