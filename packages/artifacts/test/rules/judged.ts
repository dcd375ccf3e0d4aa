import type { Artifact } from "../../src/words/artifact.ts";
import type { Json } from "../../src/words/json.ts";
import { artifact, execute, httpService, notebook, pipeline, rest, set, wait } from "./bodies.ts";

const nested = (depth: number): Json => {
  let value: Json = {};
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
};

const script = (query: string): Artifact =>
  artifact("sql-script", "s", { name: "s", properties: { type: "SqlQuery", content: { query } } });

const manyParameters = Object.fromEntries(
  Array.from({ length: 51 }, (_, index) => [`p${index}`, { type: "string" }]),
);
/** Repositories, and the problems they have: severity, code, message. */
export const judged: readonly [string, readonly Artifact[], readonly string[]][] = [
  ["nothing", [], []],
  ["a pipeline in order", [pipeline("A", [wait("One"), wait("Two", "One")])], []],
  [
    "a body that is too deep",
    [artifact("pipeline", "A", { name: "A", properties: { annotations: [nested(300)] } })],
    ["error nesting: the body is nested more than 256 levels deep"],
  ],
  [
    "a name with a forbidden character",
    [pipeline("A+B")],
    ['error name-invalid: the service refuses "A+B" as the name of a pipeline'],
  ],
  [
    "a name that is too long",
    [pipeline("a".repeat(261))],
    ["error name-invalid: the name of the pipeline has 261 characters; at most 260 are allowed"],
  ],
  [
    "a name in another case in the body",
    [artifact("pipeline", "Load", { name: "load", properties: { activities: [] } })],
    ['warning name-differs: the name in the body is "load", but the artifact is named "Load"'],
  ],
  [
    "names that differ by case",
    [pipeline("Load"), pipeline("load")],
    [
      "error duplicate: pipeline/load is defined twice: at pipeline/Load.json:1:1 and at pipeline/load.json:1:1",
    ],
  ],
  [
    "a reference to nothing",
    [pipeline("A", [execute("B")])],
    ['error reference-missing: there is no pipeline "B" in the repository'],
  ],
  ["a reference in another case", [pipeline("A", [execute("b")]), pipeline("B")], []],
  [
    "a call of a notebook that is not there",
    [notebook("N", ["%run /Lost"])],
    ['warning reference-missing: there is no notebook "Lost" in the repository'],
  ],
  [
    "a reference to itself",
    [pipeline("A", [execute("A")])],
    ["error reference-cycle: pipeline/A refers to itself"],
  ],
  [
    "a cycle of three",
    [pipeline("A", [execute("B")]), pipeline("B", [execute("C")]), pipeline("C", [execute("A")])],
    ["error reference-cycle: references form a cycle: pipeline/A -> pipeline/B -> pipeline/C -> pipeline/A"],
  ],
  [
    "two ways to one pipeline",
    [pipeline("A", [execute("B"), execute("C")]), pipeline("B", [execute("C")]), pipeline("C")],
    [],
  ],
  [
    "a window that is too short",
    [
      artifact("trigger", "T", {
        name: "T",
        properties: {
          type: "TumblingWindowTrigger",
          pipeline: { pipelineReference: { referenceName: "P", type: "PipelineReference" } },
          typeProperties: {
            frequency: "Minute",
            interval: 4,
            startTime: "2024-01-01T00:00:00Z",
            maxConcurrency: 1,
          },
        },
      }),
      pipeline("P"),
    ],
    ["warning limits: the window is 4 minutes, but the service may refuse less than 5"],
  ],
  [
    "a mark in an address",
    [httpService("L", rest("https://#SERVER#/a"))],
    ["error placeholder: the placeholder #SERVER# was never replaced"],
  ],
  [
    "a mark in a query",
    [script("SELECT * FROM #TABLE_NAME#")],
    ["warning placeholder: the placeholder #TABLE_NAME# was never replaced"],
  ],
  ["a mark in a cell", [notebook("N", ["print('#SERVER#')"])], []],
  [
    "an instruction",
    [httpService("L", rest("<your server>"))],
    ["error placeholder: the placeholder <your server> was never replaced"],
  ],
  [
    "marks of other tools",
    [
      httpService("L", {
        ...rest("https://<your-host>/#{Path}#"),
        userName: "__USER_NAME__",
        aadResourceId: "TODO",
      }),
    ],
    [
      "error placeholder: the placeholder <your-host> was never replaced",
      "error placeholder: the placeholder __USER_NAME__ was never replaced",
      "error placeholder: the placeholder TODO was never replaced",
    ],
  ],
  [
    "a mark where a name belongs",
    [pipeline("A", [execute("#PipelineName#")])],
    ["error placeholder: the placeholder #PipelineName# was never replaced"],
  ],
  [
    "remarks of people, and a table that has such a name",
    [
      pipeline("A", [set("x", "todo")], {
        description: "TODO",
        annotations: ["TBD"],
        variables: { x: { type: "String" } },
      }),
    ],
    [],
  ],
  [
    "marks in remarks and comments",
    [
      pipeline("P", [], { description: "Replace <your account> first" }),
      script("-- replace #SERVER#\n/* or\n<your database> */ SELECT '--' FROM t"),
    ],
    [],
  ],
  [
    "a mark behind a comment and behind dashes in a literal",
    [script("-- it's #SERVER#\nSELECT '--', 'it''s' FROM #TABLE_NAME#")],
    ["warning placeholder: the placeholder #TABLE_NAME# was never replaced"],
  ],
  ["a temporary table", [script("SELECT * FROM #Temp a JOIN #Other b")], []],
  [
    "an empty address",
    [httpService("L", rest(""))],
    ["error value-empty: url is empty, so the linked service connects to nothing"],
  ],
  [
    "an empty address beside the one that counts",
    [httpService("L", { ...rest("https://a.example"), serviceEndpoint: "" })],
    ['warning property-unknown: "serviceEndpoint" is not a known property of typeProperties of RestService'],
  ],
  [
    "a table contract that contradicts itself",
    [
      artifact("lake-directory", "gold/x", {
        name: "gold/x",
        properties: {
          contract: {
            columns: [
              { name: "a", type: "int" },
              { name: "A", type: "int" },
            ],
            key: ["a", "b"],
            partitionedBy: ["A"],
            format: "delta",
          },
        },
      }),
    ],
    [
      'error table-contract: duplicate column "A"',
      'error table-contract: key names "b", which is not a column of the contract',
    ],
  ],
  [
    "a lake directory of the wrong shape",
    [
      artifact("lake-directory", "/raw", {
        name: "/raw",
        properties: {
          acl: [{ type: "user", id: "i", permission: "r-x" }],
          permissions: "777",
          contract: { columns: {} },
        },
      }),
    ],
    [
      'error name-invalid: the service refuses "/raw" as the name of a lake directory',
      'warning property-required: acl[0] of properties of lake-directory has no "permissions"',
      'warning property-required: contract of properties of lake-directory has no "format"',
      'warning property-unknown: "permission" is not a known property of acl[0] of properties of lake-directory',
      'error shape-type: "columns" is an object, but should be a list',
      'warning value-limit: "permissions" must match ^([r-][w-][x-]){3}$',
    ],
  ],
  ["an empty reference", [pipeline("A", [execute("")])], ["error value-empty: the reference has no name"]],
  [
    "too many activities",
    [
      pipeline(
        "A",
        Array.from({ length: 81 }, (_, index) => wait(`W${index}`)),
      ),
    ],
    ["warning limits: the pipeline has 81 activities, but the service may refuse more than 80"],
  ],
  [
    "too many parameters",
    [pipeline("A", [], { parameters: manyParameters })],
    ["warning limits: the pipeline has 51 parameters, but the service may refuse more than 50"],
  ],
  [
    "a body that is too large",
    [pipeline("A", [], { description: "x".repeat(210 * 1024) })],
    ["warning limits: the pipeline is 211 KB, but the service may refuse more than 200"],
  ],
  [
    "too many pipelines",
    Array.from({ length: 801 }, (_, index) => pipeline(`P${index}`)),
    ["warning limits: there are 801 pipelines, but a workspace may refuse more than 800"],
  ],
  [
    "a SecureString",
    [
      httpService("L", {
        ...rest("https://a"),
        authenticationType: "Basic",
        userName: "u",
        password: { type: "SecureString", value: ["hun", "ter2"].join("") },
      }),
    ],
    ["error secret-literal: the literal value of a SecureString is in plain text here"],
  ],
  [
    "an integration runtime",
    [artifact("integration-runtime", "Own", { name: "Own", properties: { type: "SelfHosted" } })],
    ['warning kind-observed: the integration runtime "Own" is only read, never published'],
  ],
];
