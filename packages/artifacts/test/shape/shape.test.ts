import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/json.ts";
import { formatPath } from "../../src/path.ts";
import { type Kind, kinds } from "../../src/ref.ts";
import { shapeProblems } from "../../src/shape.ts";
import { wireSchema } from "../../src/wire-schema.ts";

const lines = (kind: Kind, body: Json) =>
  shapeProblems(kind, body).map(({ severity, code, path }) =>
    `${severity} ${code} ${formatPath(path)}`.trim(),
  );
const pipeline = (...activities: Json[]): JsonObject => ({ name: "p", properties: { activities } });
const web = (typeProperties: JsonObject, more: JsonObject = {}): JsonObject =>
  pipeline({
    name: "Call",
    type: "WebActivity",
    typeProperties: { url: "https://a", method: "GET", ...typeProperties },
    ...more,
  });
const notebook = (...cells: Json[]): JsonObject => ({
  properties: {
    nbformat: 4,
    nbformat_minor: 2,
    metadata: { kernelspec: { name: "synapse_pyspark" } },
    cells,
  },
});

const expression = { value: "@pipeline().parameters.x", type: "Expression" };
const typed = "properties.activities[0].typeProperties";

const judged: readonly [string, Kind, Json, readonly string[]][] = [
  ["a body that is a list", "pipeline", [], ["error shape-envelope"]],
  ["a body that is null", "trigger", null, ["error shape-envelope"]],
  ["a body without properties", "dataset", { name: "d" }, ["error shape-envelope"]],
  ["properties that are null", "dataset", { properties: null }, ["error shape-envelope"]],
  ["properties that are text", "dataset", { properties: "x" }, ["error shape-envelope properties"]],
  ["a name that is a number", "pipeline", { name: 1, properties: {} }, ["error shape-envelope name"]],
  ["an empty pipeline", "pipeline", { properties: {} }, []],
  [
    "activities that are an object",
    "pipeline",
    { properties: { activities: {} } },
    ["error shape-type properties.activities"],
  ],
  ["an activity that is text", "pipeline", pipeline("x"), ["error shape-type properties.activities[0]"]],
  [
    "an activity of an unknown type",
    "pipeline",
    pipeline({ name: "a", type: "WebActivty", odd: 1 }),
    ["warning type-unknown properties.activities[0].type"],
  ],
  [
    "an activity of the type of a base class of the SDK",
    "pipeline",
    pipeline({ name: "a", type: "Execution" }),
    ["warning type-unknown properties.activities[0].type"],
  ],
  [
    "an activity whose type is a number",
    "pipeline",
    pipeline({ name: "a", type: 5 }),
    ["error shape-type properties.activities[0].type"],
  ],
  [
    "an activity without type and name",
    "pipeline",
    pipeline({}),
    [
      "warning property-required properties.activities[0]",
      "warning property-required properties.activities[0]",
    ],
  ],
  ["a complete web activity", "pipeline", web({}), []],
  ["an unknown property", "pipeline", web({ urll: "x" }), [`warning property-unknown ${typed}.urll`]],
  ["an unknown property that is null", "pipeline", web({ urll: null }), []],
  ["a missing property", "pipeline", web({ url: null }), [`warning property-required ${typed}`]],
  [
    "a method outside the list",
    "pipeline",
    web({ method: "GIT" }),
    [`warning value-unknown ${typed}.method`],
  ],
  ["a method in lower case", "pipeline", web({ method: "get" }), []],
  ["a computed method", "pipeline", web({ method: expression }), []],
  [
    "text where an object stands",
    "pipeline",
    web({}, { policy: "none" }),
    ["error shape-type properties.activities[0].policy"],
  ],
  [
    "text where a number stands",
    "pipeline",
    { properties: { concurrency: "many" } },
    ["error shape-type properties.concurrency"],
  ],
  ["text that reads as a number", "pipeline", { properties: { concurrency: "3" } }, []],
  [
    "a parameter of the environment where a number stands",
    "pipeline",
    { properties: { concurrency: `$\{retain:n}` } },
    [],
  ],
  [
    "a number beyond its limits",
    "pipeline",
    web({}, { policy: { retryIntervalInSeconds: 5 } }),
    ["warning value-limit properties.activities[0].policy.retryIntervalInSeconds"],
  ],
  ["text that reads as true", "pipeline", web({}, { policy: { secureInput: "True" } }), []],
  [
    "a number where true or false stands",
    "pipeline",
    web({}, { policy: { secureInput: 1 } }),
    ["error shape-type properties.activities[0].policy.secureInput"],
  ],
  [
    "a list where a map stands",
    "pipeline",
    { properties: { parameters: [] } },
    ["error shape-type properties.parameters"],
  ],
  [
    "a parameter typed as Studio writes it",
    "pipeline",
    { properties: { parameters: { a: { type: "string" } } } },
    [],
  ],
  [
    "names of JavaScript's own",
    "pipeline",
    JSON.parse(
      '{"properties":{"__proto__":{"a":1},"constructor":1,"activities":[{"name":"a","type":"constructor"}]}}',
    ) as Json,
    [
      'warning property-unknown properties["__proto__"]',
      "warning property-unknown properties.constructor",
      "warning type-unknown properties.activities[0].type",
    ].map((line) => line.replace('["__proto__"]', ".__proto__")),
  ],
  [
    "a linked service without what it needs",
    "linked-service",
    { properties: { type: "AzureKeyVault" } },
    ["warning property-required properties"],
  ],
  [
    "a secret in the vault",
    "linked-service",
    {
      properties: {
        type: "AzureSqlDatabase",
        typeProperties: {
          server: "s",
          database: "d",
          password: {
            type: "AzureKeyVaultSecret",
            secretName: "x",
            store: { referenceName: "v", type: "LinkedServiceReference" },
          },
        },
      },
    },
    [],
  ],
  [
    "a reference of the wrong type",
    "dataset",
    { properties: { type: "Json", linkedServiceName: { referenceName: "l", type: "LinkedService" } } },
    ["warning value-unknown properties.linkedServiceName.type"],
  ],
  [
    "cells as Studio and Jupyter write them",
    "synapse-notebook",
    notebook(
      { cell_type: "code", source: ["a"] },
      { cell_type: "code", source: "a", metadata: {}, id: "x", execution_count: null },
    ),
    [],
  ],
  ["a cell that is text", "synapse-notebook", notebook("x"), ["error shape-type properties.cells[0]"]],
  ["the identity of the workspace", "credential", { properties: { type: "ManagedIdentity" } }, []],
  [
    "a credential with a slip",
    "credential",
    { properties: { type: "ManagedIdentity", typeProperties: { resourceID: "x" } } },
    ["warning property-unknown properties.typeProperties.resourceID"],
  ],
  [
    "a private endpoint without a target",
    "managed-private-endpoint",
    { properties: { groupId: "sql" } },
    ["warning property-required properties"],
  ],
  [
    "a data flow made by Power Query",
    "data-flow",
    { properties: { type: "WranglingDataFlow", typeProperties: { script: "x" } } },
    [],
  ],
  [
    "a query that is a list",
    "sql-script",
    { properties: { content: { query: ["a"] }, type: "SqlQuery" } },
    ["error shape-type properties.content.query"],
  ],
];

