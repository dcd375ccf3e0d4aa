import { defineLakeDirectory } from "@retain/artifacts/define";
import { access } from "./access.ts";
import { delivered } from "./delivered-columns.ts";

/** Where the member files arrive. */
export const membersDelivery = defineLakeDirectory("sources/members", {
  acl: access.sources,
  contract: {
    columns: delivered.members,
    key: ["msno"],
    source: "subscription system: members_v3.csv",
    format: "csv",
  },
});

/** Where the transaction files arrive: transactions_v2.csv continues transactions.csv, it does not replace it. */
export const transactionsDelivery = defineLakeDirectory("sources/transactions", {
  acl: access.sources,
  contract: {
    columns: delivered.transactions,
    source: "subscription system: transactions.csv, then transactions_v2.csv",
    format: "csv",
  },
});

/** Where the listening logs arrive, in two files as the transactions do. */
export const userLogsDelivery = defineLakeDirectory("sources/user_logs", {
  acl: access.sources,
  contract: {
    columns: delivered.userLogs,
    key: ["msno", "date"],
    source: "player: user_logs.csv, then user_logs_v2.csv",
    format: "csv",
  },
});
