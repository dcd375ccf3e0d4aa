import { defineLakeDirectory } from "@retain/artifacts/define";
import type { Column } from "@retain/artifacts/define-lake";
import { access } from "./access.ts";
import { msno } from "./delivered-columns.ts";
import { retentionDecision } from "./gold.ts";
import { silverMembers, silverUserLogs } from "./silver.ts";

/** Who looks at results does not ask which file a row came in, nor what was cut from it. */
const shownTo = (columns: readonly Column[]) =>
  columns.filter(({ name }) => name !== "source_file" && name !== "is_anomalous");

/** Members as serverless SQL shows them. */
export const servingMembers = defineLakeDirectory("serving/members", {
  acl: access.serving,
  contract: {
    columns: shownTo(silverMembers.properties.contract.columns),
    key: [msno.name],
    source: "silver/members",
    format: "parquet",
  },
});

/** Listening as serverless SQL shows it. */
export const servingUserLogs = defineLakeDirectory("serving/user_logs", {
  acl: access.serving,
  contract: {
    columns: shownTo(silverUserLogs.properties.contract.columns),
    key: [msno.name, "date"],
    source: "silver/user_logs",
    format: "parquet",
  },
});

const shown: readonly string[] = [
  "msno",
  "period_start",
  "run_id",
  "p_churn",
  "decision",
  "expected_profit",
  "scored_at",
];

/** Decisions as serverless SQL shows them. */
export const servingPredictions = defineLakeDirectory("serving/predictions", {
  acl: access.serving,
  contract: {
    columns: shown.flatMap((name) =>
      retentionDecision.properties.contract.columns.filter((column) => column.name === name),
    ),
    key: ["period_start", "run_id", "msno"],
    source: "gold/retention_decision",
    format: "parquet",
  },
});
