import { type Defined, definePipeline } from "@retain/artifacts/define";
import { columns } from "./columns.ts";
import {
  membersSink,
  membersSource,
  transactionsSink,
  transactionsSource,
  userLogsSink,
  userLogsSource,
} from "./datasets.ts";

/**
 * Copies every CSV file of a source folder to its sink under its own name: the
 * first delivery and its continuation stay two files, and a second run
 * overwrites what the first wrote. Columns go by name: a file without one of
 * them fails instead of shifting the others, and columns nobody declared stay behind.
 */
const copy = (name: string, source: Defined<"dataset">, sink: Defined<"dataset">, names: readonly string[]) =>
  ({
    name,
    type: "Copy",
    dependsOn: [],
    // 30 GB of logs take long, a storage account that is busy does not stay so.
    policy: { timeout: "0.04:00:00", retry: 3, retryIntervalInSeconds: 60 },
    inputs: [source.reference],
    outputs: [sink.reference],
    typeProperties: {
      source: {
        type: "DelimitedTextSource",
        storeSettings: { type: "AzureBlobFSReadSettings", recursive: true, wildcardFileName: "*.csv" },
        formatSettings: { type: "DelimitedTextReadSettings" },
      },
      // No quotes, as in the originals: no value holds a comma, and 30 GB stay 30 GB.
      sink: {
        type: "DelimitedTextSink",
        storeSettings: { type: "AzureBlobFSWriteSettings", copyBehavior: "PreserveHierarchy" },
        formatSettings: { type: "DelimitedTextWriteSettings", quoteAllText: false, fileExtension: ".csv" },
      },
      enableStaging: false,
      translator: {
        type: "TabularTranslator",
        mappings: names.map((column) => ({ source: { name: column }, sink: { name: column } })),
      },
    },
  }) as const;

/** Brings the three KKbox files from where they arrive to the raw zone of the lake. */
export const ingestion = definePipeline("Churning Data Ingestion", {
  description: "Copies members, transactions and listening logs to the raw zone",
  folder: { name: "Churn" },
  activities: [
    copy("Load Members", membersSource, membersSink, columns.members),
    copy("Load Transactions", transactionsSource, transactionsSink, columns.transactions),
    copy("Load Users Logs", userLogsSource, userLogsSink, columns.userLogs),
  ],
});
