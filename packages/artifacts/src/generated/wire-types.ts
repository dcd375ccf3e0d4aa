// Generated from @azure/synapse-artifacts 1.0.0-beta.12 and @azure/arm-datafactory 12.0.0 by npm run generate: change the generator, not this file.

import type { Choice, Expression, Flag, Num, Text, Unlisted } from "../define/wire.ts";
import type { Json } from "../words/json.ts";

interface ActivityBase {
  name: Text;
  description?: Text;
  dependsOn?: readonly ActivityDependency[] | Expression;
  userProperties?: readonly UserProperty[] | Expression;
  state?: Choice<"Active" | "Inactive">;
  onInactiveMarkAs?: Choice<"Succeeded" | "Failed" | "Skipped">;
}
interface OtherActivity extends ActivityBase {
  type: Unlisted;
  [property: string]: unknown;
}
export type Activity =
  | AppendVariableActivity
  | AzureDataExplorerCommandActivity
  | AzureFunctionActivity
  | AzureMLBatchExecutionActivity
  | AzureMLExecutePipelineActivity
  | AzureMLUpdateResourceActivity
  | CopyActivity
  | CustomActivity
  | DataLakeAnalyticsUsqlActivity
  | DatabricksJobActivity
  | DatabricksNotebookActivity
  | DatabricksSparkJarActivity
  | DatabricksSparkPythonActivity
  | DeleteActivity
  | ExecuteDataFlowActivity
  | ExecutePipelineActivity
  | ExecuteSsisPackageActivity
  | ExecuteWranglingDataflowActivity
  | FailActivity
  | FilterActivity
  | ForEachActivity
  | GetMetadataActivity
  | HDInsightHiveActivity
  | HDInsightMapReduceActivity
  | HDInsightPigActivity
  | HDInsightSparkActivity
  | HDInsightStreamingActivity
  | IfConditionActivity
  | LookupActivity
  | ScriptActivity
  | SetVariableActivity
  | SqlPoolStoredProcedureActivity
  | SqlServerStoredProcedureActivity
  | SwitchActivity
  | SynapseNotebookActivity
  | SynapseSparkJobDefinitionActivity
  | UntilActivity
  | ValidationActivity
  | WaitActivity
  | WebActivity
  | WebHookActivity
  | OtherActivity;

interface ActivityDependency {
  activity: Text;
  dependencyConditions: readonly (Choice<"Succeeded" | "Failed" | "Skipped" | "Completed">)[] | Expression;
}

interface ActivityPolicy {
  timeout?: Json;
  retry?: Json;
  retryIntervalInSeconds?: Num;
  secureInput?: Flag;
  secureOutput?: Flag;
}

interface AmazonMWSLinkedService extends LinkedServiceBase {
  type: "AmazonMWS";
  typeProperties: {
    encryptedCredential?: Json;
    endpoint: Json;
    marketplaceID: Json;
    sellerID: Json;
    mwsAuthToken?: SecretBase;
    accessKeyId: Json;
    secretKey?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface AmazonMWSObjectDataset extends DatasetBase {
  type: "AmazonMWSObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface AmazonMWSSource extends TabularSourceBase {
  type: "AmazonMWSSource";
  query?: Json;
}

interface AmazonRdsForOracleLinkedService extends LinkedServiceBase {
  type: "AmazonRdsForOracle";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    password?: SecretBase;
  };
}

interface AmazonRdsForOraclePartitionSettings {
  partitionNames?: Json;
  partitionColumnName?: Json;
  partitionUpperBound?: Json;
  partitionLowerBound?: Json;
}

interface AmazonRdsForOracleSource extends CopySourceBase {
  type: "AmazonRdsForOracleSource";
  oracleReaderQuery?: Json;
  queryTimeout?: Json;
  partitionOption?: Json;
  partitionSettings?: AmazonRdsForOraclePartitionSettings;
  additionalColumns?: Json;
}

interface AmazonRdsForOracleTableDataset extends DatasetBase {
  type: "AmazonRdsForOracleTable";
  typeProperties?: {
    schema?: Json;
    table?: Json;
  };
}

interface AmazonRdsForSqlServerLinkedService extends LinkedServiceBase {
  type: "AmazonRdsForSqlServer";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    userName?: Json;
    password?: SecretBase;
    alwaysEncryptedSettings?: SqlAlwaysEncryptedProperties;
  };
}

interface AmazonRdsForSqlServerSource extends TabularSourceBase {
  type: "AmazonRdsForSqlServerSource";
  sqlReaderQuery?: Json;
  sqlReaderStoredProcedureName?: Json;
  storedProcedureParameters?: Json;
  produceAdditionalTypes?: Json;
  partitionOption?: Json;
  partitionSettings?: SqlPartitionSettings;
  isolationLevel?: Json;
}

interface AmazonRdsForSqlServerTableDataset extends DatasetBase {
  type: "AmazonRdsForSqlServerTable";
  typeProperties?: {
    schema?: Json;
    table?: Json;
  };
}

interface AmazonRedshiftLinkedService extends LinkedServiceBase {
  type: "AmazonRedshift";
  typeProperties: {
    encryptedCredential?: Json;
    server: Json;
    username?: Json;
    password?: SecretBase;
    database: Json;
    port?: Json;
  };
}

interface AmazonRedshiftSource extends TabularSourceBase {
  type: "AmazonRedshiftSource";
  query?: Json;
  redshiftUnloadSettings?: RedshiftUnloadSettings;
}

interface AmazonRedshiftTableDataset extends DatasetBase {
  type: "AmazonRedshiftTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface AmazonS3CompatibleLinkedService extends LinkedServiceBase {
  type: "AmazonS3Compatible";
  typeProperties?: {
    encryptedCredential?: Text;
    accessKeyId?: Json;
    secretAccessKey?: SecretBase;
    serviceUrl?: Json;
    forcePathStyle?: Json;
  };
}

interface AmazonS3CompatibleLocation extends DatasetLocationBase {
  type: "AmazonS3CompatibleLocation";
  bucketName?: Json;
  version?: Json;
}

interface AmazonS3CompatibleReadSettings extends StoreReadSettingsBase {
  type: "AmazonS3CompatibleReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  prefix?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface AmazonS3Dataset extends DatasetBase {
  type: "AmazonS3Object";
  typeProperties: {
    bucketName: Json;
    key?: Json;
    prefix?: Json;
    version?: Json;
    modifiedDatetimeStart?: Json;
    modifiedDatetimeEnd?: Json;
    format?: DatasetStorageFormat;
    compression?: DatasetCompression;
  };
}

interface AmazonS3LinkedService extends LinkedServiceBase {
  type: "AmazonS3";
  typeProperties?: {
    encryptedCredential?: Json;
    authenticationType?: Json;
    accessKeyId?: Json;
    secretAccessKey?: SecretBase;
    serviceUrl?: Json;
    sessionToken?: SecretBase;
  };
}

interface AmazonS3Location extends DatasetLocationBase {
  type: "AmazonS3Location";
  bucketName?: Json;
  version?: Json;
}

interface AmazonS3ReadSettings extends StoreReadSettingsBase {
  type: "AmazonS3ReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  prefix?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface AppFiguresLinkedService extends LinkedServiceBase {
  type: "AppFigures";
  typeProperties: {
    encryptedCredential?: Json;
    userName: Json;
    password: SecretBase;
    clientKey: SecretBase;
  };
}

interface AppendVariableActivity extends ControlActivityBase {
  type: "AppendVariable";
  typeProperties?: {
    variableName?: Text;
    value?: Json;
  };
}

interface AsanaLinkedService extends LinkedServiceBase {
  type: "Asana";
  typeProperties: {
    encryptedCredential?: Json;
    apiToken: SecretBase;
  };
}

interface AutoPauseProperties {
  delayInMinutes?: Num;
  enabled?: Flag;
}

interface AutoScaleProperties {
  minNodeCount?: Num;
  enabled?: Flag;
  maxNodeCount?: Num;
}

interface AvroDataset extends DatasetBase {
  type: "Avro";
  typeProperties?: {
    location?: DatasetLocation;
    avroCompressionCodec?: Json;
    avroCompressionLevel?: Num;
  };
}

interface AvroFormat extends DatasetStorageFormatBase {
  type: "AvroFormat";
}

interface AvroSink extends CopySinkBase {
  type: "AvroSink";
  storeSettings?: StoreWriteSettings;
  formatSettings?: AvroWriteSettings;
}

interface AvroSource extends CopySourceBase {
  type: "AvroSource";
  storeSettings?: StoreReadSettings;
  additionalColumns?: Json;
}

interface AvroWriteSettings extends FormatWriteSettingsBase {
  type: "AvroWriteSettings";
  recordName?: Text;
  recordNamespace?: Text;
  maxRowsPerFile?: Json;
  fileNamePrefix?: Json;
}

interface AzPowerShellSetup extends CustomSetupBaseBase {
  type: "AzPowerShellSetup";
  typeProperties: {
    version: Text;
  };
}

interface AzureBatchLinkedService extends LinkedServiceBase {
  type: "AzureBatch";
  typeProperties: {
    encryptedCredential?: Json;
    accountName: Json;
    accessKey?: SecretBase;
    batchUri: Json;
    poolName: Json;
    linkedServiceName: LinkedServiceReference;
    credential?: CredentialReference;
  };
}

interface AzureBlobDataset extends DatasetBase {
  type: "AzureBlob";
  typeProperties?: {
    folderPath?: Json;
    tableRootLocation?: Json;
    fileName?: Json;
    modifiedDatetimeStart?: Json;
    modifiedDatetimeEnd?: Json;
    format?: DatasetStorageFormat;
    compression?: DatasetCompression;
  };
}

interface AzureBlobFSDataset extends DatasetBase {
  type: "AzureBlobFSFile";
  typeProperties?: {
    folderPath?: Json;
    fileName?: Json;
    format?: DatasetStorageFormat;
    compression?: DatasetCompression;
  };
}

interface AzureBlobFSLinkedService extends LinkedServiceBase {
  type: "AzureBlobFS";
  typeProperties?: {
    encryptedCredential?: Json;
    url?: Json;
    accountKey?: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: SecretBase;
    credential?: Json;
    sasUri?: Json;
    sasToken?: SecretBase;
  };
}

interface AzureBlobFSLocation extends DatasetLocationBase {
  type: "AzureBlobFSLocation";
  fileSystem?: Json;
}

interface AzureBlobFSReadSettings extends StoreReadSettingsBase {
  type: "AzureBlobFSReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface AzureBlobFSSink extends CopySinkBase {
  type: "AzureBlobFSSink";
  copyBehavior?: Json;
  metadata?: readonly MetadataItem[] | Expression;
}

interface AzureBlobFSSource extends CopySourceBase {
  type: "AzureBlobFSSource";
  treatEmptyAsNull?: Json;
  skipHeaderLineCount?: Json;
  recursive?: Json;
}

interface AzureBlobFSWriteSettings extends StoreWriteSettingsBase {
  type: "AzureBlobFSWriteSettings";
  blockSizeInMB?: Json;
}

interface AzureBlobStorageLinkedService extends LinkedServiceBase {
  type: "AzureBlobStorage";
  typeProperties?: {
    encryptedCredential?: Text;
    connectionString?: Json;
    accountKey?: AzureKeyVaultSecretReference;
    sasUri?: Json;
    sasToken?: AzureKeyVaultSecretReference;
    serviceEndpoint?: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    accountKind?: Json;
    credential?: Json;
    authenticationType?: Json;
    containerUri?: Json;
  };
}

interface AzureBlobStorageLocation extends DatasetLocationBase {
  type: "AzureBlobStorageLocation";
  container?: Json;
}

interface AzureBlobStorageReadSettings extends StoreReadSettingsBase {
  type: "AzureBlobStorageReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  prefix?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface AzureBlobStorageWriteSettings extends StoreWriteSettingsBase {
  type: "AzureBlobStorageWriteSettings";
  blockSizeInMB?: Json;
}

interface AzureDataExplorerCommandActivity extends ExecutionActivityBase {
  type: "AzureDataExplorerCommand";
  typeProperties: {
    command: Json;
    commandTimeout?: Json;
  };
}

interface AzureDataExplorerLinkedService extends LinkedServiceBase {
  type: "AzureDataExplorer";
  typeProperties: {
    encryptedCredential?: Json;
    endpoint: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    database: Json;
    tenant?: Json;
    credential?: CredentialReference;
  };
}

interface AzureDataExplorerSink extends CopySinkBase {
  type: "AzureDataExplorerSink";
  ingestionMappingName?: Json;
  ingestionMappingAsJson?: Json;
  flushImmediately?: Json;
}

interface AzureDataExplorerSource extends CopySourceBase {
  type: "AzureDataExplorerSource";
  query: Json;
  noTruncation?: Json;
  queryTimeout?: Json;
  additionalColumns?: Json;
}

interface AzureDataExplorerTableDataset extends DatasetBase {
  type: "AzureDataExplorerTable";
  typeProperties?: {
    table?: Json;
  };
}

interface AzureDataLakeAnalyticsLinkedService extends LinkedServiceBase {
  type: "AzureDataLakeAnalytics";
  typeProperties: {
    encryptedCredential?: Json;
    accountName: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant: Json;
    subscriptionId?: Json;
    resourceGroupName?: Json;
    dataLakeAnalyticsUri?: Json;
  };
}

interface AzureDataLakeStoreDataset extends DatasetBase {
  type: "AzureDataLakeStoreFile";
  typeProperties?: {
    folderPath?: Json;
    fileName?: Json;
    format?: DatasetStorageFormat;
    compression?: DatasetCompression;
  };
}

interface AzureDataLakeStoreLinkedService extends LinkedServiceBase {
  type: "AzureDataLakeStore";
  typeProperties: {
    encryptedCredential?: Json;
    dataLakeStoreUri: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    accountName?: Json;
    subscriptionId?: Json;
    resourceGroupName?: Json;
    credential?: CredentialReference;
  };
}

interface AzureDataLakeStoreLocation extends DatasetLocationBase {
  type: "AzureDataLakeStoreLocation";
}

interface AzureDataLakeStoreReadSettings extends StoreReadSettingsBase {
  type: "AzureDataLakeStoreReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  fileListPath?: Json;
  listAfter?: Json;
  listBefore?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface AzureDataLakeStoreSink extends CopySinkBase {
  type: "AzureDataLakeStoreSink";
  copyBehavior?: Json;
  enableAdlsSingleFileParallel?: Json;
}

interface AzureDataLakeStoreSource extends CopySourceBase {
  type: "AzureDataLakeStoreSource";
  recursive?: Json;
}

interface AzureDataLakeStoreWriteSettings extends StoreWriteSettingsBase {
  type: "AzureDataLakeStoreWriteSettings";
  expiryDateTime?: Json;
}

interface AzureDatabricksDeltaLakeDataset extends DatasetBase {
  type: "AzureDatabricksDeltaLakeDataset";
  typeProperties?: {
    table?: Json;
    database?: Json;
  };
}

interface AzureDatabricksDeltaLakeExportCommand extends ExportSettingsBase {
  type: "AzureDatabricksDeltaLakeExportCommand";
  dateFormat?: Json;
  timestampFormat?: Json;
}

interface AzureDatabricksDeltaLakeImportCommand extends ImportSettingsBase {
  type: "AzureDatabricksDeltaLakeImportCommand";
  dateFormat?: Json;
  timestampFormat?: Json;
}

interface AzureDatabricksDeltaLakeLinkedService extends LinkedServiceBase {
  type: "AzureDatabricksDeltaLake";
  typeProperties: {
    encryptedCredential?: Json;
    domain: Json;
    accessToken?: SecretBase;
    clusterId?: Json;
    credential?: CredentialReference;
    workspaceResourceId?: Json;
  };
}

interface AzureDatabricksDeltaLakeSink extends CopySinkBase {
  type: "AzureDatabricksDeltaLakeSink";
  preCopyScript?: Json;
  importSettings?: AzureDatabricksDeltaLakeImportCommand;
}

interface AzureDatabricksDeltaLakeSource extends CopySourceBase {
  type: "AzureDatabricksDeltaLakeSource";
  query?: Json;
  exportSettings?: AzureDatabricksDeltaLakeExportCommand;
}

interface AzureDatabricksLinkedService extends LinkedServiceBase {
  type: "AzureDatabricks";
  typeProperties: {
    encryptedCredential?: Json;
    domain: Json;
    accessToken?: SecretBase;
    authentication?: Json;
    workspaceResourceId?: Json;
    existingClusterId?: Json;
    instancePoolId?: Json;
    newClusterVersion?: Json;
    newClusterNumOfWorker?: Json;
    newClusterNodeType?: Json;
    newClusterSparkConf?: { [name: string]: Json };
    newClusterSparkEnvVars?: { [name: string]: Json };
    newClusterCustomTags?: { [name: string]: Json };
    newClusterLogDestination?: Json;
    newClusterDriverNodeType?: Json;
    newClusterInitScripts?: Json;
    newClusterEnableElasticDisk?: Json;
    policyId?: Json;
    credential?: Json;
    dataSecurityMode?: Json;
    clusterOption?: Json;
  };
}

interface AzureFileStorageLinkedService extends LinkedServiceBase {
  type: "AzureFileStorage";
  typeProperties?: {
    encryptedCredential?: Json;
    host?: Json;
    userId?: Json;
    password?: SecretBase;
    connectionString?: Json;
    accountKey?: AzureKeyVaultSecretReference;
    sasUri?: Json;
    sasToken?: AzureKeyVaultSecretReference;
    fileShare?: Json;
    snapshot?: Json;
  };
}

interface AzureFileStorageLocation extends DatasetLocationBase {
  type: "AzureFileStorageLocation";
}

interface AzureFileStorageReadSettings extends StoreReadSettingsBase {
  type: "AzureFileStorageReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  prefix?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface AzureFileStorageWriteSettings extends StoreWriteSettingsBase {
  type: "AzureFileStorageWriteSettings";
}

interface AzureFunctionActivity extends ExecutionActivityBase {
  type: "AzureFunctionActivity";
  typeProperties: {
    method: Choice<"GET" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "HEAD" | "TRACE">;
    functionName: Json;
    headers?: Json;
    body?: Json;
  };
}

interface AzureFunctionLinkedService extends LinkedServiceBase {
  type: "AzureFunction";
  typeProperties: {
    encryptedCredential?: Json;
    functionAppUrl: Json;
    functionKey?: SecretBase;
    credential?: Json;
    resourceId?: Json;
    authentication?: Json;
  };
}

interface AzureKeyVaultLinkedService extends LinkedServiceBase {
  type: "AzureKeyVault";
  typeProperties: {
    encryptedCredential?: Json;
    baseUrl: Json;
    credential?: Json;
  };
}

interface AzureKeyVaultSecretReference extends SecretBaseBase {
  type: "AzureKeyVaultSecret";
  store: LinkedServiceReference;
  secretName: Json;
  secretVersion?: Json;
}

interface AzureMLBatchExecutionActivity extends ExecutionActivityBase {
  type: "AzureMLBatchExecution";
  typeProperties?: {
    globalParameters?: { [name: string]: Json };
    webServiceOutputs?: { [name: string]: AzureMLWebServiceFile };
    webServiceInputs?: { [name: string]: AzureMLWebServiceFile };
  };
}

interface AzureMLExecutePipelineActivity extends ExecutionActivityBase {
  type: "AzureMLExecutePipeline";
  typeProperties?: {
    mlPipelineId?: Json;
    experimentName?: Json;
    mlPipelineParameters?: Json;
    mlParentRunId?: Json;
    continueOnStepFailure?: Json;
    mlPipelineEndpointId?: Json;
    version?: Json;
    dataPathAssignments?: Json;
  };
}

interface AzureMLLinkedService extends LinkedServiceBase {
  type: "AzureML";
  typeProperties: {
    encryptedCredential?: Json;
    mlEndpoint: Json;
    apiKey: SecretBase;
    updateResourceEndpoint?: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    authentication?: Json;
  };
}

interface AzureMLServiceLinkedService extends LinkedServiceBase {
  type: "AzureMLService";
  typeProperties: {
    encryptedCredential?: Json;
    subscriptionId: Json;
    resourceGroupName: Json;
    mlWorkspaceName: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    authentication?: Json;
  };
}

interface AzureMLUpdateResourceActivity extends ExecutionActivityBase {
  type: "AzureMLUpdateResource";
  typeProperties: {
    trainedModelName: Json;
    trainedModelLinkedServiceName: LinkedServiceReference;
    trainedModelFilePath: Json;
  };
}

interface AzureMLWebServiceFile {
  filePath: Json;
  linkedServiceName: LinkedServiceReference;
}

interface AzureMariaDBLinkedService extends LinkedServiceBase {
  type: "AzureMariaDB";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    pwd?: AzureKeyVaultSecretReference;
  };
}

