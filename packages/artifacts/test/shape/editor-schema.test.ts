import { generateWorkspace } from "@retain/test-kit/generate-workspace";
import { describe, expect, it } from "vitest";
import { editorSchema } from "../../src/shape/editor-schema.ts";
import { wireSchema } from "../../src/shape/wire-schema.ts";
import type { Json } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";
import { acceptedByEditor } from "./editor-judge.ts";

describe("the JSON Schema of a kind", () => {
  it("takes whole bodies that the kind's own schema takes", () => {
    for (const { ref, body } of generateWorkspace(400)) {
      expect(wireSchema(ref.kind).safeParse(body).success).toBe(true);
      expect(acceptedByEditor(ref.kind, body), JSON.stringify(body)).toBe(true);
    }
  });

  it.each<[string, Kind, Json]>([
    ["no object", "pipeline", 7],
    ["no properties", "pipeline", { name: "x" }],
    ["a list that is text", "pipeline", { name: "x", properties: { activities: "none" } }],
    [
      "text that is a number, deep in an activity",
      "pipeline",
      { name: "x", properties: { activities: [{ name: 7, type: "Wait" }] } },
    ],
    ["a number in words", "pipeline", { name: "x", properties: { concurrency: "many" } }],
    [
      "an object that is a list",
      "dataset",
      { name: "x", properties: { type: "Json", linkedServiceName: [] } },
    ],
  ])("refuses what is certainly wrong: %s", (_, kind, body) => {
    expect(wireSchema(kind).safeParse(body).success).toBe(false);
    expect(acceptedByEditor(kind, body)).toBe(false);
  });

  it("lets pass what is only not known, and expressions in the place of values", () => {
    const activity = { name: "x", type: "NotInvented", typeProperties: { any: [] } };
    const properties = { activities: [activity], concurrency: "@pipeline().parameters.many", more: 1 };
    expect(acceptedByEditor("pipeline", { name: "x", properties })).toBe(true);
  });

  it("offers names, types and values", () => {
    const text = JSON.stringify(editorSchema("pipeline"));
    for (const offered of ['"waitTimeInSeconds"', '"const":"ForEach"', '"enum":["GET","POST"'])
      expect(text).toContain(offered);
  });
});
