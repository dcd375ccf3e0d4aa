import type { WireFacts } from "../src/shape/facts.ts";

/** What stands under `properties` of each kind: a model of the SDK, or one written below. */
export const kinds: WireFacts["kinds"] = {
  "integration-runtime": { is: "model", of: "IntegrationRuntime" },
  "managed-private-endpoint": { is: "model", of: "ManagedPrivateEndpoint" },
  "spark-pool": { is: "model", of: "BigDataPool" },
  "sql-pool": { is: "model", of: "SqlPoolProperties" },
  credential: { is: "model", of: "Credential" },
  "linked-service": { is: "model", of: "LinkedService" },
  dataset: { is: "model", of: "Dataset" },
  "data-flow": { is: "model", of: "DataFlow" },
  "spark-configuration": { is: "model", of: "SparkConfiguration" },
  "sql-script": { is: "model", of: "SqlScript" },
  "kql-script": { is: "model", of: "KqlScript" },
  "synapse-notebook": { is: "model", of: "Notebook" },
  "spark-job-definition": { is: "model", of: "SparkJobDefinition" },
  pipeline: { is: "model", of: "Pipeline" },
  trigger: { is: "model", of: "Trigger" },
};

/** Resources whose `properties` have no model of their own in the SDK, and the name it gets here. */
export const flattenedResources: { readonly [resource: string]: string } = {
  PipelineResource: "Pipeline",
  BigDataPoolResourceInfo: "BigDataPool",
  SqlPool: "SqlPoolProperties",
};

/**
 * Types that are younger than both SDKs, by the base they stand under: all that azure-mgmt-datafactory 10.0.0 declares
 * (the discriminators in its models) and @azure/arm-datafactory 12.0.0 does not. Their names are known, and of their
 * members those of the base.
 */
export const younger: { readonly [base: string]: readonly string[] } = {
  LinkedService: [
    ...[
      "GoogleBigQueryV2",
      "Lakehouse",
      "PostgreSqlV2",
      "SalesforceServiceCloudV2",
      "SalesforceV2",
      "ServiceNowV2",
      "SnowflakeV2",
    ],
    "Warehouse",
  ],
  Dataset: [
    ...[
      "GoogleBigQueryV2Object",
      "Iceberg",
      "LakehouseTable",
      "PostgreSqlV2Table",
      "SalesforceServiceCloudV2Object",
      "SalesforceV2Object",
    ],
    ...["ServiceNowV2Object", "SnowflakeV2Table", "WarehouseTable"],
  ],
  CopySource: [
    ...[
      "GoogleBigQueryV2Source",
      "PostgreSqlV2Source",
      "SalesforceServiceCloudV2Source",
      "SalesforceV2Source",
    ],
    ...["ServiceNowV2Source", "SnowflakeV2Source", "WarehouseSource"],
  ],
  CopySink: [
    ...["IcebergSink", "SalesforceServiceCloudV2Sink", "SalesforceV2Sink", "SnowflakeV2Sink"],
    ...["TeradataSink", "WarehouseSink"],
  ],
  FormatWriteSettings: ["IcebergWriteSettings"],
  ImportSettings: ["TeradataImportCommand"],
};

/** Types of Synapse's own pools that no SDK has, written by Studio: they hold what their likes hold. */
export const alike: { readonly [model: string]: { readonly like: string; readonly base: string } } = {
  SqlPoolSink: { like: "SqlDWSink", base: "CopySink" },
  SqlPoolSource: { like: "SqlDWSource", base: "TabularSource" },
};

