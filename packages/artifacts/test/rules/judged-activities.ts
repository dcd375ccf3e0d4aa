import type { Artifact } from "../../src/words/artifact.ts";
import type { JsonObject } from "../../src/words/json.ts";
import { artifact, execute, pipeline, rest, set, wait } from "./bodies.ts";

const group = (name: string, typeProperties: JsonObject, type = "IfCondition"): JsonObject => ({
  name,
  type,
  typeProperties: {
    [type === "Switch" ? "on" : "expression"]: { value: "@string(1)", type: "Expression" },
    ...typeProperties,
  },
});

const needy = pipeline("Needy", [], {
  parameters: { Day: { type: "string" }, Mode: { type: "string", defaultValue: "x" } },
});

/** Repositories whose activities, expressions and parameters are judged: severity, code, message. */
export const judgedActivities: readonly [string, readonly Artifact[], readonly string[]][] = [
  [
    "a dependency on nothing",
    [pipeline("A", [wait("One"), wait("Two", "Oen")])],
    [
      'warning activity-missing: activity "Two" depends on "Oen", but there is no such activity in the same list',
    ],
  ],
  [
    "a dependency in another case",
    [pipeline("A", [wait("One"), wait("Two", "one")])],
    [
      'warning activity-missing: activity "Two" depends on "one", but there is no such activity in the same list',
    ],
  ],
  [
    "a dependency on an activity of another list",
    [pipeline("A", [wait("One"), group("If", { ifTrueActivities: [wait("Two", "One")] })])],
    [
      'warning activity-missing: activity "Two" depends on "One", but there is no such activity in the same list',
    ],
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
    [
      'warning activity-missing: activity "Three" depends on "Lost", but there is no such activity in the same list',
    ],
  ],
  [
    "two activities of one name",
    [pipeline("A", [wait("One"), group("If", { ifFalseActivities: [wait("One")] })])],
    ['error activity-duplicate: two activities are named "One": the other is properties.activities[0]'],
  ],
  [
    "activities that wait for each other",
    [pipeline("A", [wait("One", "Three"), wait("Two", "One"), wait("Three", "Two"), wait("Four", "Three")])],
    ['error activity-cycle: activities depend on each other in a cycle: "One" -> "Three" -> "Two" -> "One"'],
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
    "a parameter that is not declared",
    [pipeline("A", [execute("Needy", { Day: "x", Dya: "y" })]), needy],
    ['warning parameter-undeclared: pipeline/Needy declares no parameter "Dya"'],
  ],
  [
    "a parameter that is needed",
    [pipeline("A", [execute("Needy", { Mode: "y" })]), needy],
    ['warning parameter-required: pipeline/Needy requires the parameter "Day", but it is not passed'],
  ],
  [
    "no parameters where one is needed",
    [pipeline("A", [execute("Needy")]), needy],
    ['warning parameter-required: pipeline/Needy requires the parameter "Day", but it is not passed'],
  ],
  [
    "parameters of a data flow, which its script declares",
    [
      pipeline("A", [
        {
          name: "Run F",
          type: "ExecuteDataFlow",
          typeProperties: {
            dataflow: { referenceName: "F", type: "DataFlowReference", parameters: { day: "'x'" } },
          },
        },
      ]),
      artifact("data-flow", "F", {
        name: "F",
        properties: {
          type: "MappingDataFlow",
          typeProperties: { sources: [], sinks: [], scriptLines: ["parameters{", "day as string", "}"] },
        },
      }),
    ],
    [],
  ],
  ["parameters in another case", [pipeline("A", [execute("Needy", { day: "x" })]), needy], []],
  [
    "a long expression",
    [pipeline("A", [], { description: `@concat('${"x".repeat(8192)}')` })],
    ["warning limits: the expression has 8203 characters, but the service may refuse more than 8192"],
  ],
];
