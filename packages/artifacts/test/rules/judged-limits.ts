import type { Artifact } from "../../src/words/artifact.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import { artifact, pipeline, wait } from "./bodies.ts";

const expression = { value: "@bool(1)", type: "Expression" };

/** Each container, with what it holds. */
const holding: { readonly [type: string]: (...inner: JsonObject[]) => JsonObject } = {
  ForEach: (...activities) => ({ items: { ...expression, value: "@createArray(1)" }, activities }),
  Until: (...activities) => ({ expression, activities, timeout: "0.01:00:00" }),
  IfCondition: (...ifFalseActivities) => ({ expression, ifFalseActivities }),
  Switch: (...activities) => ({
    on: { ...expression, value: "@string(1)" },
    cases: [{ value: "a", activities }],
  }),
};

const container = (type: string, name: string, ...inner: JsonObject[]): JsonObject => ({
  name,
  type,
  typeProperties: holding[type]?.(...inner) ?? {},
});

const validation: JsonObject = {
  name: "In",
  type: "Validation",
  typeProperties: { dataset: { referenceName: "D", type: "DatasetReference" } },
};
const dataset = artifact("dataset", "D", {
  name: "D",
  properties: {
    type: "Json",
    linkedServiceName: { referenceName: "ws-WorkspaceDefaultStorage", type: "LinkedServiceReference" },
    typeProperties: { location: { type: "AzureBlobFSLocation", fileSystem: "f" } },
  },
});

const containers = Object.keys(holding);
const allowed = new Set(["ForEach IfCondition", "ForEach Switch", "Until IfCondition", "Until Switch"]);

/** Every container in every container, and what each of them cannot hold. */
const nestings = containers.flatMap((outer): [string, readonly Artifact[], readonly string[]][] => [
  ...containers.map((inner): [string, readonly Artifact[], readonly string[]] => [
    `${inner} in ${outer}`,
    [pipeline("A", [container(outer, "Out", container(inner, "In", wait("W")))])],
    allowed.has(`${outer} ${inner}`)
      ? []
      : [
          `warning container-nesting: the ${inner} "In" is inside the ${outer} "Out", which cannot contain it`,
        ],
  ]),
  [
    `Validation in ${outer}`,
    [pipeline("A", [container(outer, "Out", validation)]), dataset],
    [`warning container-nesting: the Validation "In" is inside the ${outer} "Out", which cannot contain it`],
  ],
]);

const trigger = (name: string, more: JsonObject): Artifact =>
  artifact("trigger", name, {
    name,
    properties: {
      type: "ScheduleTrigger",
      typeProperties: { recurrence: { frequency: "Day", interval: 1, startTime: "2024-01-01T00:00:00Z" } },
      ...more,
    },
  });
const runs = { pipelineReference: { referenceName: "P", type: "PipelineReference" } };

const windows = (dependsOn: readonly Json[]): Artifact =>
  trigger("T", {
    type: "TumblingWindowTrigger",
    pipeline: runs,
    typeProperties: {
      frequency: "Hour",
      interval: 1,
      startTime: "2024-01-01T00:00:00Z",
      maxConcurrency: 1,
      dependsOn,
    },
  });
const self = { type: "SelfDependencyTumblingWindowTriggerReference", offset: "-01:00:00" };

const timed = (timeout: Json): JsonObject => ({
  name: "Web",
  type: "WebActivity",
  policy: { timeout },
  typeProperties: { url: "https://a.example", method: "GET" },
});

/** Repositories beyond what the service documents: severity, code, message. */
export const judgedLimits: readonly [string, readonly Artifact[], readonly string[]][] = [
  ...nestings,
  [
    "a trigger that shall run",
    [trigger("T", { runtimeState: "Started", pipelines: [runs] }), pipeline("P")],
    [],
  ],
  [
    "a trigger that shall run and has no pipeline",
    [trigger("T", { runtimeState: "Started", pipelines: [] }), trigger("U", { runtimeState: "started" })],
    [
      'error trigger-pipeline: the trigger "T" is set to run but has no pipeline',
      'error trigger-pipeline: the trigger "U" is set to run but has no pipeline',
    ],
  ],
  ["a trigger that shall not run and has no pipeline", [trigger("T", { runtimeState: "Stopped" })], []],
  [
    "a state that nobody knows",
    [trigger("T", { runtimeState: "Startd", pipelines: [runs] }), pipeline("P")],
    ['error trigger-state: the runtimeState is "Startd", which is neither Started nor Stopped'],
  ],
  ["five windows to wait for", [windows(Array(5).fill(self)), pipeline("P")], []],
  [
    "six windows to wait for",
    [windows(Array(6).fill(self)), pipeline("P")],
    [
      'warning limits: dependsOn of the trigger "T" is 6 dependencies, but the service may refuse more than 5',
    ],
  ],
  [
    "a schedule with a long interval",
    [
      trigger("T", {
        typeProperties: {
          recurrence: { frequency: "Minute", interval: 1001, startTime: "2024-01-01T00:00:00Z" },
        },
      }),
    ],
    [
      'warning limits: interval of the trigger "T" is 1001 units of its frequency, but the service may refuse more than 1000',
    ],
  ],
  ["a week", [pipeline("A", [timed("7.00:00:00")])], []],
  [
    "more than a week",
    [pipeline("A", [timed("7.12:00:00")])],
    ['warning limits: timeout of the activity "Web" is 7.5 days, but the service may refuse more than 7'],
  ],
  ["a computed time", [pipeline("A", [timed({ value: "@string('9.00:00:00')", type: "Expression" })])], []],
  [
    "a request that waits too long",
    [
      pipeline("A", [
        {
          name: "Web",
          type: "WebActivity",
          typeProperties: { url: "https://a.example", method: "GET", httpRequestTimeout: "00:11:00" },
        },
      ]),
    ],
    [
      'warning limits: httpRequestTimeout of the activity "Web" is 11 minutes, but the service may refuse more than 10',
    ],
  ],
  [
    "too many cases",
    [
      pipeline("A", [
        {
          name: "S",
          type: "Switch",
          typeProperties: {
            on: { ...expression, value: "@string(1)" },
            cases: Array.from({ length: 26 }, (_, value) => ({
              value: `${value}`,
              activities: [wait(`W${value}`)],
            })),
          },
        },
      ]),
    ],
    ['warning limits: cases of the activity "S" is 26 cases, but the service may refuse more than 25'],
  ],
  [
    "too many artifacts",
    Array.from({ length: 5001 }, (_, index) => ({
      ...dataset,
      ref: { ...dataset.ref, name: `D${index}` },
    })).map(({ ref, body }) => artifact(ref.kind, ref.name, { ...body, name: ref.name })),
    [
      "warning limits: there are 5001 pipelines, datasets, triggers, linked services and the like, but a workspace may refuse more than 5000",
    ],
  ],
];
