import { defineLinkedService, parameter } from "@retain/artifacts/define";

/**
 * Databricks, signed in to as the workspace: no token that ends one day. A job
 * cluster for each run instead of somebody's cluster id; the policy decides who
 * may see which data.
 */
export const databricks = defineLinkedService("Databricks", {
  type: "AzureDatabricks",
  description: "Job clusters for the churn notebooks",
  typeProperties: {
    domain: parameter("databricks_domain"),
    authentication: "MSI",
    workspaceResourceId: parameter("databricks_workspace_id"),
    policyId: parameter("databricks_policy_id"),
    newClusterVersion: parameter("databricks_runtime"),
    newClusterNodeType: parameter("databricks_node_type"),
    // One worker, up to four when there is work.
    newClusterNumOfWorker: "1:4",
  },
  annotations: ["churn"],
});
