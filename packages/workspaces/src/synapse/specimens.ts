import type { JsonObject } from "@retain/artifacts/words/json";
import type { SynapseKind } from "@retain/artifacts/words/synapse-kinds";

/** An artifact that may be made anywhere: it needs nothing but others of its sort, reaches nothing and runs nothing. */
export interface Specimen {
  readonly properties: JsonObject;
  /** The same after a change that each service stores. */
  readonly changed: JsonObject;
  /** What is made before it, each with the name that `properties` refers to it by. */
  readonly needs?: readonly { readonly kind: SynapseKind; readonly name: string }[];
  /** What the service is known to refuse, with what it is about. */
  readonly refused?: readonly { readonly title: string; readonly properties: JsonObject }[];
}

/** The specimens of one run, by kind; `named` gives the name of an artifact of the run. */
export function specimens(named: (what: string) => string): Readonly<Partial<Record<SynapseKind, Specimen>>> {
  const service = { referenceName: named("service"), type: "LinkedServiceReference" };
  const pipeline = { referenceName: named("pipeline"), type: "PipelineReference" };
  const described = (properties: JsonObject, refused: Specimen["refused"] = []): Specimen => ({
    properties: { ...properties, description: "made by retain conformance" },
    changed: { ...properties, description: "changed by retain conformance" },
    refused,
  });
  const web: JsonObject = {
    type: "HttpServer",
    typeProperties: { url: "https://example.com/", authenticationType: "Anonymous" },
    annotations: [],
  };
  const file: JsonObject = {
    type: "Binary",
    linkedServiceName: service,
    annotations: [],
    typeProperties: { location: { type: "HttpServerLocation", relativeUrl: "nothing" } },
  };
  const flow = (line: string): JsonObject => ({
    type: "MappingDataFlow",
    typeProperties: { sources: [], sinks: [], transformations: [], scriptLines: [line] },
  });
  const daily: JsonObject = {
    type: "ScheduleTrigger",
    annotations: [],
    pipelines: [{ pipelineReference: pipeline, parameters: {} }],
    // Started, it does nothing for decades.
    typeProperties: {
      recurrence: { frequency: "Month", interval: 12, startTime: "2099-01-01T00:00:00Z", timeZone: "UTC" },
    },
  };
  const script = (query: string, type: string, language: string): JsonObject => ({
    content: {
      query,
      metadata: { language },
      currentConnection: { databaseName: "master", poolName: "Built-in" },
      resultLimit: 5000,
    },
    type,
  });
  const cells = (source: string): JsonObject => ({
    nbformat: 4,
    nbformat_minor: 2,
    metadata: { language_info: { name: "python" } },
    cells: [{ cell_type: "code", metadata: {}, source: [source], outputs: [], execution_count: null }],
  });
  const job = (argument: string): JsonObject => ({
    targetBigDataPool: { referenceName: named("pool"), type: "BigDataPoolReference" },
    requiredSparkVersion: "3.4",
    language: "python",
    jobProperties: {
      name: "nothing",
      file: "abfss://nothing@example.dfs.core.windows.net/nothing.py",
      args: [argument],
      conf: {},
      driverMemory: "4g",
      driverCores: 4,
      executorMemory: "4g",
      executorCores: 4,
      numExecutors: 2,
    },
  });
  const wait = (seconds: number): JsonObject => ({
    annotations: [],
    activities: [
      {
        name: "Wait",
        type: "Wait",
        dependsOn: [],
        userProperties: [],
        typeProperties: { waitTimeInSeconds: seconds },
      },
    ],
  });
  return {
    credential: described({ type: "ManagedIdentity", typeProperties: {}, annotations: [] }),
    "linked-service": described(web, [
      { title: "a type that nobody knows", properties: { ...web, type: "RetainConformance" } },
    ]),
    dataset: {
      ...described(file, [
        {
          title: "a linked service that is not there",
          properties: { ...file, linkedServiceName: { ...service, referenceName: named("missing") } },
        },
      ]),
      needs: [{ kind: "linked-service", name: named("service") }],
    },
    "data-flow": { properties: flow("// made"), changed: flow("// changed") },
    "spark-configuration": {
      properties: { configs: { "spark.retain": "made" }, annotations: [] },
      changed: { configs: { "spark.retain": "changed" }, annotations: [] },
    },
    "sql-script": {
      properties: script("SELECT 1", "SqlQuery", "sql"),
      changed: script("SELECT 2", "SqlQuery", "sql"),
    },
    "kql-script": {
      properties: script("print 1", "KqlQuery", "kql"),
      changed: script("print 2", "KqlQuery", "kql"),
    },
    "synapse-notebook": { properties: cells("1"), changed: cells("2") },
    "spark-job-definition": { properties: job("1"), changed: job("2") },
    pipeline: {
      properties: wait(1),
      changed: wait(2),
      refused: [
        {
          title: "a pipeline that is not there",
          properties: {
            activities: [
              {
                name: "Call",
                type: "ExecutePipeline",
                dependsOn: [],
                userProperties: [],
                typeProperties: { pipeline: { ...pipeline, referenceName: named("missing") } },
              },
            ],
          },
        },
      ],
    },
    trigger: { ...described(daily), needs: [{ kind: "pipeline", name: named("pipeline") }] },
  };
}
