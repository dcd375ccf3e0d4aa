"""Features of the subscription: the window it is in, its last row, and all that came before."""

from __future__ import annotations

from retention.features.feature import Feature, category, flag, numeric

WINDOW: tuple[Feature, ...] = (
    numeric(
        "window",
        "window_age_days",
        "int",
        "Days from the start of the subscription window to P.",
        "datediff(period_start, last.window_start)",
    ),
    category(
        "window",
        "window_start_month",
        "int",
        "Calendar month, 1 to 12, in which the subscription window started.",
        "month(last.window_start)",
    ),
    numeric(
        "window",
        "window_payments",
        "int",
        "Days of the window with a payment, the first with them, and those cancelled the same day.",
        "paying.payments",
    ),
    numeric(
        "window",
        "window_renewals",
        "int",
        "Days of the window with a payment that moved the expiry forward, the first aside.",
        "paying.renewals",
    ),
    numeric(
        "window",
        "window_list_price",
        "double",
        "List price of each day of the window with a payment, that of its last row, NTD.",
        "paying.list_price",
    ),
    numeric(
        "window",
        "window_amount_paid",
        "double",
        "Paid in the window, the first payment and those cancelled the same day with it, NTD.",
        "paying.amount_paid",
    ),
    numeric(
        "window",
        "window_discount",
        "double",
        "List price less paid over the window's payments, NTD.",
        "paying.list_price - paying.amount_paid",
    ),
)

LAST_ROW: tuple[Feature, ...] = (
    numeric(
        "last_row",
        "days_to_expiry",
        "int",
        "Days from P to the expiry that makes the member a candidate, 0 to 30.",
        "datediff(last_expire, period_start)",
    ),
    numeric(
        "last_row",
        "days_since_last_transaction",
        "int",
        "Days from the last row before P to P, 1 or more.",
        "datediff(period_start, past.last_date)",
    ),
    numeric("last_row", "last_list_price", "int", "List price of the last row, NTD.", "last.plan_list_price"),
    numeric("last_row", "last_amount_paid", "int", "Paid with the last row, NTD.", "last.actual_amount_paid"),
    numeric(
        "last_row",
        "last_discount",
        "int",
        "List price less paid of the last row, NTD; negative where more was paid.",
        "last.plan_list_price - last.actual_amount_paid",
    ),
    numeric(
        "last_row",
        "last_plan_days",
        "int",
        "Length of the plan of the last row, days.",
        "last.payment_plan_days",
    ),
    numeric(
        "last_row",
        "price_per_day",
        "double",
        "List price of the last row for each day of its plan, NTD a day; null where the plan has no days.",
        "last.plan_list_price / IF(last.payment_plan_days > 0, last.payment_plan_days, NULL)",
    ),
    category(
        "last_row", "payment_method", "int", "Payment method of the last row.", "last.payment_method_id"
    ),
    flag(
        "last_row", "is_cancelled", "1 where the last row before P cancels the membership.", "last.is_cancel"
    ),
    flag(
        "last_row", "is_auto_renew", "1 where the last row before P renews by itself.", "last.is_auto_renew"
    ),
    numeric(
        "last_row",
        "change_in_list_price",
        "int",
        "List price of the last row less that of the row before in the window, NTD; 0 for the first row.",
        "coalesce(last.change_in_list_price, 0)",
    ),
    numeric(
        "last_row",
        "change_in_amount_paid",
        "int",
        "Paid with the last row less paid with the row before in the window, NTD; 0 for the first row.",
        "coalesce(last.change_in_amount_paid, 0)",
    ),
    numeric(
        "last_row",
        "change_in_discount",
        "int",
        "Discount of the last row less that of the row before in the window, NTD; 0 for the first row.",
        "coalesce(last.change_in_discount, 0)",
    ),
    numeric(
        "last_row",
        "change_in_plan_days",
        "int",
        "Plan days of the last row less those of the row before in the window; 0 for the first row.",
        "coalesce(last.change_in_plan_days, 0)",
    ),
    flag(
        "last_row",
        "has_changed_method",
        "1 where the last row has another payment method than the row before in the window.",
        "last.change_of_method = 1",
    ),
    numeric(
        "last_row",
        "change_in_cancel",
        "int",
        "1 where the last row newly cancels, -1 where it takes a cancellation back, else 0.",
        "coalesce(last.change_in_cancel, 0)",
    ),
    numeric(
        "last_row",
        "change_in_auto_renew",
        "int",
        "1 where the last row switches auto-renew on, -1 where off, else 0; 0 for the first row of a window.",
        "coalesce(last.change_in_auto_renew, 0)",
    ),
    numeric(
        "last_row",
        "change_in_expire_days",
        "int",
        "Days by which the last row moved the expiry; 0 for the first row of a window.",
        "coalesce(last.change_in_expire_days, 0)",
    ),
    numeric(
        "last_row",
        "days_between_last_rows",
        "int",
        "Days between the last two rows of the window; 0 for the first row.",
        "coalesce(last.change_in_days, 0)",
    ),
)

HISTORY: tuple[Feature, ...] = (
    numeric(
        "history",
        "subscriber_age_days",
        "int",
        "Days from the first transaction known to P.",
        "datediff(period_start, past.first_date)",
    ),
    numeric(
        "history",
        "past_lapses",
        "int",
        "Subscription windows that ended before the present one began.",
        "past.windows - 1",
    ),
    numeric(
        "history",
        "last_lapse_days",
        "int",
        "Days without a membership before the present window; null where there was no window before.",
        "paying.lapse_days",
    ),
    flag(
        "history",
        "has_lapsed_180d",
        "1 where the member came back from a lapse in the 180 days before P: churned in an earlier month.",
        "past.windows > 1 AND last.window_start >= date_sub(period_start, 180)",
    ),
    numeric(
        "history",
        "late_renewals",
        "int",
        "Renewals after the expiry before them, yet soon enough to stay in the window.",
        "past.late_renewals",
    ),
    numeric(
        "history",
        "mean_late_days",
        "double",
        "Mean days after the previous expiry of the late renewals; 0 where none was late.",
        "IF(past.late_renewals > 0, past.late_days / past.late_renewals, 0)",
    ),
    numeric(
        "history",
        "last_late_days",
        "int",
        "Days from the expiry before it to the last payment; negative where early, null for the first.",
        "past.last_late_days",
    ),
    numeric(
        "history",
        "cancels_90d",
        "int",
        "Cancellations in the 90 days before P.",
        "coalesce(past.cancels_90d, 0)",
    ),
    numeric("history", "cancels", "int", "Cancellations before P.", "past.cancels"),
    numeric("history", "payments", "int", "Days with a payment before P, all windows.", "past.payments"),
    numeric(
        "history",
        "imputed_rows",
        "int",
        "Days before P whose plan days or list price were not filled in, all windows.",
        "past.imputed",
    ),
    flag(
        "history",
        "is_first_cohort",
        "1 where the member has paid once at most, so that no earlier expiry was seen.",
        "past.payments <= 1",
    ),
)
