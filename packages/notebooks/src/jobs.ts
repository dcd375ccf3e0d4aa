import { z } from "zod";
import { type ClusterChoice, workers } from "./cluster-policy.ts";
import type { DefinedNotebook } from "./define-notebook.ts";
import { notebooks } from "./notebooks.ts";

const task = z.strictObject({
  task_key: z.string().regex(/^[\w-]{1,100}$/),
  description: z.string(),
  depends_on: z.array(z.strictObject({ task_key: z.string() })),
  notebook_task: z.strictObject({
    notebook_path: z.string().startsWith("/"),
    source: z.literal("WORKSPACE"),
    base_parameters: z.record(z.string(), z.string()),
  }),
  job_cluster_key: z.string(),
  libraries: z.array(z.strictObject({ pypi: z.strictObject({ package: z.string() }) })),
  max_retries: z.int().min(0),
  min_retry_interval_millis: z.int().min(0),
  retry_on_timeout: z.boolean(),
  timeout_seconds: z.int().positive(),
});

/**
 * The settings of a job as they travel to Jobs API 2.2, the part that is used here.
 * Source: https://docs.databricks.com/api/azure/workspace/jobs/create
 */
export const jobSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  max_concurrent_runs: z.int().min(1),
  queue: z.strictObject({ enabled: z.boolean() }),
  timeout_seconds: z.int().positive(),
  parameters: z.array(z.strictObject({ name: z.string(), default: z.string() })),
  schedule: z.strictObject({
    quartz_cron_expression: z.string(),
    timezone_id: z.string(),
    pause_status: z.enum(["PAUSED", "UNPAUSED"]),
  }),
  job_clusters: z.array(
    z.strictObject({
      job_cluster_key: z.string(),
      new_cluster: z.strictObject({
        policy_id: z.string(),
        apply_policy_default_values: z.boolean(),
        spark_version: z.string(),
        node_type_id: z.string(),
        autoscale: z.strictObject({ min_workers: z.int().min(1), max_workers: z.int().min(1) }),
      }),
    }),
  ),
  tasks: z.array(task),
  tags: z.record(z.string(), z.string()),
});
export type Job = z.infer<typeof jobSchema>;

/** What an environment says of the job. */
export interface JobPlace extends ClusterChoice {
  /** An external location of Unity Catalog covers it, or is it. */
  readonly lakeRoot: string;
  /** The catalog in which the tables are registered; without one they go by their paths. */
  readonly catalog?: string;
  readonly policyId: string;
  /** Folder of the workspace that holds `notebooks/` and `python/`, such as `/Workspace/retain/churn`. */
  readonly folder: string;
  /** Three levels in Unity Catalog: `catalog.schema.model`. */
  readonly modelName: string;
}

const clusterKey = "churn";
const hour = 3600;

/**
 * The job `churn`: every notebook after the one before it, on one cluster under
 * the policy. It comes paused: whoever runs the estate switches the schedule on.
 */
export function churnJob(place: JobPlace): Job {
  return {
    name: "churn",
    description: "Who will leave next month, and whom an offer is worth",
    max_concurrent_runs: 1,
    queue: { enabled: true },
    timeout_seconds: 12 * hour,
    parameters: [
      { name: "lake_root", default: place.lakeRoot },
      { name: "catalog", default: place.catalog ?? "" },
      // The month in which the run began, by UTC; whoever repeats an old month names it.
      // Source: https://learn.microsoft.com/azure/databricks/jobs/dynamic-value-references
      { name: "period_start", default: "{{job.start_time.iso_date}}" },
      { name: "model_name", default: place.modelName },
    ],
    schedule: {
      quartz_cron_expression: "0 0 4 1 * ?",
      timezone_id: "UTC",
      pause_status: "PAUSED",
    },
    job_clusters: [
      {
        job_cluster_key: clusterKey,
        new_cluster: {
          policy_id: place.policyId,
          apply_policy_default_values: true,
          spark_version: place.runtime,
          node_type_id: place.nodeType,
          autoscale: { min_workers: workers.min, max_workers: place.maxWorkers ?? workers.max },
        },
      },
    ],
    tasks: notebooks.map((notebook, index) => taskOf(notebook, notebooks[index - 1], place)),
    tags: { project: "churn" },
  };
}

function taskOf(
  notebook: DefinedNotebook,
  before: DefinedNotebook | undefined,
  { folder }: JobPlace,
): Job["tasks"][number] {
  return {
    task_key: notebook.file,
    description: notebook.does,
    depends_on: before === undefined ? [] : [{ task_key: before.file }],
    notebook_task: {
      notebook_path: `${folder}/notebooks/${notebook.file}`,
      source: "WORKSPACE",
      base_parameters: { ...parametersOf(notebook), python_folder: `${folder}/python` },
    },
    job_cluster_key: clusterKey,
    libraries: notebook.libraries.map(({ pypi }) => ({ pypi: { package: pypi.package } })),
    // Every notebook may run twice: a second run repeats no work and changes nothing.
    max_retries: 2,
    min_retry_interval_millis: 60_000,
    retry_on_timeout: false,
    timeout_seconds: 4 * hour,
  };
}

/** References to the values of the job and the run; the notebook takes its own defaults for the rest. */
function parametersOf(notebook: DefinedNotebook): Record<string, string> {
  const given = {
    lake_root: "{{job.parameters.lake_root}}",
    catalog: "{{job.parameters.catalog}}",
    period_start: "{{job.parameters.period_start}}",
    model_name: "{{job.parameters.model_name}}",
    run_id: "{{job.run_id}}",
  };
  const taken = Object.keys(notebook.parameters.shape);
  return Object.fromEntries(Object.entries(given).filter(([name]) => taken.includes(name)));
}
