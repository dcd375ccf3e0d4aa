/**
 * Column names of the KKbox files, in file order. Files are text: the pipeline
 * moves them unread, the notebooks give types and put aside what has none.
 */
export const columns = {
  members: ["msno", "city", "bd", "gender", "registered_via", "registration_init_time"],
  transactions: [
    "msno",
    "payment_method_id",
    "payment_plan_days",
    "plan_list_price",
    "actual_amount_paid",
    "is_auto_renew",
    "transaction_date",
    "membership_expire_date",
    "is_cancel",
  ],
  userLogs: ["msno", "date", "num_25", "num_50", "num_75", "num_985", "num_100", "num_unq", "total_secs"],
} as const;
