import { describe, expect, it } from "vitest";
import { shapeProblems } from "../../src/shape/shape.ts";
import type { Json, JsonObject } from "../../src/words/json.ts";
import { formatPath } from "../../src/words/path.ts";
import type { Kind } from "../../src/words/ref.ts";

const to = (referenceName: string, type: string): JsonObject => ({ referenceName, type });
const activity = (type: string, typeProperties: JsonObject, more: JsonObject = {}): Json => ({
  properties: { activities: [{ name: "A", type, typeProperties, ...more }] },
});
const copy = (source: JsonObject, sink: JsonObject) => activity("Copy", { source, sink });
const service = (type: string, typeProperties: JsonObject): Json => ({
  properties: { type, typeProperties },
});
const policy = {
  timeout: "0.12:00:00",
  retry: 0,
  retryIntervalInSeconds: 30,
  secureInput: false,
  secureOutput: false,
};

/** What Studio writes in public repositories, and no warning may be drawn of. */
const written: readonly [string, Kind, Json][] = [
  [
    "a copy that upserts",
    "pipeline",
    copy(
      {
        type: "AzureSqlSource",
        isolationLevel: "Snapshot",
        queryTimeout: "02:00:00",
        partitionOption: "None",
      },
      {
        type: "AzureSqlSink",
        writeBehavior: "upsert",
        upsertSettings: { useTempDB: true, keys: ["id"] },
        sqlWriterUseTableLock: false,
        disableMetricsCollection: false,
      },
    ),
  ],
  [
    "a copy into a dedicated pool",
    "pipeline",
    copy(
      { type: "SqlDWSource", isolationLevel: "ReadCommitted" },
      { type: "SqlDWSink", writeBehavior: "Insert", sqlWriterUseTableLock: true, allowCopyCommand: true },
    ),
  ],
  [
    "a copy of Parquet",
    "pipeline",
    copy(
      { type: "ParquetSource", formatSettings: { type: "ParquetReadSettings" } },
      { type: "ParquetSink", formatSettings: { type: "ParquetWriteSettings" } },
    ),
  ],
  [
    "a copy between tables of the workspace's own pools",
    "pipeline",
    copy(
      { type: "SqlPoolSource", queryTimeout: "02:00:00", partitionOption: "None" },
      { type: "SqlPoolSink", allowCopyCommand: true, tableOption: "autoCreate" },
    ),
  ],
  [
    "a procedure of the workspace's own pool",
    "pipeline",
    activity(
      "SqlPoolStoredProcedure",
      {
        storedProcedureName: "p",
        storedProcedureParameters: {
          a: { value: "1", type: "Int16" },
          b: { value: null, type: "Datetimeoffset" },
        },
      },
      { policy, sqlPool: to("p", "SqlPoolReference") },
    ),
  ],
  ...["Int16", "Int32", "Integer", "DateTime", "Datetimeoffset"].map((type): [string, Kind, Json] => [
    `a parameter of type ${type}`,
    "pipeline",
    {
      properties: {
        variables: { v: { type } },
        activities: [
          {
            name: "A",
            type: "SqlServerStoredProcedure",
            linkedServiceName: to("l", "LinkedServiceReference"),
            typeProperties: {
              storedProcedureName: "p",
              storedProcedureParameters: { a: { value: "1", type } },
            },
          },
        ],
      },
    },
  ]),
  [
    "a job of Databricks",
    "pipeline",
    activity(
      "DatabricksJob",
      { jobId: "1", jobParameters: { a: "b" } },
      { policy, linkedServiceName: to("l", "LinkedServiceReference") },
    ),
  ],
  [
    "a request with headers and pages",
    "pipeline",
    copy(
      { type: "RestSource", paginationRules: { AbsoluteUrl: "$.next" }, additionalHeaders: { A: "b" } },
      { type: "JsonSink" },
    ),
  ],
  [
    "a request with an object",
    "pipeline",
    activity("WebActivity", { url: "https://a", method: "POST", headers: { A: "b" }, body: { a: [1] } }),
  ],
  [
    "a cluster that grows",
    "linked-service",
    service("AzureDatabricks", {
      domain: "https://a",
      newClusterNumOfWorker: "2:8",
      clusterOption: "Autoscaling",
    }),
  ],
  [
    "a share without a host",
    "linked-service",
    service("AzureFileStorage", { connectionString: "a", fileShare: "s", encryptedCredential: "e" }),
  ],
  [
    "a service principal",
    "linked-service",
    service("AzureBlobFS", {
      url: "https://a",
      servicePrincipalCredentialType: "ServicePrincipalKey",
      servicePrincipalId: "i",
      tenant: "t",
    }),
  ],
  ...[
    "CosmosDb",
    "AzureDataExplorer",
    "SharePointOnlineList",
    "OData",
    "AzureBlobStorage",
    "AzureSqlDatabase",
  ].map((type): [string, Kind, Json] => [
    `an encrypted credential of ${type}`,
    "linked-service",
    service(type, { encryptedCredential: "e" }),
  ]),
  [
    "a table of the workspace's own pool",
    "dataset",
    {
      properties: {
        type: "SqlPoolTable",
        sqlPool: to("p", "SqlPoolReference"),
        schema: [],
        annotations: [],
        typeProperties: { schema: "dbo", table: "t" },
      },
    },
  ],
  [
    "a connector younger than the SDKs",
    "linked-service",
    service("SnowflakeV2", {
      accountIdentifier: "a",
      database: "d",
      warehouse: "w",
      authenticationType: "KeyPair",
    }),
  ],
  [
    "a copy from there",
    "pipeline",
    copy(
      { type: "SnowflakeV2Source", query: "q", exportSettings: { type: "SnowflakeExportCopyCommand" } },
      { type: "JsonSink" },
    ),
  ],
  [
    "a lakehouse as its pages spell it",
    "linked-service",
    service("Lakehouse", { workspaceId: "w", artifactId: "a", servicePrincipalId: "p", tenant: "t" }),
  ],
  [
    "a copy into Iceberg",
    "pipeline",
    copy(
      { type: "TeradataSource", query: "q" },
      { type: "IcebergSink", formatSettings: { type: "IcebergWriteSettings" } },
    ),
  ],
  [
    "a variable that is kept secret, and one of the pipeline's own",
    "pipeline",
    activity(
      "SetVariable",
      { variableName: "pipelineReturnValue", value: [], setSystemVariable: true },
      { policy: { secureInput: true, secureOutput: true } },
    ),
  ],
  [
    "an endpoint with its name",
    "managed-private-endpoint",
    { properties: { name: "e", privateLinkResourceId: "/subscriptions/s", groupId: "sql" } },
  ],
];

describe("what Studio writes draws no warning", () => {
  it.each(written)("%s", (_, kind, body) => {
    const problems = shapeProblems(kind, body).filter(({ code }) => code !== "property-required");
    expect(problems.map(({ code, path, message }) => `${code} ${formatPath(path)} ${message}`)).toEqual([]);
  });

  it("and neither of these lacks anything", () => {
    const share = service("AzureFileStorage", { connectionString: "a", fileShare: "s" });
    expect(shapeProblems("linked-service", share)).toEqual([]);
  });
});
