import { type Json, type JsonObject, member } from "@retain/artifacts/words/json";
import { bind } from "@retain/project/bind";
import type { Environment } from "@retain/project/environment";
import { environmentSchema } from "@retain/project/environment-schema";
import { parseYaml } from "@retain/project/yaml-document";
import { brief } from "@retain/test-kit/temporary-project";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeLive } from "../../src/drift/merge-live.ts";
import { suppliedPlaces } from "../../src/drift/supplied.ts";

const ref = { kind: "trigger", name: "Hourly" } as const;
const written: JsonObject = {
  name: "Hourly",
  properties: {
    type: "TumblingWindowTrigger",
    typeProperties: { interval: 1, maxConcurrency: 5, retryPolicy: { count: 2 }, tags: ["a", "b"] },
  },
};

function environment(text: string): Environment {
  const read = parseYaml(`workspace: ws\noverrides:\n  trigger/Hourly:\n${text}`, "environments/prod.yaml");
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const value = read.document.value as Partial<Environment>;
  const known = {
    name: "prod",
    workspace: "ws",
    places: {},
    parameters: {},
    triggers: {},
    overrides: {},
    consent: {},
  };
  return { ...known, ...value, document: read.document };
}

function bound(text: string, body = written) {
  const artifact = { ref, body, origin: { file: "Hourly.json", line: 1, column: 1 } };
  return bind({ artifacts: [artifact], environment: environment(text), complete: true });
}
const window = (text: string) => member(bound(text).artifacts[0]?.body.properties, "typeProperties");

const both = `    properties.typeProperties.interval: 2
    add:
      properties.typeProperties.delay: "00:30:00"
    remove:
      - properties.typeProperties.retryPolicy
`;

describe("an environment", () => {
  test("adds and removes properties as deliberately as it replaces values", () => {
    const { diagnostics, effects } = bound(both);
    expect(diagnostics).toEqual([]);
    expect(window(both)).toEqual({ interval: 2, maxConcurrency: 5, tags: ["a", "b"], delay: "00:30:00" });
    expect(effects?.overrides).toMatchObject([
      { type: "replace", before: 1, after: 2, at: { line: 4 } },
      { type: "remove", before: { count: 2 }, at: { line: 8 } },
      { type: "add", after: "00:30:00", at: { line: 6 } },
    ]);
    expect(effects?.overrides[1]).not.toHaveProperty("after");
    expect(effects?.overrides[2]).not.toHaveProperty("before");
  });

  test("may name them by JSON pointers, and add where it removed", () => {
    expect(
      window(
        "    add: { /properties/typeProperties/retryPolicy: { count: 9 } }\n    remove: [/properties/typeProperties/retryPolicy]\n",
      ),
    ).toMatchObject({ retryPolicy: { count: 9 } });
  });

  test.each([
    [
      "adds what is there",
      "add: { properties.typeProperties.interval: 3 }",
      "override-exists",
      "already has it",
    ],
    [
      "adds to what is not there",
      "add: { properties.typeProperties.policy.delay: 3 }",
      "override-path",
      "adds nothing",
    ],
    [
      "adds to a list",
      "add: { 'properties.typeProperties.tags[2]': c }",
      "override-path",
      "element of a list",
    ],
    [
      "removes what is not there",
      "remove: [properties.typeProperties.delay]",
      "override-path",
      "removes nothing",
    ],
    [
      "removes from a list",
      "remove: ['properties.typeProperties.tags[0]']",
      "override-path",
      "element of a list",
    ],
    ["removes the name", "remove: [name]", "override-name", "name of an artifact"],
    ["removes everything", "remove: [properties]", "override-path", "every artifact needs"],
    ["adds at no path", "add: { '[': 1 }", "override-path", "neither a JSON pointer"],
  ])("that %s is told so, in its own file", (_, text, code, words) => {
    const { diagnostics, artifacts } = bound(`    ${text}\n`);
    expect(diagnostics).toMatchObject([
      { severity: "error", code, at: { file: "environments/prod.yaml", line: 4 } },
    ]);
    expect(diagnostics[0]?.message).toContain(words);
    expect(diagnostics[0]?.advice).toBeDefined();
    expect(artifacts[0]?.body).toEqual(written);
  });

  test("with an add or remove that is none is refused before it is read", () => {
    const schema = environmentSchema({}, { workspace: "w", onTwin: false });
    for (const overrides of [{ add: ["x"] }, { remove: { x: 1 } }, { remove: [1] }]) {
      expect(schema.safeParse({ workspace: "w", overrides: { "a/b": overrides } }).success).toBe(false);
    }
    expect(brief(bound("    remove: [properties.x]\n").diagnostics)).toEqual([
      "environments/prod.yaml:4:14 override-path",
    ]);
  });
});

describe("what is added and removed is never written back", () => {
  const { artifacts, effects } = bound(both);
  const published = artifacts[0]?.body ?? written;
  const supplied = suppliedPlaces({ ref, body: written, takesParameters: false }, effects).map(
    ({ path }) => path,
  );
  const taken = (live: JsonObject) =>
    mergeLive({ kind: "trigger", source: written, bound: published, live, tolerances: [], supplied });
  const pulled = (live: JsonObject) => taken(live).body;
  const live = (typeProperties: JsonObject): JsonObject => ({
    name: "Hourly",
    etag: "1",
    properties: { type: "TumblingWindowTrigger", typeProperties },
  });
  const asPublished = { interval: 2, maxConcurrency: 5, tags: ["a", "b"], delay: "00:30:00" };

  test("the workspace as published gives the file as it is", () => {
    expect(taken(live(asPublished))).toEqual({ body: written, refused: [] });
    expect(pulled(live(asPublished))).toEqual(written);
  });

  test("an edit beside them is taken alone; one of what was added is left, and named", () => {
    const wanted = {
      ...written,
      properties: {
        ...(written.properties as JsonObject),
        typeProperties: { interval: 1, maxConcurrency: 9, retryPolicy: { count: 2 }, tags: ["a", "b"] },
      },
    };
    const edited = live({ ...asPublished, maxConcurrency: 9, delay: "01:00:00" });
    expect(taken(edited)).toEqual({ body: wanted, refused: [["properties", "typeProperties", "delay"]] });
    expect(pulled(edited)).toEqual(wanted);
  });

  test("law: whatever is edited, bound anew the file is what is live, but for what the environment supplies", () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("maxConcurrency", "endTime", "note"), value), (edits) => {
        const edited = live({ ...asPublished, ...(edits as Record<string, Json>) });
        const { artifacts: again, diagnostics } = bound(both, pulled(edited));
        expect(diagnostics).toEqual([]);
        const { etag: _, ...rest } = edited;
        expect(again[0]?.body).toEqual(rest);
      }),
    );
  });
});
