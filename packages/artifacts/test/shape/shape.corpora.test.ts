import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import type { Json } from "../../src/json.ts";
import { formatPath } from "../../src/path.ts";
import type { Kind } from "../../src/ref.ts";
import { shapeProblems } from "../../src/shape.ts";
import { wireSchema } from "../../src/wire-schema.ts";

const corpora = inject("corpora");

/** The folders of both layouts in which workspaces are kept. */
const folders: Readonly<Record<string, Kind>> = {
  credential: "credential",
  dataflow: "data-flow",
  dataset: "dataset",
  datasets: "dataset",
  integrationruntime: "integration-runtime",
  linkedservice: "linked-service",
  managedprivateendpoint: "managed-private-endpoint",
  notebook: "synapse-notebook",
  pipeline: "pipeline",
  pipelines: "pipeline",
  sqlscript: "sql-script",
  sqlscripts: "sql-script",
  templates: "linked-service",
  trigger: "trigger",
};

// shape.test.ts holds what was learned from them.
describe("real workspaces", () => {
  const files = readdirSync(corpora, { recursive: true, encoding: "utf8" }).flatMap((file) => {
    const kind = folders[basename(dirname(file)).toLowerCase()];
    return kind === undefined || !file.endsWith(".json") ? [] : [{ file, kind }];
  });

  it("have the shape that is known, without a single problem", () => {
    expect(files.length).toBeGreaterThan(100);
    const problems: string[] = [];
    for (const { file, kind } of files) {
      const body = JSON.parse(readFileSync(join(corpora, file), "utf8").replace(/^\uFEFF/, "")) as Json;
      for (const { code, path } of shapeProblems(kind, body))
        problems.push(`${code} ${file} ${formatPath(path)}`);
      if (!wireSchema(kind).safeParse(body).success) problems.push(`schema ${file}`);
    }
    expect(problems).toEqual([]);
  });
});