describe("shape of bodies", () => {
  it.each(judged)("%s", (_name, kind, body, expected) => {
    expect(lines(kind, body)).toEqual(expected);
    const refused = expected.some((line) => line.startsWith("error"));
    expect(wireSchema(kind).safeParse(body).success).toBe(!refused);
  });

  it("says what was most likely meant, in whose object, and why it matters", () => {
    const [type] = shapeProblems("pipeline", pipeline({ name: "a", type: "WebActivty" }));
    expect(type).toMatchObject({
      message: '"WebActivty" is no known type of Activity',
      advice: 'did you mean "WebActivity"?',
    });
    const [name] = shapeProblems("pipeline", web({ urll: "x" }));
    expect(name).toMatchObject({
      message: '"urll" is no known property of typeProperties of WebActivity',
      advice: 'did you mean "url"?',
    });
    const [value] = shapeProblems("pipeline", web({ method: "GIT" }));
    expect(value?.message).toBe('"method" is "GIT", which is not among its known values');
    expect(value?.advice).toBe('did you mean "GET"?');
    const [wrong] = shapeProblems("pipeline", { properties: { activities: "none" } });
    expect(wrong?.message).toBe('"activities" is the text "none", where a list is expected');
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
    expect(lines("pipeline", { properties: { odd } })).toEqual(["warning property-unknown properties.odd"]);
    const long = "x".repeat(5_000_000);
    const body = { properties: { [long]: 1, concurrency: long, activities: [{ name: long, type: long }] } };
    const problems = shapeProblems("pipeline", body);
    expect(problems.map(({ code }) => code)).toEqual(["property-unknown", "shape-type", "type-unknown"]);
    for (const { message } of problems) expect(message.length).toBeLessThan(300);
  });

  it("never throws and never changes what it judges", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.jsonValue(), fc.boolean(), (kind, value, wrapped) => {
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