interface AzureMariaDBSource extends TabularSourceBase {
  type: "AzureMariaDBSource";
  query?: Json;
}

interface AzureMariaDBTableDataset extends DatasetBase {
  type: "AzureMariaDBTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface AzureMySqlLinkedService extends LinkedServiceBase {
  type: "AzureMySql";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    password?: AzureKeyVaultSecretReference;
  };
}

interface AzureMySqlSink extends CopySinkBase {
  type: "AzureMySqlSink";
  preCopyScript?: Json;
}

interface AzureMySqlSource extends TabularSourceBase {
  type: "AzureMySqlSource";
  query?: Json;
}

interface AzureMySqlTableDataset extends DatasetBase {
  type: "AzureMySqlTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
  };
}

interface AzurePostgreSqlLinkedService extends LinkedServiceBase {
  type: "AzurePostgreSql";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    password?: AzureKeyVaultSecretReference;
  };
}

interface AzurePostgreSqlSink extends CopySinkBase {
  type: "AzurePostgreSqlSink";
  preCopyScript?: Json;
}

interface AzurePostgreSqlSource extends TabularSourceBase {
  type: "AzurePostgreSqlSource";
  query?: Json;
}

interface AzurePostgreSqlTableDataset extends DatasetBase {
  type: "AzurePostgreSqlTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface AzureQueueSink extends CopySinkBase {
  type: "AzureQueueSink";
}

interface AzureSearchIndexDataset extends DatasetBase {
  type: "AzureSearchIndex";
  typeProperties: {
    indexName: Json;
  };
}

interface AzureSearchIndexSink extends CopySinkBase {
  type: "AzureSearchIndexSink";
  writeBehavior?: Choice<"Merge" | "Upload">;
}

interface AzureSearchLinkedService extends LinkedServiceBase {
  type: "AzureSearch";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    key?: SecretBase;
  };
}

interface AzureSqlDWLinkedService extends LinkedServiceBase {
  type: "AzureSqlDW";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    password?: AzureKeyVaultSecretReference;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    server?: Json;
    database?: Json;
    authenticationType?: Json;
    userName?: Json;
    credential?: Json;
    encrypt?: Json;
    trustServerCertificate?: Json;
    hostNameInCertificate?: Json;
    applicationIntent?: Json;
    connectTimeout?: Json;
    connectRetryCount?: Json;
    connectRetryInterval?: Json;
    loadBalanceTimeout?: Json;
    commandTimeout?: Json;
    integratedSecurity?: Json;
    failoverPartner?: Json;
    maxPoolSize?: Json;
    minPoolSize?: Json;
    multipleActiveResultSets?: Json;
    multiSubnetFailover?: Json;
    packetSize?: Json;
    pooling?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: Json;
  };
}

interface AzureSqlDWTableDataset extends DatasetBase {
  type: "AzureSqlDWTable";
  typeProperties?: {
    tableName?: Json;
    schema?: Json;
    table?: Json;
  };
}

interface AzureSqlDatabaseLinkedService extends LinkedServiceBase {
  type: "AzureSqlDatabase";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    password?: AzureKeyVaultSecretReference;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    server?: Json;
    database?: Json;
    authenticationType?: Json;
    userName?: Json;
    credential?: Json;
    encrypt?: Json;
    trustServerCertificate?: Json;
    hostNameInCertificate?: Json;
    applicationIntent?: Json;
    connectTimeout?: Json;
    connectRetryCount?: Json;
    connectRetryInterval?: Json;
    loadBalanceTimeout?: Json;
    commandTimeout?: Json;
    integratedSecurity?: Json;
    failoverPartner?: Json;
    maxPoolSize?: Json;
    minPoolSize?: Json;
    multipleActiveResultSets?: Json;
    multiSubnetFailover?: Json;
    packetSize?: Json;
    pooling?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: Json;
    alwaysEncryptedSettings?: Json;
  };
}

interface AzureSqlMILinkedService extends LinkedServiceBase {
  type: "AzureSqlMI";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    password?: AzureKeyVaultSecretReference;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    server?: Json;
    database?: Json;
    authenticationType?: Json;
    userName?: Json;
    credential?: Json;
    encrypt?: Json;
    trustServerCertificate?: Json;
    hostNameInCertificate?: Json;
    applicationIntent?: Json;
    connectTimeout?: Json;
    connectRetryCount?: Json;
    connectRetryInterval?: Json;
    loadBalanceTimeout?: Json;
    commandTimeout?: Json;
    integratedSecurity?: Json;
    failoverPartner?: Json;
    maxPoolSize?: Json;
    minPoolSize?: Json;
    multipleActiveResultSets?: Json;
    multiSubnetFailover?: Json;
    packetSize?: Json;
    pooling?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: Json;
    alwaysEncryptedSettings?: Json;
  };
}

interface AzureSqlMITableDataset extends DatasetBase {
  type: "AzureSqlMITable";
  typeProperties?: {
    tableName?: Json;
    schema?: Json;
    table?: Json;
  };
}

interface AzureSqlSink extends CopySinkBase {
  type: "AzureSqlSink";
  sqlWriterStoredProcedureName?: Json;
  sqlWriterTableType?: Json;
  preCopyScript?: Json;
  storedProcedureParameters?: Json;
  storedProcedureTableTypeParameterName?: Json;
  tableOption?: Json;
  sqlWriterUseTableLock?: Json;
  writeBehavior?: Json;
  upsertSettings?: SqlUpsertSettings;
}

interface AzureSqlSource extends TabularSourceBase {
  type: "AzureSqlSource";
  sqlReaderQuery?: Json;
  sqlReaderStoredProcedureName?: Json;
  storedProcedureParameters?: Json;
  produceAdditionalTypes?: Json;
  partitionOption?: Json;
  partitionSettings?: SqlPartitionSettings;
  isolationLevel?: Json;
}

interface AzureSqlTableDataset extends DatasetBase {
  type: "AzureSqlTable";
  typeProperties?: {
    tableName?: Json;
    schema?: Json;
    table?: Json;
  };
}

interface AzureStorageLinkedService extends LinkedServiceBase {
  type: "AzureStorage";
  typeProperties?: {
    encryptedCredential?: Text;
    connectionString?: Json;
    accountKey?: AzureKeyVaultSecretReference;
    sasUri?: Json;
    sasToken?: AzureKeyVaultSecretReference;
  };
}

interface AzureSynapseArtifactsLinkedService extends LinkedServiceBase {
  type: "AzureSynapseArtifacts";
  typeProperties: {
    encryptedCredential?: Json;
    endpoint: Json;
    authentication?: Json;
    workspaceResourceId?: Json;
  };
}

interface AzureTableDataset extends DatasetBase {
  type: "AzureTable";
  typeProperties: {
    tableName: Json;
  };
}

interface AzureTableSink extends CopySinkBase {
  type: "AzureTableSink";
  azureTableDefaultPartitionKeyValue?: Json;
  azureTablePartitionKeyName?: Json;
  azureTableRowKeyName?: Json;
  azureTableInsertType?: Json;
}

interface AzureTableSource extends TabularSourceBase {
  type: "AzureTableSource";
  azureTableSourceQuery?: Json;
  azureTableSourceIgnoreTableNotFound?: Json;
}

interface AzureTableStorageLinkedService extends LinkedServiceBase {
  type: "AzureTableStorage";
  typeProperties?: {
    encryptedCredential?: Text;
    connectionString?: Json;
    accountKey?: AzureKeyVaultSecretReference;
    sasUri?: Json;
    sasToken?: AzureKeyVaultSecretReference;
  };
}

interface BigDataPool {
  provisioningState?: Text;
  autoScale?: AutoScaleProperties;
  creationDate?: Text;
  autoPause?: AutoPauseProperties;
  isComputeIsolationEnabled?: Flag;
  sessionLevelPackagesEnabled?: Flag;
  cacheSize?: Num;
  dynamicExecutorAllocation?: DynamicExecutorAllocation;
  sparkEventsFolder?: Text;
  nodeCount?: Num;
  libraryRequirements?: LibraryRequirements;
  customLibraries?: readonly LibraryInfo[] | Expression;
  sparkConfigProperties?: LibraryRequirements;
  sparkVersion?: Text;
  defaultSparkLogFolder?: Text;
  nodeSize?: Choice<"None" | "Small" | "Medium" | "Large" | "XLarge" | "XXLarge" | "XXXLarge">;
  nodeSizeFamily?: Choice<"None" | "MemoryOptimized">;
  lastSucceededTimestamp?: Json;
  isAutotuneEnabled?: Json;
}

interface BigDataPoolParametrizationReference {
  type: "BigDataPoolReference";
  referenceName: Json;
}

interface BigDataPoolReference {
  type: "BigDataPoolReference";
  referenceName: Text;
}

interface BinaryDataset extends DatasetBase {
  type: "Binary";
  typeProperties?: {
    location?: DatasetLocation;
    compression?: DatasetCompression;
  };
}

interface BinaryReadSettings extends FormatReadSettingsBase {
  type: "BinaryReadSettings";
  compressionProperties?: CompressionReadSettings;
}

interface BinarySink extends CopySinkBase {
  type: "BinarySink";
  storeSettings?: StoreWriteSettings;
}

interface BinarySource extends CopySourceBase {
  type: "BinarySource";
  storeSettings?: StoreReadSettings;
  formatSettings?: BinaryReadSettings;
}

interface BlobEventsTrigger extends MultiplePipelineTriggerBase {
  type: "BlobEventsTrigger";
  typeProperties: {
    blobPathBeginsWith?: Text;
    blobPathEndsWith?: Text;
    ignoreEmptyBlobs?: Flag;
    events: readonly (Choice<"Microsoft.Storage.BlobCreated" | "Microsoft.Storage.BlobDeleted">)[] | Expression;
    scope: Text;
  };
}

interface BlobSink extends CopySinkBase {
  type: "BlobSink";
  blobWriterOverwriteFiles?: Json;
  blobWriterDateTimeFormat?: Json;
  blobWriterAddHeader?: Json;
  copyBehavior?: Json;
  metadata?: readonly MetadataItem[] | Expression;
}

interface BlobSource extends CopySourceBase {
  type: "BlobSource";
  treatEmptyAsNull?: Json;
  skipHeaderLineCount?: Json;
  recursive?: Json;
}

interface BlobTrigger extends MultiplePipelineTriggerBase {
  type: "BlobTrigger";
  typeProperties: {
    folderPath: Text;
    maxConcurrency: Num;
    linkedService: LinkedServiceReference;
  };
}

interface CassandraLinkedService extends LinkedServiceBase {
  type: "Cassandra";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    authenticationType?: Json;
    port?: Json;
    username?: Json;
    password?: SecretBase;
  };
}

interface CassandraSource extends TabularSourceBase {
  type: "CassandraSource";
  query?: Json;
  consistencyLevel?: Choice<"ALL" | "EACH_QUORUM" | "QUORUM" | "LOCAL_QUORUM" | "ONE" | "TWO" | "THREE" | "LOCAL_ONE" | "SERIAL" | "LOCAL_SERIAL">;
}

interface CassandraTableDataset extends DatasetBase {
  type: "CassandraTable";
  typeProperties?: {
    tableName?: Json;
    keyspace?: Json;
  };
}

interface ChainingTrigger extends TriggerBase {
  type: "ChainingTrigger";
  pipeline: TriggerPipelineReference;
  typeProperties: {
    dependsOn: readonly PipelineReference[] | Expression;
    runDimension: Text;
  };
}

interface CmdkeySetup extends CustomSetupBaseBase {
  type: "CmdkeySetup";
  typeProperties: {
    targetName: Json;
    userName: Json;
    password: SecretBase;
  };
}

interface CommonDataServiceForAppsEntityDataset extends DatasetBase {
  type: "CommonDataServiceForAppsEntity";
  typeProperties?: {
    entityName?: Json;
  };
}

interface CommonDataServiceForAppsLinkedService extends LinkedServiceBase {
  type: "CommonDataServiceForApps";
  typeProperties: {
    encryptedCredential?: Json;
    deploymentType: Json;
    hostName?: Json;
    port?: Json;
    serviceUri?: Json;
    organizationName?: Json;
    authenticationType: Json;
    username?: Json;
    password?: SecretBase;
    servicePrincipalId?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: SecretBase;
  };
}

interface CommonDataServiceForAppsSink extends CopySinkBase {
  type: "CommonDataServiceForAppsSink";
  writeBehavior: "Upsert";
  ignoreNullValues?: Json;
  alternateKeyName?: Json;
}

interface CommonDataServiceForAppsSource extends CopySourceBase {
  type: "CommonDataServiceForAppsSource";
  query?: Json;
  additionalColumns?: Json;
}

interface ComponentSetup extends CustomSetupBaseBase {
  type: "ComponentSetup";
  typeProperties: {
    componentName: Text;
    licenseKey?: SecretBase;
  };
}

interface CompressionReadSettingsBase {
}
interface OtherCompressionReadSettings extends CompressionReadSettingsBase {
  type: Unlisted;
  [property: string]: unknown;
}
type CompressionReadSettings =
  | TarGZipReadSettings
  | TarReadSettings
  | ZipDeflateReadSettings
  | OtherCompressionReadSettings;

interface ConcurLinkedService extends LinkedServiceBase {
  type: "Concur";
  typeProperties: {
    encryptedCredential?: Json;
    connectionProperties?: Json;
    clientId: Json;
    username: Json;
    password?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface ConcurObjectDataset extends DatasetBase {
  type: "ConcurObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface ConcurSource extends TabularSourceBase {
  type: "ConcurSource";
  query?: Json;
}

interface ControlActivityBase extends ActivityBase {
}
interface OtherControlActivity extends ControlActivityBase {
  type: Unlisted;
  [property: string]: unknown;
}
type ControlActivity =
  | AppendVariableActivity
  | ExecutePipelineActivity
  | FailActivity
  | FilterActivity
  | ForEachActivity
  | IfConditionActivity
  | SetVariableActivity
  | SwitchActivity
  | UntilActivity
  | ValidationActivity
  | WaitActivity
  | WebHookActivity
  | OtherControlActivity;

interface CopyActivity extends ExecutionActivityBase {
  type: "Copy";
  inputs?: readonly DatasetReference[] | Expression;
  outputs?: readonly DatasetReference[] | Expression;
  typeProperties: {
    source: CopySource;
    sink: CopySink;
    translator?: Json;
    enableStaging?: Json;
    stagingSettings?: StagingSettings;
    parallelCopies?: Json;
    dataIntegrationUnits?: Json;
    enableSkipIncompatibleRow?: Json;
    redirectIncompatibleRowSettings?: RedirectIncompatibleRowSettings;
    logStorageSettings?: LogStorageSettings;
    logSettings?: LogSettings;
    preserveRules?: readonly Json[] | Expression;
    preserve?: readonly Json[] | Expression;
    validateDataConsistency?: Json;
    skipErrorFile?: SkipErrorFile;
  };
}

interface CopyActivityLogSettings {
  logLevel?: Json;
  enableReliableLogging?: Json;
}

interface CopyComputeScaleProperties {
  dataIntegrationUnit?: Num;
  timeToLive?: Num;
}

interface CopySinkBase {
  writeBatchSize?: Json;
  writeBatchTimeout?: Json;
  sinkRetryCount?: Json;
  sinkRetryWait?: Json;
  maxConcurrentConnections?: Json;
  disableMetricsCollection?: Json;
}
interface OtherCopySink extends CopySinkBase {
  type: Unlisted;
  [property: string]: unknown;
}
type CopySink =
  | AvroSink
  | AzureBlobFSSink
  | AzureDataExplorerSink
  | AzureDataLakeStoreSink
  | AzureDatabricksDeltaLakeSink
  | AzureMySqlSink
  | AzurePostgreSqlSink
  | AzureQueueSink
  | AzureSearchIndexSink
  | AzureSqlSink
  | AzureTableSink
  | BinarySink
  | BlobSink
  | CommonDataServiceForAppsSink
  | CosmosDbMongoDbApiSink
  | CosmosDbSqlApiSink
  | DelimitedTextSink
  | DocumentDbCollectionSink
  | DynamicsCrmSink
  | DynamicsSink
  | FileSystemSink
  | IcebergSink
  | InformixSink
  | JsonSink
  | LakeHouseTableSink
  | MicrosoftAccessSink
  | MongoDbAtlasSink
  | MongoDbV2Sink
  | OdbcSink
  | OracleSink
  | OrcSink
  | ParquetSink
  | RestSink
  | SalesforceServiceCloudSink
  | SalesforceServiceCloudV2Sink
  | SalesforceSink
  | SalesforceV2Sink
  | SapCloudForCustomerSink
  | SnowflakeSink
  | SnowflakeV2Sink
  | SqlDWSink
  | SqlMISink
  | SqlPoolSink
  | SqlServerSink
  | SqlSink
  | TeradataSink
  | WarehouseSink
  | OtherCopySink;

interface CopySourceBase {
  sourceRetryCount?: Json;
  sourceRetryWait?: Json;
  maxConcurrentConnections?: Json;
  disableMetricsCollection?: Json;
}
interface OtherCopySource extends CopySourceBase {
  type: Unlisted;
  [property: string]: unknown;
}
type CopySource =
  | AmazonMWSSource
  | AmazonRdsForOracleSource
  | AmazonRdsForSqlServerSource
  | AmazonRedshiftSource
  | AvroSource
  | AzureBlobFSSource
  | AzureDataExplorerSource
  | AzureDataLakeStoreSource
  | AzureDatabricksDeltaLakeSource
  | AzureMariaDBSource
  | AzureMySqlSource
  | AzurePostgreSqlSource
  | AzureSqlSource
  | AzureTableSource
  | BinarySource
  | BlobSource
  | CassandraSource
  | CommonDataServiceForAppsSource
  | ConcurSource
  | CosmosDbMongoDbApiSource
  | CosmosDbSqlApiSource
  | CouchbaseSource
  | Db2Source
  | DelimitedTextSource
  | DocumentDbCollectionSource
  | DrillSource
  | DynamicsAXSource
  | DynamicsCrmSource
  | DynamicsSource
  | EloquaSource
  | ExcelSource
  | FileSystemSource
  | GoogleAdWordsSource
  | GoogleBigQuerySource
  | GoogleBigQueryV2Source
  | GreenplumSource
  | HBaseSource
  | HdfsSource
  | HiveSource
  | HttpSource
  | HubspotSource
  | ImpalaSource
  | InformixSource
  | JiraSource
  | JsonSource
  | LakeHouseTableSource
  | MagentoSource
  | MariaDBSource
  | MarketoSource
  | MicrosoftAccessSource
  | MongoDbAtlasSource
  | MongoDbSource
  | MongoDbV2Source
  | MySqlSource
  | NetezzaSource
  | ODataSource
  | OdbcSource
  | Office365Source
  | OracleServiceCloudSource
  | OracleSource
  | OrcSource
  | ParquetSource
  | PaypalSource
  | PhoenixSource
  | PostgreSqlSource
  | PostgreSqlV2Source
  | PrestoSource
  | QuickBooksSource
  | RelationalSource
  | ResponsysSource
  | RestSource
  | SalesforceMarketingCloudSource
  | SalesforceServiceCloudSource
  | SalesforceServiceCloudV2Source
  | SalesforceSource
  | SalesforceV2Source
  | SapBwSource
  | SapCloudForCustomerSource
  | SapEccSource
  | SapHanaSource
  | SapOdpSource
  | SapOpenHubSource
  | SapTableSource
  | ServiceNowSource
  | ServiceNowV2Source
  | SharePointOnlineListSource
  | ShopifySource
  | SnowflakeSource
  | SnowflakeV2Source
  | SparkSource
  | SqlDWSource
  | SqlMISource
  | SqlPoolSource
  | SqlServerSource
  | SqlSource
  | SquareSource
  | SybaseSource
  | TeradataSource
  | VerticaSource
  | WarehouseSource
  | WebSource
  | XeroSource
  | XmlSource
  | ZohoSource
  | OtherCopySource;

interface CosmosDbLinkedService extends LinkedServiceBase {
  type: "CosmosDb";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    accountEndpoint?: Json;
    database?: Json;
    accountKey?: SecretBase;
    servicePrincipalId?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    connectionMode?: Choice<"Gateway" | "Direct">;
    credential?: CredentialReference;
  };
}

interface CosmosDbMongoDbApiCollectionDataset extends DatasetBase {
  type: "CosmosDbMongoDbApiCollection";
  typeProperties: {
    collection: Json;
  };
}

interface CosmosDbMongoDbApiLinkedService extends LinkedServiceBase {
  type: "CosmosDbMongoDbApi";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    database: Json;
    isServerVersionAbove32?: Json;
  };
}

