/** The notebooks of the churn estate, in the order in which they run. */
import { campaignPlan, features, labels, modelMonitor, retentionDecision } from "@retain/lake/gold";
import { quarantinedRows } from "@retain/lake/quarantine";
import { rawMembers, rawTransactions, rawUserLogs } from "@retain/lake/raw";
import { servingMembers, servingPredictions, servingUserLogs } from "@retain/lake/serving";
import {
  cleanTransactions,
  loadedFiles,
  silverMembers,
  silverTransactions,
  silverUserLogs,
  subscriptionWindows,
} from "@retain/lake/silver";
import { z } from "zod";
import { defineNotebook } from "./define-notebook.ts";

/** The runtime for machine learning brings all others at the versions that are tested here. */
const optuna = { pypi: { package: "optuna>=4.6,<6" } } as const;

const modelName = z.string().min(1).optional();
const flag = z.enum(["true", "false"]).optional();
const count = z.string().regex(/^\d+$/, "is a whole number").optional();
const amount = z
  .string()
  .regex(/^\d+(\.\d+)?$/, "is a number from 0 on")
  .optional();
/** JSON of an object; which terms there are is for the notebook to say. */
const terms = z
  .string()
  .regex(/^\s*(\{.*\})?\s*$/s, "is a JSON object")
  .optional();

export const storageCheck = defineNotebook({
  file: "01_storage_check",
  does: "Checks that the lake can be read and written, and that the delivery is whole.",
  parameters: {},
  reads: [rawMembers, rawTransactions, rawUserLogs],
  writes: [],
  works: "workers",
});

export const load = defineNotebook({
  file: "02_load",
  does: "Loads new files into typed tables and puts rows aside that cannot be read.",
  parameters: {},
  reads: [rawMembers, rawTransactions, rawUserLogs, loadedFiles],
  writes: [
    silverMembers,
    silverTransactions,
    silverUserLogs,
    loadedFiles,
    quarantinedRows,
    servingMembers,
    servingUserLogs,
  ],
  works: "workers",
});

export const prepare = defineNotebook({
  file: "03_prepare",
  does: "Cleans the transactions, cuts them into subscription windows and labels the months.",
  parameters: { months: count },
  reads: [silverTransactions],
  writes: [cleanTransactions, subscriptionWindows, labels],
  works: "workers",
});

export const buildFeatures = defineNotebook({
  file: "04_features",
  does: "Builds what was known of each candidate before the month.",
  parameters: { months: count, rebuild: flag, allow_missing_usage: flag },
  reads: [labels, silverTransactions, cleanTransactions, silverMembers, silverUserLogs, loadedFiles],
  writes: [features],
  works: "workers",
});

export const train = defineNotebook({
  file: "05_train",
  does: "Trains and registers the model, and promotes it where it is better.",
  parameters: {
    model_name: modelName,
    experiment: z.string().optional(),
    train_months: count,
    trials: count,
    on_cluster: flag,
  },
  reads: [features, labels, silverTransactions],
  writes: [],
  libraries: [optuna],
  works: "driver",
});

export const scoreAndDecide = defineNotebook({
  file: "06_score_and_decide",
  does: "Scores the candidates of the month and decides whom an offer is worth.",
  parameters: { model_name: modelName, terms, budget_contacts: count, budget_money: amount },
  reads: [labels, features, retentionDecision],
  writes: [retentionDecision, campaignPlan, servingPredictions],
  works: "workers",
});

export const monitor = defineNotebook({
  file: "07_monitor",
  does: "Compares data, features and scores with the months before.",
  parameters: { fail_on: z.enum(["failed", "warning", "never"]).optional(), revenue_limit: amount },
  reads: [
    silverTransactions,
    silverUserLogs,
    silverMembers,
    features,
    labels,
    retentionDecision,
    loadedFiles,
  ],
  writes: [modelMonitor],
  works: "workers",
});

/** No step of the job: opened by who wants to see what was decided on whom. */
export const lookAtPredictions = defineNotebook({
  file: "look_at_predictions",
  does: "Shows who was offered what, why, and what came of it.",
  parameters: { member: z.string().optional(), top: count, segment: z.string().optional() },
  reads: [retentionDecision, labels],
  writes: [],
  works: "workers",
});

/** All that run one after another: the job chains them in this order. */
export const notebooks = [
  storageCheck,
  load,
  prepare,
  buildFeatures,
  train,
  scoreAndDecide,
  monitor,
] as const;
