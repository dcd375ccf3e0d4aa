import { defineLinkedService, parameter } from "@retain/artifacts/define";

/** The vault that holds the few secrets no managed identity can replace; opened by the workspace's own identity. */
export const keyVault = defineLinkedService("KeyVault", {
  type: "AzureKeyVault",
  description: "Secrets that no managed identity can replace",
  typeProperties: { baseUrl: parameter("key_vault_url") },
  annotations: ["churn"],
});
