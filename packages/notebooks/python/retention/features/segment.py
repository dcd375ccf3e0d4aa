"""Who a candidate is for the campaign: his segment and what he pays a month."""

from __future__ import annotations

#: A plan longer than this is a long plan, days.
LONG_PLAN_DAYS = 35

#: The segments in their precedence: the first that applies to the last row is the one.
SEGMENTS = ("cancelled", "long_plan", "manual", "auto_renew")

SEGMENT = f"""CASE
    WHEN last.is_cancel THEN 'cancelled'
    WHEN last.payment_plan_days > {LONG_PLAN_DAYS} THEN 'long_plan'
    WHEN NOT coalesce(last.is_auto_renew, false) THEN 'manual'
    ELSE 'auto_renew'
END"""

#: A plan without days is taken for one of 30.
MONTHLY_PRICE = "30.0 * last.plan_list_price / IF(last.payment_plan_days > 0, last.payment_plan_days, 30)"
