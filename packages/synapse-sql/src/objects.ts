/** The serverless database that the scripts of this package make. */
export const churnDatabase = "churn";

/** The view with one row a member, and its columns as serverless SQL types them. */
export const churnResults = {
  schema: "dbo",
  table: "churn_results",
  columns: [
    { name: "msno", type: "varchar" },
    { name: "period_start", type: "date" },
    { name: "p_churn", type: "float" },
    { name: "decision", type: "varchar" },
    { name: "expected_profit", type: "float" },
    { name: "scored_at", type: "datetime2" },
    { name: "city", type: "int" },
    { name: "bd", type: "int" },
    { name: "gender", type: "varchar" },
    { name: "registered_via", type: "int" },
    { name: "registration_init_time", type: "date" },
    { name: "active_days", type: "int" },
    { name: "num_25", type: "bigint" },
    { name: "num_50", type: "bigint" },
    { name: "num_75", type: "bigint" },
    { name: "num_985", type: "bigint" },
    { name: "num_100", type: "bigint" },
    { name: "num_unq", type: "bigint" },
    { name: "total_secs", type: "float" },
  ],
} as const;
