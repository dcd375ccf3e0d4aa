import { defineLakeDirectory } from "@retain/artifacts/define";
import type { Column } from "@retain/artifacts/define-lake";
import { access } from "./access.ts";
import { msno } from "./delivered-columns.ts";

const periodStart = {
  name: "period_start",
  type: "date",
  nullable: false,
  description: "First day of the scored month",
} as const satisfies Column;

const holds = {
  name: "holds",
  type: "boolean",
  description: "Whether the run is the one of its month that holds: of several, the last that decided anew",
} as const satisfies Column;

const runId = { name: "run_id", type: "string", nullable: false } as const satisfies Column;

/** Who churned, one row a member, period and way of telling. */
export const labels = defineLakeDirectory("gold/labels", {
  acl: access.notebooks,
  contract: {
    columns: [
      periodStart,
      msno,
      { name: "last_expire", type: "date", description: "Expiry that makes the member a candidate" },
      { name: "effective_expire", type: "date", description: "After cancellations" },
      { name: "renewal_date", type: "date" },
      { name: "gap", type: "int", description: "Days from the effective expiry to the renewal" },
      { name: "is_churn", type: "boolean" },
      { name: "is_mature", type: "boolean", description: "False while the data end too early to tell" },
      {
        name: "label_source",
        type: "string",
        nullable: false,
        description: "literal, full_history or official",
      },
      {
        name: "data_version",
        type: "bigint",
        description: "Delta version of the transactions it was made from",
      },
    ],
    key: ["period_start", "msno", "label_source"],
    partitionedBy: ["period_start"],
    source: "silver/transactions",
    format: "delta",
  },
});

/** What is known of each candidate before its period begins; the columns are in docs/features.md, made from their definitions. */
export const features = defineLakeDirectory("gold/features", { acl: access.notebooks });

/** What was decided for whom: every candidate, also those who get no offer. Readers take the rows that hold. */
export const retentionDecision = defineLakeDirectory("gold/retention_decision", {
  acl: access.notebooks,
  contract: {
    columns: [
      periodStart,
      runId,
      msno,
      { name: "p_churn", type: "double" },
      { name: "p_low", type: "double" },
      { name: "p_high", type: "double" },
      { name: "segment", type: "string" },
      { name: "value_ntd", type: "double", description: "Value of keeping the member, New Taiwan dollars" },
      { name: "offer_id", type: "string" },
      { name: "offer_cost", type: "double" },
      { name: "contact_cost", type: "double" },
      { name: "save_rate", type: "double", description: "Share of contacted churners who stay" },
      {
        name: "accept_rate",
        type: "double",
        description: "Share of those who would have stayed that take the offer",
      },
      { name: "expected_profit", type: "double" },
      { name: "profit_p10", type: "double" },
      { name: "profit_p90", type: "double" },
      { name: "threshold", type: "double" },
      { name: "rank", type: "int" },
      {
        name: "decision",
        type: "string",
        description: "target, control, no_value, over_budget or ineligible",
      },
      { name: "reason_1", type: "string" },
      { name: "reason_2", type: "string" },
      { name: "reason_3", type: "string" },
      { name: "model_name", type: "string" },
      { name: "model_version", type: "string" },
      { name: "data_version", type: "bigint" },
      { name: "scored_at", type: "timestamp" },
      holds,
    ],
    key: ["period_start", "run_id", "msno"],
    partitionedBy: ["period_start"],
    source: "the notebook that scores and decides",
    format: "delta",
  },
});

/** One row a run: what the campaign is expected to bring. */
export const campaignPlan = defineLakeDirectory("gold/campaign_plan", {
  acl: access.notebooks,
  contract: {
    columns: [
      periodStart,
      runId,
      { name: "candidates", type: "bigint" },
      { name: "n_target", type: "bigint" },
      { name: "n_control", type: "bigint" },
      { name: "budget", type: "double" },
      { name: "recommended_threshold", type: "double" },
      { name: "expected_profit", type: "double" },
      { name: "profit_p10", type: "double", description: "Lower end of the 80 % interval" },
      { name: "profit_p90", type: "double", description: "Upper end of the 80 % interval" },
      { name: "empc", type: "double", description: "Expected maximum profit of the classification" },
      { name: "profit_curve", type: "array<struct<share:double,profit:double>>" },
      {
        name: "sensitivity",
        type: "array<struct<save_rate:double,offer_cost:double,margin:double,profit:double>>",
      },
      { name: "break_even_save_rate", type: "double" },
      holds,
    ],
    key: ["period_start", "run_id"],
    source: "gold/retention_decision",
    format: "delta",
  },
});

/** What was measured of the data and the model, one row a check. */
export const modelMonitor = defineLakeDirectory("gold/model_monitor", {
  acl: access.notebooks,
  contract: {
    columns: [
      periodStart,
      runId,
      {
        name: "check_name",
        type: "string",
        nullable: false,
        description: "input_psi, score_psi, calibration, freshness, constant_feature, churn_expectation, …",
      },
      {
        name: "subject",
        type: "string",
        nullable: false,
        description: "The feature, table or month it is about",
      },
      { name: "value", type: "double" },
      { name: "limit_value", type: "double", description: "Beyond this it is a warning" },
      { name: "status", type: "string", nullable: false, description: "ok, warning or failed" },
      { name: "detail", type: "string" },
      { name: "measured_at", type: "timestamp", nullable: false },
    ],
    key: ["period_start", "run_id", "check_name", "subject"],
    source: "the notebook that monitors",
    format: "delta",
  },
});
