import type { Json, JsonObject } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";

export const pipeline = (...activities: Json[]): JsonObject => ({ name: "p", properties: { activities } });
export const web = (typeProperties: JsonObject, more: JsonObject = {}): JsonObject =>
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

export const expression = { value: "@pipeline().parameters.x", type: "Expression" };
export const typed = "properties.activities[0].typeProperties";

/** Bodies, and the problems they have: severity, code, path. */
export const judged: readonly [string, Kind, Json, readonly string[]][] = [
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
