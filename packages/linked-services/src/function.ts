import { defineLinkedService, parameter } from "@retain/artifacts/define";
import { keyVault } from "./key-vault.ts";

/**
 * The function that queues a notification. Signed in to with a key, which lives
 * in the vault: a managed identity would need an app registration for the function.
 */
export const notifier = defineLinkedService("Function", {
  type: "AzureFunction",
  description: "Queues the churn notification",
  typeProperties: {
    functionAppUrl: parameter("function_app_url"),
    functionKey: {
      type: "AzureKeyVaultSecret",
      store: keyVault.reference,
      secretName: "churn-function-key",
    },
  },
  annotations: ["churn"],
});
