import { definePipeline } from "@retain/artifacts/define";
import { notifier } from "@retain/linked-services/function";
import { churnResults } from "@retain/synapse-sql/objects";
import { churnResultsView } from "./datasets.ts";

const counting = "Count members to be made an offer";

/** Asks for a report when more members than the threshold are to be made an offer. */
export const notifications = definePipeline("Churning Notifications", {
  description: "Queues a notification when the campaign of a period is worth one",
  folder: { name: "Churn" },
  parameters: {
    threshold: { type: "int", defaultValue: 300 },
    // Any day of the scored month. No default: a count without its period means nothing.
    period_start: { type: "string" },
  },
  activities: [
    {
      name: counting,
      type: "Lookup",
      dependsOn: [],
      policy: { timeout: "0.00:30:00", retry: 3, retryIntervalInSeconds: 30 },
      typeProperties: {
        source: {
          type: "SqlDWSource",
          // startOfMonth refuses what is no date, so no other text reaches the query.
          sqlReaderQuery: {
            value: `SELECT COUNT(*) AS total FROM ${churnResults.schema}.${churnResults.table} WHERE decision = 'target' AND period_start = '@{formatDateTime(startOfMonth(pipeline().parameters.period_start), 'yyyy-MM-dd')}'`,
            type: "Expression",
          },
          queryTimeout: "00:20:00",
        },
        dataset: churnResultsView.reference,
        firstRowOnly: true,
      },
    },
    {
      // Below the threshold nothing happens: the count stands in the run's history.
      name: "If more than the threshold",
      type: "IfCondition",
      dependsOn: [{ activity: counting, dependencyConditions: ["Succeeded"] }],
      typeProperties: {
        expression: {
          value: `@greater(activity('${counting}').output.firstRow.total, pipeline().parameters.threshold)`,
          type: "Expression",
        },
        ifTrueActivities: [
          {
            name: "Queue the notification",
            type: "AzureFunctionActivity",
            dependsOn: [],
            policy: { timeout: "0.00:10:00", retry: 3, retryIntervalInSeconds: 30 },
            linkedServiceName: notifier.reference,
            typeProperties: {
              functionName: "TriggerChurningReporting",
              // It changes something, so it is no GET.
              method: "POST",
              headers: { "Content-Type": "application/json" },
              // Exactly what the function takes, and no member ids. A retry sends the same runId again,
              // by which whoever reads the queue knows it.
              body: {
                value: `{"schemaVersion":1,"runId":"@{pipeline().RunId}","pipeline":"@{pipeline().Pipeline}","threshold":@{pipeline().parameters.threshold},"total":@{activity('${counting}').output.firstRow.total},"requestedAt":"@{utcNow()}"}`,
                type: "Expression",
              },
            },
          },
        ],
      },
    },
  ],
});
