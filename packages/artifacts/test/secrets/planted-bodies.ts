import type { Json } from "../../src/words/json.ts";

/** Linked services, pipelines, spark configurations that hold one secret each; for the signs see `planted-code.ts`. */
const linked = (type: string, typeProperties: Json): Json => ({ properties: { type, typeProperties } });
const activity = (type: string, typeProperties: Json): Json => ({
  properties: { activities: [{ name: "Step", type, typeProperties }] },
});
const web = (more: { [key: string]: Json }): Json =>
  activity("WebActivity", { url: "https://api.contoso.com/v1/token", method: "POST", ...more });
const parameter = (name: string, defaultValue: Json, type = "string"): Json => ({
  properties: { activities: [], parameters: { [name]: { type, defaultValue } } },
});
const variable = (name: string, defaultValue: Json): Json => ({
  properties: { activities: [], variables: { [name]: { type: "String", defaultValue } } },
});
const spark = (configs: { [key: string]: Json }): Json => ({ properties: { configs } });
const secure = (value: string): Json => ({ type: "SecureString", value });

export const bodies: readonly Json[] = [
  linked("AzureSqlDatabase", { connectionString: "Server=x;Database=y;User ID=sa;Password=‹pw›;" }),
  linked("AzureSqlDatabase", {
    connectionString: "integrated security=False;data source=x;initial catalog=y;user id=sa;password=‹pw›",
  }),
  linked("AzureSqlDatabase", { connectionString: secure("data source=x;user id=sa;password=‹pw›") }),
  linked("AzureSqlDW", { connectionString: "Server=x;Authentication=SqlPassword;UID=sa;PWD=‹pw›" }),
  linked("AzurePostgreSql", { connectionString: "host=pg;port=5432;database=c;uid=etl;password=‹pw›" }),
  linked("AzureMySql", {
    connectionString: "server=my;port=3306;database=c;user=etl;password=‹pw›;sslmode=1",
  }),
  linked("Odbc", { connectionString: "Dsn=crm;Uid=etl;Pass=‹pw›", authenticationType: "Basic" }),
  linked("Odbc", { connectionString: "Driver={Oracle};Host=x;UserName=etl;UserPassword=‹pw›;" }),
  linked("Oracle", { connectionString: "host=x;port=1521;sid=s;user id=etl;password=‹pw›" }),
  linked("Oracle", { server: "x", username: "etl", password: secure("‹pw›") }),
  linked("Snowflake", {
    connectionString: "jdbc:snowflake://x.snowflakecomputing.com/?user=etl&password=‹pw›&db=c",
  }),
  linked("Snowflake", {
    connectionString: "jdbc:snowflake://x.snowflakecomputing.com/?user=etl&db=c",
    password: "‹pw›",
  }),
  linked("MongoDbV2", { connectionString: "mongodb://app:‹pw›@mongo.internal:27017/crm?ssl=true" }),
  linked("CosmosDb", {
    connectionString: "AccountEndpoint=https://c.documents.azure.com:443/;AccountKey=‹b64:86›==;Database=c",
  }),
  linked("CosmosDb", {
    accountEndpoint: "https://c.documents.azure.com:443/",
    accountKey: secure("‹b64:86›=="),
  }),
  linked("AzureBlobStorage", {
    connectionString: "DefaultEndpointsProtocol=https;AccountName=st;AccountKey=‹b64:86›==",
  }),
  linked("AzureBlobStorage", {
    sasUri: "https://st.blob.core.windows.net/?sv=2021-06-08&ss=b&sig=‹b64:43›%3D",
  }),
  linked("AzureBlobStorage", {
    connectionString:
      "BlobEndpoint=https://st.blob.core.windows.net/;SharedAccessSignature=sv=2021&sp=r&sig=‹b64:43›%3D",
  }),
  linked("AzureBlobFS", { url: "https://st.dfs.core.windows.net", accountKey: "‹b64:86›==" }),
  linked("AzureBlobFS", {
    url: "https://st.dfs.core.windows.net",
    servicePrincipalId: "a",
    servicePrincipalKey: "‹key:40›",
  }),
  linked("AzureTableStorage", {
    connectionString: "AccountName=st;TableEndpoint=https://st.table.core.windows.net;AccountKey=‹b64:86›==",
  }),
  linked("AzureFileStorage", {
    host: "\\\\st.file.core.windows.net\\s",
    userid: "AZURE\\st",
    password: secure("‹b64:86›=="),
  }),
  linked("Sftp", { host: "sftp.contoso.com", userName: "svc", password: secure("‹pw›") }),
  linked("Sftp", {
    host: "sftp.contoso.com",
    userName: "svc",
    privateKeyContent: "‹b64:88›",
    passPhrase: "‹pw›",
  }),
  linked("FtpServer", { host: "ftp.contoso.com", userName: "svc", password: "‹pw›" }),
  linked("HttpServer", {
    url: "https://x",
    authenticationType: "Basic",
    userName: "a",
    password: { type: "SecureString", value: "‹pw›" },
  }),
  linked("HttpServer", { url: "https://x", authHeaders: { "x-api-key": secure("‹key:32›") } }),
  linked("RestService", {
    url: "https://x",
    authenticationType: "AadServicePrincipal",
    servicePrincipalKey: secure("‹key:40›"),
  }),
  linked("RestService", { url: "https://x", additionalHeaders: { Authorization: "Bearer ‹key:50›" } }),
  linked("RestService", { url: "https://x?api_key=‹key:32›", authenticationType: "Anonymous" }),
  linked("OData", { url: "https://x", authenticationType: "OAuth2", clientSecret: "‹key:40›" }),
  linked("AzureDatabricks", {
    domain: "https://adb-1.azuredatabricks.net",
    accessToken: secure("dapi‹hex:32›"),
  }),
  linked("AzureDatabricks", { domain: "https://adb-1.azuredatabricks.net", accessToken: "dapi‹hex:32›" }),
  linked("AzureDatabricks", {
    newClusterSparkEnvVars: { DB_PASSWORD: "‹pw›" },
    domain: "https://adb-1.azuredatabricks.net",
  }),
  linked("AzureFunction", {
    functionAppUrl: "https://f.azurewebsites.net",
    functionKey: secure("‹b64:52›=="),
  }),
  linked("AzureSearch", { url: "https://s.search.windows.net", key: "‹hex:32›" }),
  linked("AzureML", { mlEndpoint: "https://ml", apiKey: secure("‹b64:86›==") }),
  linked("AzureDataExplorer", { endpoint: "https://k", servicePrincipalKey: "‹key:36›" }),
  linked("SapHana", { connectionString: "SERVERNODE=hana:30015;UID=ETL;PWD=‹pw›" }),
  linked("SapTable", { server: "sap", userName: "ETL", password: "‹pw›", clientId: "100" }),
  linked("Salesforce", {
    environmentUrl: "https://login.salesforce.com",
    username: "a@b.c",
    password: "‹pw›",
    securityToken: "‹key:24›",
  }),
  linked("ServiceNow", { endpoint: "https://x.service-now.com", username: "svc", password: secure("‹pw›") }),
  linked("AmazonS3", { accessKeyId: "AKIA‹up:16›", serviceUrl: "https://s3.amazonaws.com" }),
  linked("AmazonS3", { accessKeyId: "abc", secretAccessKey: "‹b64:40›" }),
  linked("Teradata", { connectionString: "DBCName=td;MechanismName=TD2;Uid=etl;Pwd=‹pw›" }),
  linked("Db2", {
    connectionString: "server=db2;database=d;authenticationType=Basic;username=etl;password=‹pw›;",
  }),
  linked("SharePointOnlineList", { siteUrl: "https://x.sharepoint.com", servicePrincipalKey: "‹key:40›" }),
  linked("EventHub", {
    connectionString:
      "Endpoint=sb://e.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=‹b64:43›=",
  }),
  web({ body: "grant_type=client_credentials&client_id=a&client_secret=‹key:40›&scope=x" }),
  web({ body: { client_id: "a", client_secret: "‹key:40›", grant_type: "client_credentials" } }),
  web({ body: '{"username":"svc","password":"‹pw›"}' }),
  web({ body: '{\n  "apikey" : "‹key:32›"\n}' }),
  web({ headers: { Authorization: "Bearer ‹key:60›" } }),
  web({ headers: { Authorization: "Basic ‹basic›" } }),
  web({ headers: { Authorization: "ApiKey ‹key:40›" } }),
  web({ headers: { "x-functions-key": "‹b64:52›==" } }),
  web({ headers: { "api-key": "‹hex:32›" } }),
  web({ headers: { "Ocp-Apim-Subscription-Key": "‹hex:32›" } }),
  web({ headers: { "X-Auth-Token": "‹key:40›" } }),
  web({ authentication: { type: "Basic", username: "svc", password: "‹pw›" } }),
  web({
    authentication: {
      type: "ServicePrincipal",
      userTenant: "t",
      username: "a",
      password: secure("‹key:40›"),
    },
  }),
  web({ url: "https://f.azurewebsites.net/api/run?code=‹b64:52›==" }),
  web({
    url: "https://prod-01.westeurope.logic.azure.com/workflows/churn/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers&sv=1.0&sig=‹key:43›",
  }),
  web({ url: "https://api.contoso.com/v2/rows?apikey=‹key:32›&page=1" }),
  web({ url: "https://maps.contoso.com/geocode?key=AIza‹key:35›" }),
  web({ url: "@concat('https://f.azurewebsites.net/api/run?code=‹b64:52›==&id=', pipeline().RunId)" }),
  web({ body: '@concat(\'{"user":"svc","password":"‹pw›","id":"\', pipeline().RunId, \'"}\')' }),
  activity("Copy", { source: { type: "RestSource", additionalHeaders: { apikey: "‹key:32›" } } }),
  activity("Copy", { source: { type: "HttpSource", additionalHeaders: "Authorization: Bearer ‹key:50›\n" } }),
  activity("Script", { scripts: [{ type: "NonQuery", text: "CREATE LOGIN x WITH PASSWORD = '‹pw›'" }] }),
  activity("SqlServerStoredProcedure", {
    storedProcedureName: "p",
    storedProcedureParameters: { Password: { value: "‹pw›", type: "String" } },
  }),
  activity("SynapseNotebook", {
    notebook: { referenceName: "n", type: "NotebookReference" },
    parameters: { sql_password: { value: "‹pw›", type: "string" } },
  }),
  activity("SynapseNotebook", { parameters: { api_token: { value: "‹key:40›", type: "string" } }, conf: {} }),
  activity("DatabricksNotebook", { notebookPath: "/a", baseParameters: { client_secret: "‹key:40›" } }),
  activity("Custom", { command: "load.exe --user etl --password ‹pw› --full" }),
  activity("Custom", { command: "load.exe", extendedProperties: { connectionPassword: "‹pw›" } }),
  activity("SetVariable", { variableName: "token", value: "‹key:40›" }),
  activity("SetVariable", { variableName: "password", value: "‹pw›" }),
  activity("ExecutePipeline", {
    pipeline: { referenceName: "p", type: "PipelineReference" },
    parameters: { ftpPassword: "‹pw›" },
  }),
  activity("SparkJob", { args: ["--input", "a.csv", "--password", "‹pw›"] }),
  activity("SparkJob", { args: ["--api-key=‹key:32›"] }),
  activity("HDInsightSpark", {
    sparkConfig: { "spark.hadoop.fs.azure.account.key.st.dfs.core.windows.net": "‹b64:86›==" },
  }),
  parameter("password", "‹pw›"),
  parameter("sqlAdminPassword", "‹pw›"),
  parameter("dbPass", "‹pw›"),
  parameter("ftp_pwd", "‹pw›"),
  parameter("secret", "‹key:40›"),
  parameter("clientSecret", "‹key:3›8Q~‹key:34›"),
  parameter("AppSecret", "‹key:36›"),
  parameter("apiKey", "‹key:32›"),
  parameter("token", "‹key:40›"),
  parameter("bearerToken", "‹key:60›"),
  parameter("sasToken", "?sv=2021-06-08&ss=b&sig=‹b64:43›%3D"),
  parameter("connectionString", "Server=x;Database=y;User Id=sa;Password=‹pw›"),
  parameter("storageKey", "‹b64:86›=="),
  parameter("functionCode", "‹b64:52›=="),
  parameter("credentials", { user: "etl", password: "‹pw›" }, "object"),
  variable("secret", "‹key:32›"),
  variable("AccessToken", "‹key:48›"),
  variable("varPassword", "‹pw›"),
  variable("ApiKey", "‹hex:32›"),
  spark({ "spark.hadoop.fs.azure.account.key.st.dfs.core.windows.net": "‹b64:86›==" }),
  spark({ "spark.hadoop.javax.jdo.option.ConnectionPassword": "‹pw›" }),
  spark({ "spark.hadoop.fs.azure.account.oauth2.client.secret": "‹key:40›" }),
  spark({
    "spark.eventhubs.connectionString":
      "Endpoint=sb://e.servicebus.windows.net/;SharedAccessKeyName=l;SharedAccessKey=‹b64:43›=",
  }),
  spark({ "spark.ssl.keyStorePassword": "‹pw›" }),
  spark({ "spark.synapse.logAnalytics.secret": "‹b64:86›==" }),
  spark({ "spark.hadoop.fs.s3a.secret.key": "‹b64:40›" }),
];
