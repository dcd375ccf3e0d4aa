import type { WireNode, WireProperties } from "../src/shape/facts.ts";

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
const sqlParts = [
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
] as const;

const sqlServicePrincipal = ["servicePrincipalCredentialType", "servicePrincipalCredential"] as const;

const withCredential = typeProperties(anyOf("credential"));

/** Properties the service writes and reads that the SDK does not declare, by model, and where each is known from. */
export const additions: { readonly [model: string]: WireProperties } = {
  // The Python client of the same endpoint declares these (azure-synapse-artifacts 0.22.0, made from newer
  // descriptions of the service than the JavaScript one).
  Activity: {
    state: { is: "text", values: "ActivityState" },
    onInactiveMarkAs: { is: "text", values: "ActivityOnInactiveMarkAs" },
  },
  AzureBlobFSLinkedService: withCredential,
  AzureBlobStorageLinkedService: typeProperties(anyOf("credential", "authenticationType", "containerUri")),
  // clusterOption is written by Studio, in public repositories.
  AzureDatabricksLinkedService: typeProperties(anyOf("credential", "dataSecurityMode", "clusterOption")),
  AzureFunctionLinkedService: typeProperties(anyOf("credential", "resourceId", "authentication")),
  AzureKeyVaultLinkedService: withCredential,
  AzureSqlDWLinkedService: typeProperties(anyOf(...sqlParts, ...sqlServicePrincipal)),
  AzureSqlDatabaseLinkedService: typeProperties(
    anyOf(...sqlParts, ...sqlServicePrincipal, "alwaysEncryptedSettings"),
  ),
  AzureSqlMILinkedService: typeProperties(
    anyOf(...sqlParts, ...sqlServicePrincipal, "alwaysEncryptedSettings"),
  ),
  SqlServerLinkedService: typeProperties(anyOf(...sqlParts, "alwaysEncryptedSettings")),
  LinkedService: { version: text },
  LookupActivity: typeProperties(anyOf("treatDecimalAsString")),
  RestServiceLinkedService: typeProperties(
    anyOf("credential", "servicePrincipalCredentialType", "servicePrincipalEmbeddedCert"),
  ),
  ScriptActivity: typeProperties(
    anyOf("scriptBlockExecutionTimeout", "returnMultistatementResult", "treatDecimalAsString"),
  ),
  SynapseNotebookActivity: typeProperties(
    anyOf(
      "configurationType",
      "targetSparkConfiguration",
      "sparkConfig",
      "authentication",
      // Written by Studio, in hundreds of pipelines of public repositories.
      "snapshot",
    ),
  ),
  WebActivityAuthentication: anyOf("credential", "userTenant"),

  // The Python client of Data Factory declares these, whose pipelines and Synapse's are one service
  // (azure-mgmt-datafactory 10.0.0, class WebActivityTypeProperties).
  WebActivity: typeProperties(anyOf("httpRequestTimeout", "turnOffAsync")),
  // Its policy takes any member (@azure/arm-datafactory 12.0.0 gives it an index signature).
  ExecutePipelineActivity: { policy: any },
  // lastPublishTime is the service's own, in recorded answers.
  PipelineResource: { properties: { is: "object", properties: anyOf("lastPublishTime", "policy") } },

  // The description of the resource (Microsoft.Synapse, bigDataPool.json) declares these.
  BigDataPoolResourceInfo: {
    properties: { is: "object", properties: anyOf("isAutotuneEnabled", "lastSucceededTimestamp") },
  },

  // Written by Studio, in public repositories.
  SqlPoolStoredProcedureActivity: { policy: { is: "model", of: "ActivityPolicy" } },

  // Nobody declares these: Studio and the service write them, in public repositories and recorded answers.
  KqlScript: { description: text, folder: { is: "object", properties: { name: text } } },
  NotebookCell: {
    source: { is: "any", required: true, usually: "lines" },
    execution_count: { is: "any", usually: "number" },
    metadata: { is: "model", of: "NotebookCellMetadata" },
  },
  NotebookCellOutputItem: anyOf("ename", "evalue", "traceback"),
  NotebookMetadata: {
    saveOutput: flag,
    enableDebugMode: flag,
    a365ComputeOptions: { is: "model", of: "NotebookComputeOptions" },
    ...anyOf("synapse_widget", "sessionKeepAliveTimeout"),
  },
  NotebookSessionProperties: { conf: any, runAsWorkspaceSystemIdentity: flag },
  PowerBIWorkspaceLinkedService: typeProperties({ workspaceID: text, tenantID: text }),
  SparkJobDefinition: { scanFolder: flag },
};

/** Members of the typeProperties of every linked service: the pointer to the secret that the service keeps. */
export const ofEveryLinkedService: WireProperties = typeProperties({
  encryptedCredential: { is: "any", usually: "text" },
});

/** Values that the service takes and no SDK lists, by list. */
export const moreValues: { readonly [list: string]: readonly string[] } = {
  // Types of .NET, as Studio writes them of procedures it imports: public repositories.
  StoredProcedureParameterType: [
    ...["Int16", "Int32", "Integer", "Byte", "Single", "Double", "Float", "Bool", "Object"],
    ...["DateTime", "DateTimeOffset", "Timespan"],
  ],
  VariableType: [
    "Int16",
    "Int32",
    "Int64",
    "Int",
    "Integer",
    "Float",
    "DateTime",
    "DateTimeOffset",
    "Object",
  ],
};

/** Properties the SDK calls required and the service does not, by model: paths on the wire. */
export const notRequired: { readonly [model: string]: readonly string[] } = {
  // The Python client (see above) does not ask for these.
  AzureBlobFSLinkedService: ["typeProperties.url"],
  // The service writes files shares by their connection string, without a host.
  AzureFileStorageLinkedService: ["typeProperties.host"],
  AzureSqlDWLinkedService: ["typeProperties.connectionString"],
  AzureSqlDatabaseLinkedService: ["typeProperties.connectionString"],
  AzureSqlMILinkedService: ["typeProperties.connectionString"],
  SqlServerLinkedService: ["typeProperties.connectionString"],
  // @azure/arm-datafactory 12.0.0 does not ask for it.
  WebActivityAuthentication: ["type"],
  // Notebooks in public repositories lack these, and the service holds them so: a quarter of all cells has no metadata.
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
  // Studio writes workspaceID and tenantID.
  PowerBIWorkspaceLinkedService: ["typeProperties.workspaceId", "typeProperties.tenantId"],
};

/** Models to which editors and Jupyter add members of their own. */
export const open: ReadonlySet<string> = new Set([
  "Notebook",
  "NotebookCell",
  "NotebookCellMetadata",
  "NotebookCellOutputItem",
  "NotebookKernelSpec",
  "NotebookLanguageInfo",
  "NotebookMetadata",
  "NotebookSessionProperties",
]);
