import type { Json } from "../../src/words/json.ts";

/** What looks like a secret and is none, as people write it; signs as in `planted-code.ts`. */
export const innocentTexts: readonly string[] = [
  "SELECT CASE WHEN password = 'reset' THEN 1 ELSE 0 END AS must_reset FROM dbo.users",
  "SELECT * FROM users WHERE password = 'expired' OR secret = 'none'",
  "SELECT * FROM events WHERE token = 'login' AND kind = 'password'",
  "UPDATE dbo.users SET password = NULL WHERE status = 'locked'",
  "CREATE TABLE dbo.users (id INT, password NVARCHAR(128) NOT NULL, secret VARCHAR(64))",
  "ALTER TABLE dbo.users ADD password_hash VARBINARY(64), password_salt UNIQUEIDENTIFIER",
  "SELECT HASHBYTES('SHA2_256', password) AS password_hash FROM dbo.users",
  "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'Managed Identity'",
  "CREATE MASTER KEY;",
  "CREATE LOGIN loader WITH PASSWORD = '$(LoaderPassword)'",
  "CREATE LOGIN loader WITH PASSWORD = '#PASSWORD#'",
  `CREATE USER etl IDENTIFIED BY '${"$"}{ETL_PASSWORD}'`,
  "CREATE USER etl FROM EXTERNAL PROVIDER; -- no password needed",
  "DECLARE @password NVARCHAR(128); SET @password = NULL;",
  "EXEC sp_rename 'users.password', 'password_hash', 'COLUMN'",
  "SELECT 'password' AS field, 'secret' AS class UNION ALL SELECT 'token', 'secret'",
  "INSERT INTO audit (field, old) VALUES ('password', 'changed')",
  "SELECT customer_key, surrogate_key, api_key_id FROM dim.customer WHERE row_hash = '‹hex:64›'",
  "SELECT * FROM t WHERE id = '8f14e45f-ceea-467f-ab0a-1e2b3c4d5e6f'",
  "WHERE user_token_count > 0 AND token_type = 'bearer'",
  "-- password: ask the platform team",
  "-- the secret is kept in Key Vault kv-churn under sql-loader-password",
  "CREATE EXTERNAL DATA SOURCE d WITH (LOCATION='https://st.dfs.core.windows.net/raw', CREDENTIAL=WorkspaceIdentity)",
  "COPY INTO dbo.t FROM 'https://st.blob.core.windows.net/raw/a.csv' WITH (CREDENTIAL=(IDENTITY='Managed Identity'))",
  'password = mssparkutils.credentials.getSecret("kv-churn", "sql-loader-password")',
  "password = notebookutils.credentials.getSecret('kv-churn', 'sql-loader-password', 'LS_KV')",
  'password = dbutils.secrets.get(scope="kv", key="sql-password")',
  'spark.conf.set("fs.azure.account.oauth2.client.secret", dbutils.secrets.get("kv", "sp-secret"))',
  'spark.conf.set("fs.azure.account.auth.type.st.dfs.core.windows.net", "OAuth")',
  'spark.conf.set("fs.azure.account.oauth.provider.type", "org.apache.hadoop.fs.azurebfs.oauth2.ClientCredsTokenProvider")',
  'spark.conf.set("fs.azure.account.oauth2.client.endpoint", "https://login.microsoftonline.com/common/oauth2/token")',
  'spark.conf.set("fs.azure.sas.token.provider.type", "com.microsoft.azure.synapse.tokenlibrary.LinkedServiceBasedSASProvider")',
  'spark.conf.set("spark.sql.shuffle.partitions", "200")',
  'spark.conf.set("spark.storage.synapse.linkedServiceName", "LS_Lake")',
  'spark.conf.set("spark.databricks.delta.properties.defaults.enableChangeDataFeed", "true")',
  "token = mssparkutils.credentials.getToken('Storage')",
  'access_token = TokenLibrary.getConnectionString("LS_Sql")',
  'token = DefaultAzureCredential().get_token("https://database.windows.net/.default").token',
  'headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}',
  'headers = {"Authorization": "Bearer " + access_token}',
  "headers = {'Authorization': 'Bearer {}'.format(token)}",
  'os.environ["API_KEY"]; os.getenv("DB_PASSWORD", "")',
  'parser.add_argument("--password", help="password of the loader", required=True)',
  'parser.add_argument("--api-key", dest="api_key", default=None)',
  "def connect(user: str, password: str = None, token: Optional[str] = None): ...",
  "df = df.drop('password', 'secret', 'token')",
  'df.select("token", "tokens", "n_tokens").groupBy("token").count()',
  'df.withColumnRenamed("password", "password_hash")',
  'df = df.withColumn("password_changed", F.when(F.col("password") == "reset", 1).otherwise(0))',
  'schema = StructType([StructField("password", StringType()), StructField("apiKey", StringType(), True)])',
  'tokenizer = Tokenizer(inputCol="text", outputCol="tokens"); stop_token = "</s>"; pad_token = "[PAD]"',
  'tokenizer = AutoTokenizer.from_pretrained("bert-base-uncased"); eos_token = "<|endoftext|>"',
  'primary_key = "customer_id"; partition_key = "year_month_day"; foreign_key = "dim_customer_customer_id_2017"',
  'join_key = ["customer_id", "subscription_id"]; business_key = "SubscriptionIdentifier01"',
  'key = "2017-03-31T00:00:00"; cache_key = "features_v2_20170331"',
  'secret_name = "sql-loader-password"; secret_scope = "keyvault-managed-scope-01"',
  'vault_secret_name = "storage-account-key"',
  'print("password must not be empty"); raise ValueError("no token given")',
  'assert password != "", "password is empty"',
  "if password == 'reset': send_mail()",
  'password = getpass.getpass("Password: ")',
  'password = input("password: ")',
  "pwd = os.getcwd(); print(pwd)",
  "%env SPARK_HOME=/opt/spark",
  "%env PYTHONHASHSEED=0",
  "!pip install --upgrade pip && pip install pandas==2.1.4",
  "!az login --identity",
  "!curl -H 'Authorization: Bearer '$TOKEN https://api.contoso.com",
  "!mysql -u root --password=$MYSQL_PASSWORD shop",
  'md5 = "‹hex:32›"; sha1 = "‹hex:40›"; checksum = "‹hex:64›"',
  'run_id = "‹hex:32›"; model_uri = "runs:/‹hex:32›/model"',
  'commit = "‹hex:40›"',
  'etag = "0x8DB‹hexup:12›"',
  '{"version":"1.0","hash":"sha256:‹hex:64›"}',
  "data:image/png;base64,‹b64:200›",
  'url = "https://contoso.com/reset?token={token}&user=1"',
  'url = f"https://contoso.com/api?code={function_key}"',
  'val password = dbutils.secrets.get("kv", "sql-password")',
  'val props = new Properties(); props.put("user", user); props.put("password", password)',
  'var password = Environment.GetEnvironmentVariable("SQL_PASSWORD");',
  'string connection = $"Server={server};User ID={user};Password={password};";',
  'jdbc_url = f"jdbc:sqlserver://{server}:1433;database={db};user={user};password={password}"',
  'url = "jdbc:sqlserver://x.database.windows.net:1433;database=y;encrypt=true;authentication=ActiveDirectoryMSI"',
  "df.write.option('sfPassword', sf_password).option('sfUser', sf_user)",
  "Enter your password here, then press the secret button. Token: see the portal.",
  "Passwords: at least 12 characters. Secrets: rotate every 90 days. Tokens expire.",
  "author:author@contoso.com",
  "scp file.csv svc@sftp.contoso.com:/upload",
];