/** Models the SDK has none of, and the lists of values they use. */
export const handWritten: Pick<WireFacts, "models" | "unions" | "values"> = {
  models: {
    Credential: {
      properties: {
        type: { is: "text", required: true },
        description: { is: "text" },
        annotations: { is: "list", item: { is: "any" } },
      },
    },
    ManagedIdentityCredential: {
      base: "Credential",
      // The identity of the workspace itself has no typeProperties.
      properties: { typeProperties: { is: "object", properties: { resourceId: { is: "text" } } } },
    },
    ServicePrincipalCredential: {
      base: "Credential",
      properties: {
        typeProperties: {
          is: "object",
          properties: {
            servicePrincipalId: { is: "text" },
            servicePrincipalKey: { is: "model", of: "SecretBase" },
            tenant: { is: "text" },
          },
        },
      },
    },
    // What Studio writes into notebooks, in public repositories.
    NotebookComputeOptions: {
      open: true,
      properties: {
        id: { is: "any", usually: "text" },
        name: { is: "any", usually: "text" },
        type: { is: "any", usually: "text" },
        endpoint: { is: "any", usually: "text" },
        sparkVersion: { is: "any", usually: "text" },
        auth: {
          is: "object",
          properties: { type: { is: "any", usually: "text" }, authResource: { is: "any", usually: "text" } },
        },
        nodeCount: { is: "any", usually: "number" },
        cores: { is: "any", usually: "number" },
        memory: { is: "any", usually: "number" },
        automaticScaleJobs: { is: "any", usually: "boolean" },
        extraHeader: { is: "any" },
      },
    },
    NotebookCellMetadata: {
      open: true,
      properties: {
        jupyter: { is: "model", of: "NotebookCellJupyter" },
        nteract: { is: "model", of: "NotebookCellNteract" },
        collapsed: { is: "any", usually: "boolean" },
        microsoft: { is: "any" },
        tags: { is: "any" },
      },
    },
    NotebookCellJupyter: {
      open: true,
      properties: {
        source_hidden: { is: "any", usually: "boolean" },
        outputs_hidden: { is: "any", usually: "boolean" },
      },
    },
    NotebookCellNteract: {
      open: true,
      properties: {
        transient: { is: "object", properties: { deleting: { is: "any", usually: "boolean" } } },
      },
    },
    // Studio writes the name a second time.
    ManagedPrivateEndpoint: {
      properties: {
        name: { is: "text" },
        privateLinkResourceId: { is: "text", required: true },
        groupId: { is: "text" },
        fqdns: { is: "list", item: { is: "text" } },
        connectionState: { is: "any" },
        isReserved: { is: "boolean" },
        isCompliant: { is: "boolean" },
        provisioningState: { is: "text" },
      },
    },
    // A table of a dedicated pool of the workspace itself: the pool stands in the place of a linked service.
    SqlPoolTable: {
      properties: {
        type: { is: "text", required: true },
        description: { is: "text" },
        structure: { is: "any" },
        schema: { is: "any" },
        parameters: { is: "map", item: { is: "model", of: "ParameterSpecification" } },
        annotations: { is: "list", item: { is: "any" } },
        folder: { is: "model", of: "DatasetFolder" },
        linkedServiceName: { is: "model", of: "LinkedServiceReference" },
        sqlPool: { is: "any" },
        typeProperties: {
          is: "object",
          properties: { schema: { is: "any" }, table: { is: "any" }, tableName: { is: "any" } },
        },
      },
    },
    // The newer Python client of Data Factory declares it (azure-mgmt-datafactory 10.0.0).
    DatabricksJobActivity: {
      base: "ExecutionActivity",
      properties: {
        typeProperties: {
          is: "object",
          properties: { jobId: { is: "any", required: true }, jobParameters: { is: "any" } },
          required: true,
        },
      },
    },
    WranglingDataFlow: {
      base: "DataFlow",
      properties: {
        typeProperties: {
          is: "object",
          properties: {
            sources: { is: "list", item: { is: "any" } },
            script: { is: "text" },
            documentLocale: { is: "text" },
          },
        },
      },
    },
  },
  unions: {
    Credential: {
      on: "type",
      types: { ManagedIdentity: "ManagedIdentityCredential", ServicePrincipal: "ServicePrincipalCredential" },
    },
    DataFlow: { on: "type", types: { WranglingDataFlow: "WranglingDataFlow" } },
    Dataset: { on: "type", types: { SqlPoolTable: "SqlPoolTable" } },
    Activity: { on: "type", types: { DatabricksJob: "DatabricksJobActivity" } },
    ExecutionActivity: { on: "type", types: { DatabricksJob: "DatabricksJobActivity" } },
    CopySink: { on: "type", types: { SqlPoolSink: "SqlPoolSink" } },
    CopySource: { on: "type", types: { SqlPoolSource: "SqlPoolSource" } },
    TabularSource: { on: "type", types: { SqlPoolSource: "SqlPoolSource" } },
  },
  values: {
    ActivityState: ["Active", "Inactive"],
    ActivityOnInactiveMarkAs: ["Succeeded", "Failed", "Skipped"],
  },
};
