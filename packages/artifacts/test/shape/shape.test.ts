import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allKinds } from "../../src/kinds/contracts.ts";
import { shapeProblems } from "../../src/shape/shape.ts";
import { wireSchema } from "../../src/shape/wire-schema.ts";
import type { Json } from "../../src/words/json.ts";
import { formatPath } from "../../src/words/path.ts";
import type { Kind } from "../../src/words/ref.ts";
import { expression, judged, pipeline, typed, web } from "./judged.ts";

const lines = (kind: Kind, body: Json) =>
  shapeProblems(kind, body).map(({ severity, code, path }) =>
    `${severity} ${code} ${formatPath(path)}`.trim(),
  );
describe("shape of bodies", () => {
  it.each(judged)("%s", (_name, kind, body, expected) => {
    expect(lines(kind, body)).toEqual(expected);
    const refused = expected.some((line) => line.startsWith("error"));
    expect(wireSchema(kind).safeParse(body).success).toBe(!refused);
  });

  it("says what was most likely meant, in whose object, and why it matters", () => {
    const [type] = shapeProblems("pipeline", pipeline({ name: "a", type: "WebActivty" }));
    expect(type).toMatchObject({
      message: '"WebActivty" is not a known type of Activity',
      advice: 'did you mean "WebActivity"?',
    });
    const [name] = shapeProblems("pipeline", web({ urll: "x" }));
    expect(name).toMatchObject({
      message: '"urll" is not a known property of typeProperties of WebActivity',
      advice: 'did you mean "url"?',
    });
    const [value] = shapeProblems("pipeline", web({ method: "GIT" }));
    expect(value?.message).toBe('"method" is "GIT", which is not one of its known values');
    expect(value?.advice).toBe('did you mean "GET"?');
    const [wrong] = shapeProblems("pipeline", { properties: { activities: "none" } });
    expect(wrong?.message).toBe('"activities" is the string "none", but should be a list');
    expect(wrong?.advice).toBe("write a list");
    const policy = { retryIntervalInSeconds: 1 };
    const limit = shapeProblems("pipeline", pipeline({ name: "a", type: "Copy", policy }));
    expect(limit.find(({ code }) => code === "value-limit")?.advice).toBe("write a number from 30 to 86400");
    expect(shapeProblems("pipeline", web({ completelyDifferent: 1 }))[0]).not.toHaveProperty("advice");
  });

  it("finds all problems at once, in the order of the text", () => {
    const body = pipeline(
      { name: 1, type: "Wait", typeProperties: { wait: 1 } },
      { name: "b", type: "Nope" },
      7,
    );
    expect(lines("pipeline", body)).toEqual([
      "error shape-type properties.activities[0].name",
      `warning property-required ${typed}`,
      `warning property-unknown ${typed}.wait`,
      "warning type-unknown properties.activities[1].type",
      "error shape-type properties.activities[2]",
    ]);
  });

  it("survives any depth and any length", () => {
    let each: Json = [];
    let odd: Json = {};
    for (let level = 0; level < 10_000; level++) {
      each = [{ name: "a", type: "ForEach", typeProperties: { items: expression, activities: each } }];
      odd = { odd };
    }
    expect(shapeProblems("pipeline", { properties: { activities: each } })).toEqual([]);
    // Nothing real nests so deep: that is told by a rule of its own.
    expect(lines("pipeline", { properties: { odd } })).toEqual([]);
    const long = "x".repeat(5_000_000);
    const body = { properties: { [long]: 1, concurrency: long, activities: [{ name: long, type: long }] } };
    const problems = shapeProblems("pipeline", body);
    const codes = problems.map(({ code }) => code).sort();
    expect(codes).toEqual(["property-unknown", "shape-type", "type-unknown"]);
    for (const { message } of problems) expect(message.length).toBeLessThan(300);
  });

  it("never throws and never changes what it judges", () => {
    fc.assert(
      fc.property(fc.constantFrom(...allKinds()), fc.jsonValue(), fc.boolean(), (kind, value, wrapped) => {
        const body = (wrapped ? { properties: value } : value) as Json;
        const before = JSON.stringify(body);
        const problems = shapeProblems(kind, body);
        expect(JSON.stringify(body)).toBe(before);
        expect(wireSchema(kind).safeParse(body).success).toBe(
          problems.every(({ severity }) => severity !== "error"),
        );
      }),
    );
  });

  it("never throws on real names with values of any type", () => {
    const names = fc.constantFrom(
      "activities",
      "type",
      "typeProperties",
      "source",
      "policy",
      "dependsOn",
      "parameters",
    );
    const types = fc.constantFrom(
      "Copy",
      "ForEach",
      "Expression",
      "SqlSource",
      "Until",
      "Switch",
      "WebActivity",
    );
    const { node } = fc.letrec<{ node: Json }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        types,
        fc.constantFrom<Json>(null, 1, true),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(names, tie("node"), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(node, (properties) => {
        const problems = shapeProblems("pipeline", { properties });
        const refused = problems.some(({ severity }) => severity === "error");
        expect(wireSchema("pipeline").safeParse({ properties }).success).toBe(!refused);
      }),
    );
  });

  it("lets a schema hand on what it does not know", () => {
    const body = { etag: "1", ...web({ urll: 1 }) };
    expect(wireSchema("pipeline").parse(body)).toEqual(body);
  });
});
