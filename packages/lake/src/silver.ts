import { defineLakeDirectory } from "@retain/artifacts/define";
import type { Column } from "@retain/artifacts/define-lake";
import { access } from "./access.ts";
import { delivered, msno } from "./delivered-columns.ts";

const sourceFile = {
  name: "source_file",
  type: "string",
  nullable: false,
  description: "File of the delivery that the row came in",
} as const satisfies Column;

/** The columns of a delivery with dates for numbers and true or false for 1 or 0. */
function typed(
  columns: readonly Column[],
  types: { readonly [name: string]: Column["type"] },
): readonly Column[] {
  return columns.map((column) => {
    const type = types[column.name];
    return type === undefined ? column : { name: column.name, type };
  });
}

/** One row a member. */
export const silverMembers = defineLakeDirectory("silver/members", {
  acl: access.notebooks,
  contract: {
    columns: [...typed(delivered.members, { registration_init_time: "date" }), sourceFile],
    key: [msno.name],
    source: "raw/members",
    format: "delta",
  },
});

/** All transactions of both deliveries; rows that repeat one another exactly are there once. */
export const silverTransactions = defineLakeDirectory("silver/transactions", {
  acl: access.notebooks,
  contract: {
    columns: [
      ...typed(delivered.transactions, {
        is_auto_renew: "boolean",
        is_cancel: "boolean",
        transaction_date: "date",
        membership_expire_date: "date",
      }),
      sourceFile,
    ],
    source: "raw/transactions",
    format: "delta",
  },
});

/** One row a member and day. */
export const silverUserLogs = defineLakeDirectory("silver/user_logs", {
  acl: access.notebooks,
  contract: {
    columns: [...typed(delivered.userLogs, { date: "date" }), sourceFile],
    key: [msno.name, "date"],
    source: "raw/user_logs",
    format: "delta",
  },
});
