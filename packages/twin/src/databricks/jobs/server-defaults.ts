import type { JsonObject } from "../../http.ts";
import type { DatabricksContext } from "../context.ts";
import { policyOf, withPolicyValues } from "../policies/check-cluster.ts";
import type { NewCluster, Settings, Task } from "./settings-schema.ts";

/** The settings as they are read back: with what the server adds, and without what it keeps to itself. */
export function withServerDefaults(context: DatabricksContext, settings: Settings): JsonObject {
  const { run_as: _, tasks, job_clusters, ...rest } = settings;
  return {
    name: "Untitled",
    email_notifications: {},
    webhook_notifications: {},
    timeout_seconds: 0,
    max_concurrent_runs: 1,
    ...rest,
    ...(tasks === undefined ? {} : { tasks: tasks.map((task) => taskAsRead(context, task)) }),
    ...(job_clusters === undefined
      ? {}
      : {
          job_clusters: job_clusters.map((one) => ({
            ...one,
            new_cluster: clusterAsRead(context, one.new_cluster),
          })),
        }),
    // Ignored when it is written.
    format: "MULTI_TASK",
  } as JsonObject;
}

function taskAsRead(context: DatabricksContext, task: Task) {
  const { depends_on, notebook_task, new_cluster } = task;
  return {
    run_if: "ALL_SUCCESS",
    timeout_seconds: 0,
    email_notifications: {},
    webhook_notifications: {},
    ...task,
    ...(depends_on === undefined
      ? {}
      : { depends_on: depends_on.toSorted((one, other) => one.task_key.localeCompare(other.task_key)) }),
    ...(notebook_task === undefined ? {} : { notebook_task: { source: "WORKSPACE", ...notebook_task } }),
    ...(new_cluster === undefined ? {} : { new_cluster: clusterAsRead(context, new_cluster as NewCluster) }),
  };
}

/** A cluster of a job on Azure: what its policy supplies, then what the server does. */
function clusterAsRead(context: DatabricksContext, cluster: NewCluster) {
  const { apply_policy_default_values: apply, ...asked } = cluster;
  const policy = policyOf(context, cluster);
  const supplied = policy ? withPolicyValues(policy, asked, apply === true) : asked;
  return {
    azure_attributes: { first_on_demand: 1, availability: "ON_DEMAND_AZURE", spot_bid_max_price: -1 },
    data_security_mode: "SINGLE_USER",
    enable_elastic_disk: true,
    ...supplied,
  };
}
