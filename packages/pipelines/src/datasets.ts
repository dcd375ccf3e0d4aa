import { defineDataset, parameter, workspaceDefaultStorage } from "@retain/artifacts/define";
import type { DefinedDirectory } from "@retain/artifacts/define-lake";
import { rawMembers, rawTransactions, rawUserLogs } from "@retain/lake/raw";
import { membersDelivery, transactionsDelivery, userLogsDelivery } from "@retain/lake/sources";
import { serverlessSql } from "@retain/linked-services/serverless-sql";
import { churnResults } from "@retain/synapse-sql/objects";
import { columns } from "./columns.ts";

/** What every CSV dataset of the lake shares: RFC 4180 quoting and a header row. */
const csv = { columnDelimiter: ",", quoteChar: '"', escapeChar: '"', firstRowAsHeader: true } as const;

const textColumns = (names: readonly string[]) => names.map((name) => ({ name, type: "String" }));

// A folder without a file name: which files are read is for the activity that reads them to say.
const folder = ({ name }: DefinedDirectory) =>
  ({ type: "AzureBlobFSLocation", fileSystem: parameter("lake_filesystem"), folderPath: name }) as const;

/** Where the member files arrive. */
export const membersSource = defineDataset("Members_Source", {
  type: "DelimitedText",
  linkedServiceName: workspaceDefaultStorage.reference,
  folder: { name: "Churn/Sources" },
  typeProperties: { location: folder(membersDelivery), ...csv },
  schema: textColumns(columns.members),
});

/** Where the transaction files arrive: transactions_v2.csv continues transactions.csv, it does not replace it. */
export const transactionsSource = defineDataset("Transactions_Source", {
  type: "DelimitedText",
  linkedServiceName: workspaceDefaultStorage.reference,
  folder: { name: "Churn/Sources" },
  typeProperties: { location: folder(transactionsDelivery), ...csv },
  schema: textColumns(columns.transactions),
});

/** Where the listening logs arrive, in two files as the transactions do. */
export const userLogsSource = defineDataset("Users_Logs_Source", {
  type: "DelimitedText",
  linkedServiceName: workspaceDefaultStorage.reference,
  folder: { name: "Churn/Sources" },
  typeProperties: { location: folder(userLogsDelivery), ...csv },
  schema: textColumns(columns.userLogs),
});

/** The member files as the notebooks read them. */
export const membersSink = defineDataset("Members_Sink", {
  type: "DelimitedText",
  linkedServiceName: workspaceDefaultStorage.reference,
  folder: { name: "Churn/Raw" },
  typeProperties: { location: folder(rawMembers), ...csv },
  schema: textColumns(columns.members),
});

/** The transaction files as the notebooks read them. */
export const transactionsSink = defineDataset("Transactions_Sink", {
  type: "DelimitedText",
  linkedServiceName: workspaceDefaultStorage.reference,
  folder: { name: "Churn/Raw" },
  typeProperties: { location: folder(rawTransactions), ...csv },
  schema: textColumns(columns.transactions),
});

/** The listening logs as the notebooks read them. */
export const userLogsSink = defineDataset("Users_Logs_Sink", {
  type: "DelimitedText",
  linkedServiceName: workspaceDefaultStorage.reference,
  folder: { name: "Churn/Raw" },
  typeProperties: { location: folder(rawUserLogs), ...csv },
  schema: textColumns(columns.userLogs),
});

/** The results view on serverless SQL: one row a member. */
export const churnResultsView = defineDataset("Churn_Results", {
  type: "AzureSqlDWTable",
  linkedServiceName: serverlessSql.reference,
  folder: { name: "Churn/Serving" },
  typeProperties: { schema: churnResults.schema, table: churnResults.table },
  schema: churnResults.columns,
});
