import type { Column } from "@retain/artifacts/define-lake";

/** Ids that differ in case only are two members. */
export const msno = {
  name: "msno",
  type: "string",
  nullable: false,
  description: "Member: 44 characters, base64 of 32 bytes, case-sensitive",
} as const satisfies Column;

const written = "day as yyyyMMdd";

/** The KKbox files as they are delivered: header row, these names in this order, dates as numbers. */
export const delivered = {
  members: [
    msno,
    { name: "city", type: "int" },
    { name: "bd", type: "int", description: "Age as the member wrote it, outliers and all" },
    { name: "gender", type: "string", description: "female, male, or empty" },
    { name: "registered_via", type: "int", description: "Channel of the registration" },
    { name: "registration_init_time", type: "int", description: `First registration, ${written}` },
  ],
  transactions: [
    msno,
    { name: "payment_method_id", type: "int" },
    {
      name: "payment_plan_days",
      type: "int",
      description: "Length of the plan; 0 where it was not filled in",
    },
    { name: "plan_list_price", type: "int", description: "New Taiwan dollars" },
    { name: "actual_amount_paid", type: "int", description: "New Taiwan dollars" },
    { name: "is_auto_renew", type: "int", description: "1 or 0" },
    { name: "transaction_date", type: "int", description: `Transaction, ${written}` },
    { name: "membership_expire_date", type: "int", description: `End of the membership, ${written}` },
    { name: "is_cancel", type: "int", description: "1 when the transaction cancels the membership" },
  ],
  userLogs: [
    msno,
    { name: "date", type: "int", description: `Listening, ${written}` },
    { name: "num_25", type: "int", description: "Songs played for less than 25 % of their length" },
    { name: "num_50", type: "int", description: "Songs played for 25 to 50 %" },
    { name: "num_75", type: "int", description: "Songs played for 50 to 75 %" },
    { name: "num_985", type: "int", description: "Songs played for 75 to 98.5 %" },
    { name: "num_100", type: "int", description: "Songs played for more than 98.5 %" },
    { name: "num_unq", type: "int", description: "Different songs" },
    {
      name: "total_secs",
      type: "double",
      description: "Seconds; some rows say less than nothing or more than a day",
    },
  ],
} as const satisfies { readonly [subject: string]: readonly Column[] };
