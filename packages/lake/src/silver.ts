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
    columns: [
      ...typed(delivered.userLogs, { date: "date" }),
      {
        name: "is_anomalous",
        type: "boolean",
        nullable: false,
        description: "The delivered seconds were less than nothing or more than a day, and were cut to a day",
      },
      sourceFile,
    ],
    key: [msno.name, "date"],
    source: "raw/user_logs",
    format: "delta",
  },
});

const whole = (name: string, description: string) => ({ name, type: "int", description }) as const;

/** One row a member and day of transactions: its last one, what the day held, and how it differs from the day before. */
export const cleanTransactions = defineLakeDirectory("silver/clean_transactions", {
  acl: access.notebooks,
  contract: {
    columns: [
      msno,
      { name: "transaction_date", type: "date", nullable: false },
      { name: "membership_expire_date", type: "date" },
      {
        name: "floored_expire_date",
        type: "date",
        description: "The expiry, or the day of the transaction where the expiry lies before it",
      },
      whole("payment_method_id", "As delivered"),
      whole("payment_plan_days", "As delivered; where it was not filled in, the days that were bought"),
      whole("plan_list_price", "New Taiwan dollars; where it was not filled in, what was paid"),
      whole("actual_amount_paid", "New Taiwan dollars"),
      { name: "is_auto_renew", type: "boolean" },
      { name: "is_cancel", type: "boolean" },
      {
        name: "is_imputed",
        type: "boolean",
        nullable: false,
        description: "Plan days or list price were not filled in",
      },
      whole("day_amount_paid", "Paid on this day, cancellations aside, New Taiwan dollars"),
      whole("day_rows", "Transactions of this day"),
      whole("day_cancels", "Cancellations of this day"),
      {
        name: "window_id",
        type: "bigint",
        nullable: false,
        description: "Subscription window: hash of the member and the first day of the window",
      },
      { name: "window_start", type: "date", nullable: false },
      whole("window_position", "1 for the first row of its window"),
      {
        name: "previous_expire_date",
        type: "date",
        description: "Floored expiry of the row before, any window",
      },
      whole("change_in_days", "Days since the row before in the window"),
      whole("change_in_list_price", "Against the row before in the window"),
      whole("change_in_amount_paid", "Against the row before in the window"),
      whole("change_in_discount", "Against the row before in the window; a discount is list price less paid"),
      whole("change_in_plan_days", "Against the row before in the window"),
      whole("change_of_method", "1 where the payment method is another than in the row before, else 0"),
      whole("change_in_cancel", "1 newly cancelled, -1 taken back, else 0"),
      whole("change_in_auto_renew", "1 newly on, -1 newly off, else 0"),
      whole("change_in_expire_days", "Days by which the row moved the floored expiry"),
    ],
    key: [msno.name, "transaction_date"],
    source: "silver/transactions",
    format: "delta",
  },
});

/** One row a subscription: the days over which a member was never without one for as long as makes a churner. */
export const subscriptionWindows = defineLakeDirectory("silver/subscription_windows", {
  acl: access.notebooks,
  contract: {
    columns: [
      msno,
      { name: "window_id", type: "bigint", nullable: false },
      { name: "window_start", type: "date", nullable: false },
      { name: "window_end", type: "date", description: "Floored expiry of its last row" },
      { name: "rows", type: "int", description: "Member-days of transactions" },
    ],
    key: [msno.name, "window_id"],
    source: "silver/clean_transactions",
    format: "delta",
  },
});

/** Which files were loaded, so that none is loaded twice. */
export const loadedFiles = defineLakeDirectory("silver/loaded_files", {
  acl: access.notebooks,
  contract: {
    columns: [
      { name: "table_name", type: "string", nullable: false },
      sourceFile,
      {
        name: "content",
        type: "string",
        description: "What the file is known by: it differs when a row or the header does",
      },
      {
        name: "delivery",
        type: "int",
        description: "Number of the delivery: of rows with one key the highest wins",
      },
      { name: "file_bytes", type: "bigint" },
      { name: "run_id", type: "string" },
      { name: "rows_read", type: "bigint" },
      { name: "rows_quarantined", type: "bigint" },
      { name: "loaded_at", type: "timestamp" },
    ],
    key: ["table_name", "source_file"],
    source: "the notebook that loads",
    format: "delta",
  },
});
