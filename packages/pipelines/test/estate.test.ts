import { contractOf } from "@retain/artifacts/kinds/contracts";
import { shapeProblems } from "@retain/artifacts/shape/shape";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import { describe, expect, test } from "vitest";
import { estate } from "./estate.ts";

describe("the estate", () => {
  test.each(estate)("$kind $name has the shape that is known of its type", ({ kind, body }) => {
    expect(shapeProblems(kind, body)).toEqual([]);
  });

  test("refers to what it holds, and to the default storage of the workspace", () => {
    const held = new Set(estate.map(refKeyOf));
    const loose = estate
      .flatMap(({ kind, body }) => contractOf(kind).references(body).static)
      .filter(({ to }) => !held.has(refKey(to)));
    expect(new Set(loose.map(({ to }) => formatRef(to)))).toEqual(
      new Set(["linked-service/workspace-WorkspaceDefaultStorage"]),
    );
  });

  test("holds what the original had, but the pipelines that call notebooks", () => {
    const names = (wanted: string) => estate.filter(({ kind }) => kind === wanted).map(({ name }) => name);
    expect(names("linked-service")).toEqual(["Databricks", "Function", "KeyVault", "Serverless_SQL"]);
    expect(names("dataset")).toHaveLength(7);
    expect(names("pipeline")).toEqual(["Churning Data Ingestion", "Churning Notifications"]);
  });
});

function refKeyOf({ kind, name }: (typeof estate)[number]): string {
  return refKey({ kind, name });
}