const pipeline = (more: { [key: string]: Json }): Json => ({ properties: { activities: [], ...more } });

export const innocentBodies: readonly Json[] = [
  pipeline({
    parameters: { headerNameForApiKey: { type: "string", defaultValue: "Ocp-Apim-Subscription-Key" } },
  }),
  pipeline({ parameters: { passwordSecretName: { type: "string", defaultValue: "sql-loader-password" } } }),
  pipeline({ parameters: { keyVaultSecretName: { type: "string", defaultValue: "storage-key" } } }),
  pipeline({
    parameters: {
      tokenUrl: { type: "string", defaultValue: "https://login.microsoftonline.com/common/oauth2/token" },
    },
  }),
  pipeline({ parameters: { tokenEndpoint: { type: "string", defaultValue: "/oauth2/v2.0/token" } } }),
  pipeline({ parameters: { continuationToken: { type: "string", defaultValue: "" } } }),
  pipeline({ parameters: { partitionKey: { type: "string", defaultValue: "customerId" } } }),
  pipeline({ parameters: { maxTokens: { type: "string", defaultValue: "4096" } } }),
  pipeline({
    parameters: {
      secretUrl: {
        type: "string",
        defaultValue: "https://kv-churn.vault.azure.net/secrets/sql-password?api-version=7.4",
      },
    },
  }),
  pipeline({ parameters: { password: { type: "string", defaultValue: "#SQL_PASSWORD#" } } }),
  pipeline({ parameters: { apiKey: { type: "string", defaultValue: "<your-api-key>" } } }),
  pipeline({ parameters: { token: { type: "string", defaultValue: "@pipeline().parameters.other" } } }),
  pipeline({
    parameters: { tenantId: { type: "string", defaultValue: "8f14e45f-ceea-467f-ab0a-1e2b3c4d5e6f" } },
  }),
  pipeline({ variables: { token: { type: "String" }, secret: { type: "String", defaultValue: "" } } }),
  pipeline({
    parameters: {
      bypass: { type: "string", defaultValue: "never" },
      compass: { type: "string", defaultValue: "north" },
    },
  }),
  {
    properties: {
      type: "HttpServer",
      typeProperties: {
        password: {
          type: "AzureKeyVaultSecret",
          store: { referenceName: "kv", type: "LinkedServiceReference" },
          secretName: "http-password",
        },
      },
    },
  },
  {
    properties: {
      type: "AzureSqlDatabase",
      typeProperties: {
        connectionString: "Server=x;Database=y;User ID=sa;Password=@{linkedService().password}",
      },
    },
  },
  { properties: { type: "AzureKeyVault", typeProperties: { baseUrl: "https://kv-churn.vault.azure.net/" } } },
  {
    properties: {
      typeProperties: {
        authenticationType: "ServicePrincipal",
        servicePrincipalCredentialType: "ServicePrincipalKey",
      },
    },
  },
  {
    properties: {
      activities: [
        {
          type: "WebActivity",
          typeProperties: {
            headers: { Authorization: "@concat('Bearer ', activity('Token').output.access_token)" },
          },
        },
      ],
    },
  },
  {
    properties: {
      activities: [
        {
          type: "WebActivity",
          typeProperties: { authentication: { type: "MSI", resource: "https://vault.azure.net" } },
        },
      ],
    },
  },
  {
    properties: {
      activities: [
        {
          type: "SetVariable",
          typeProperties: {
            variableName: "token",
            value: { value: "@activity('Login').output.token", type: "Expression" },
          },
        },
      ],
    },
  },
  {
    properties: {
      schema: [
        { name: "password", type: "String" },
        { name: "token", type: "String" },
      ],
      policy: { secureInput: true, secureOutput: true },
    },
  },
];
