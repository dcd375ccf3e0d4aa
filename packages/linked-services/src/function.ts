import { defineLinkedService, parameter } from "@retain/artifacts/define";
import { keyVault } from "./key-vault.ts";

/** The function that queues a notification; its key lives in the vault. */
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
