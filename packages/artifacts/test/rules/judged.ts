import type { Artifact } from "../../src/artifact.ts";
import type { Json, JsonObject } from "../../src/json.ts";
import { artifact, execute, httpService, notebook, pipeline, rest, wait } from "./bodies.ts";

const group = (name: string, typeProperties: JsonObject, type = "IfCondition"): JsonObject => ({
  name,
  type,
  typeProperties: {
    [type === "Switch" ? "on" : "expression"]: { value: "@string(1)", type: "Expression" },
    ...typeProperties,
  },
});

const set = (variableName: string, value: Json): JsonObject => ({
  name: `Set ${JSON.stringify(value).replaceAll("@", "at ")}`,
  type: "SetVariable",
  typeProperties: { variableName, value },
});

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
const needy = pipeline("Needy", [], {
  parameters: { Day: { type: "string" }, Mode: { type: "string", defaultValue: "x" } },
});

/** Repositories, and the problems they have: severity, code, message. */
export const judged: readonly [string, readonly Artifact[], readonly string[]][] = [
  ["nothing", [], []],
  ["a pipeline in order", [pipeline("A", [wait("One"), wait("Two", "One")])], []],
  [
    "a body that is too deep",
    [artifact("pipeline", "A", { name: "A", properties: { annotations: [nested(300)] } })],
    ["error nesting: the body nests more than 256 levels deep"],
  ],
  [
    "a name with a forbidden character",
    [pipeline("A+B")],
    ['error name-invalid: the service refuses "A+B" as the name of a pipeline'],
  ],
  [
    "a name that is too long",
    [pipeline("a".repeat(261))],
    ["error name-invalid: the name of the pipeline has 261 characters, and at most 260 are allowed"],
  ],
  [
    "a name in another case in the body",
    [artifact("pipeline", "Load", { name: "load", properties: { activities: [] } })],
    ['warning name-differs: the body says the name "load" and the artifact is called "Load"'],
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
    ['error reference-missing: there is no notebook "Lost" in the repository'],
  ],
  [
    "a reference to itself",
    [pipeline("A", [execute("A")])],
    ["error reference-cycle: pipeline/A refers to itself"],
  ],
  [
    "a cycle of three",
    [pipeline("A", [execute("B")]), pipeline("B", [execute("C")]), pipeline("C", [execute("A")])],
    [
      "error reference-cycle: references lead round in a circle: pipeline/A -> pipeline/B -> pipeline/C -> pipeline/A",
    ],
  ],
  [
    "two ways to one pipeline",
    [pipeline("A", [execute("B"), execute("C")]), pipeline("B", [execute("C")]), pipeline("C")],
    [],
  ],
  [
    "a dependency on nothing",
    [pipeline("A", [wait("One"), wait("Two", "Oen")])],
    ['error activity-missing: activity "Two" depends on "Oen", and no activity beside it has that name'],
  ],
  [
    "a dependency on an activity of another list",
    [pipeline("A", [wait("One"), group("If", { ifTrueActivities: [wait("Two", "One")] })])],
    ['error activity-missing: activity "Two" depends on "One", and no activity beside it has that name'],
  ],
  [
    "a dependency inside a case",
    [
      pipeline("A", [
        group(
          "Switch",
          {
            cases: [{ value: "a", activities: [wait("One"), wait("Two", "One")] }],
            defaultActivities: [wait("Three", "Lost")],
          },
          "Switch",
        ),
      ]),
    ],
    ['error activity-missing: activity "Three" depends on "Lost", and no activity beside it has that name'],
  ],
  [
    "two activities of one name",
    [pipeline("A", [wait("One"), group("If", { ifFalseActivities: [wait("One")] })])],
    ['error activity-duplicate: two activities are called "One": the other is properties.activities[0]'],
  ],
  [
    "activities that wait for each other",
    [pipeline("A", [wait("One", "Three"), wait("Two", "One"), wait("Three", "Two"), wait("Four", "Three")])],
    ['error activity-cycle: activities wait for each other in a circle: "One" -> "Three" -> "Two" -> "One"'],
  ],
  [
    "an activity that waits for itself, in a container",
    [pipeline("A", [group("If", { ifTrueActivities: [wait("One", "One")] })])],
    ['error activity-cycle: activity "One" depends on itself'],
  ],
  [
    "expressions that read what is declared",
    [
      pipeline(
        "A",
        [
          wait("One"),
          set("x", "@concat(pipeline().parameters.P, 'it''s', VARIABLES('x'))"),
          set("x", "@{activity('one').output}/@{pipeline()?.parameters['p']}"),
        ],
        {
          parameters: { p: { type: "string" } },
          variables: { x: { type: "String" } },
        },
      ),
    ],
    [],
  ],
  [
    "expressions that read what nobody declares",
    [
      pipeline(
        "A",
        [
          set("x", "@pipeline().parameters.lost"),
          set("x", "SELECT '@{variables('xx')}' FROM a"),
          set("x", { value: "@activity('Lost').output.firstRow", type: "Expression" }),
        ],
        { variables: { x: { type: "String" } } },
      ),
    ],
    [
      'error expression-undeclared: there is no parameter "lost" in pipeline/A',
      'error expression-undeclared: there is no variable "xx" in pipeline/A',
      'error expression-undeclared: there is no activity "Lost" in pipeline/A',
    ],
  ],
  [
    "a variable that nobody declares",
    [pipeline("A", [set("y", "1")], { variables: { x: { type: "String" } } })],
    ['error expression-undeclared: there is no variable "y" in pipeline/A'],
  ],
  ["the return value of a pipeline", [pipeline("A", [set("pipelineReturnValue", "1")])], []],
  [
    "texts that only look like expressions",
    [
      pipeline(
        "A",
        [
          set("x", "pipeline().parameters.lost"),
          set("x", "@@pipeline().parameters.lost"),
          set("x", "@concat('pipeline().parameters.lost')"),
          set("x", "@@{variables('lost')}"),
        ],
        { variables: { x: { type: "String" } } },
      ),
    ],
    [],
  ],
  [
    "parameters that a linked service and a dataset read",
    [
      artifact("linked-service", "L", {
        name: "L",
        properties: {
          type: "RestService",
          parameters: { Host: { type: "string" } },
          typeProperties: rest("https://@{linkedService().host}/@{linkedService().lost}"),
        },
      }),
      artifact("dataset", "D", {
        name: "D",
        properties: {
          type: "RestResource",
          linkedServiceName: {
            referenceName: "L",
            type: "LinkedServiceReference",
            parameters: { host: "a" },
          },
          typeProperties: { relativeUrl: "@dataset().path" },
        },
      }),
    ],
    [
      'error expression-undeclared: there is no parameter "path" in dataset/D',
      'error expression-undeclared: there is no parameter "lost" in linked-service/L',
    ],
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
    ["warning limits: the window has 4 minutes, and the service may refuse less than 5"],
  ],
  [
    "a parameter that is not declared",
    [pipeline("A", [execute("Needy", { Day: "x", Dya: "y" })]), needy],
    ['error parameter-undeclared: pipeline/Needy declares no parameter "Dya"'],
  ],
  [
    "a parameter that is needed",
    [pipeline("A", [execute("Needy", { Mode: "y" })]), needy],
    ['warning parameter-required: pipeline/Needy needs the parameter "Day", and it is not handed over'],
  ],
  [
    "no parameters where one is needed",
    [pipeline("A", [execute("Needy")]), needy],
    ['warning parameter-required: pipeline/Needy needs the parameter "Day", and it is not handed over'],
  ],
  ["parameters in another case", [pipeline("A", [execute("Needy", { day: "x" })]), needy], []],
  [
    "a mark in an address",
    [httpService("L", rest("https://#SERVER#/a"))],
    ["error placeholder: the placeholder #SERVER# was never replaced"],
  ],
  [
    "a mark in a query",
    [script("SELECT * FROM #TABLE_NAME#")],
    ["error placeholder: the placeholder #TABLE_NAME# was never replaced"],
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
  ["a temporary table", [script("SELECT * FROM #Temp a JOIN #Other b")], []],
  [
    "an empty address",
    [httpService("L", rest(""))],
    ["error value-empty: url is empty, so the linked service reaches nothing"],
  ],
  ["an empty reference", [pipeline("A", [execute("")])], ["error value-empty: the reference names nothing"]],
  [
    "too many activities",
    [
      pipeline(
        "A",
        Array.from({ length: 81 }, (_, index) => wait(`W${index}`)),
      ),
    ],
    ["warning limits: the pipeline has 81 activities, and the service may refuse more than 80"],
  ],
  [
    "too many parameters",
    [pipeline("A", [], { parameters: manyParameters })],
    ["warning limits: the pipeline has 51 parameters, and the service may refuse more than 50"],
  ],
  [
    "a body that is too large",
    [pipeline("A", [], { description: "x".repeat(210 * 1024) })],
    ["warning limits: the pipeline has 211 KB, and the service may refuse more than 200"],
  ],
  [
    "a long expression",
    [pipeline("A", [], { description: `@concat('${"x".repeat(8192)}')` })],
    ["warning limits: the expression has 8203 characters, and the service may refuse more than 8192"],
  ],
  [
    "too many pipelines",
    Array.from({ length: 801 }, (_, index) => pipeline(`P${index}`)),
    ["warning limits: there are 801 pipelines, and a workspace may refuse more than 800"],
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
    ["error secret-literal: the literal value of a SecureString stands here in plain text"],
  ],
  [
    "an integration runtime",
    [artifact("integration-runtime", "Own", { name: "Own", properties: { type: "SelfHosted" } })],
    ['warning kind-observed: the integration runtime "Own" is read and never written'],
  ],
];
