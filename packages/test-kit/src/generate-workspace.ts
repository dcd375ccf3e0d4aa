import type { JsonObject } from "@retain/artifacts/words/json";
import type { SynapseKind, SynapseRef } from "@retain/artifacts/words/synapse-kinds";

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
 * A workspace of `size` artifacts with the weight of real ones: 12 kB of JSON in the mean, most of them far
 * lighter, some notebooks with outputs of hundreds of kilobytes; about one warning an artifact; nine pipelines
 * that call one another in a chain. The same size gives the same workspace.
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

/** Pipelines that call one another, the longest chain that public workspaces have. */
const chain = 9;

/**
 * How many parts the artifact of this number has: half of them up to the median, a few many times as many,
 * as sizes of things that people write are. Spread evenly over any range of numbers.
 */
function parts(
  number: number,
  spread: { readonly median: number; readonly tail: number; readonly most: number },
): number {
  const place = ((number + 1) * 0.618_033_988_75) % 1;
  const odds = Math.log(place / (1 - place));
  return Math.max(1, Math.min(spread.most, Math.round(spread.median * Math.exp(odds * spread.tail))));
}

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
      ...(asksForFolder(number) ? { parameters: { folder: { type: "string" } } } : {}),
      schema: Array.from({ length: parts(number, { median: 9, tail: 0.6, most: 200 }) }, (_, column) => ({
        name: `column_${column}`,
        type: "String",
        physicalType: "UTF8",
      })),
    }),
  "sql-script": (number) =>
    named("sql-script", `View ${pad(number)}`, {
      folder: { name: "Views" },
      content: {
        query: Array.from(
          { length: parts(number, { median: 35, tail: 0.7, most: 2_000 }) },
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
      cells: Array.from({ length: parts(number, { median: 14, tail: 0.4, most: 80 }) }, (_, cell) => ({
        cell_type: cell % 5 === 0 ? "markdown" : "code",
        metadata: {},
        source: cellSource(number, cell),
        ...(cell % 5 === 0 ? {} : { outputs: outputsOf(number, cell), execution_count: null }),
      })),
    }),
  pipeline: (number) =>
    named("pipeline", `Load ${pad(number)}`, {
      folder: { name: `Area ${number % 12}` },
      annotations: [],
      parameters: { period: { type: "string", defaultValue: "2017-03-01" } },
      activities: activitiesOf(number),
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

/** One notebook in four was saved with what its cells printed, some of it long. */
function outputsOf(number: number, cell: number): readonly JsonObject[] {
  if (number % 4 !== 3 || cell % 5 !== 4) return [];
  const lines = parts(number * 7 + cell, { median: 60, tail: 1, most: 6_000 });
  const text = Array.from(
    { length: lines },
    (_, line) => `|2017-03|${number}|${line}|member ${line * 31}|\n`,
  );
  return [{ output_type: "stream", name: "stdout", text }];
}

/** Datasets that must be told a folder; not all pipelines do, which is a warning. */
function asksForFolder(dataset: number): boolean {
  return dataset % 4 === 1;
}

function activitiesOf(number: number): readonly JsonObject[] {
  const length = parts(number, { median: 7, tail: 0.5, most: 40 });
  const steps = Array.from({ length }, (_, activity) => activityOf(number, activity));
  return number % 100 > 0 && number % 100 < chain ? [...steps, callOf(number, length)] : steps;
}

/** The last step of all but the first pipeline of a chain. */
function callOf(number: number, activity: number): JsonObject {
  return {
    ...stepOf(activity),
    type: "ExecutePipeline",
    typeProperties: {
      pipeline: { referenceName: `Load ${pad(number - 1)}`, type: "PipelineReference" },
      waitOnCompletion: true,
      parameters: { period: { value: "@pipeline().parameters.period", type: "Expression" } },
    },
  };
}

function stepOf(activity: number): JsonObject {
  const dependsOn =
    activity === 0 ? [] : [{ activity: `Step ${activity - 1}`, dependencyConditions: ["Succeeded"] }];
  return { name: `Step ${activity}`, dependsOn, userProperties: [] };
}

const policy = {
  timeout: "0.12:00:00",
  retry: 2,
  retryIntervalInSeconds: 30,
  secureOutput: false,
  secureInput: false,
};

function activityOf(number: number, activity: number): JsonObject {
  const base = stepOf(activity);
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
    inputs: [datasetUse(number + activity, number % 5 === 0)],
    outputs: [datasetUse(number * 3 + activity * 5, number % 5 === 1)],
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

function datasetUse(pick: number, forgetful: boolean): JsonObject {
  const dataset = pick % datasetsPer;
  const told = asksForFolder(dataset) && !forgetful;
  return {
    referenceName: `Table_${pad(dataset)}`,
    type: "DatasetReference",
    ...(told ? { parameters: { folder: "@pipeline().parameters.period" } } : {}),
  };
}
