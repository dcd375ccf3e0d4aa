import { defineLinkedService, parameter } from "@retain/artifacts/define";

/** The serverless database of the estate; the scripts of synapse-sql make it. */
export const churnDatabase = "churn";

/** Serverless SQL, signed in to as the workspace: a connection string without a user means its managed identity. */
export const serverlessSql = defineLinkedService("Serverless_SQL", {
  type: "AzureSqlDW",
  description: "The database churn on the serverless pool",
  typeProperties: {
    connectionString: `Data Source=tcp:${parameter("serverless_sql_host")},1433;Initial Catalog=${churnDatabase};Encrypt=True;Connection Timeout=30`,
  },
  annotations: ["churn"],
});
