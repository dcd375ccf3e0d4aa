import { z } from "zod";

const fixed = z.strictObject({
  type: z.literal("fixed"),
  value: z.union([z.string(), z.number(), z.boolean()]),
  hidden: z.boolean().optional(),
});
const range = z.strictObject({
  type: z.literal("range"),
  minValue: z.number().optional(),
  maxValue: z.number().optional(),
  defaultValue: z.number().optional(),
});
const choice = z.strictObject({
  type: z.enum(["allowlist", "blocklist"]),
  values: z.array(z.string()).min(1),
  defaultValue: z.string().optional(),
});

const forbidden = z.strictObject({ type: z.literal("forbidden") });

/**
 * The definition of a cluster policy, by attribute paths.
 * Source: https://learn.microsoft.com/azure/databricks/admin/clusters/policy-definition
 */
export const clusterPolicySchema = z.record(
  z.string().regex(/^[a-z_]+(\.[A-Za-z0-9_.]+)?$/),
  z.discriminatedUnion("type", [fixed, range, choice, forbidden]),
);
export type ClusterPolicy = z.infer<typeof clusterPolicySchema>;

/** What an environment says of its clusters. */
export interface ClusterChoice {
  /** For example the key of 18 LTS for machine learning; the parameter `databricks_runtime`. */
  readonly runtime: string;
  readonly nodeType: string;
  readonly maxWorkers?: number;
}

/** The smallest and the largest cluster of the churn job. */
export const workers = { min: 2, max: 8 } as const;

/**
 * What a cluster of the churn job may be: the tested runtime, workers between two
 * bounds, one identity, an end when nobody uses it. `docs/churn-scale.md` says why.
 */
export function churnClusterPolicy({
  runtime,
  nodeType,
  maxWorkers = workers.max,
}: ClusterChoice): ClusterPolicy {
  return {
    cluster_type: { type: "fixed", value: "job" },
    spark_version: { type: "fixed", value: runtime },
    node_type_id: { type: "fixed", value: nodeType },
    driver_node_type_id: { type: "fixed", value: nodeType },
    "autoscale.min_workers": { type: "range", minValue: 1, maxValue: workers.min, defaultValue: workers.min },
    "autoscale.max_workers": { type: "range", minValue: workers.min, maxValue: maxWorkers },
    // Dedicated and standard access: to these Unity Catalog gives credentials for its external locations, by
    // which alone the notebooks reach the lake. Others need a key of the account in the settings of the cluster.
    data_security_mode: {
      type: "allowlist",
      values: ["SINGLE_USER", "USER_ISOLATION"],
      defaultValue: "SINGLE_USER",
    },
    "spark_conf.spark.databricks.passthrough.enabled": { type: "forbidden" },
    // A lost worker costs a stage, a lost driver the run: the first node, the driver, is on demand.
    "azure_attributes.first_on_demand": { type: "fixed", value: 1 },
    "azure_attributes.availability": { type: "fixed", value: "SPOT_WITH_FALLBACK_AZURE" },
    "spark_conf.spark.sql.shuffle.partitions": { type: "fixed", value: "auto", hidden: true },
    "spark_conf.spark.sql.session.timeZone": { type: "fixed", value: "UTC", hidden: true },
    "custom_tags.project": { type: "fixed", value: "churn" },
  };
}
