import type { WireNode, WireProperties } from "../src/shape-facts.ts";

const any: WireNode = { is: "any" };
const text: WireNode = { is: "text" };
const flag: WireNode = { is: "boolean" };

/** Several properties of which nothing but the name is known. */
function anyOf(...names: readonly string[]): WireProperties {
  return Object.fromEntries(names.map((name) => [name, any]));
}

function typeProperties(properties: WireProperties): WireProperties {
  return { typeProperties: { is: "object", properties } };
}

/** The connection written in parts, which the service prefers to one connection string since 2024. */
const sqlParts = typeProperties(
  anyOf(
    "server",
    "database",
    "authenticationType",
    "userName",
    "credential",
    "encrypt",
    "trustServerCertificate",
    "hostNameInCertificate",
    "applicationIntent",
    "connectTimeout",
    "connectRetryCount",
    "connectRetryInterval",
    "loadBalanceTimeout",
    "commandTimeout",
    "integratedSecurity",
    "failoverPartner",
    "maxPoolSize",
    "minPoolSize",
    "multipleActiveResultSets",
    "multiSubnetFailover",
    "packetSize",
    "pooling",
    "servicePrincipalCredentialType",
    "servicePrincipalCredential",
    "alwaysEncryptedSettings",
  ),
);

const withCredential = typeProperties(anyOf("credential"));

/** Properties the service writes and reads that the SDK does not declare, by model. */
export const additions: { readonly [model: string]: WireProperties } = {
  Activity: {
    state: { is: "text", values: "ActivityState" },
    onInactiveMarkAs: { is: "text", values: "ActivityOnInactiveMarkAs" },
  },
  AzureBlobFSLinkedService: withCredential,
  AzureBlobStorageLinkedService: typeProperties(anyOf("credential", "authenticationType", "containerUri")),
  AzureDatabricksLinkedService: typeProperties(anyOf("credential", "dataSecurityMode")),
  AzureFunctionLinkedService: typeProperties(anyOf("credential", "resourceId", "authentication")),
  AzureKeyVaultLinkedService: withCredential,
  AzureSqlDWLinkedService: sqlParts,
  AzureSqlDatabaseLinkedService: sqlParts,
  AzureSqlMILinkedService: sqlParts,
  BigDataPoolResourceInfo: {
    properties: { is: "object", properties: anyOf("isAutotuneEnabled", "lastSucceededTimestamp") },
  },
  CopySink: anyOf("disableMetricsCollection"),
  CopySource: anyOf("disableMetricsCollection"),
  KqlScript: { description: text, folder: { is: "object", properties: { name: text } } },
  LinkedService: { version: text },
  LookupActivity: typeProperties(anyOf("treatDecimalAsString")),
  NotebookCell: { source: { is: "any", required: true }, execution_count: any },
  NotebookCellOutputItem: anyOf("ename", "evalue", "traceback"),
  NotebookMetadata: {
    saveOutput: flag,
    enableDebugMode: flag,
    ...anyOf("synapse_widget", "sessionKeepAliveTimeout"),
  },
  NotebookSessionProperties: { conf: any, runAsWorkspaceSystemIdentity: flag },
  PipelineResource: { properties: { is: "object", properties: anyOf("lastPublishTime", "policy") } },
  PowerBIWorkspaceLinkedService: typeProperties({ workspaceID: text, tenantID: text }),
  RestServiceLinkedService: typeProperties(
    anyOf("credential", "servicePrincipalCredentialType", "servicePrincipalEmbeddedCert"),
  ),
  ScriptActivity: typeProperties(
    anyOf("scriptBlockExecutionTimeout", "returnMultistatementResult", "treatDecimalAsString"),
  ),
  SetVariableActivity: { policy: any, ...typeProperties({ setSystemVariable: flag }) },
  SparkJobProperties: { pythonCodeReference: any, ...anyOf("filesV2", "scanFolder") },
  SqlServerLinkedService: sqlParts,
  StoreReadSettings: anyOf("disableMetricsCollection"),
  StoreWriteSettings: anyOf("disableMetricsCollection"),
  SynapseNotebookActivity: typeProperties(
    anyOf("snapshot", "configurationType", "targetSparkConfiguration", "sparkConfig", "authentication"),
  ),
  WebActivity: typeProperties(anyOf("httpRequestTimeout", "turnOffAsync", "disableCertValidation")),
  WebActivityAuthentication: anyOf("credential", "userTenant"),
  WebHookActivity: { policy: any },
  ExecutePipelineActivity: { policy: any },
};

/** Properties the SDK calls required and the service does not, by model: paths on the wire. */
export const notRequired: { readonly [model: string]: readonly string[] } = {
  AzureDatabricksLinkedService: ["typeProperties.domain"],
  AzureSqlDWLinkedService: ["typeProperties.connectionString"],
  AzureSqlDatabaseLinkedService: ["typeProperties.connectionString"],
  AzureSqlMILinkedService: ["typeProperties.connectionString"],
  // A connection to the storage of the workspace itself names no account.
  AzureBlobFSLinkedService: ["typeProperties.url"],
  NotebookCell: ["metadata"],
  NotebookCellOutputItem: ["output_type"],
  NotebookKernelSpec: ["display_name"],
  NotebookLanguageInfo: ["name"],
  NotebookSessionProperties: [
    "driverMemory",
    "driverCores",
    "executorMemory",
    "executorCores",
    "numExecutors",
  ],
  PowerBIWorkspaceLinkedService: ["typeProperties.workspaceId", "typeProperties.tenantId"],
  SqlServerLinkedService: ["typeProperties.connectionString"],
  WebActivityAuthentication: ["type"],
};

/** Models to which editors and Jupyter add members of their own. */
export const open: ReadonlySet<string> = new Set([
  "Notebook",
  "NotebookCell",
  "NotebookCellOutputItem",
  "NotebookKernelSpec",
  "NotebookLanguageInfo",
  "NotebookMetadata",
  "NotebookSessionProperties",
]);
