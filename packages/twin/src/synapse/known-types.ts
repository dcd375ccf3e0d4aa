import type { Json, JsonObject } from "../http.ts";
import type { Refusal } from "./errors.ts";
import { isObject } from "./json.ts";
import type { KindRules } from "./kinds.ts";

/**
 * Refuses a body whose `type`, or that of one of its activities, the service does not know: it takes the write and
 * lets the operation fail (public issue azure-rest-api-specs 22035; recorded for a linked service of the type
 * `LinkedService`). A data flow with `type: null` is taken (recorded traffic).
 */
export function refuseTypes(kind: KindRules, name: string, properties: JsonObject): Refusal | undefined {
  const known = typesOf[kind.path];
  const wrong =
    kind.path === "pipelines"
      ? activitiesIn(properties.activities).find(({ type }) => !isKnown(activities, type))
      : known && !isKnown(known, properties.type)
        ? properties
        : undefined;
  if (wrong === undefined) return undefined;
  const what =
    wrong === properties ? `${kind.label} ${name}` : `activity ${JSON.stringify(wrong.name)} of ${name}`;
  const why =
    typeof wrong.type === "string"
      ? `its type '${wrong.type}' is not known`
      : "the required property 'type' is missing";
  return { code: "BadRequest", message: `The ${what} cannot be read: ${why}.`, target: name };
}

/** All activities, those inside of others included. */
function activitiesIn(list: Json | undefined): readonly JsonObject[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap((activity: JsonObject) => {
    const inner = isObject(activity.typeProperties) ? activity.typeProperties : {};
    const cases = Array.isArray(inner.cases) ? inner.cases.filter(isObject) : [];
    const lists = [
      inner.activities,
      inner.ifTrueActivities,
      inner.ifFalseActivities,
      inner.defaultActivities,
      ...cases.map((one: JsonObject) => one.activities),
    ];
    return [activity, ...lists.flatMap(activitiesIn)];
  });
}

function isKnown(known: ReadonlySet<string> | "any", type: Json | undefined): boolean {
  return typeof type === "string" && (known === "any" || known.has(type.toLowerCase()));
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().split(/\s+/));
}

// The types that the models of @azure/synapse-artifacts 1.0.0-beta.12 and @azure/arm-datafactory 12.0.0 tell apart.

const activities = words(
  `AppendVariable AzureDataExplorerCommand AzureFunctionActivity AzureMLBatchExecution AzureMLExecutePipeline
AzureMLUpdateResource Copy Custom DatabricksJob DatabricksNotebook DatabricksSparkJar DatabricksSparkPython
DataLakeAnalyticsU-SQL Delete ExecuteDataFlow ExecutePipeline ExecuteSSISPackage ExecuteWranglingDataflow Fail
Filter ForEach GetMetadata HDInsightHive HDInsightMapReduce HDInsightPig HDInsightSpark HDInsightStreaming
IfCondition Lookup Script SetVariable SparkJob SqlPoolStoredProcedure SqlServerStoredProcedure Switch
SynapseNotebook Until Validation Wait WebActivity WebHook`,
);

const linkedServices = words(
  `AmazonMWS AmazonRdsForOracle AmazonRdsForSqlServer AmazonRedshift AmazonS3 AmazonS3Compatible AppFigures Asana
AzureBatch AzureBlobFS AzureBlobStorage AzureDatabricks AzureDatabricksDeltaLake AzureDataExplorer
AzureDataLakeAnalytics AzureDataLakeStore AzureFileStorage AzureFunction AzureKeyVault AzureMariaDB AzureML
AzureMLService AzureMySql AzurePostgreSql AzureSearch AzureSqlDatabase AzureSqlDW AzureSqlMI AzureStorage
AzureSynapseArtifacts AzureTableStorage Cassandra CommonDataServiceForApps Concur CosmosDb CosmosDbMongoDbApi
Couchbase CustomDataSource Dataworld Db2 Drill Dynamics DynamicsAX DynamicsCrm Eloqua FileServer FtpServer
GoogleAdWords GoogleBigQuery GoogleBigQueryV2 GoogleCloudStorage GoogleSheets Greenplum HBase Hdfs HDInsight
HDInsightOnDemand Hive HttpServer Hubspot Impala Informix Jira LakeHouse Lakehouse Magento MariaDB Marketo
MicrosoftAccess MongoDb MongoDbAtlas MongoDbV2 MySql Netezza OData Odbc Office365 Oracle OracleCloudStorage
OracleServiceCloud Paypal Phoenix PostgreSql PostgreSqlV2 PowerBIWorkspace Presto Quickbase QuickBooks Responsys
RestService Salesforce SalesforceMarketingCloud SalesforceServiceCloud SalesforceServiceCloudV2 SalesforceV2
SapBW SapCloudForCustomer SapEcc SapHana SapOdp SapOpenHub SapTable ServiceNow ServiceNowV2 Sftp
SharePointOnlineList Shopify Smartsheet Snowflake SnowflakeV2 Spark SqlServer Square Sybase TeamDesk Teradata
Twilio Vertica Warehouse Web Xero Zendesk Zoho`,
);

const triggers = words(
  `BlobEventsTrigger BlobTrigger ChainingTrigger CustomEventsTrigger RerunTumblingWindowTrigger ScheduleTrigger
TumblingWindowTrigger`,
);

// Whether other types of datasets and credentials fail has not been seen.
const typesOf: Readonly<Record<string, ReadonlySet<string> | "any">> = {
  linkedservices: linkedServices,
  triggers,
  datasets: "any",
  credentials: "any",
};
