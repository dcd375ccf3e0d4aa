import { z } from "zod";
import { wholeNumber } from "../asked.ts";

// Limits: "jobs/create" of the REST reference. What is not named here is kept as it comes.
const key = z.string().regex(/^[\w-]{1,100}$/, "must be 1 to 100 letters, digits, - and _");

const taskSchema = z.looseObject({
  task_key: key,
  depends_on: z.array(z.looseObject({ task_key: z.string() })).optional(),
  run_if: z
    .enum([
      "ALL_SUCCESS",
      "AT_LEAST_ONE_SUCCESS",
      "NONE_FAILED",
      "ALL_DONE",
      "AT_LEAST_ONE_FAILED",
      "ALL_FAILED",
    ])
    .optional(),
  max_retries: wholeNumber.min(-1).optional(),
  timeout_seconds: wholeNumber.min(0).optional(),
  job_cluster_key: z.string().optional(),
  notebook_task: z
    .looseObject({
      notebook_path: z.string(),
      source: z.enum(["WORKSPACE", "GIT"]).optional(),
      base_parameters: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});
export type Task = z.infer<typeof taskSchema>;

const clusterSchema = z.looseObject({
  policy_id: z.string().optional(),
  spark_version: z.string().optional(),
});
export type NewCluster = z.infer<typeof clusterSchema>;

/** The settings of a job, as far as the server looks into them. */
export const settingsSchema = z.looseObject({
  name: z.string().max(4096).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  max_concurrent_runs: wholeNumber.min(0).max(1000).optional(),
  timeout_seconds: wholeNumber.min(0).optional(),
  tasks: z.array(taskSchema).max(1000, "The number of tasks exceeds the limit of 1000").optional(),
  job_clusters: z.array(z.looseObject({ job_cluster_key: key, new_cluster: clusterSchema })).optional(),
  parameters: z.array(z.looseObject({ name: z.string().regex(/^[\w.-]+$/), default: z.string() })).optional(),
  schedule: z
    .looseObject({
      quartz_cron_expression: z.string(),
      timezone_id: z.string(),
      pause_status: z.enum(["PAUSED", "UNPAUSED"]).optional(),
    })
    .optional(),
  run_as: z
    .looseObject({
      user_name: z.string().optional(),
      service_principal_name: z.string().optional(),
      group_name: z.string().optional(),
    })
    .optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
