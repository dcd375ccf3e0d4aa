import { canonicalDigest } from "@retain/artifacts/canonical/form";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import type { Kind } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MergeInput, mergeLive } from "../../src/drift/merge-live.ts";

const wait = (name: string, seconds: Json) => ({
  name,
  type: "Wait",
  typeProperties: { waitTimeInSeconds: seconds },
});
const load = (...activities: readonly Json[]): JsonObject => ({ name: "Load", properties: { activities } });
const cells = (...list: readonly JsonObject[]): JsonObject => ({ name: "N", properties: { cells: list } });

function merged(source: JsonObject, live: JsonObject, rest: Partial<MergeInput> = {}) {
  return mergeLive({ kind: "pipeline", source, bound: source, live, tolerances: [], supplied: [], ...rest });
}

describe("what is taken from a workspace", () => {
  test("is what differs, in the order in which it is live", () => {
    const source = load(wait("A", 1), wait("B", 2), wait("C", 3));
    const live = load(wait("C", 3), wait("A", 9), wait("D", 4));
    expect(merged(source, live)).toEqual({ body: live, refused: [] });
  });

  test("is nothing of what is tolerated: etags, outputs of cells, the form of a text", () => {
    const source = cells({ cell_type: "code", source: ["a\r\n", "b"] }, { cell_type: "code", source: "x" });
    const live: JsonObject = {
      id: "/subscriptions/1",
      etag: "2",
      ...cells(
        { cell_type: "code", source: "a\nb", metadata: {}, outputs: [1], execution_count: null },
        { cell_type: "code", source: ["y\n", "z"], outputs: [] },
      ),
    };
    expect(merged(source, live, { kind: "synapse-notebook" }).body).toEqual(
      cells({ cell_type: "code", source: ["a\r\n", "b"] }, { cell_type: "code", source: "y\nz" }),
    );
  });

  test("has the line ends and the form that the source has", () => {
    const source = cells({ cell_type: "code", source: ["a\r\n", "b\r\n"] });
    const live = cells({ cell_type: "code", source: "a\nc\nd" });
    expect(merged(source, live, { kind: "synapse-notebook" }).body).toEqual(
      cells({ cell_type: "code", source: ["a\r\n", "c\r\n", "d"] }),
    );
  });

  test("has the script of a data flow as lines or as one text, as the source has it", () => {
    const flow = (typeProperties: JsonObject): JsonObject => ({
      name: "F",
      properties: { type: "MappingDataFlow", typeProperties },
    });
    const lines = (...scriptLines: readonly string[]) => flow({ sources: [{ name: "s" }], scriptLines });
    const text = (script: string) => flow({ sources: [{ name: "s" }], script });
    const taken = (source: JsonObject, live: JsonObject) => merged(source, live, { kind: "data-flow" }).body;
    expect(taken(lines("a", "b"), text("a\nb"))).toEqual(lines("a", "b"));
    expect(taken(lines("a", "b"), text("a\r\nc"))).toEqual(lines("a", "c"));
    expect(taken(lines("a", "b"), lines("a", "c"))).toEqual(lines("a", "c"));
    expect(taken(text("a\nb"), lines("a", "c"))).toEqual(text("a\nc"));
    expect(taken(text("a"), text("b"))).toEqual(text("b"));
    expect(taken(flow({}), lines("b"))).toEqual(lines("b"));
  });

  test("keeps the name the source has, whatever its case is in the workspace", () => {
    const source = load(wait("A", 1));
    const live = { ...load(wait("A", 2)), name: "LOAD" };
    expect(merged(source, live).body).toEqual(load(wait("A", 2)));
  });
});

describe("what an environment supplies", () => {
  const placeholder = `\${retain:seconds}`;
  const source = load(wait("A", placeholder), wait("B", 1));
  const bound = load(wait("A", 5), wait("B", 1));
  const supplied = [["properties", "activities", 0, "typeProperties", "waitTimeInSeconds"]];

  test("stays as it is written and is told; what lies beside it is taken", () => {
    const live = load(wait("A", 7), wait("B", 2));
    expect(merged(source, live, { bound, supplied })).toEqual({
      body: load(wait("A", placeholder), wait("B", 2)),
      refused: supplied,
    });
  });

  test("stays where it equals live", () => {
    expect(merged(source, load(wait("A", 5), wait("B", 2)), { bound, supplied })).toEqual({
      body: load(wait("A", placeholder), wait("B", 2)),
      refused: [],
    });
  });

  test("holds what it lies in: an override must hit", () => {
    expect(merged(source, load(wait("B", 1)), { bound, supplied })).toEqual({
      body: load(wait("B", 1), wait("A", placeholder)),
      refused: [["properties", "activities", 0]],
    });
    expect(merged(source, { name: "Load", properties: {} }, { bound, supplied }).refused).toEqual([
      ["properties", "activities"],
    ]);
  });
});

describe("laws", () => {
  const kinds: readonly Kind[] = ["pipeline", "synapse-notebook", "sql-script", "linked-service", "trigger"];
  const text = fc.constantFrom("a", "a\r\n", "a\nb", "2026-01-01T00:00:00.000Z", "");
  const leaf = fc.oneof(text, fc.integer(), fc.constant(null), fc.boolean(), fc.constant({}), fc.array(text));
  const cell = fc.record(
    { name: text, source: fc.oneof(text, fc.array(text)), metadata: leaf, outputs: leaf, attachments: leaf },
    { requiredKeys: [] },
  );
  const properties = fc.record(
    {
      activities: fc.array(cell, { maxLength: 4 }),
      cells: fc.array(cell, { maxLength: 4 }),
      content: fc.record({ query: text, metadata: leaf }, { requiredKeys: [] }),
      description: leaf,
      annotations: leaf,
      typeProperties: fc.dictionary(fc.constantFrom("startTime", "encryptedCredential", "url"), leaf),
      runtimeState: text,
    },
    { requiredKeys: [] },
  );

  test("the source with what was taken equals live", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), properties, properties, (kind, ours, theirs) => {
        const source = { name: "X", properties: ours } as JsonObject;
        const live = { name: "X", properties: theirs, etag: "1" } as JsonObject;
        const { body } = merged(source, live, { kind });
        expect(canonicalDigest(kind, body)).toBe(canonicalDigest(kind, live));
        // And nothing is left to take.
        expect(merged(body, live, { kind }).body).toEqual(body);
      }),
      { numRuns: 1_000 },
    );
  });

  test("what is equal leaves the source as it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), properties, (kind, ours) => {
        const source = { name: "X", properties: ours } as JsonObject;
        expect(merged(source, { ...source, etag: "1", id: "/x" }, { kind }).body).toEqual(source);
      }),
    );
  });
});