interface CosmosDbMongoDbApiSink extends CopySinkBase {
  type: "CosmosDbMongoDbApiSink";
  writeBehavior?: Json;
}

interface CosmosDbMongoDbApiSource extends CopySourceBase {
  type: "CosmosDbMongoDbApiSource";
  filter?: Json;
  cursorMethods?: MongoDbCursorMethodsProperties;
  batchSize?: Json;
  queryTimeout?: Json;
  additionalColumns?: Json;
}

interface CosmosDbSqlApiCollectionDataset extends DatasetBase {
  type: "CosmosDbSqlApiCollection";
  typeProperties: {
    collectionName: Json;
  };
}

interface CosmosDbSqlApiSink extends CopySinkBase {
  type: "CosmosDbSqlApiSink";
  writeBehavior?: Json;
}

interface CosmosDbSqlApiSource extends CopySourceBase {
  type: "CosmosDbSqlApiSource";
  query?: Json;
  pageSize?: Json;
  preferredRegions?: Json;
  detectDatetime?: Json;
  additionalColumns?: Json;
}

interface CouchbaseLinkedService extends LinkedServiceBase {
  type: "Couchbase";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    credString?: AzureKeyVaultSecretReference;
  };
}

interface CouchbaseSource extends TabularSourceBase {
  type: "CouchbaseSource";
  query?: Json;
}

interface CouchbaseTableDataset extends DatasetBase {
  type: "CouchbaseTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface CredentialBase {
  description?: Text;
  annotations?: readonly Json[] | Expression;
}
interface OtherCredential extends CredentialBase {
  type: Unlisted;
  [property: string]: unknown;
}
export type Credential =
  | ManagedIdentityCredential
  | ServicePrincipalCredential
  | OtherCredential;

interface CredentialReference {
  type: "CredentialReference";
  referenceName: Text;
}

interface CustomActivity extends ExecutionActivityBase {
  type: "Custom";
  typeProperties: {
    command: Json;
    resourceLinkedService?: LinkedServiceReference;
    folderPath?: Json;
    referenceObjects?: CustomActivityReferenceObject;
    extendedProperties?: { [name: string]: Json };
    retentionTimeInDays?: Json;
    autoUserSpecification?: Json;
  };
}

interface CustomActivityReferenceObject {
  linkedServices?: readonly LinkedServiceReference[] | Expression;
  datasets?: readonly DatasetReference[] | Expression;
}

interface CustomDataSourceLinkedService extends LinkedServiceBase {
  type: "CustomDataSource";
  typeProperties: Json;
}

interface CustomDataset extends DatasetBase {
  type: "CustomDataset";
  typeProperties?: Json;
}

interface CustomEventsTrigger extends MultiplePipelineTriggerBase {
  type: "CustomEventsTrigger";
  typeProperties: {
    subjectBeginsWith?: Text;
    subjectEndsWith?: Text;
    events: readonly Json[] | Expression;
    scope: Text;
  };
}

interface CustomSetupBaseBase {
}
interface OtherCustomSetupBase extends CustomSetupBaseBase {
  type: Unlisted;
  [property: string]: unknown;
}
type CustomSetupBase =
  | AzPowerShellSetup
  | CmdkeySetup
  | ComponentSetup
  | EnvironmentVariableSetup
  | OtherCustomSetupBase;

interface DWCopyCommandDefaultValue {
  columnName?: Json;
  defaultValue?: Json;
}

interface DWCopyCommandSettings {
  defaultValues?: readonly DWCopyCommandDefaultValue[] | Expression;
  additionalOptions?: { [name: string]: Text };
}

interface DataFlowBase {
  description?: Text;
  annotations?: readonly Json[] | Expression;
  folder?: DataFlowFolder;
}
interface OtherDataFlow extends DataFlowBase {
  type: Unlisted;
  [property: string]: unknown;
}
export type DataFlow =
  | Flowlet
  | MappingDataFlow
  | WranglingDataFlow
  | OtherDataFlow;

interface DataFlowFolder {
  name?: Text;
}

interface DataFlowReference {
  type: "DataFlowReference";
  referenceName: Text;
  datasetParameters?: Json;
  parameters?: { [name: string]: Json };
}

interface DataFlowSink {
  name: Text;
  description?: Text;
  dataset?: DatasetReference;
  linkedService?: LinkedServiceReference;
  flowlet?: DataFlowReference;
  schemaLinkedService?: LinkedServiceReference;
  rejectedDataLinkedService?: LinkedServiceReference;
}

interface DataFlowSource {
  name: Text;
  description?: Text;
  dataset?: DatasetReference;
  linkedService?: LinkedServiceReference;
  flowlet?: DataFlowReference;
  schemaLinkedService?: LinkedServiceReference;
}

interface DataFlowStagingInfo {
  linkedService?: LinkedServiceReference;
  folderPath?: Json;
}

interface DataLakeAnalyticsUsqlActivity extends ExecutionActivityBase {
  type: "DataLakeAnalyticsU-SQL";
  typeProperties: {
    scriptPath: Json;
    scriptLinkedService: LinkedServiceReference;
    degreeOfParallelism?: Json;
    priority?: Json;
    parameters?: { [name: string]: Json };
    runtimeVersion?: Json;
    compilationMode?: Json;
  };
}

interface DatabricksJobActivity extends ExecutionActivityBase {
  type: "DatabricksJob";
  typeProperties: {
    jobId: Json;
    jobParameters?: Json;
  };
}

interface DatabricksNotebookActivity extends ExecutionActivityBase {
  type: "DatabricksNotebook";
  typeProperties: {
    notebookPath: Json;
    baseParameters?: { [name: string]: Json };
    libraries?: readonly ({ [name: string]: Json })[] | Expression;
  };
}

interface DatabricksSparkJarActivity extends ExecutionActivityBase {
  type: "DatabricksSparkJar";
  typeProperties: {
    mainClassName: Json;
    parameters?: readonly Json[] | Expression;
    libraries?: readonly ({ [name: string]: Json })[] | Expression;
  };
}

interface DatabricksSparkPythonActivity extends ExecutionActivityBase {
  type: "DatabricksSparkPython";
  typeProperties: {
    pythonFile: Json;
    parameters?: readonly Json[] | Expression;
    libraries?: readonly ({ [name: string]: Json })[] | Expression;
  };
}

interface DatasetBase {
  description?: Text;
  structure?: Json;
  schema?: Json;
  linkedServiceName: LinkedServiceReference;
  parameters?: { [name: string]: ParameterSpecification };
  annotations?: readonly Json[] | Expression;
  folder?: DatasetFolder;
}
interface OtherDataset extends DatasetBase {
  type: Unlisted;
  [property: string]: unknown;
}
export type Dataset =
  | AmazonMWSObjectDataset
  | AmazonRdsForOracleTableDataset
  | AmazonRdsForSqlServerTableDataset
  | AmazonRedshiftTableDataset
  | AmazonS3Dataset
  | AvroDataset
  | AzureBlobDataset
  | AzureBlobFSDataset
  | AzureDataExplorerTableDataset
  | AzureDataLakeStoreDataset
  | AzureDatabricksDeltaLakeDataset
  | AzureMariaDBTableDataset
  | AzureMySqlTableDataset
  | AzurePostgreSqlTableDataset
  | AzureSearchIndexDataset
  | AzureSqlDWTableDataset
  | AzureSqlMITableDataset
  | AzureSqlTableDataset
  | AzureTableDataset
  | BinaryDataset
  | CassandraTableDataset
  | CommonDataServiceForAppsEntityDataset
  | ConcurObjectDataset
  | CosmosDbMongoDbApiCollectionDataset
  | CosmosDbSqlApiCollectionDataset
  | CouchbaseTableDataset
  | CustomDataset
  | Db2TableDataset
  | DelimitedTextDataset
  | DocumentDbCollectionDataset
  | DrillTableDataset
  | DynamicsAXResourceDataset
  | DynamicsCrmEntityDataset
  | DynamicsEntityDataset
  | EloquaObjectDataset
  | ExcelDataset
  | FileShareDataset
  | GoogleAdWordsObjectDataset
  | GoogleBigQueryObjectDataset
  | GoogleBigQueryV2ObjectDataset
  | GreenplumTableDataset
  | HBaseObjectDataset
  | HiveObjectDataset
  | HttpDataset
  | HubspotObjectDataset
  | IcebergDataset
  | ImpalaObjectDataset
  | InformixTableDataset
  | JiraObjectDataset
  | JsonDataset
  | LakeHouseTableDataset
  | LakehouseTableDataset
  | MagentoObjectDataset
  | MariaDBTableDataset
  | MarketoObjectDataset
  | MicrosoftAccessTableDataset
  | MongoDbAtlasCollectionDataset
  | MongoDbCollectionDataset
  | MongoDbV2CollectionDataset
  | MySqlTableDataset
  | NetezzaTableDataset
  | ODataResourceDataset
  | OdbcTableDataset
  | Office365Dataset
  | OracleServiceCloudObjectDataset
  | OracleTableDataset
  | OrcDataset
  | ParquetDataset
  | PaypalObjectDataset
  | PhoenixObjectDataset
  | PostgreSqlTableDataset
  | PostgreSqlV2TableDataset
  | PrestoObjectDataset
  | QuickBooksObjectDataset
  | RelationalTableDataset
  | ResponsysObjectDataset
  | RestResourceDataset
  | SalesforceMarketingCloudObjectDataset
  | SalesforceObjectDataset
  | SalesforceServiceCloudObjectDataset
  | SalesforceServiceCloudV2ObjectDataset
  | SalesforceV2ObjectDataset
  | SapBwCubeDataset
  | SapCloudForCustomerResourceDataset
  | SapEccResourceDataset
  | SapHanaTableDataset
  | SapOdpResourceDataset
  | SapOpenHubTableDataset
  | SapTableResourceDataset
  | ServiceNowObjectDataset
  | ServiceNowV2ObjectDataset
  | SharePointOnlineListResourceDataset
  | ShopifyObjectDataset
  | SnowflakeDataset
  | SnowflakeV2TableDataset
  | SparkObjectDataset
  | SqlPoolTable
  | SqlServerTableDataset
  | SquareObjectDataset
  | SybaseTableDataset
  | TeradataTableDataset
  | VerticaTableDataset
  | WarehouseTableDataset
  | WebTableDataset
  | XeroObjectDataset
  | XmlDataset
  | ZohoObjectDataset
  | OtherDataset;

interface DatasetCompression {
  type: Json;
  level?: Json;
}

interface DatasetFolder {
  name?: Text;
}

interface DatasetLocationBase {
  folderPath?: Json;
  fileName?: Json;
}
interface OtherDatasetLocation extends DatasetLocationBase {
  type: Unlisted;
  [property: string]: unknown;
}
type DatasetLocation =
  | AmazonS3CompatibleLocation
  | AmazonS3Location
  | AzureBlobFSLocation
  | AzureBlobStorageLocation
  | AzureDataLakeStoreLocation
  | AzureFileStorageLocation
  | FileServerLocation
  | FtpServerLocation
  | GoogleCloudStorageLocation
  | HdfsLocation
  | HttpServerLocation
  | LakeHouseLocation
  | OracleCloudStorageLocation
  | SftpLocation
  | OtherDatasetLocation;

interface DatasetReference {
  type?: "DatasetReference";
  referenceName: Text;
  parameters?: { [name: string]: Json };
}

interface DatasetStorageFormatBase {
  serializer?: Json;
  deserializer?: Json;
}
interface OtherDatasetStorageFormat extends DatasetStorageFormatBase {
  type: Unlisted;
  [property: string]: unknown;
}
type DatasetStorageFormat =
  | AvroFormat
  | JsonFormat
  | OrcFormat
  | ParquetFormat
  | TextFormat
  | OtherDatasetStorageFormat;

interface DataworldLinkedService extends LinkedServiceBase {
  type: "Dataworld";
  typeProperties: {
    encryptedCredential?: Json;
    apiToken: SecretBase;
  };
}

interface Db2LinkedService extends LinkedServiceBase {
  type: "Db2";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    server?: Json;
    database?: Json;
    authenticationType?: "Basic";
    username?: Json;
    password?: SecretBase;
    packageCollection?: Json;
    certificateCommonName?: Json;
  };
}

interface Db2Source extends TabularSourceBase {
  type: "Db2Source";
  query?: Json;
}

interface Db2TableDataset extends DatasetBase {
  type: "Db2Table";
  typeProperties?: {
    tableName?: Json;
    schema?: Json;
    table?: Json;
  };
}

interface DeleteActivity extends ExecutionActivityBase {
  type: "Delete";
  typeProperties: {
    recursive?: Json;
    maxConcurrentConnections?: Num;
    enableLogging?: Json;
    logStorageSettings?: LogStorageSettings;
    dataset: DatasetReference;
    storeSettings?: StoreReadSettings;
  };
}

interface DelimitedTextDataset extends DatasetBase {
  type: "DelimitedText";
  typeProperties?: {
    location?: DatasetLocation;
    columnDelimiter?: Json;
    rowDelimiter?: Json;
    encodingName?: Json;
    compressionCodec?: Json;
    compressionLevel?: Json;
    quoteChar?: Json;
    escapeChar?: Json;
    firstRowAsHeader?: Json;
    nullValue?: Json;
  };
}

interface DelimitedTextReadSettings extends FormatReadSettingsBase {
  type: "DelimitedTextReadSettings";
  skipLineCount?: Json;
  compressionProperties?: CompressionReadSettings;
}

interface DelimitedTextSink extends CopySinkBase {
  type: "DelimitedTextSink";
  storeSettings?: StoreWriteSettings;
  formatSettings?: DelimitedTextWriteSettings;
}

interface DelimitedTextSource extends CopySourceBase {
  type: "DelimitedTextSource";
  storeSettings?: StoreReadSettings;
  formatSettings?: DelimitedTextReadSettings;
  additionalColumns?: Json;
}

interface DelimitedTextWriteSettings extends FormatWriteSettingsBase {
  type: "DelimitedTextWriteSettings";
  quoteAllText?: Json;
  fileExtension: Json;
  maxRowsPerFile?: Json;
  fileNamePrefix?: Json;
}

interface DependencyReferenceBase {
}
interface OtherDependencyReference extends DependencyReferenceBase {
  type: Unlisted;
  [property: string]: unknown;
}
type DependencyReference =
  | SelfDependencyTumblingWindowTriggerReference
  | TumblingWindowTriggerDependencyReference
  | OtherDependencyReference;

interface DistcpSettings {
  resourceManagerEndpoint: Json;
  tempScriptPath: Json;
  distcpOptions?: Json;
}

interface DocumentDbCollectionDataset extends DatasetBase {
  type: "DocumentDbCollection";
  typeProperties: {
    collectionName: Json;
  };
}

interface DocumentDbCollectionSink extends CopySinkBase {
  type: "DocumentDbCollectionSink";
  nestingSeparator?: Json;
  writeBehavior?: Json;
}

interface DocumentDbCollectionSource extends CopySourceBase {
  type: "DocumentDbCollectionSource";
  query?: Json;
  nestingSeparator?: Json;
  queryTimeout?: Json;
  additionalColumns?: Json;
}

interface DrillLinkedService extends LinkedServiceBase {
  type: "Drill";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    pwd?: AzureKeyVaultSecretReference;
  };
}

interface DrillSource extends TabularSourceBase {
  type: "DrillSource";
  query?: Json;
}

interface DrillTableDataset extends DatasetBase {
  type: "DrillTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface DynamicExecutorAllocation {
  enabled?: Flag;
}

interface DynamicsAXLinkedService extends LinkedServiceBase {
  type: "DynamicsAX";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    servicePrincipalId: Json;
    servicePrincipalKey: SecretBase;
    tenant: Json;
    aadResourceId: Json;
  };
}

interface DynamicsAXResourceDataset extends DatasetBase {
  type: "DynamicsAXResource";
  typeProperties: {
    path: Json;
  };
}

interface DynamicsAXSource extends TabularSourceBase {
  type: "DynamicsAXSource";
  query?: Json;
  httpRequestTimeout?: Json;
}

interface DynamicsCrmEntityDataset extends DatasetBase {
  type: "DynamicsCrmEntity";
  typeProperties?: {
    entityName?: Json;
  };
}

interface DynamicsCrmLinkedService extends LinkedServiceBase {
  type: "DynamicsCrm";
  typeProperties: {
    encryptedCredential?: Json;
    deploymentType: Json;
    hostName?: Json;
    port?: Json;
    serviceUri?: Json;
    organizationName?: Json;
    authenticationType: Json;
    username?: Json;
    password?: SecretBase;
    servicePrincipalId?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: SecretBase;
  };
}

interface DynamicsCrmSink extends CopySinkBase {
  type: "DynamicsCrmSink";
  writeBehavior: "Upsert";
  ignoreNullValues?: Json;
  alternateKeyName?: Json;
}

interface DynamicsCrmSource extends CopySourceBase {
  type: "DynamicsCrmSource";
  query?: Json;
  additionalColumns?: Json;
}

interface DynamicsEntityDataset extends DatasetBase {
  type: "DynamicsEntity";
  typeProperties?: {
    entityName?: Json;
  };
}

interface DynamicsLinkedService extends LinkedServiceBase {
  type: "Dynamics";
  typeProperties: {
    encryptedCredential?: Json;
    deploymentType: Json;
    hostName?: Json;
    port?: Json;
    serviceUri?: Json;
    organizationName?: Json;
    authenticationType: Json;
    username?: Json;
    password?: SecretBase;
    servicePrincipalId?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: SecretBase;
    credential?: CredentialReference;
  };
}

interface DynamicsSink extends CopySinkBase {
  type: "DynamicsSink";
  writeBehavior: "Upsert";
  ignoreNullValues?: Json;
  alternateKeyName?: Json;
}

interface DynamicsSource extends CopySourceBase {
  type: "DynamicsSource";
  query?: Json;
  additionalColumns?: Json;
}

