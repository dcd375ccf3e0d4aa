import type { WireFacts } from "../src/shape-facts.ts";

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
    ManagedPrivateEndpoint: {
      properties: {
        privateLinkResourceId: { is: "text", required: true },
        groupId: { is: "text" },
        fqdns: { is: "list", item: { is: "text" } },
        connectionState: { is: "any" },
        isReserved: { is: "boolean" },
        isCompliant: { is: "boolean" },
        provisioningState: { is: "text" },
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
  },
  values: {
    ActivityState: ["Active", "Inactive"],
    ActivityOnInactiveMarkAs: ["Succeeded", "Failed", "Skipped"],
  },
};
