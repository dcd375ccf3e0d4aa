import { defineLinkedService, parameter } from "@retain/artifacts/define";

/** Databricks, signed in to as the workspace; a job cluster for each run, shaped by a cluster policy. */
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
    newClusterNumOfWorker: "1:4",
  },
  annotations: ["churn"],
});