interface EloquaLinkedService extends LinkedServiceBase {
  type: "Eloqua";
  typeProperties: {
    encryptedCredential?: Json;
    endpoint: Json;
    username: Json;
    password?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface EloquaObjectDataset extends DatasetBase {
  type: "EloquaObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface EloquaSource extends TabularSourceBase {
  type: "EloquaSource";
  query?: Json;
}

interface EntityReference {
  type?: Choice<"IntegrationRuntimeReference" | "LinkedServiceReference">;
  referenceName?: Text;
}

interface EnvironmentVariableSetup extends CustomSetupBaseBase {
  type: "EnvironmentVariableSetup";
  typeProperties: {
    variableName: Text;
    variableValue: Text;
  };
}

interface ExcelDataset extends DatasetBase {
  type: "Excel";
  typeProperties?: {
    location?: DatasetLocation;
    sheetName?: Json;
    sheetIndex?: Json;
    range?: Json;
    firstRowAsHeader?: Json;
    compression?: DatasetCompression;
    nullValue?: Json;
  };
}

interface ExcelSource extends CopySourceBase {
  type: "ExcelSource";
  storeSettings?: StoreReadSettings;
  additionalColumns?: Json;
}

interface ExecuteDataFlowActivity extends ExecutionActivityBase {
  type: "ExecuteDataFlow";
  typeProperties: {
    dataflow: DataFlowReference;
    staging?: DataFlowStagingInfo;
    integrationRuntime?: IntegrationRuntimeReference;
    compute?: ExecuteDataFlowActivityTypePropertiesCompute;
    traceLevel?: Json;
    continueOnError?: Json;
    runConcurrently?: Json;
    sourceStagingConcurrency?: Json;
    dataFlow?: DataFlowReference;
  };
}

interface ExecuteDataFlowActivityTypePropertiesCompute {
  computeType?: Json;
  coreCount?: Json;
}

interface ExecutePipelineActivity extends ControlActivityBase {
  type: "ExecutePipeline";
  typeProperties: {
    pipeline: PipelineReference;
    parameters?: { [name: string]: Json };
    waitOnCompletion?: Flag;
  };
  policy?: Json;
}

interface ExecuteSsisPackageActivity extends ExecutionActivityBase {
  type: "ExecuteSSISPackage";
  typeProperties: {
    packageLocation: SsisPackageLocation;
    runtime?: Json;
    loggingLevel?: Json;
    environmentPath?: Json;
    executionCredential?: SsisExecutionCredential;
    connectVia: IntegrationRuntimeReference;
    projectParameters?: { [name: string]: SsisExecutionParameter };
    packageParameters?: { [name: string]: SsisExecutionParameter };
    projectConnectionManagers?: { [name: string]: { [name: string]: SsisExecutionParameter } };
    packageConnectionManagers?: { [name: string]: { [name: string]: SsisExecutionParameter } };
    propertyOverrides?: { [name: string]: SsisPropertyOverride };
    logLocation?: SsisLogLocation;
  };
}

interface ExecuteWranglingDataflowActivity extends ActivityBase {
  type: "ExecuteWranglingDataflow";
  policy?: ActivityPolicy;
  typeProperties: {
    dataFlow: DataFlowReference;
    staging?: DataFlowStagingInfo;
    integrationRuntime?: IntegrationRuntimeReference;
    compute?: ExecuteDataFlowActivityTypePropertiesCompute;
    traceLevel?: Json;
    continueOnError?: Json;
    runConcurrently?: Json;
    sourceStagingConcurrency?: Json;
    sinks?: { [name: string]: PowerQuerySink };
    queries?: readonly PowerQuerySinkMapping[] | Expression;
  };
}

interface ExecutionActivityBase extends ActivityBase {
  linkedServiceName?: LinkedServiceReference;
  policy?: ActivityPolicy;
}
interface OtherExecutionActivity extends ExecutionActivityBase {
  type: Unlisted;
  [property: string]: unknown;
}
type ExecutionActivity =
  | AzureDataExplorerCommandActivity
  | AzureFunctionActivity
  | AzureMLBatchExecutionActivity
  | AzureMLExecutePipelineActivity
  | AzureMLUpdateResourceActivity
  | CopyActivity
  | CustomActivity
  | DataLakeAnalyticsUsqlActivity
  | DatabricksJobActivity
  | DatabricksNotebookActivity
  | DatabricksSparkJarActivity
  | DatabricksSparkPythonActivity
  | DeleteActivity
  | ExecuteDataFlowActivity
  | ExecuteSsisPackageActivity
  | GetMetadataActivity
  | HDInsightHiveActivity
  | HDInsightMapReduceActivity
  | HDInsightPigActivity
  | HDInsightSparkActivity
  | HDInsightStreamingActivity
  | LookupActivity
  | ScriptActivity
  | SqlServerStoredProcedureActivity
  | SynapseNotebookActivity
  | SynapseSparkJobDefinitionActivity
  | WebActivity
  | OtherExecutionActivity;

interface ExportSettingsBase {
}
interface OtherExportSettings extends ExportSettingsBase {
  type: Unlisted;
  [property: string]: unknown;
}
type ExportSettings =
  | AzureDatabricksDeltaLakeExportCommand
  | SnowflakeExportCopyCommand
  | OtherExportSettings;

interface FailActivity extends ControlActivityBase {
  type: "Fail";
  typeProperties: {
    message: Json;
    errorCode: Json;
  };
}

interface FileServerLinkedService extends LinkedServiceBase {
  type: "FileServer";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    userId?: Json;
    password?: SecretBase;
  };
}

interface FileServerLocation extends DatasetLocationBase {
  type: "FileServerLocation";
}

interface FileServerReadSettings extends StoreReadSettingsBase {
  type: "FileServerReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
  fileFilter?: Json;
}

interface FileServerWriteSettings extends StoreWriteSettingsBase {
  type: "FileServerWriteSettings";
}

interface FileShareDataset extends DatasetBase {
  type: "FileShare";
  typeProperties?: {
    folderPath?: Json;
    fileName?: Json;
    modifiedDatetimeStart?: Json;
    modifiedDatetimeEnd?: Json;
    format?: DatasetStorageFormat;
    fileFilter?: Json;
    compression?: DatasetCompression;
  };
}

interface FileSystemSink extends CopySinkBase {
  type: "FileSystemSink";
  copyBehavior?: Json;
}

interface FileSystemSource extends CopySourceBase {
  type: "FileSystemSource";
  recursive?: Json;
  additionalColumns?: Json;
}

interface FilterActivity extends ControlActivityBase {
  type: "Filter";
  typeProperties: {
    items: Expression;
    condition: Expression;
  };
}

interface Flowlet extends DataFlowBase {
  type: "Flowlet";
  typeProperties?: {
    sources?: readonly DataFlowSource[] | Expression;
    sinks?: readonly DataFlowSink[] | Expression;
    transformations?: readonly Transformation[] | Expression;
    script?: Text;
    scriptLines?: readonly Text[] | Expression;
  };
}

interface ForEachActivity extends ControlActivityBase {
  type: "ForEach";
  typeProperties: {
    isSequential?: Flag;
    batchCount?: Num;
    items: Expression;
    activities: readonly Activity[] | Expression;
  };
}

interface FormatReadSettingsBase {
}
interface OtherFormatReadSettings extends FormatReadSettingsBase {
  type: Unlisted;
  [property: string]: unknown;
}
type FormatReadSettings =
  | BinaryReadSettings
  | DelimitedTextReadSettings
  | JsonReadSettings
  | ParquetReadSettings
  | XmlReadSettings
  | OtherFormatReadSettings;

interface FormatWriteSettingsBase {
}
interface OtherFormatWriteSettings extends FormatWriteSettingsBase {
  type: Unlisted;
  [property: string]: unknown;
}
type FormatWriteSettings =
  | AvroWriteSettings
  | DelimitedTextWriteSettings
  | IcebergWriteSettings
  | JsonWriteSettings
  | OrcWriteSettings
  | ParquetWriteSettings
  | OtherFormatWriteSettings;

interface FtpReadSettings extends StoreReadSettingsBase {
  type: "FtpReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  fileListPath?: Json;
  useBinaryTransfer?: Json;
  disableChunking?: Json;
}

interface FtpServerLinkedService extends LinkedServiceBase {
  type: "FtpServer";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port?: Json;
    authenticationType?: Choice<"Basic" | "Anonymous">;
    userName?: Json;
    password?: SecretBase;
    enableSsl?: Json;
    enableServerCertificateValidation?: Json;
  };
}

interface FtpServerLocation extends DatasetLocationBase {
  type: "FtpServerLocation";
}

interface GetMetadataActivity extends ExecutionActivityBase {
  type: "GetMetadata";
  typeProperties: {
    dataset: DatasetReference;
    fieldList?: readonly Json[] | Expression;
    storeSettings?: StoreReadSettings;
    formatSettings?: FormatReadSettings;
  };
}

interface GoogleAdWordsLinkedService extends LinkedServiceBase {
  type: "GoogleAdWords";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionProperties?: Json;
    clientCustomerID?: Json;
    developerToken?: SecretBase;
    authenticationType?: Choice<"ServiceAuthentication" | "UserAuthentication">;
    refreshToken?: SecretBase;
    clientId?: Json;
    clientSecret?: SecretBase;
    email?: Json;
    keyFilePath?: Json;
    trustedCertPath?: Json;
    useSystemTrustStore?: Json;
    privateKey?: SecretBase;
    loginCustomerID?: Json;
    googleAdsApiVersion?: Json;
    supportLegacyDataTypes?: Json;
  };
}

interface GoogleAdWordsObjectDataset extends DatasetBase {
  type: "GoogleAdWordsObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface GoogleAdWordsSource extends TabularSourceBase {
  type: "GoogleAdWordsSource";
  query?: Json;
}

interface GoogleBigQueryLinkedService extends LinkedServiceBase {
  type: "GoogleBigQuery";
  typeProperties: {
    encryptedCredential?: Json;
    project: Json;
    additionalProjects?: Json;
    requestGoogleDriveScope?: Json;
    authenticationType: Choice<"ServiceAuthentication" | "UserAuthentication">;
    refreshToken?: SecretBase;
    clientId?: Json;
    clientSecret?: SecretBase;
    email?: Json;
    keyFilePath?: Json;
    trustedCertPath?: Json;
    useSystemTrustStore?: Json;
  };
}

interface GoogleBigQueryObjectDataset extends DatasetBase {
  type: "GoogleBigQueryObject";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    dataset?: Json;
  };
}

interface GoogleBigQuerySource extends TabularSourceBase {
  type: "GoogleBigQuerySource";
  query?: Json;
}

interface GoogleBigQueryV2LinkedService extends LinkedServiceBase {
  type: "GoogleBigQueryV2";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface GoogleBigQueryV2ObjectDataset extends DatasetBase {
  type: "GoogleBigQueryV2Object";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface GoogleBigQueryV2Source extends CopySourceBase {
  type: "GoogleBigQueryV2Source";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface GoogleCloudStorageLinkedService extends LinkedServiceBase {
  type: "GoogleCloudStorage";
  typeProperties?: {
    encryptedCredential?: Json;
    accessKeyId?: Json;
    secretAccessKey?: SecretBase;
    serviceUrl?: Json;
  };
}

interface GoogleCloudStorageLocation extends DatasetLocationBase {
  type: "GoogleCloudStorageLocation";
  bucketName?: Json;
  version?: Json;
}

interface GoogleCloudStorageReadSettings extends StoreReadSettingsBase {
  type: "GoogleCloudStorageReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  prefix?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface GoogleSheetsLinkedService extends LinkedServiceBase {
  type: "GoogleSheets";
  typeProperties: {
    encryptedCredential?: Json;
    apiToken: SecretBase;
  };
}

interface GreenplumLinkedService extends LinkedServiceBase {
  type: "Greenplum";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    pwd?: AzureKeyVaultSecretReference;
  };
}

interface GreenplumSource extends TabularSourceBase {
  type: "GreenplumSource";
  query?: Json;
}

interface GreenplumTableDataset extends DatasetBase {
  type: "GreenplumTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface HBaseLinkedService extends LinkedServiceBase {
  type: "HBase";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port?: Json;
    httpPath?: Json;
    authenticationType: Choice<"Anonymous" | "Basic">;
    username?: Json;
    password?: SecretBase;
    enableSsl?: Json;
    trustedCertPath?: Json;
    allowHostNameCNMismatch?: Json;
    allowSelfSignedServerCert?: Json;
  };
}

interface HBaseObjectDataset extends DatasetBase {
  type: "HBaseObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface HBaseSource extends TabularSourceBase {
  type: "HBaseSource";
  query?: Json;
}

interface HDInsightHiveActivity extends ExecutionActivityBase {
  type: "HDInsightHive";
  typeProperties?: {
    storageLinkedServices?: readonly LinkedServiceReference[] | Expression;
    arguments?: readonly Json[] | Expression;
    getDebugInfo?: Choice<"None" | "Always" | "Failure">;
    scriptPath?: Json;
    scriptLinkedService?: LinkedServiceReference;
    defines?: { [name: string]: Json };
    variables?: readonly Json[] | Expression;
    queryTimeout?: Num;
  };
}

interface HDInsightLinkedService extends LinkedServiceBase {
  type: "HDInsight";
  typeProperties: {
    encryptedCredential?: Json;
    clusterUri: Json;
    userName?: Json;
    password?: SecretBase;
    linkedServiceName?: LinkedServiceReference;
    hcatalogLinkedServiceName?: LinkedServiceReference;
    isEspEnabled?: Json;
    fileSystem?: Json;
  };
}

interface HDInsightMapReduceActivity extends ExecutionActivityBase {
  type: "HDInsightMapReduce";
  typeProperties: {
    storageLinkedServices?: readonly LinkedServiceReference[] | Expression;
    arguments?: readonly Json[] | Expression;
    getDebugInfo?: Choice<"None" | "Always" | "Failure">;
    className: Json;
    jarFilePath: Json;
    jarLinkedService?: LinkedServiceReference;
    jarLibs?: readonly Json[] | Expression;
    defines?: { [name: string]: Json };
  };
}

interface HDInsightOnDemandLinkedService extends LinkedServiceBase {
  type: "HDInsightOnDemand";
  typeProperties: {
    encryptedCredential?: Json;
    clusterSize: Json;
    timeToLive: Json;
    version: Json;
    linkedServiceName: LinkedServiceReference;
    hostSubscriptionId: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant: Json;
    clusterResourceGroup: Json;
    clusterNamePrefix?: Json;
    clusterUserName?: Json;
    clusterPassword?: SecretBase;
    clusterSshUserName?: Json;
    clusterSshPassword?: SecretBase;
    additionalLinkedServiceNames?: readonly LinkedServiceReference[] | Expression;
    hcatalogLinkedServiceName?: LinkedServiceReference;
    clusterType?: Json;
    sparkVersion?: Json;
    coreConfiguration?: Json;
    hBaseConfiguration?: Json;
    hdfsConfiguration?: Json;
    hiveConfiguration?: Json;
    mapReduceConfiguration?: Json;
    oozieConfiguration?: Json;
    stormConfiguration?: Json;
    yarnConfiguration?: Json;
    headNodeSize?: Json;
    dataNodeSize?: Json;
    zookeeperNodeSize?: Json;
    scriptActions?: readonly ScriptAction[] | Expression;
    virtualNetworkId?: Json;
    subnetName?: Json;
    credential?: CredentialReference;
  };
}

interface HDInsightPigActivity extends ExecutionActivityBase {
  type: "HDInsightPig";
  typeProperties?: {
    storageLinkedServices?: readonly LinkedServiceReference[] | Expression;
    arguments?: Json;
    getDebugInfo?: Choice<"None" | "Always" | "Failure">;
    scriptPath?: Json;
    scriptLinkedService?: LinkedServiceReference;
    defines?: { [name: string]: Json };
  };
}

interface HDInsightSparkActivity extends ExecutionActivityBase {
  type: "HDInsightSpark";
  typeProperties: {
    rootPath: Json;
    entryFilePath: Json;
    arguments?: readonly Json[] | Expression;
    getDebugInfo?: Choice<"None" | "Always" | "Failure">;
    sparkJobLinkedService?: LinkedServiceReference;
    className?: Text;
    proxyUser?: Json;
    sparkConfig?: { [name: string]: Json };
  };
}

interface HDInsightStreamingActivity extends ExecutionActivityBase {
  type: "HDInsightStreaming";
  typeProperties: {
    storageLinkedServices?: readonly LinkedServiceReference[] | Expression;
    arguments?: readonly Json[] | Expression;
    getDebugInfo?: Choice<"None" | "Always" | "Failure">;
    mapper: Json;
    reducer: Json;
    input: Json;
    output: Json;
    filePaths: readonly Json[] | Expression;
    fileLinkedService?: LinkedServiceReference;
    combiner?: Json;
    commandEnvironment?: readonly Json[] | Expression;
    defines?: { [name: string]: Json };
  };
}

interface HdfsLinkedService extends LinkedServiceBase {
  type: "Hdfs";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    authenticationType?: Json;
    userName?: Json;
    password?: SecretBase;
  };
}

interface HdfsLocation extends DatasetLocationBase {
  type: "HdfsLocation";
}

interface HdfsReadSettings extends StoreReadSettingsBase {
  type: "HdfsReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
  distcpSettings?: DistcpSettings;
  deleteFilesAfterCompletion?: Json;
}

interface HdfsSource extends CopySourceBase {
  type: "HdfsSource";
  recursive?: Json;
  distcpSettings?: DistcpSettings;
}

interface HiveLinkedService extends LinkedServiceBase {
  type: "Hive";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port?: Json;
    serverType?: Choice<"HiveServer1" | "HiveServer2" | "HiveThriftServer">;
    thriftTransportProtocol?: Choice<"Binary" | "SASL" | "HTTP ">;
    authenticationType: Choice<"Anonymous" | "Username" | "UsernameAndPassword" | "WindowsAzureHDInsightService">;
    serviceDiscoveryMode?: Json;
    zooKeeperNameSpace?: Json;
    useNativeQuery?: Json;
    username?: Json;
    password?: SecretBase;
    httpPath?: Json;
    enableSsl?: Json;
    trustedCertPath?: Json;
    useSystemTrustStore?: Json;
    allowHostNameCNMismatch?: Json;
    allowSelfSignedServerCert?: Json;
  };
}

interface HiveObjectDataset extends DatasetBase {
  type: "HiveObject";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface HiveSource extends TabularSourceBase {
  type: "HiveSource";
  query?: Json;
}

interface HttpDataset extends DatasetBase {
  type: "HttpFile";
  typeProperties?: {
    relativeUrl?: Json;
    requestMethod?: Json;
    requestBody?: Json;
    additionalHeaders?: Json;
    format?: DatasetStorageFormat;
    compression?: DatasetCompression;
  };
}

interface HttpLinkedService extends LinkedServiceBase {
  type: "HttpServer";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    authenticationType?: Choice<"Basic" | "Anonymous" | "Digest" | "Windows" | "ClientCertificate">;
    userName?: Json;
    password?: SecretBase;
    embeddedCertData?: Json;
    certThumbprint?: Json;
    enableServerCertificateValidation?: Json;
    authHeaders?: Json;
  };
}

interface HttpReadSettings extends StoreReadSettingsBase {
  type: "HttpReadSettings";
  requestMethod?: Json;
  requestBody?: Json;
  additionalHeaders?: Json;
  requestTimeout?: Json;
  enablePartitionDiscovery?: Flag;
  partitionRootPath?: Json;
  additionalColumns?: Json;
}

interface HttpServerLocation extends DatasetLocationBase {
  type: "HttpServerLocation";
  relativeUrl?: Json;
}

interface HttpSource extends CopySourceBase {
  type: "HttpSource";
  httpRequestTimeout?: Json;
}

