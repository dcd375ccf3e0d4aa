import type { JsonObject } from "@retain/artifacts/json";
import type { SynapseKind, SynapseRef } from "@retain/artifacts/ref";

/** An artifact of a generated workspace. */
export interface Generated {
  readonly ref: SynapseRef;
  readonly body: JsonObject;
}

/** How many of each kind a hundred artifacts hold: the shape of the public workspaces we know. */
const shares: readonly (readonly [keyof typeof makers, number])[] = [
  ["linked-service", 6],
  ["dataset", 26],
  ["sql-script", 14],
  ["synapse-notebook", 26],
  ["pipeline", 26],
  ["trigger", 2],
];

/**
 * A workspace of `size` artifacts of realistic sizes: notebooks of 20 cells,
 * pipelines of 15 activities that use datasets, notebooks and earlier
 * pipelines. The same size gives the same workspace.
 */
export function generateWorkspace(size: number): readonly Generated[] {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  const made: Generated[] = [];
  let left = size;
  for (const [at, [kind, share]] of shares.entries()) {
    const amount = at === shares.length - 1 ? left : Math.round((size * share) / total);
    left -= amount;
    for (let number = 0; number < amount; number++) made.push(makers[kind](number));
  }
  return made;
}

const pad = (number: number) => String(number).padStart(5, "0");

/** Datasets that the smallest workspace of a hundred has. */
const datasetsPer = 26;
const at = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

const makers = {
  "linked-service": (number) =>
    named("linked-service", `Lake_${pad(number)}`, {
      type: "AzureBlobFS",
      typeProperties: { url: `https://lake${number}.dfs.core.windows.net` },
      annotations: [],
    }),
  dataset: (number) =>
    named("dataset", `Table_${pad(number)}`, {
      linkedServiceName: { referenceName: `Lake_${pad(number % 6)}`, type: "LinkedServiceReference" },
      folder: { name: `Area ${number % 12}` },
      annotations: [],
      type: "DelimitedText",
      typeProperties: {
        location: {
          type: "AzureBlobFSLocation",
          fileSystem: "raw",
          folderPath: `area${number % 12}/table${number}`,
        },
        columnDelimiter: ",",
        firstRowAsHeader: true,
      },
      schema: Array.from({ length: 12 }, (_, column) => ({ name: `column_${column}`, type: "String" })),
    }),
  "sql-script": (number) =>
    named("sql-script", `View ${pad(number)}`, {
      folder: { name: "Views" },
      content: {
        query: Array.from(
          { length: 40 },
          (_, line) =>
            `${line === 0 ? "SELECT" : ","}   t${line % 4}.column_${line} AS measure_${number}_${line}`,
        ).join("\r\n"),
        metadata: { language: "sql" },
        currentConnection: { databaseName: "serving", poolName: "Built-in" },
        resultLimit: 5000,
      },
      type: "SqlQuery",
    }),
  "synapse-notebook": (number) =>
    named("synapse-notebook", `Notebook ${pad(number)}`, {
      nbformat: 4,
      nbformat_minor: 2,
      metadata: {
        kernelspec: { name: "synapse_pyspark", display_name: "python" },
        language_info: { name: "python" },
      },
      cells: Array.from({ length: 20 }, (_, cell) => ({
        cell_type: cell % 5 === 0 ? "markdown" : "code",
        metadata: {},
        source: cellSource(number, cell),
        ...(cell % 5 === 0 ? {} : { outputs: [], execution_count: null }),
      })),
    }),
  pipeline: (number) =>
    named("pipeline", `Load ${pad(number)}`, {
      folder: { name: `Area ${number % 12}` },
      annotations: [],
      parameters: { period: { type: "string", defaultValue: "2017-03-01" } },
      activities: Array.from({ length: 15 }, (_, activity) => activityOf(number, activity)),
    }),
  trigger: (number) =>
    named("trigger", `Daily ${pad(number)}`, {
      annotations: [],
      runtimeState: "Stopped",
      pipelines: [
        {
          pipelineReference: { referenceName: `Load ${pad(number)}`, type: "PipelineReference" },
          parameters: {},
        },
      ],
      type: "ScheduleTrigger",
      typeProperties: {
        recurrence: { frequency: "Day", interval: 1, startTime: "2024-01-01T04:00:00Z", timeZone: "UTC" },
      },
    }),
} satisfies Partial<Record<SynapseKind, (number: number) => Generated>>;

function named(kind: SynapseKind, name: string, properties: JsonObject): Generated {
  return { ref: { kind, name }, body: { name, properties } };
}

function cellSource(number: number, cell: number): readonly string[] {
  if (cell % 5 === 0)
    return [`## Step ${cell / 5}\n`, `What this part of notebook ${number} does, in two\n`, "lines of text."];
  return Array.from(
    { length: 14 },
    (_, line) =>
      `df_${cell}_${line} = spark.read.parquet(root + "/area${(number + cell) % 12}/table${line}").where("period = '2017-03'")${line === 13 ? "" : "\n"}`,
  );
}

function activityOf(number: number, activity: number): JsonObject {
  const dependsOn =
    activity === 0 ? [] : [{ activity: `Step ${activity - 1}`, dependencyConditions: ["Succeeded"] }];
  const policy = {
    timeout: "0.12:00:00",
    retry: 2,
    retryIntervalInSeconds: 30,
    secureOutput: false,
    secureInput: false,
  };
  const base = { name: `Step ${activity}`, dependsOn, userProperties: [] };
  // One pipeline in twenty calls an earlier one: chains of two, as in real workspaces.
  if (activity === 14 && number % 20 === 19) {
    return {
      ...base,
      type: "ExecutePipeline",
      typeProperties: {
        pipeline: { referenceName: `Load ${pad(number - 1)}`, type: "PipelineReference" },
        waitOnCompletion: true,
        parameters: { period: { value: "@pipeline().parameters.period", type: "Expression" } },
      },
    };
  }
  if (activity % 3 === 2) {
    return {
      ...base,
      policy,
      type: "SynapseNotebook",
      typeProperties: {
        notebook: { referenceName: `Notebook ${pad(number)}`, type: "NotebookReference" },
        parameters: { period: { value: "@pipeline().parameters.period", type: "string" } },
      },
    };
  }
  return {
    ...base,
    policy,
    type: "Copy",
    inputs: [
      { referenceName: `Table_${pad(at([0, 1, 2, 3, 4, 5], number + activity))}`, type: "DatasetReference" },
    ],
    outputs: [{ referenceName: `Table_${pad((number + activity) % datasetsPer)}`, type: "DatasetReference" }],
    typeProperties: {
      source: {
        type: "DelimitedTextSource",
        storeSettings: { type: "AzureBlobFSReadSettings", recursive: true, enablePartitionDiscovery: false },
        formatSettings: { type: "DelimitedTextReadSettings" },
      },
      sink: {
        type: "DelimitedTextSink",
        storeSettings: { type: "AzureBlobFSWriteSettings" },
        formatSettings: { type: "DelimitedTextWriteSettings", quoteAllText: true, fileExtension: ".csv" },
      },
      enableStaging: false,
      translator: { type: "TabularTranslator", typeConversion: true },
    },
  };
}
