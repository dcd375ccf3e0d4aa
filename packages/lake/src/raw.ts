import { defineLakeDirectory } from "@retain/artifacts/define";
import { access } from "./access.ts";
import { delivered } from "./delivered-columns.ts";

const source = (folder: string) => `${folder}, copied by the pipeline Churning Data Ingestion`;

/** The member files as the notebooks read them. */
export const rawMembers = defineLakeDirectory("raw/members", {
  acl: access.raw,
  contract: {
    columns: delivered.members,
    key: ["msno"],
    source: source("sources/members"),
    format: "csv",
  },
});

/** The transaction files as the notebooks read them. They have no key: rows repeat, and a day may have several. */
export const rawTransactions = defineLakeDirectory("raw/transactions", {
  acl: access.raw,
  contract: {
    columns: delivered.transactions,
    source: source("sources/transactions"),
    format: "csv",
  },
});

/** The listening logs as the notebooks read them. */
export const rawUserLogs = defineLakeDirectory("raw/user_logs", {
  acl: access.raw,
  contract: {
    columns: delivered.userLogs,
    key: ["msno", "date"],
    source: source("sources/user_logs"),
    format: "csv",
  },
});