interface HubspotLinkedService extends LinkedServiceBase {
  type: "Hubspot";
  typeProperties: {
    encryptedCredential?: Json;
    clientId: Json;
    clientSecret?: SecretBase;
    accessToken?: SecretBase;
    refreshToken?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface HubspotObjectDataset extends DatasetBase {
  type: "HubspotObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface HubspotSource extends TabularSourceBase {
  type: "HubspotSource";
  query?: Json;
}

interface IcebergDataset extends DatasetBase {
  type: "Iceberg";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface IcebergSink extends CopySinkBase {
  type: "IcebergSink";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface IcebergWriteSettings extends FormatWriteSettingsBase {
  type: "IcebergWriteSettings";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface IfConditionActivity extends ControlActivityBase {
  type: "IfCondition";
  typeProperties: {
    expression: Expression;
    ifTrueActivities?: readonly Activity[] | Expression;
    ifFalseActivities?: readonly Activity[] | Expression;
  };
}

interface ImpalaLinkedService extends LinkedServiceBase {
  type: "Impala";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port?: Json;
    authenticationType: Choice<"Anonymous" | "SASLUsername" | "UsernameAndPassword">;
    username?: Json;
    password?: SecretBase;
    enableSsl?: Json;
    trustedCertPath?: Json;
    useSystemTrustStore?: Json;
    allowHostNameCNMismatch?: Json;
    allowSelfSignedServerCert?: Json;
  };
}

interface ImpalaObjectDataset extends DatasetBase {
  type: "ImpalaObject";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface ImpalaSource extends TabularSourceBase {
  type: "ImpalaSource";
  query?: Json;
}

interface ImportSettingsBase {
}
interface OtherImportSettings extends ImportSettingsBase {
  type: Unlisted;
  [property: string]: unknown;
}
type ImportSettings =
  | AzureDatabricksDeltaLakeImportCommand
  | SnowflakeImportCopyCommand
  | TeradataImportCommand
  | OtherImportSettings;

interface InformixLinkedService extends LinkedServiceBase {
  type: "Informix";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    authenticationType?: Json;
    credential?: SecretBase;
    userName?: Json;
    password?: SecretBase;
  };
}

interface InformixSink extends CopySinkBase {
  type: "InformixSink";
  preCopyScript?: Json;
}

interface InformixSource extends TabularSourceBase {
  type: "InformixSource";
  query?: Json;
}

interface InformixTableDataset extends DatasetBase {
  type: "InformixTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface IntegrationRuntimeBase {
  description?: Text;
}
interface OtherIntegrationRuntime extends IntegrationRuntimeBase {
  type: Unlisted;
  [property: string]: unknown;
}
type IntegrationRuntime =
  | ManagedIntegrationRuntime
  | SelfHostedIntegrationRuntime
  | OtherIntegrationRuntime;

interface IntegrationRuntimeComputeProperties {
  location?: Text;
  nodeSize?: Text;
  numberOfNodes?: Num;
  maxParallelExecutionsPerNode?: Num;
  dataFlowProperties?: IntegrationRuntimeDataFlowProperties;
  vNetProperties?: IntegrationRuntimeVNetProperties;
  copyComputeScaleProperties?: CopyComputeScaleProperties;
  pipelineExternalComputeScaleProperties?: PipelineExternalComputeScaleProperties;
}

interface IntegrationRuntimeCustomSetupScriptProperties {
  blobContainerUri?: Text;
  sasToken?: SecureString;
}

interface IntegrationRuntimeCustomerVirtualNetwork {
  subnetId?: Text;
}

interface IntegrationRuntimeDataFlowProperties {
  computeType?: Choice<"General" | "MemoryOptimized" | "ComputeOptimized">;
  coreCount?: Num;
  timeToLive?: Num;
  cleanup?: Flag;
  customProperties?: readonly IntegrationRuntimeDataFlowPropertiesCustomPropertiesItem[] | Expression;
}

interface IntegrationRuntimeDataFlowPropertiesCustomPropertiesItem {
  name?: Text;
  value?: Text;
}

interface IntegrationRuntimeDataProxyProperties {
  connectVia?: EntityReference;
  stagingLinkedService?: EntityReference;
  path?: Text;
}

interface IntegrationRuntimeReference {
  type?: "IntegrationRuntimeReference";
  referenceName: Text;
  parameters?: { [name: string]: Json };
}

interface IntegrationRuntimeSsisCatalogInfo {
  catalogServerEndpoint?: Text;
  catalogAdminUserName?: Text;
  catalogAdminPassword?: SecureString;
  catalogPricingTier?: Choice<"Basic" | "Standard" | "Premium" | "PremiumRS">;
  dualStandbyPairName?: Text;
}

interface IntegrationRuntimeSsisProperties {
  catalogInfo?: IntegrationRuntimeSsisCatalogInfo;
  licenseType?: Choice<"BasePrice" | "LicenseIncluded">;
  customSetupScriptProperties?: IntegrationRuntimeCustomSetupScriptProperties;
  dataProxyProperties?: IntegrationRuntimeDataProxyProperties;
  edition?: Choice<"Standard" | "Enterprise">;
  expressCustomSetupProperties?: readonly CustomSetupBase[] | Expression;
  packageStores?: readonly PackageStore[] | Expression;
  credential?: CredentialReference;
}

interface IntegrationRuntimeVNetProperties {
  vNetId?: Text;
  subnet?: Text;
  publicIPs?: readonly Text[] | Expression;
  subnetId?: Text;
}

interface JiraLinkedService extends LinkedServiceBase {
  type: "Jira";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port?: Json;
    username: Json;
    password?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface JiraObjectDataset extends DatasetBase {
  type: "JiraObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface JiraSource extends TabularSourceBase {
  type: "JiraSource";
  query?: Json;
}

interface JsonDataset extends DatasetBase {
  type: "Json";
  typeProperties?: {
    location?: DatasetLocation;
    encodingName?: Json;
    compression?: DatasetCompression;
  };
}

interface JsonFormat extends DatasetStorageFormatBase {
  type: "JsonFormat";
  filePattern?: Json;
  nestingSeparator?: Json;
  encodingName?: Json;
  jsonNodeReference?: Json;
  jsonPathDefinition?: Json;
}

interface JsonReadSettings extends FormatReadSettingsBase {
  type: "JsonReadSettings";
  compressionProperties?: CompressionReadSettings;
}

interface JsonSink extends CopySinkBase {
  type: "JsonSink";
  storeSettings?: StoreWriteSettings;
  formatSettings?: JsonWriteSettings;
}

interface JsonSource extends CopySourceBase {
  type: "JsonSource";
  storeSettings?: StoreReadSettings;
  formatSettings?: JsonReadSettings;
  additionalColumns?: Json;
}

interface JsonWriteSettings extends FormatWriteSettingsBase {
  type: "JsonWriteSettings";
  filePattern?: Json;
}

interface KqlScript {
  content?: KqlScriptContent;
  description?: Text;
  folder?: {
    name?: Text;
  };
}

interface KqlScriptContent {
  query?: Text;
  metadata?: KqlScriptContentMetadata;
  currentConnection?: KqlScriptContentCurrentConnection;
}

interface KqlScriptContentCurrentConnection {
  name?: Text;
  poolName?: Text;
  databaseName?: Text;
  type?: Text;
}

interface KqlScriptContentMetadata {
  language?: Text;
}

interface LakeHouseLinkedService extends LinkedServiceBase {
  type: "LakeHouse";
  typeProperties?: {
    encryptedCredential?: Text;
    workspaceId?: Json;
    artifactId?: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalCredential?: SecretBase;
  };
}

interface LakeHouseLocation extends DatasetLocationBase {
  type: "LakeHouseLocation";
}

interface LakeHouseReadSettings extends StoreReadSettingsBase {
  type: "LakeHouseReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface LakeHouseTableDataset extends DatasetBase {
  type: "LakeHouseTable";
  typeProperties?: {
    table?: Json;
  };
}

interface LakeHouseTableSink extends CopySinkBase {
  type: "LakeHouseTableSink";
  tableActionOption?: Json;
  partitionOption?: Json;
  partitionNameList?: Json;
}

interface LakeHouseTableSource extends CopySourceBase {
  type: "LakeHouseTableSource";
  timestampAsOf?: Json;
  versionAsOf?: Json;
  additionalColumns?: Json;
}

interface LakeHouseWriteSettings extends StoreWriteSettingsBase {
  type: "LakeHouseWriteSettings";
}

interface LakehouseLinkedService extends LinkedServiceBase {
  type: "Lakehouse";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface LakehouseTableDataset extends DatasetBase {
  type: "LakehouseTable";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface LibraryInfo {
  name?: Text;
  path?: Text;
  containerName?: Text;
  uploadedTimestamp?: Text;
  type?: Text;
  provisioningStatus?: Text;
  creatorId?: Text;
}

interface LibraryRequirements {
  time?: Text;
  content?: Text;
  filename?: Text;
}

interface LinkedIntegrationRuntimeKeyAuthorization extends LinkedIntegrationRuntimeTypeBase {
  authorizationType: "Key";
  key?: SecureString;
}

interface LinkedIntegrationRuntimeRbacAuthorization extends LinkedIntegrationRuntimeTypeBase {
  authorizationType: "RBAC";
  resourceId: Text;
  credential?: CredentialReference;
}

interface LinkedIntegrationRuntimeTypeBase {
}
interface OtherLinkedIntegrationRuntimeType extends LinkedIntegrationRuntimeTypeBase {
  authorizationType: Unlisted;
  [property: string]: unknown;
}
type LinkedIntegrationRuntimeType =
  | LinkedIntegrationRuntimeKeyAuthorization
  | LinkedIntegrationRuntimeRbacAuthorization
  | OtherLinkedIntegrationRuntimeType;

interface LinkedServiceBase {
  connectVia?: IntegrationRuntimeReference;
  description?: Text;
  parameters?: { [name: string]: ParameterSpecification };
  annotations?: readonly Json[] | Expression;
  version?: Text;
}
interface OtherLinkedService extends LinkedServiceBase {
  type: Unlisted;
  [property: string]: unknown;
}
export type LinkedService =
  | AmazonMWSLinkedService
  | AmazonRdsForOracleLinkedService
  | AmazonRdsForSqlServerLinkedService
  | AmazonRedshiftLinkedService
  | AmazonS3CompatibleLinkedService
  | AmazonS3LinkedService
  | AppFiguresLinkedService
  | AsanaLinkedService
  | AzureBatchLinkedService
  | AzureBlobFSLinkedService
  | AzureBlobStorageLinkedService
  | AzureDataExplorerLinkedService
  | AzureDataLakeAnalyticsLinkedService
  | AzureDataLakeStoreLinkedService
  | AzureDatabricksDeltaLakeLinkedService
  | AzureDatabricksLinkedService
  | AzureFileStorageLinkedService
  | AzureFunctionLinkedService
  | AzureKeyVaultLinkedService
  | AzureMLLinkedService
  | AzureMLServiceLinkedService
  | AzureMariaDBLinkedService
  | AzureMySqlLinkedService
  | AzurePostgreSqlLinkedService
  | AzureSearchLinkedService
  | AzureSqlDWLinkedService
  | AzureSqlDatabaseLinkedService
  | AzureSqlMILinkedService
  | AzureStorageLinkedService
  | AzureSynapseArtifactsLinkedService
  | AzureTableStorageLinkedService
  | CassandraLinkedService
  | CommonDataServiceForAppsLinkedService
  | ConcurLinkedService
  | CosmosDbLinkedService
  | CosmosDbMongoDbApiLinkedService
  | CouchbaseLinkedService
  | CustomDataSourceLinkedService
  | DataworldLinkedService
  | Db2LinkedService
  | DrillLinkedService
  | DynamicsAXLinkedService
  | DynamicsCrmLinkedService
  | DynamicsLinkedService
  | EloquaLinkedService
  | FileServerLinkedService
  | FtpServerLinkedService
  | GoogleAdWordsLinkedService
  | GoogleBigQueryLinkedService
  | GoogleBigQueryV2LinkedService
  | GoogleCloudStorageLinkedService
  | GoogleSheetsLinkedService
  | GreenplumLinkedService
  | HBaseLinkedService
  | HDInsightLinkedService
  | HDInsightOnDemandLinkedService
  | HdfsLinkedService
  | HiveLinkedService
  | HttpLinkedService
  | HubspotLinkedService
  | ImpalaLinkedService
  | InformixLinkedService
  | JiraLinkedService
  | LakeHouseLinkedService
  | LakehouseLinkedService
  | MagentoLinkedService
  | MariaDBLinkedService
  | MarketoLinkedService
  | MicrosoftAccessLinkedService
  | MongoDbAtlasLinkedService
  | MongoDbLinkedService
  | MongoDbV2LinkedService
  | MySqlLinkedService
  | NetezzaLinkedService
  | ODataLinkedService
  | OdbcLinkedService
  | Office365LinkedService
  | OracleCloudStorageLinkedService
  | OracleLinkedService
  | OracleServiceCloudLinkedService
  | PaypalLinkedService
  | PhoenixLinkedService
  | PostgreSqlLinkedService
  | PostgreSqlV2LinkedService
  | PowerBIWorkspaceLinkedService
  | PrestoLinkedService
  | QuickBooksLinkedService
  | QuickbaseLinkedService
  | ResponsysLinkedService
  | RestServiceLinkedService
  | SalesforceLinkedService
  | SalesforceMarketingCloudLinkedService
  | SalesforceServiceCloudLinkedService
  | SalesforceServiceCloudV2LinkedService
  | SalesforceV2LinkedService
  | SapBWLinkedService
  | SapCloudForCustomerLinkedService
  | SapEccLinkedService
  | SapHanaLinkedService
  | SapOdpLinkedService
  | SapOpenHubLinkedService
  | SapTableLinkedService
  | ServiceNowLinkedService
  | ServiceNowV2LinkedService
  | SftpServerLinkedService
  | SharePointOnlineListLinkedService
  | ShopifyLinkedService
  | SmartsheetLinkedService
  | SnowflakeLinkedService
  | SnowflakeV2LinkedService
  | SparkLinkedService
  | SqlServerLinkedService
  | SquareLinkedService
  | SybaseLinkedService
  | TeamDeskLinkedService
  | TeradataLinkedService
  | TwilioLinkedService
  | VerticaLinkedService
  | WarehouseLinkedService
  | WebLinkedService
  | XeroLinkedService
  | ZendeskLinkedService
  | ZohoLinkedService
  | OtherLinkedService;

interface LinkedServiceReference {
  type: "LinkedServiceReference";
  referenceName: Text;
  parameters?: { [name: string]: Json };
}

interface LogLocationSettings {
  linkedServiceName: LinkedServiceReference;
  path?: Json;
}

interface LogSettings {
  enableCopyActivityLog?: Json;
  copyActivityLogSettings?: CopyActivityLogSettings;
  logLocationSettings: LogLocationSettings;
}

interface LogStorageSettings {
  linkedServiceName: LinkedServiceReference;
  path?: Json;
  logLevel?: Json;
  enableReliableLogging?: Json;
}

interface LookupActivity extends ExecutionActivityBase {
  type: "Lookup";
  typeProperties: {
    source: CopySource;
    dataset: DatasetReference;
    firstRowOnly?: Json;
    treatDecimalAsString?: Json;
  };
}

interface MagentoLinkedService extends LinkedServiceBase {
  type: "Magento";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    accessToken?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface MagentoObjectDataset extends DatasetBase {
  type: "MagentoObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface MagentoSource extends TabularSourceBase {
  type: "MagentoSource";
  query?: Json;
}

interface ManagedIdentityCredential extends CredentialBase {
  type: "ManagedIdentity";
  typeProperties?: {
    resourceId?: Text;
  };
}

interface ManagedIntegrationRuntime extends IntegrationRuntimeBase {
  type: "Managed";
  state?: Text;
  managedVirtualNetwork?: ManagedVirtualNetworkReference;
  typeProperties?: {
    computeProperties?: IntegrationRuntimeComputeProperties;
    ssisProperties?: IntegrationRuntimeSsisProperties;
    customerVirtualNetwork?: IntegrationRuntimeCustomerVirtualNetwork;
  };
}

interface ManagedPrivateEndpoint {
  name?: Text;
  privateLinkResourceId: Text;
  groupId?: Text;
  fqdns?: readonly Text[] | Expression;
  connectionState?: Json;
  isReserved?: Flag;
  isCompliant?: Flag;
  provisioningState?: Text;
}

interface ManagedVirtualNetworkReference {
  type?: Text;
  referenceName: Text;
}

interface MappingDataFlow extends DataFlowBase {
  type: "MappingDataFlow";
  typeProperties?: {
    sources?: readonly DataFlowSource[] | Expression;
    sinks?: readonly DataFlowSink[] | Expression;
    transformations?: readonly Transformation[] | Expression;
    script?: Text;
    scriptLines?: readonly Text[] | Expression;
  };
}

interface MariaDBLinkedService extends LinkedServiceBase {
  type: "MariaDB";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    pwd?: AzureKeyVaultSecretReference;
  };
}

interface MariaDBSource extends TabularSourceBase {
  type: "MariaDBSource";
  query?: Json;
}

interface MariaDBTableDataset extends DatasetBase {
  type: "MariaDBTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface MarketoLinkedService extends LinkedServiceBase {
  type: "Marketo";
  typeProperties: {
    encryptedCredential?: Json;
    endpoint: Json;
    clientId: Json;
    clientSecret?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface MarketoObjectDataset extends DatasetBase {
  type: "MarketoObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface MarketoSource extends TabularSourceBase {
  type: "MarketoSource";
  query?: Json;
}

interface MetadataItem {
  name?: Json;
  value?: Json;
}

interface MicrosoftAccessLinkedService extends LinkedServiceBase {
  type: "MicrosoftAccess";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    authenticationType?: Json;
    credential?: SecretBase;
    userName?: Json;
    password?: SecretBase;
  };
}

interface MicrosoftAccessSink extends CopySinkBase {
  type: "MicrosoftAccessSink";
  preCopyScript?: Json;
}

interface MicrosoftAccessSource extends CopySourceBase {
  type: "MicrosoftAccessSource";
  query?: Json;
  additionalColumns?: Json;
}

interface MicrosoftAccessTableDataset extends DatasetBase {
  type: "MicrosoftAccessTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface MongoDbAtlasCollectionDataset extends DatasetBase {
  type: "MongoDbAtlasCollection";
  typeProperties: {
    collection: Json;
  };
}

interface MongoDbAtlasLinkedService extends LinkedServiceBase {
  type: "MongoDbAtlas";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    database: Json;
    driverVersion?: Json;
  };
}

interface MongoDbAtlasSink extends CopySinkBase {
  type: "MongoDbAtlasSink";
  writeBehavior?: Json;
}

interface MongoDbAtlasSource extends CopySourceBase {
  type: "MongoDbAtlasSource";
  filter?: Json;
  cursorMethods?: MongoDbCursorMethodsProperties;
  batchSize?: Json;
  queryTimeout?: Json;
  additionalColumns?: Json;
}

interface MongoDbCollectionDataset extends DatasetBase {
  type: "MongoDbCollection";
  typeProperties: {
    collectionName: Json;
  };
}

interface MongoDbCursorMethodsProperties {
  project?: Json;
  sort?: Json;
  skip?: Json;
  limit?: Json;
}

interface MongoDbLinkedService extends LinkedServiceBase {
  type: "MongoDb";
  typeProperties: {
    encryptedCredential?: Json;
    server: Json;
    authenticationType?: Choice<"Basic" | "Anonymous">;
    databaseName: Json;
    username?: Json;
    password?: SecretBase;
    authSource?: Json;
    port?: Json;
    enableSsl?: Json;
    allowSelfSignedServerCert?: Json;
  };
}

interface MongoDbSource extends CopySourceBase {
  type: "MongoDbSource";
  query?: Json;
  additionalColumns?: Json;
}

interface MongoDbV2CollectionDataset extends DatasetBase {
  type: "MongoDbV2Collection";
  typeProperties: {
    collection: Json;
  };
}

interface MongoDbV2LinkedService extends LinkedServiceBase {
  type: "MongoDbV2";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    database: Json;
  };
}

interface MongoDbV2Sink extends CopySinkBase {
  type: "MongoDbV2Sink";
  writeBehavior?: Json;
}

interface MongoDbV2Source extends CopySourceBase {
  type: "MongoDbV2Source";
  filter?: Json;
  cursorMethods?: MongoDbCursorMethodsProperties;
  batchSize?: Json;
  queryTimeout?: Json;
  additionalColumns?: Json;
}

interface MultiplePipelineTriggerBase extends TriggerBase {
  pipelines?: readonly TriggerPipelineReference[] | Expression;
}
interface OtherMultiplePipelineTrigger extends MultiplePipelineTriggerBase {
  type: Unlisted;
  [property: string]: unknown;
}
type MultiplePipelineTrigger =
  | BlobEventsTrigger
  | BlobTrigger
  | CustomEventsTrigger
  | ScheduleTrigger
  | OtherMultiplePipelineTrigger;

interface MySqlLinkedService extends LinkedServiceBase {
  type: "MySql";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    password?: AzureKeyVaultSecretReference;
  };
}

interface MySqlSource extends TabularSourceBase {
  type: "MySqlSource";
  query?: Json;
}

interface MySqlTableDataset extends DatasetBase {
  type: "MySqlTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface NetezzaLinkedService extends LinkedServiceBase {
  type: "Netezza";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    pwd?: AzureKeyVaultSecretReference;
  };
}

interface NetezzaPartitionSettings {
  partitionColumnName?: Json;
  partitionUpperBound?: Json;
  partitionLowerBound?: Json;
}

interface NetezzaSource extends TabularSourceBase {
  type: "NetezzaSource";
  query?: Json;
  partitionOption?: Json;
  partitionSettings?: NetezzaPartitionSettings;
}

interface NetezzaTableDataset extends DatasetBase {
  type: "NetezzaTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

export interface Notebook {
  description?: Text;
  bigDataPool?: BigDataPoolReference;
  targetSparkConfiguration?: SparkConfigurationReference;
  sessionProperties?: NotebookSessionProperties;
  metadata: NotebookMetadata;
  nbformat: Num;
  nbformat_minor: Num;
  cells: readonly NotebookCell[] | Expression;
  folder?: NotebookFolder;
  [member: string]: unknown;
}

interface NotebookCell {
  cell_type: Text;
  metadata?: NotebookCellMetadata;
  source: Json;
  attachments?: Json;
  outputs?: readonly NotebookCellOutputItem[] | Expression;
  execution_count?: Json;
  [member: string]: unknown;
}

interface NotebookCellJupyter {
  source_hidden?: Json;
  outputs_hidden?: Json;
  [member: string]: unknown;
}

interface NotebookCellMetadata {
  jupyter?: NotebookCellJupyter;
  nteract?: NotebookCellNteract;
  collapsed?: Json;
  microsoft?: Json;
  tags?: Json;
  [member: string]: unknown;
}

interface NotebookCellNteract {
  transient?: {
    deleting?: Json;
  };
  [member: string]: unknown;
}

interface NotebookCellOutputItem {
  name?: Text;
  execution_count?: Num;
  output_type?: Choice<"execute_result" | "display_data" | "stream" | "error">;
  text?: Json;
  data?: Json;
  metadata?: Json;
  ename?: Json;
  evalue?: Json;
  traceback?: Json;
  [member: string]: unknown;
}

interface NotebookComputeOptions {
  id?: Json;
  name?: Json;
  type?: Json;
  endpoint?: Json;
  sparkVersion?: Json;
  auth?: {
    type?: Json;
    authResource?: Json;
  };
  nodeCount?: Json;
  cores?: Json;
  memory?: Json;
  automaticScaleJobs?: Json;
  extraHeader?: Json;
  [member: string]: unknown;
}

interface NotebookFolder {
  name?: Text;
}

interface NotebookKernelSpec {
  name: Text;
  display_name?: Text;
  [member: string]: unknown;
}

interface NotebookLanguageInfo {
  name?: Text;
  codemirror_mode?: Text;
  [member: string]: unknown;
}

interface NotebookMetadata {
  kernelspec?: NotebookKernelSpec;
  language_info?: NotebookLanguageInfo;
  saveOutput?: Flag;
  enableDebugMode?: Flag;
  a365ComputeOptions?: NotebookComputeOptions;
  synapse_widget?: Json;
  sessionKeepAliveTimeout?: Json;
  [member: string]: unknown;
}

interface NotebookParameter {
  value?: Json;
  type?: Choice<"string" | "int" | "float" | "bool">;
}

interface NotebookSessionProperties {
  driverMemory?: Text;
  driverCores?: Num;
  executorMemory?: Text;
  executorCores?: Num;
  numExecutors?: Num;
  conf?: Json;
  runAsWorkspaceSystemIdentity?: Flag;
  [member: string]: unknown;
}

interface ODataLinkedService extends LinkedServiceBase {
  type: "OData";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    authenticationType?: Choice<"Basic" | "Anonymous" | "Windows" | "AadServicePrincipal" | "ManagedServiceIdentity">;
    userName?: Json;
    password?: SecretBase;
    tenant?: Json;
    servicePrincipalId?: Json;
    azureCloudType?: Json;
    aadResourceId?: Json;
    aadServicePrincipalCredentialType?: Choice<"ServicePrincipalKey" | "ServicePrincipalCert">;
    servicePrincipalKey?: SecretBase;
    servicePrincipalEmbeddedCert?: SecretBase;
    servicePrincipalEmbeddedCertPassword?: SecretBase;
    authHeaders?: Json;
  };
}

interface ODataResourceDataset extends DatasetBase {
  type: "ODataResource";
  typeProperties?: {
    path?: Json;
  };
}

interface ODataSource extends CopySourceBase {
  type: "ODataSource";
  query?: Json;
  httpRequestTimeout?: Json;
  additionalColumns?: Json;
}

interface OdbcLinkedService extends LinkedServiceBase {
  type: "Odbc";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    authenticationType?: Json;
    credential?: SecretBase;
    userName?: Json;
    password?: SecretBase;
  };
}

interface OdbcSink extends CopySinkBase {
  type: "OdbcSink";
  preCopyScript?: Json;
}

interface OdbcSource extends TabularSourceBase {
  type: "OdbcSource";
  query?: Json;
}

interface OdbcTableDataset extends DatasetBase {
  type: "OdbcTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface Office365Dataset extends DatasetBase {
  type: "Office365Table";
  typeProperties: {
    tableName: Json;
    predicate?: Json;
  };
}

interface Office365LinkedService extends LinkedServiceBase {
  type: "Office365";
  typeProperties: {
    encryptedCredential?: Json;
    office365TenantId: Json;
    servicePrincipalTenantId: Json;
    servicePrincipalId: Json;
    servicePrincipalKey: SecretBase;
  };
}

interface Office365Source extends CopySourceBase {
  type: "Office365Source";
  allowedGroups?: Json;
  userScopeFilterUri?: Json;
  dateFilterColumn?: Json;
  startTime?: Json;
  endTime?: Json;
  outputColumns?: Json;
}

interface OracleCloudStorageLinkedService extends LinkedServiceBase {
  type: "OracleCloudStorage";
  typeProperties?: {
    encryptedCredential?: Text;
    accessKeyId?: Json;
    secretAccessKey?: SecretBase;
    serviceUrl?: Json;
  };
}

interface OracleCloudStorageLocation extends DatasetLocationBase {
  type: "OracleCloudStorageLocation";
  bucketName?: Json;
  version?: Json;
}

interface OracleCloudStorageReadSettings extends StoreReadSettingsBase {
  type: "OracleCloudStorageReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  prefix?: Json;
  fileListPath?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
}

interface OracleLinkedService extends LinkedServiceBase {
  type: "Oracle";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    password?: AzureKeyVaultSecretReference;
  };
}

interface OraclePartitionSettings {
  partitionNames?: Json;
  partitionColumnName?: Json;
  partitionUpperBound?: Json;
  partitionLowerBound?: Json;
}

interface OracleServiceCloudLinkedService extends LinkedServiceBase {
  type: "OracleServiceCloud";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    username: Json;
    password: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface OracleServiceCloudObjectDataset extends DatasetBase {
  type: "OracleServiceCloudObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface OracleServiceCloudSource extends TabularSourceBase {
  type: "OracleServiceCloudSource";
  query?: Json;
}

interface OracleSink extends CopySinkBase {
  type: "OracleSink";
  preCopyScript?: Json;
}

interface OracleSource extends CopySourceBase {
  type: "OracleSource";
  oracleReaderQuery?: Json;
  queryTimeout?: Json;
  partitionOption?: Json;
  partitionSettings?: OraclePartitionSettings;
  additionalColumns?: Json;
}

interface OracleTableDataset extends DatasetBase {
  type: "OracleTable";
  typeProperties?: {
    tableName?: Json;
    schema?: Json;
    table?: Json;
  };
}

interface OrcDataset extends DatasetBase {
  type: "Orc";
  typeProperties?: {
    location?: DatasetLocation;
    orcCompressionCodec?: Json;
  };
}

interface OrcFormat extends DatasetStorageFormatBase {
  type: "OrcFormat";
}

interface OrcSink extends CopySinkBase {
  type: "OrcSink";
  storeSettings?: StoreWriteSettings;
  formatSettings?: OrcWriteSettings;
}

interface OrcSource extends CopySourceBase {
  type: "OrcSource";
  storeSettings?: StoreReadSettings;
  additionalColumns?: Json;
}

interface OrcWriteSettings extends FormatWriteSettingsBase {
  type: "OrcWriteSettings";
  maxRowsPerFile?: Json;
  fileNamePrefix?: Json;
}

interface PackageStore {
  name: Text;
  packageStoreLinkedService: EntityReference;
}

interface ParameterSpecification {
  type: Choice<"Object" | "String" | "Int" | "Float" | "Bool" | "Array" | "SecureString">;
  defaultValue?: Json;
}

interface ParquetDataset extends DatasetBase {
  type: "Parquet";
  typeProperties?: {
    location?: DatasetLocation;
    compressionCodec?: Json;
  };
}

interface ParquetFormat extends DatasetStorageFormatBase {
  type: "ParquetFormat";
}

interface ParquetReadSettings extends FormatReadSettingsBase {
  type: "ParquetReadSettings";
  compressionProperties?: CompressionReadSettings;
}

interface ParquetSink extends CopySinkBase {
  type: "ParquetSink";
  storeSettings?: StoreWriteSettings;
  formatSettings?: ParquetWriteSettings;
}

interface ParquetSource extends CopySourceBase {
  type: "ParquetSource";
  storeSettings?: StoreReadSettings;
  additionalColumns?: Json;
  formatSettings?: ParquetReadSettings;
}

interface ParquetWriteSettings extends FormatWriteSettingsBase {
  type: "ParquetWriteSettings";
  maxRowsPerFile?: Json;
  fileNamePrefix?: Json;
}

interface PaypalLinkedService extends LinkedServiceBase {
  type: "Paypal";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    clientId: Json;
    clientSecret?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface PaypalObjectDataset extends DatasetBase {
  type: "PaypalObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface PaypalSource extends TabularSourceBase {
  type: "PaypalSource";
  query?: Json;
}

interface PhoenixLinkedService extends LinkedServiceBase {
  type: "Phoenix";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port?: Json;
    httpPath?: Json;
    authenticationType: Choice<"Anonymous" | "UsernameAndPassword" | "WindowsAzureHDInsightService">;
    username?: Json;
    password?: SecretBase;
    enableSsl?: Json;
    trustedCertPath?: Json;
    useSystemTrustStore?: Json;
    allowHostNameCNMismatch?: Json;
    allowSelfSignedServerCert?: Json;
  };
}

interface PhoenixObjectDataset extends DatasetBase {
  type: "PhoenixObject";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface PhoenixSource extends TabularSourceBase {
  type: "PhoenixSource";
  query?: Json;
}

export interface Pipeline {
  description?: Text;
  activities?: readonly Activity[] | Expression;
  parameters?: { [name: string]: ParameterSpecification };
  variables?: { [name: string]: VariableSpecification };
  concurrency?: Num;
  annotations?: readonly Json[] | Expression;
  runDimensions?: { [name: string]: Json };
  folder?: PipelineFolder;
  lastPublishTime?: Json;
  policy?: Json;
}

interface PipelineExternalComputeScaleProperties {
  timeToLive?: Num;
  numberOfPipelineNodes?: Num;
  numberOfExternalNodes?: Num;
}

interface PipelineFolder {
  name?: Text;
}

interface PipelineReference {
  type?: "PipelineReference";
  referenceName: Text;
  name?: Text;
}

interface PolybaseSettings {
  rejectType?: Choice<"value" | "percentage">;
  rejectValue?: Json;
  rejectSampleValue?: Json;
  useTypeDefault?: Json;
}

interface PostgreSqlLinkedService extends LinkedServiceBase {
  type: "PostgreSql";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    password?: AzureKeyVaultSecretReference;
  };
}

interface PostgreSqlSource extends TabularSourceBase {
  type: "PostgreSqlSource";
  query?: Json;
}

interface PostgreSqlTableDataset extends DatasetBase {
  type: "PostgreSqlTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface PostgreSqlV2LinkedService extends LinkedServiceBase {
  type: "PostgreSqlV2";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface PostgreSqlV2Source extends CopySourceBase {
  type: "PostgreSqlV2Source";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface PostgreSqlV2TableDataset extends DatasetBase {
  type: "PostgreSqlV2Table";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface PowerBIWorkspaceLinkedService extends LinkedServiceBase {
  type: "PowerBIWorkspace";
  typeProperties?: {
    encryptedCredential?: Json;
    workspaceId?: Text;
    tenantId?: Text;
    workspaceID?: Text;
    tenantID?: Text;
  };
}

interface PowerQuerySink {
  name: Text;
  description?: Text;
  dataset?: DatasetReference;
  linkedService?: LinkedServiceReference;
  flowlet?: DataFlowReference;
  schemaLinkedService?: LinkedServiceReference;
  rejectedDataLinkedService?: LinkedServiceReference;
  script?: Text;
}

interface PowerQuerySinkMapping {
  queryName?: Text;
  dataflowSinks?: readonly PowerQuerySink[] | Expression;
}

interface PrestoLinkedService extends LinkedServiceBase {
  type: "Presto";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    serverVersion: Json;
    catalog: Json;
    port?: Json;
    authenticationType: Choice<"Anonymous" | "LDAP">;
    username?: Json;
    password?: SecretBase;
    enableSsl?: Json;
    trustedCertPath?: Json;
    useSystemTrustStore?: Json;
    allowHostNameCNMismatch?: Json;
    allowSelfSignedServerCert?: Json;
    timeZoneID?: Json;
  };
}

interface PrestoObjectDataset extends DatasetBase {
  type: "PrestoObject";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface PrestoSource extends TabularSourceBase {
  type: "PrestoSource";
  query?: Json;
}

interface QuickBooksLinkedService extends LinkedServiceBase {
  type: "QuickBooks";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionProperties?: Json;
    endpoint?: Json;
    companyId?: Json;
    consumerKey?: Json;
    consumerSecret?: SecretBase;
    accessToken?: SecretBase;
    accessTokenSecret?: SecretBase;
    useEncryptedEndpoints?: Json;
  };
}

interface QuickBooksObjectDataset extends DatasetBase {
  type: "QuickBooksObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface QuickBooksSource extends TabularSourceBase {
  type: "QuickBooksSource";
  query?: Json;
}

interface QuickbaseLinkedService extends LinkedServiceBase {
  type: "Quickbase";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    userToken: SecretBase;
  };
}

interface RecurrenceSchedule {
  minutes?: readonly Num[] | Expression;
  hours?: readonly Num[] | Expression;
  weekDays?: readonly (Choice<never>)[] | Expression;
  monthDays?: readonly Num[] | Expression;
  monthlyOccurrences?: readonly RecurrenceScheduleOccurrence[] | Expression;
}

interface RecurrenceScheduleOccurrence {
  day?: Choice<"Sunday" | "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday">;
  occurrence?: Num;
}

interface RedirectIncompatibleRowSettings {
  linkedServiceName: Json;
  path?: Json;
}

interface RedshiftUnloadSettings {
  s3LinkedServiceName: LinkedServiceReference;
  bucketName: Json;
}

interface RelationalSource extends CopySourceBase {
  type: "RelationalSource";
  query?: Json;
  additionalColumns?: Json;
}

interface RelationalTableDataset extends DatasetBase {
  type: "RelationalTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface RerunTumblingWindowTrigger extends TriggerBase {
  type: "RerunTumblingWindowTrigger";
  typeProperties: {
    parentTrigger: Json;
    requestedStartTime: Text;
    requestedEndTime: Text;
    rerunConcurrency: Num;
  };
}

interface ResponsysLinkedService extends LinkedServiceBase {
  type: "Responsys";
  typeProperties: {
    encryptedCredential?: Json;
    endpoint: Json;
    clientId: Json;
    clientSecret?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface ResponsysObjectDataset extends DatasetBase {
  type: "ResponsysObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface ResponsysSource extends TabularSourceBase {
  type: "ResponsysSource";
  query?: Json;
}

interface RestResourceDataset extends DatasetBase {
  type: "RestResource";
  typeProperties?: {
    relativeUrl?: Json;
    requestMethod?: Json;
    requestBody?: Json;
    additionalHeaders?: Json;
    paginationRules?: Json;
  };
}

interface RestServiceLinkedService extends LinkedServiceBase {
  type: "RestService";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    enableServerCertificateValidation?: Json;
    authenticationType: Choice<"Anonymous" | "Basic" | "AadServicePrincipal" | "ManagedServiceIdentity" | "OAuth2ClientCredential">;
    userName?: Json;
    password?: SecretBase;
    authHeaders?: Json;
    servicePrincipalId?: Json;
    servicePrincipalKey?: SecretBase;
    tenant?: Json;
    azureCloudType?: Json;
    aadResourceId?: Json;
    clientId?: Json;
    clientSecret?: SecretBase;
    tokenEndpoint?: Json;
    resource?: Json;
    scope?: Json;
    credential?: Json;
    servicePrincipalCredentialType?: Json;
    servicePrincipalEmbeddedCert?: Json;
  };
}

interface RestSink extends CopySinkBase {
  type: "RestSink";
  requestMethod?: Json;
  additionalHeaders?: Json;
  httpRequestTimeout?: Json;
  requestInterval?: Json;
  httpCompressionType?: Json;
}

interface RestSource extends CopySourceBase {
  type: "RestSource";
  requestMethod?: Json;
  requestBody?: Json;
  additionalHeaders?: Json;
  paginationRules?: Json;
  httpRequestTimeout?: Json;
  requestInterval?: Json;
  additionalColumns?: Json;
}

interface RetryPolicy {
  count?: Json;
  intervalInSeconds?: Num;
}

interface SalesforceLinkedService extends LinkedServiceBase {
  type: "Salesforce";
  typeProperties?: {
    encryptedCredential?: Json;
    environmentUrl?: Json;
    username?: Json;
    password?: SecretBase;
    securityToken?: SecretBase;
    apiVersion?: Json;
  };
}

interface SalesforceMarketingCloudLinkedService extends LinkedServiceBase {
  type: "SalesforceMarketingCloud";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionProperties?: Json;
    clientId?: Json;
    clientSecret?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface SalesforceMarketingCloudObjectDataset extends DatasetBase {
  type: "SalesforceMarketingCloudObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface SalesforceMarketingCloudSource extends TabularSourceBase {
  type: "SalesforceMarketingCloudSource";
  query?: Json;
}

interface SalesforceObjectDataset extends DatasetBase {
  type: "SalesforceObject";
  typeProperties?: {
    objectApiName?: Json;
  };
}

interface SalesforceServiceCloudLinkedService extends LinkedServiceBase {
  type: "SalesforceServiceCloud";
  typeProperties?: {
    encryptedCredential?: Json;
    environmentUrl?: Json;
    username?: Json;
    password?: SecretBase;
    securityToken?: SecretBase;
    apiVersion?: Json;
    extendedProperties?: Json;
  };
}

interface SalesforceServiceCloudObjectDataset extends DatasetBase {
  type: "SalesforceServiceCloudObject";
  typeProperties?: {
    objectApiName?: Json;
  };
}

interface SalesforceServiceCloudSink extends CopySinkBase {
  type: "SalesforceServiceCloudSink";
  writeBehavior?: Choice<"Insert" | "Upsert">;
  externalIdFieldName?: Json;
  ignoreNullValues?: Json;
}

interface SalesforceServiceCloudSource extends CopySourceBase {
  type: "SalesforceServiceCloudSource";
  query?: Json;
  readBehavior?: Json;
  additionalColumns?: Json;
}

interface SalesforceServiceCloudV2LinkedService extends LinkedServiceBase {
  type: "SalesforceServiceCloudV2";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SalesforceServiceCloudV2ObjectDataset extends DatasetBase {
  type: "SalesforceServiceCloudV2Object";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SalesforceServiceCloudV2Sink extends CopySinkBase {
  type: "SalesforceServiceCloudV2Sink";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SalesforceServiceCloudV2Source extends CopySourceBase {
  type: "SalesforceServiceCloudV2Source";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SalesforceSink extends CopySinkBase {
  type: "SalesforceSink";
  writeBehavior?: Choice<"Insert" | "Upsert">;
  externalIdFieldName?: Json;
  ignoreNullValues?: Json;
}

interface SalesforceSource extends TabularSourceBase {
  type: "SalesforceSource";
  query?: Json;
  readBehavior?: Json;
}

interface SalesforceV2LinkedService extends LinkedServiceBase {
  type: "SalesforceV2";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SalesforceV2ObjectDataset extends DatasetBase {
  type: "SalesforceV2Object";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SalesforceV2Sink extends CopySinkBase {
  type: "SalesforceV2Sink";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SalesforceV2Source extends CopySourceBase {
  type: "SalesforceV2Source";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SapBWLinkedService extends LinkedServiceBase {
  type: "SapBW";
  typeProperties: {
    encryptedCredential?: Json;
    server: Json;
    systemNumber: Json;
    clientId: Json;
    userName?: Json;
    password?: SecretBase;
  };
}

interface SapBwCubeDataset extends DatasetBase {
  type: "SapBwCube";
}

interface SapBwSource extends TabularSourceBase {
  type: "SapBwSource";
  query?: Json;
}

interface SapCloudForCustomerLinkedService extends LinkedServiceBase {
  type: "SapCloudForCustomer";
  typeProperties: {
    encryptedCredential?: Json;
    url: Json;
    username?: Json;
    password?: SecretBase;
  };
}

interface SapCloudForCustomerResourceDataset extends DatasetBase {
  type: "SapCloudForCustomerResource";
  typeProperties: {
    path: Json;
  };
}

interface SapCloudForCustomerSink extends CopySinkBase {
  type: "SapCloudForCustomerSink";
  writeBehavior?: Choice<"Insert" | "Update">;
  httpRequestTimeout?: Json;
}

interface SapCloudForCustomerSource extends TabularSourceBase {
  type: "SapCloudForCustomerSource";
  query?: Json;
  httpRequestTimeout?: Json;
}

interface SapEccLinkedService extends LinkedServiceBase {
  type: "SapEcc";
  typeProperties: {
    encryptedCredential?: Text;
    url: Json;
    username?: Json;
    password?: SecretBase;
  };
}

interface SapEccResourceDataset extends DatasetBase {
  type: "SapEccResource";
  typeProperties: {
    path: Json;
  };
}

interface SapEccSource extends TabularSourceBase {
  type: "SapEccSource";
  query?: Json;
  httpRequestTimeout?: Json;
}

interface SapHanaLinkedService extends LinkedServiceBase {
  type: "SapHana";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    server?: Json;
    authenticationType?: Choice<"Basic" | "Windows">;
    userName?: Json;
    password?: SecretBase;
  };
}

interface SapHanaPartitionSettings {
  partitionColumnName?: Json;
}

interface SapHanaSource extends TabularSourceBase {
  type: "SapHanaSource";
  query?: Json;
  packetSize?: Json;
  partitionOption?: Json;
  partitionSettings?: SapHanaPartitionSettings;
}

interface SapHanaTableDataset extends DatasetBase {
  type: "SapHanaTable";
  typeProperties?: {
    schema?: Json;
    table?: Json;
  };
}

interface SapOdpLinkedService extends LinkedServiceBase {
  type: "SapOdp";
  typeProperties?: {
    encryptedCredential?: Json;
    server?: Json;
    systemNumber?: Json;
    clientId?: Json;
    language?: Json;
    systemId?: Json;
    userName?: Json;
    password?: SecretBase;
    messageServer?: Json;
    messageServerService?: Json;
    sncMode?: Json;
    sncMyName?: Json;
    sncPartnerName?: Json;
    sncLibraryPath?: Json;
    sncQop?: Json;
    x509CertificatePath?: Json;
    logonGroup?: Json;
    subscriberName?: Json;
  };
}

interface SapOdpResourceDataset extends DatasetBase {
  type: "SapOdpResource";
  typeProperties: {
    context: Json;
    objectName: Json;
  };
}

interface SapOdpSource extends TabularSourceBase {
  type: "SapOdpSource";
  extractionMode?: Json;
  subscriberProcess?: Json;
  selection?: Json;
  projection?: Json;
}

interface SapOpenHubLinkedService extends LinkedServiceBase {
  type: "SapOpenHub";
  typeProperties?: {
    encryptedCredential?: Json;
    server?: Json;
    systemNumber?: Json;
    clientId?: Json;
    language?: Json;
    systemId?: Json;
    userName?: Json;
    password?: SecretBase;
    messageServer?: Json;
    messageServerService?: Json;
    logonGroup?: Json;
  };
}

interface SapOpenHubSource extends TabularSourceBase {
  type: "SapOpenHubSource";
  excludeLastRequest?: Json;
  baseRequestId?: Json;
  customRfcReadTableFunctionModule?: Json;
  sapDataColumnDelimiter?: Json;
}

interface SapOpenHubTableDataset extends DatasetBase {
  type: "SapOpenHubTable";
  typeProperties: {
    openHubDestinationName: Json;
    excludeLastRequest?: Json;
    baseRequestId?: Json;
  };
}

interface SapTableLinkedService extends LinkedServiceBase {
  type: "SapTable";
  typeProperties?: {
    encryptedCredential?: Json;
    server?: Json;
    systemNumber?: Json;
    clientId?: Json;
    language?: Json;
    systemId?: Json;
    userName?: Json;
    password?: SecretBase;
    messageServer?: Json;
    messageServerService?: Json;
    sncMode?: Json;
    sncMyName?: Json;
    sncPartnerName?: Json;
    sncLibraryPath?: Json;
    sncQop?: Json;
    logonGroup?: Json;
  };
}

interface SapTablePartitionSettings {
  partitionColumnName?: Json;
  partitionUpperBound?: Json;
  partitionLowerBound?: Json;
  maxPartitionsNumber?: Json;
}

interface SapTableResourceDataset extends DatasetBase {
  type: "SapTableResource";
  typeProperties: {
    tableName: Json;
  };
}

interface SapTableSource extends TabularSourceBase {
  type: "SapTableSource";
  rowCount?: Json;
  rowSkips?: Json;
  rfcTableFields?: Json;
  rfcTableOptions?: Json;
  batchSize?: Json;
  customRfcReadTableFunctionModule?: Json;
  sapDataColumnDelimiter?: Json;
  partitionOption?: Json;
  partitionSettings?: SapTablePartitionSettings;
}

interface ScheduleTrigger extends MultiplePipelineTriggerBase {
  type: "ScheduleTrigger";
  typeProperties: {
    recurrence: ScheduleTriggerRecurrence;
  };
}

interface ScheduleTriggerRecurrence {
  frequency?: Choice<"NotSpecified" | "Minute" | "Hour" | "Day" | "Week" | "Month" | "Year">;
  interval?: Num;
  startTime?: Text;
  endTime?: Text;
  timeZone?: Text;
  schedule?: RecurrenceSchedule;
}

interface ScriptAction {
  name: Text;
  uri: Text;
  roles: Json;
  parameters?: Text;
}

interface ScriptActivity extends ExecutionActivityBase {
  type: "Script";
  typeProperties?: {
    scripts?: readonly ScriptActivityScriptBlock[] | Expression;
    logSettings?: ScriptActivityTypePropertiesLogSettings;
    scriptBlockExecutionTimeout?: Json;
    returnMultistatementResult?: Json;
    treatDecimalAsString?: Json;
  };
}

interface ScriptActivityParameter {
  name?: Json;
  type?: Choice<"Boolean" | "DateTime" | "DateTimeOffset" | "Decimal" | "Double" | "Guid" | "Int16" | "Int32" | "Int64" | "Single" | "String" | "Timespan">;
  value?: Json;
  direction?: Choice<"Input" | "Output" | "InputOutput">;
  size?: Num;
}

interface ScriptActivityScriptBlock {
  text: Json;
  type: Choice<"Query" | "NonQuery">;
  parameters?: readonly ScriptActivityParameter[] | Expression;
}

interface ScriptActivityTypePropertiesLogSettings {
  logDestination: Choice<"ActivityOutput" | "ExternalStore">;
  logLocationSettings?: LogLocationSettings;
}

interface SecretBaseBase {
}
interface OtherSecretBase extends SecretBaseBase {
  type: Unlisted;
  [property: string]: unknown;
}
type SecretBase =
  | AzureKeyVaultSecretReference
  | SecureString
  | OtherSecretBase;

interface SecureInputOutputPolicy {
  secureInput?: Flag;
  secureOutput?: Flag;
}

interface SecureString extends SecretBaseBase {
  type: "SecureString";
  value: Text;
}

interface SelfDependencyTumblingWindowTriggerReference extends DependencyReferenceBase {
  type: "SelfDependencyTumblingWindowTriggerReference";
  offset: Text;
  size?: Text;
}

interface SelfHostedIntegrationRuntime extends IntegrationRuntimeBase {
  type: "SelfHosted";
  typeProperties?: {
    linkedInfo?: LinkedIntegrationRuntimeType;
    selfContainedInteractiveAuthoringEnabled?: Flag;
  };
}

interface ServiceNowLinkedService extends LinkedServiceBase {
  type: "ServiceNow";
  typeProperties: {
    encryptedCredential?: Json;
    endpoint: Json;
    authenticationType: Choice<"Basic" | "OAuth2">;
    username?: Json;
    password?: SecretBase;
    clientId?: Json;
    clientSecret?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface ServiceNowObjectDataset extends DatasetBase {
  type: "ServiceNowObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface ServiceNowSource extends TabularSourceBase {
  type: "ServiceNowSource";
  query?: Json;
}

interface ServiceNowV2LinkedService extends LinkedServiceBase {
  type: "ServiceNowV2";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface ServiceNowV2ObjectDataset extends DatasetBase {
  type: "ServiceNowV2Object";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface ServiceNowV2Source extends CopySourceBase {
  type: "ServiceNowV2Source";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface ServicePrincipalCredential extends CredentialBase {
  type: "ServicePrincipal";
  typeProperties?: {
    servicePrincipalId?: Text;
    servicePrincipalKey?: SecretBase;
    tenant?: Text;
  };
}

interface SetVariableActivity extends ControlActivityBase {
  type: "SetVariable";
  typeProperties?: {
    variableName?: Text;
    value?: Json;
    setSystemVariable?: Flag;
  };
  policy?: SecureInputOutputPolicy;
}

interface SftpLocation extends DatasetLocationBase {
  type: "SftpLocation";
}

interface SftpReadSettings extends StoreReadSettingsBase {
  type: "SftpReadSettings";
  recursive?: Json;
  wildcardFolderPath?: Json;
  wildcardFileName?: Json;
  enablePartitionDiscovery?: Json;
  partitionRootPath?: Json;
  fileListPath?: Json;
  deleteFilesAfterCompletion?: Json;
  modifiedDatetimeStart?: Json;
  modifiedDatetimeEnd?: Json;
  disableChunking?: Json;
}

interface SftpServerLinkedService extends LinkedServiceBase {
  type: "Sftp";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port?: Json;
    authenticationType?: Choice<"Basic" | "SshPublicKey" | "MultiFactor">;
    userName?: Json;
    password?: SecretBase;
    privateKeyPath?: Json;
    privateKeyContent?: SecretBase;
    passPhrase?: SecretBase;
    skipHostKeyValidation?: Json;
    hostKeyFingerprint?: Json;
  };
}

interface SftpWriteSettings extends StoreWriteSettingsBase {
  type: "SftpWriteSettings";
  operationTimeout?: Json;
  useTempFileRename?: Json;
}

interface SharePointOnlineListLinkedService extends LinkedServiceBase {
  type: "SharePointOnlineList";
  typeProperties: {
    encryptedCredential?: Json;
    siteUrl: Json;
    tenantId: Json;
    servicePrincipalId: Json;
    servicePrincipalKey: SecretBase;
  };
}

interface SharePointOnlineListResourceDataset extends DatasetBase {
  type: "SharePointOnlineListResource";
  typeProperties?: {
    listName?: Json;
  };
}

interface SharePointOnlineListSource extends CopySourceBase {
  type: "SharePointOnlineListSource";
  query?: Json;
  httpRequestTimeout?: Json;
}

interface ShopifyLinkedService extends LinkedServiceBase {
  type: "Shopify";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    accessToken?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface ShopifyObjectDataset extends DatasetBase {
  type: "ShopifyObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface ShopifySource extends TabularSourceBase {
  type: "ShopifySource";
  query?: Json;
}

interface SkipErrorFile {
  fileMissing?: Json;
  dataInconsistency?: Json;
}

interface SmartsheetLinkedService extends LinkedServiceBase {
  type: "Smartsheet";
  typeProperties: {
    encryptedCredential?: Json;
    apiToken: SecretBase;
  };
}

interface SnowflakeDataset extends DatasetBase {
  type: "SnowflakeTable";
  typeProperties?: {
    schema?: Json;
    table?: Json;
  };
}

interface SnowflakeExportCopyCommand extends ExportSettingsBase {
  type: "SnowflakeExportCopyCommand";
  additionalCopyOptions?: { [name: string]: Json };
  additionalFormatOptions?: { [name: string]: Json };
}

interface SnowflakeImportCopyCommand extends ImportSettingsBase {
  type: "SnowflakeImportCopyCommand";
  additionalCopyOptions?: { [name: string]: Json };
  additionalFormatOptions?: { [name: string]: Json };
}

interface SnowflakeLinkedService extends LinkedServiceBase {
  type: "Snowflake";
  typeProperties: {
    encryptedCredential?: Json;
    connectionString: Json;
    password?: AzureKeyVaultSecretReference;
  };
}

interface SnowflakeSink extends CopySinkBase {
  type: "SnowflakeSink";
  preCopyScript?: Json;
  importSettings?: SnowflakeImportCopyCommand;
}

interface SnowflakeSource extends CopySourceBase {
  type: "SnowflakeSource";
  query?: Json;
  exportSettings: SnowflakeExportCopyCommand;
}

interface SnowflakeV2LinkedService extends LinkedServiceBase {
  type: "SnowflakeV2";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SnowflakeV2Sink extends CopySinkBase {
  type: "SnowflakeV2Sink";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SnowflakeV2Source extends CopySourceBase {
  type: "SnowflakeV2Source";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface SnowflakeV2TableDataset extends DatasetBase {
  type: "SnowflakeV2Table";
  typeProperties?: Json;
  [member: string]: unknown;
}

export interface SparkConfiguration {
  description?: Text;
  configs: { [name: string]: Text };
  annotations?: readonly Text[] | Expression;
  notes?: Text;
  createdBy?: Text;
  created?: Text;
  configMergeRule?: { [name: string]: Text };
}

interface SparkConfigurationParametrizationReference {
  type: "SparkConfigurationReference";
  referenceName: Json;
}

interface SparkConfigurationReference {
  type: "SparkConfigurationReference";
  referenceName: Text;
}

export interface SparkJobDefinition {
  description?: Text;
  targetBigDataPool: BigDataPoolReference;
  targetSparkConfiguration?: SparkConfigurationReference;
  requiredSparkVersion?: Text;
  language?: Text;
  jobProperties: SparkJobProperties;
  folder?: SparkJobDefinitionFolder;
  scanFolder?: Flag;
}

interface SparkJobDefinitionFolder {
  name?: Text;
}

interface SparkJobProperties {
  name?: Text;
  file: Text;
  className?: Text;
  conf?: Json;
  args?: readonly Text[] | Expression;
  jars?: readonly Text[] | Expression;
  files?: readonly Text[] | Expression;
  archives?: readonly Text[] | Expression;
  driverMemory: Text;
  driverCores: Num;
  executorMemory: Text;
  executorCores: Num;
  numExecutors: Num;
}

interface SparkLinkedService extends LinkedServiceBase {
  type: "Spark";
  typeProperties: {
    encryptedCredential?: Json;
    host: Json;
    port: Json;
    serverType?: Choice<"SharkServer" | "SharkServer2" | "SparkThriftServer">;
    thriftTransportProtocol?: Choice<"Binary" | "SASL" | "HTTP ">;
    authenticationType: Choice<"Anonymous" | "Username" | "UsernameAndPassword" | "WindowsAzureHDInsightService">;
    username?: Json;
    password?: SecretBase;
    httpPath?: Json;
    enableSsl?: Json;
    trustedCertPath?: Json;
    useSystemTrustStore?: Json;
    allowHostNameCNMismatch?: Json;
    allowSelfSignedServerCert?: Json;
  };
}

interface SparkObjectDataset extends DatasetBase {
  type: "SparkObject";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface SparkSource extends TabularSourceBase {
  type: "SparkSource";
  query?: Json;
}

interface SqlAlwaysEncryptedProperties {
  alwaysEncryptedAkvAuthType: Choice<"ServicePrincipal" | "ManagedIdentity" | "UserAssignedManagedIdentity">;
  servicePrincipalId?: Json;
  servicePrincipalKey?: SecretBase;
  credential?: CredentialReference;
}

interface SqlConnection {
  type?: Choice<"SqlOnDemand" | "SqlPool">;
  name?: Text;
  poolName?: Text;
  databaseName?: Text;
}

interface SqlDWSink extends CopySinkBase {
  type: "SqlDWSink";
  preCopyScript?: Json;
  allowPolyBase?: Json;
  polyBaseSettings?: PolybaseSettings;
  allowCopyCommand?: Json;
  copyCommandSettings?: DWCopyCommandSettings;
  tableOption?: Json;
  sqlWriterUseTableLock?: Json;
  writeBehavior?: Json;
  upsertSettings?: SqlDWUpsertSettings;
}

interface SqlDWSource extends TabularSourceBase {
  type: "SqlDWSource";
  sqlReaderQuery?: Json;
  sqlReaderStoredProcedureName?: Json;
  storedProcedureParameters?: Json;
  partitionOption?: Json;
  partitionSettings?: SqlPartitionSettings;
  isolationLevel?: Json;
}

interface SqlDWUpsertSettings {
  interimSchemaName?: Json;
  keys?: Json;
}

interface SqlMISink extends CopySinkBase {
  type: "SqlMISink";
  sqlWriterStoredProcedureName?: Json;
  sqlWriterTableType?: Json;
  preCopyScript?: Json;
  storedProcedureParameters?: Json;
  storedProcedureTableTypeParameterName?: Json;
  tableOption?: Json;
  sqlWriterUseTableLock?: Json;
  writeBehavior?: Json;
  upsertSettings?: SqlUpsertSettings;
}

interface SqlMISource extends TabularSourceBase {
  type: "SqlMISource";
  sqlReaderQuery?: Json;
  sqlReaderStoredProcedureName?: Json;
  storedProcedureParameters?: Json;
  produceAdditionalTypes?: Json;
  partitionOption?: Json;
  partitionSettings?: SqlPartitionSettings;
  isolationLevel?: Json;
}

interface SqlPartitionSettings {
  partitionColumnName?: Json;
  partitionUpperBound?: Json;
  partitionLowerBound?: Json;
}

interface SqlPoolProperties {
  maxSizeBytes?: Num;
  collation?: Text;
  sourceDatabaseId?: Text;
  recoverableDatabaseId?: Text;
  provisioningState?: Text;
  status?: Text;
  restorePointInTime?: Text;
  createMode?: Choice<"Default" | "PointInTimeRestore" | "Recovery" | "Restore">;
  creationDate?: Text;
}

interface SqlPoolReference {
  type: "SqlPoolReference";
  referenceName: Text;
}

interface SqlPoolSink extends CopySinkBase {
  type: "SqlPoolSink";
  preCopyScript?: Json;
  allowPolyBase?: Json;
  polyBaseSettings?: PolybaseSettings;
  allowCopyCommand?: Json;
  copyCommandSettings?: DWCopyCommandSettings;
  tableOption?: Json;
  sqlWriterUseTableLock?: Json;
  writeBehavior?: Json;
  upsertSettings?: SqlDWUpsertSettings;
}

interface SqlPoolSource extends TabularSourceBase {
  type: "SqlPoolSource";
  sqlReaderQuery?: Json;
  sqlReaderStoredProcedureName?: Json;
  storedProcedureParameters?: Json;
  partitionOption?: Json;
  partitionSettings?: SqlPartitionSettings;
  isolationLevel?: Json;
}

interface SqlPoolStoredProcedureActivity extends ActivityBase {
  type: "SqlPoolStoredProcedure";
  sqlPool: SqlPoolReference;
  typeProperties: {
    storedProcedureName: Json;
    storedProcedureParameters?: { [name: string]: StoredProcedureParameter };
  };
  policy?: ActivityPolicy;
}

interface SqlPoolTable {
  type: "SqlPoolTable";
  description?: Text;
  structure?: Json;
  schema?: Json;
  parameters?: { [name: string]: ParameterSpecification };
  annotations?: readonly Json[] | Expression;
  folder?: DatasetFolder;
  linkedServiceName?: LinkedServiceReference;
  sqlPool?: Json;
  typeProperties?: {
    schema?: Json;
    table?: Json;
    tableName?: Json;
  };
}

interface SqlScript {
  description?: Text;
  type?: "SqlQuery";
  content: SqlScriptContent;
  folder?: SqlScriptFolder;
}

interface SqlScriptContent {
  query: Text;
  currentConnection?: SqlConnection;
  resultLimit?: Num;
  metadata?: SqlScriptMetadata;
}

interface SqlScriptFolder {
  name?: Text;
}

interface SqlScriptMetadata {
  language?: Text;
}

interface SqlServerLinkedService extends LinkedServiceBase {
  type: "SqlServer";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    userName?: Json;
    password?: SecretBase;
    server?: Json;
    database?: Json;
    authenticationType?: Json;
    credential?: Json;
    encrypt?: Json;
    trustServerCertificate?: Json;
    hostNameInCertificate?: Json;
    applicationIntent?: Json;
    connectTimeout?: Json;
    connectRetryCount?: Json;
    connectRetryInterval?: Json;
    loadBalanceTimeout?: Json;
    commandTimeout?: Json;
    integratedSecurity?: Json;
    failoverPartner?: Json;
    maxPoolSize?: Json;
    minPoolSize?: Json;
    multipleActiveResultSets?: Json;
    multiSubnetFailover?: Json;
    packetSize?: Json;
    pooling?: Json;
    alwaysEncryptedSettings?: Json;
  };
}

interface SqlServerSink extends CopySinkBase {
  type: "SqlServerSink";
  sqlWriterStoredProcedureName?: Json;
  sqlWriterTableType?: Json;
  preCopyScript?: Json;
  storedProcedureParameters?: Json;
  storedProcedureTableTypeParameterName?: Json;
  tableOption?: Json;
  sqlWriterUseTableLock?: Json;
  writeBehavior?: Json;
  upsertSettings?: SqlUpsertSettings;
}

interface SqlServerSource extends TabularSourceBase {
  type: "SqlServerSource";
  sqlReaderQuery?: Json;
  sqlReaderStoredProcedureName?: Json;
  storedProcedureParameters?: Json;
  produceAdditionalTypes?: Json;
  partitionOption?: Json;
  partitionSettings?: SqlPartitionSettings;
  isolationLevel?: Json;
}

interface SqlServerStoredProcedureActivity extends ExecutionActivityBase {
  type: "SqlServerStoredProcedure";
  typeProperties: {
    storedProcedureName: Json;
    storedProcedureParameters?: Json;
  };
}

interface SqlServerTableDataset extends DatasetBase {
  type: "SqlServerTable";
  typeProperties?: {
    tableName?: Json;
    schema?: Json;
    table?: Json;
  };
}

interface SqlSink extends CopySinkBase {
  type: "SqlSink";
  sqlWriterStoredProcedureName?: Json;
  sqlWriterTableType?: Json;
  preCopyScript?: Json;
  storedProcedureParameters?: Json;
  storedProcedureTableTypeParameterName?: Json;
  tableOption?: Json;
  sqlWriterUseTableLock?: Json;
  writeBehavior?: Json;
  upsertSettings?: SqlUpsertSettings;
}

interface SqlSource extends TabularSourceBase {
  type: "SqlSource";
  sqlReaderQuery?: Json;
  sqlReaderStoredProcedureName?: Json;
  storedProcedureParameters?: Json;
  isolationLevel?: Json;
  partitionOption?: Json;
  partitionSettings?: SqlPartitionSettings;
}

interface SqlUpsertSettings {
  useTempDB?: Json;
  interimSchemaName?: Json;
  keys?: Json;
}

interface SquareLinkedService extends LinkedServiceBase {
  type: "Square";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionProperties?: Json;
    host?: Json;
    clientId?: Json;
    clientSecret?: SecretBase;
    redirectUri?: Json;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface SquareObjectDataset extends DatasetBase {
  type: "SquareObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface SquareSource extends TabularSourceBase {
  type: "SquareSource";
  query?: Json;
}

interface SsisAccessCredential {
  domain: Json;
  userName: Json;
  password: SecretBase;
}

interface SsisChildPackage {
  packagePath: Json;
  packageName?: Text;
  packageContent: Json;
  packageLastModifiedDate?: Text;
}

interface SsisExecutionCredential {
  domain: Json;
  userName: Json;
  password: SecureString;
}

interface SsisExecutionParameter {
  value: Json;
}

interface SsisLogLocation {
  logPath: Json;
  type: "File";
  typeProperties?: {
    accessCredential?: SsisAccessCredential;
    logRefreshInterval?: Json;
  };
}

interface SsisPackageLocation {
  packagePath?: Json;
  type?: Choice<"SSISDB" | "File" | "InlinePackage" | "PackageStore">;
  typeProperties?: {
    packagePassword?: SecretBase;
    accessCredential?: SsisAccessCredential;
    configurationPath?: Json;
    configurationAccessCredential?: SsisAccessCredential;
    packageName?: Text;
    packageContent?: Json;
    packageLastModifiedDate?: Text;
    childPackages?: readonly SsisChildPackage[] | Expression;
  };
}

interface SsisPropertyOverride {
  value: Json;
  isSensitive?: Flag;
}

interface StagingSettings {
  linkedServiceName: LinkedServiceReference;
  path?: Json;
  enableCompression?: Json;
}

interface StoreReadSettingsBase {
  maxConcurrentConnections?: Json;
  disableMetricsCollection?: Json;
}
interface OtherStoreReadSettings extends StoreReadSettingsBase {
  type: Unlisted;
  [property: string]: unknown;
}
type StoreReadSettings =
  | AmazonS3CompatibleReadSettings
  | AmazonS3ReadSettings
  | AzureBlobFSReadSettings
  | AzureBlobStorageReadSettings
  | AzureDataLakeStoreReadSettings
  | AzureFileStorageReadSettings
  | FileServerReadSettings
  | FtpReadSettings
  | GoogleCloudStorageReadSettings
  | HdfsReadSettings
  | HttpReadSettings
  | LakeHouseReadSettings
  | OracleCloudStorageReadSettings
  | SftpReadSettings
  | OtherStoreReadSettings;

interface StoreWriteSettingsBase {
  maxConcurrentConnections?: Json;
  copyBehavior?: Json;
  disableMetricsCollection?: Json;
}
interface OtherStoreWriteSettings extends StoreWriteSettingsBase {
  type: Unlisted;
  [property: string]: unknown;
}
type StoreWriteSettings =
  | AzureBlobFSWriteSettings
  | AzureBlobStorageWriteSettings
  | AzureDataLakeStoreWriteSettings
  | AzureFileStorageWriteSettings
  | FileServerWriteSettings
  | LakeHouseWriteSettings
  | SftpWriteSettings
  | OtherStoreWriteSettings;

interface StoredProcedureParameter {
  value?: Json;
  type?: Choice<"String" | "Int" | "Int64" | "Decimal" | "Guid" | "Boolean" | "Date" | "Int16" | "Int32" | "Integer" | "Byte" | "Single" | "Double" | "Float" | "Bool" | "Object" | "DateTime" | "DateTimeOffset" | "Timespan">;
}

interface SwitchActivity extends ControlActivityBase {
  type: "Switch";
  typeProperties: {
    on: Expression;
    cases?: readonly SwitchCase[] | Expression;
    defaultActivities?: readonly Activity[] | Expression;
  };
}

interface SwitchCase {
  value?: Text;
  activities?: readonly Activity[] | Expression;
}

interface SybaseLinkedService extends LinkedServiceBase {
  type: "Sybase";
  typeProperties: {
    encryptedCredential?: Json;
    server: Json;
    database: Json;
    schema?: Json;
    authenticationType?: Choice<"Basic" | "Windows">;
    username?: Json;
    password?: SecretBase;
  };
}

interface SybaseSource extends TabularSourceBase {
  type: "SybaseSource";
  query?: Json;
}

interface SybaseTableDataset extends DatasetBase {
  type: "SybaseTable";
  typeProperties?: {
    tableName?: Json;
  };
}

interface SynapseNotebookActivity extends ExecutionActivityBase {
  type: "SynapseNotebook";
  typeProperties: {
    notebook: SynapseNotebookReference;
    sparkPool?: BigDataPoolParametrizationReference;
    parameters?: { [name: string]: NotebookParameter };
    executorSize?: Json;
    conf?: Json;
    driverSize?: Json;
    numExecutors?: Json;
    configurationType?: Json;
    targetSparkConfiguration?: Json;
    sparkConfig?: Json;
    authentication?: Json;
    snapshot?: Json;
  };
}

interface SynapseNotebookReference {
  type: "NotebookReference";
  referenceName: Json;
}

interface SynapseSparkJobDefinitionActivity extends ExecutionActivityBase {
  type: "SparkJob";
  typeProperties: {
    sparkJob: SynapseSparkJobReference;
    args?: readonly Json[] | Expression;
    file?: Json;
    scanFolder?: Json;
    className?: Json;
    files?: readonly Json[] | Expression;
    pythonCodeReference?: readonly Json[] | Expression;
    filesV2?: readonly Json[] | Expression;
    targetBigDataPool?: BigDataPoolParametrizationReference;
    executorSize?: Json;
    conf?: Json;
    driverSize?: Json;
    numExecutors?: Json;
    configurationType?: Choice<"Default" | "Customized" | "Artifact">;
    targetSparkConfiguration?: SparkConfigurationParametrizationReference;
    sparkConfig?: { [name: string]: Json };
  };
}

interface SynapseSparkJobReference {
  type: "SparkJobDefinitionReference";
  referenceName: Json;
}

interface TabularSourceBase extends CopySourceBase {
  queryTimeout?: Json;
  additionalColumns?: Json;
}
interface OtherTabularSource extends TabularSourceBase {
  type: Unlisted;
  [property: string]: unknown;
}
type TabularSource =
  | AmazonMWSSource
  | AmazonRdsForSqlServerSource
  | AmazonRedshiftSource
  | AzureMariaDBSource
  | AzureMySqlSource
  | AzurePostgreSqlSource
  | AzureSqlSource
  | AzureTableSource
  | CassandraSource
  | ConcurSource
  | CouchbaseSource
  | Db2Source
  | DrillSource
  | DynamicsAXSource
  | EloquaSource
  | GoogleAdWordsSource
  | GoogleBigQuerySource
  | GreenplumSource
  | HBaseSource
  | HiveSource
  | HubspotSource
  | ImpalaSource
  | InformixSource
  | JiraSource
  | MagentoSource
  | MariaDBSource
  | MarketoSource
  | MySqlSource
  | NetezzaSource
  | OdbcSource
  | OracleServiceCloudSource
  | PaypalSource
  | PhoenixSource
  | PostgreSqlSource
  | PrestoSource
  | QuickBooksSource
  | ResponsysSource
  | SalesforceMarketingCloudSource
  | SalesforceSource
  | SapBwSource
  | SapCloudForCustomerSource
  | SapEccSource
  | SapHanaSource
  | SapOdpSource
  | SapOpenHubSource
  | SapTableSource
  | ServiceNowSource
  | ShopifySource
  | SparkSource
  | SqlDWSource
  | SqlMISource
  | SqlPoolSource
  | SqlServerSource
  | SqlSource
  | SquareSource
  | SybaseSource
  | TeradataSource
  | VerticaSource
  | XeroSource
  | ZohoSource
  | OtherTabularSource;

interface TarGZipReadSettings extends CompressionReadSettingsBase {
  type: "TarGZipReadSettings";
  preserveCompressionFileNameAsFolder?: Json;
}

interface TarReadSettings extends CompressionReadSettingsBase {
  type: "TarReadSettings";
  preserveCompressionFileNameAsFolder?: Json;
}

interface TeamDeskLinkedService extends LinkedServiceBase {
  type: "TeamDesk";
  typeProperties: {
    encryptedCredential?: Json;
    authenticationType: Choice<"Basic" | "Token">;
    url: Json;
    userName?: Json;
    password?: SecretBase;
    apiToken?: SecretBase;
  };
}

interface TeradataImportCommand extends ImportSettingsBase {
  type: "TeradataImportCommand";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface TeradataLinkedService extends LinkedServiceBase {
  type: "Teradata";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    server?: Json;
    authenticationType?: Choice<"Basic" | "Windows">;
    username?: Json;
    password?: SecretBase;
  };
}

interface TeradataPartitionSettings {
  partitionColumnName?: Json;
  partitionUpperBound?: Json;
  partitionLowerBound?: Json;
}

interface TeradataSink extends CopySinkBase {
  type: "TeradataSink";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface TeradataSource extends TabularSourceBase {
  type: "TeradataSource";
  query?: Json;
  partitionOption?: Json;
  partitionSettings?: TeradataPartitionSettings;
}

interface TeradataTableDataset extends DatasetBase {
  type: "TeradataTable";
  typeProperties?: {
    database?: Json;
    table?: Json;
  };
}

interface TextFormat extends DatasetStorageFormatBase {
  type: "TextFormat";
  columnDelimiter?: Json;
  rowDelimiter?: Json;
  escapeChar?: Json;
  quoteChar?: Json;
  nullValue?: Json;
  encodingName?: Json;
  treatEmptyAsNull?: Json;
  skipLineCount?: Json;
  firstRowAsHeader?: Json;
}

interface Transformation {
  name: Text;
  description?: Text;
  dataset?: DatasetReference;
  linkedService?: LinkedServiceReference;
  flowlet?: DataFlowReference;
}

interface TriggerBase {
  description?: Text;
  runtimeState?: Text;
  annotations?: readonly Json[] | Expression;
}
interface OtherTrigger extends TriggerBase {
  type: Unlisted;
  [property: string]: unknown;
}
export type Trigger =
  | BlobEventsTrigger
  | BlobTrigger
  | ChainingTrigger
  | CustomEventsTrigger
  | RerunTumblingWindowTrigger
  | ScheduleTrigger
  | TumblingWindowTrigger
  | OtherTrigger;

interface TriggerDependencyReferenceBase extends DependencyReferenceBase {
  referenceTrigger: TriggerReference;
}
interface OtherTriggerDependencyReference extends TriggerDependencyReferenceBase {
  type: Unlisted;
  [property: string]: unknown;
}
type TriggerDependencyReference =
  | TumblingWindowTriggerDependencyReference
  | OtherTriggerDependencyReference;

interface TriggerPipelineReference {
  pipelineReference?: PipelineReference;
  parameters?: { [name: string]: Json };
}

interface TriggerReference {
  type: "TriggerReference";
  referenceName: Text;
}

interface TumblingWindowTrigger extends TriggerBase {
  type: "TumblingWindowTrigger";
  pipeline: TriggerPipelineReference;
  typeProperties: {
    frequency: Choice<"Minute" | "Hour" | "Month">;
    interval: Num;
    startTime: Text;
    endTime?: Text;
    delay?: Json;
    maxConcurrency: Num;
    retryPolicy?: RetryPolicy;
    dependsOn?: readonly DependencyReference[] | Expression;
  };
}

interface TumblingWindowTriggerDependencyReference extends TriggerDependencyReferenceBase {
  type: "TumblingWindowTriggerDependencyReference";
  offset?: Text;
  size?: Text;
}

interface TwilioLinkedService extends LinkedServiceBase {
  type: "Twilio";
  typeProperties: {
    encryptedCredential?: Json;
    userName: Json;
    password: SecretBase;
  };
}

interface UntilActivity extends ControlActivityBase {
  type: "Until";
  typeProperties: {
    expression: Expression;
    timeout?: Json;
    activities: readonly Activity[] | Expression;
  };
}

interface UserProperty {
  name: Text;
  value: Json;
}

interface ValidationActivity extends ControlActivityBase {
  type: "Validation";
  typeProperties: {
    timeout?: Json;
    sleep?: Json;
    minimumSize?: Json;
    childItems?: Json;
    dataset: DatasetReference;
  };
}

interface VariableSpecification {
  type: Choice<"String" | "Bool" | "Boolean" | "Array" | "Int16" | "Int32" | "Int64" | "Int" | "Integer" | "Float" | "DateTime" | "DateTimeOffset" | "Object">;
  defaultValue?: Json;
}

interface VerticaLinkedService extends LinkedServiceBase {
  type: "Vertica";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionString?: Json;
    pwd?: AzureKeyVaultSecretReference;
  };
}

interface VerticaSource extends TabularSourceBase {
  type: "VerticaSource";
  query?: Json;
}

interface VerticaTableDataset extends DatasetBase {
  type: "VerticaTable";
  typeProperties?: {
    tableName?: Json;
    table?: Json;
    schema?: Json;
  };
}

interface WaitActivity extends ControlActivityBase {
  type: "Wait";
  typeProperties: {
    waitTimeInSeconds: Json;
  };
}

interface WarehouseLinkedService extends LinkedServiceBase {
  type: "Warehouse";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface WarehouseSink extends CopySinkBase {
  type: "WarehouseSink";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface WarehouseSource extends CopySourceBase {
  type: "WarehouseSource";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface WarehouseTableDataset extends DatasetBase {
  type: "WarehouseTable";
  typeProperties?: Json;
  [member: string]: unknown;
}

interface WebActivity extends ExecutionActivityBase {
  type: "WebActivity";
  typeProperties: {
    method: Choice<"GET" | "POST" | "PUT" | "DELETE">;
    url: Json;
    headers?: Json;
    body?: Json;
    authentication?: WebActivityAuthentication;
    datasets?: readonly DatasetReference[] | Expression;
    linkedServices?: readonly LinkedServiceReference[] | Expression;
    connectVia?: IntegrationRuntimeReference;
    httpRequestTimeout?: Json;
    turnOffAsync?: Json;
    disableCertValidation?: Flag;
  };
}

interface WebActivityAuthentication {
  type?: Text;
  pfx?: SecretBase;
  username?: Json;
  password?: SecretBase;
  resource?: Json;
  credential?: Json;
  userTenant?: Json;
}

interface WebAnonymousAuthentication extends WebLinkedServiceTypePropertiesBase {
  authenticationType: "Anonymous";
}

interface WebBasicAuthentication extends WebLinkedServiceTypePropertiesBase {
  authenticationType: "Basic";
  username: Json;
  password: SecretBase;
}

interface WebClientCertificateAuthentication extends WebLinkedServiceTypePropertiesBase {
  authenticationType: "ClientCertificate";
  pfx: SecretBase;
  password: SecretBase;
}

interface WebHookActivity extends ControlActivityBase {
  type: "WebHook";
  typeProperties: {
    method: "POST";
    url: Json;
    timeout?: Text;
    headers?: Json;
    body?: Json;
    authentication?: WebActivityAuthentication;
    reportStatusOnCallBack?: Json;
  };
  policy?: SecureInputOutputPolicy;
}

interface WebLinkedService extends LinkedServiceBase {
  type: "Web";
  typeProperties: WebLinkedServiceTypeProperties;
}

interface WebLinkedServiceTypePropertiesBase {
  url: Json;
}
interface OtherWebLinkedServiceTypeProperties extends WebLinkedServiceTypePropertiesBase {
  authenticationType: Unlisted;
  [property: string]: unknown;
}
type WebLinkedServiceTypeProperties =
  | WebAnonymousAuthentication
  | WebBasicAuthentication
  | WebClientCertificateAuthentication
  | OtherWebLinkedServiceTypeProperties;

interface WebSource extends CopySourceBase {
  type: "WebSource";
  additionalColumns?: Json;
}

interface WebTableDataset extends DatasetBase {
  type: "WebTable";
  typeProperties: {
    index: Json;
    path?: Json;
  };
}

interface WranglingDataFlow extends DataFlowBase {
  type: "WranglingDataFlow";
  typeProperties?: {
    sources?: readonly Json[] | Expression;
    script?: Text;
    documentLocale?: Text;
  };
}

interface XeroLinkedService extends LinkedServiceBase {
  type: "Xero";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionProperties?: Json;
    host?: Json;
    consumerKey?: SecretBase;
    privateKey?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface XeroObjectDataset extends DatasetBase {
  type: "XeroObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface XeroSource extends TabularSourceBase {
  type: "XeroSource";
  query?: Json;
}

interface XmlDataset extends DatasetBase {
  type: "Xml";
  typeProperties?: {
    location?: DatasetLocation;
    encodingName?: Json;
    nullValue?: Json;
    compression?: DatasetCompression;
  };
}

interface XmlReadSettings extends FormatReadSettingsBase {
  type: "XmlReadSettings";
  compressionProperties?: CompressionReadSettings;
  validationMode?: Json;
  detectDataType?: Json;
  namespaces?: Json;
  namespacePrefixes?: Json;
}

interface XmlSource extends CopySourceBase {
  type: "XmlSource";
  storeSettings?: StoreReadSettings;
  formatSettings?: XmlReadSettings;
  additionalColumns?: Json;
}

interface ZendeskLinkedService extends LinkedServiceBase {
  type: "Zendesk";
  typeProperties: {
    encryptedCredential?: Json;
    authenticationType: Choice<"Basic" | "Token">;
    url: Json;
    userName?: Json;
    password?: SecretBase;
    apiToken?: SecretBase;
  };
}

interface ZipDeflateReadSettings extends CompressionReadSettingsBase {
  type: "ZipDeflateReadSettings";
  preserveZipFileNameAsFolder?: Json;
}

interface ZohoLinkedService extends LinkedServiceBase {
  type: "Zoho";
  typeProperties?: {
    encryptedCredential?: Json;
    connectionProperties?: Json;
    endpoint?: Json;
    accessToken?: SecretBase;
    useEncryptedEndpoints?: Json;
    useHostVerification?: Json;
    usePeerVerification?: Json;
  };
}

interface ZohoObjectDataset extends DatasetBase {
  type: "ZohoObject";
  typeProperties?: {
    tableName?: Json;
  };
}

interface ZohoSource extends TabularSourceBase {
  type: "ZohoSource";
  query?: Json;
}
