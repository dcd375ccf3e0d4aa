"""A candidate as he stood on the first day of the month: what the expressions of the features read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from retention.period import Period

#: The columns of a clean row that features read.
ROW = (
    "payment_method_id",
    "payment_plan_days",
    "plan_list_price",
    "actual_amount_paid",
    "is_auto_renew",
    "is_cancel",
    "window_start",
    "window_position",
    "change_in_days",
    "change_in_list_price",
    "change_in_amount_paid",
    "change_in_discount",
    "change_in_plan_days",
    "change_of_method",
    "change_in_cancel",
    "change_in_auto_renew",
    "change_in_expire_days",
)

#: The columns of a member that features read.
PERSON = ("city", "bd", "gender", "registered_via", "registration_init_time")

#: What is summed over clean rows, for each of them.
SUMS = {
    "payments": "IF(is_payment, 1, 0)",
    "renewals": "IF(is_payment AND window_position > 1 AND change_in_expire_days > 0, 1, 0)",
    "list_price": "IF(is_payment, plan_list_price, 0)",
    "amount_paid": "IF(is_payment, day_amount_paid, 0)",
    "windows": "IF(window_position = 1, 1, 0)",
    "late_renewals": "IF(is_late, 1, 0)",
    "late_days": "IF(is_late, late_days, 0)",
    "cancels": "day_cancels",
    "imputed": "IF(is_imputed, 1, 0)",
}

#: A day counts as a payment where one was made, also where a cancellation followed. A renewal is late where
#: it comes after the expiry, yet stays in the window.
CONDITIONS = {
    "late_days": "datediff(transaction_date, previous_expire_date)",
    "is_payment": "day_rows > day_cancels",
    "is_late": "is_payment AND window_position > 1 AND late_days > 0",
}

#: Days of ``past.cancels_90d``.
CANCEL_DAYS = 90

#: Places of an event within a day, so that one number orders all events of a member: what is dated P comes
#: after the candidate of P.
_PLACES = 4
_USAGE, _CANDIDATE, _CANCELS, _TRANSACTION = 0, 1, 2, 3


def as_of(
    candidates: DataFrame,
    clean: DataFrame,
    members: DataFrame,
    usage: DataFrame,
    months: Sequence[Period],
) -> DataFrame:
    """One row for each row of ``candidates`` (period_start, msno, last_expire), and never another.

    Everything known of a member becomes an event, ordered by day; a candidate, of one of the ``months``, is
    an event of the first day of his month, and reads what came before it. Clean rows between which no month
    begins are one event, so that few months of a long history are few events. No join: nothing can multiply
    rows, and no row dated P or later can be read.
    """
    known = _known(clean)
    events = (
        _stretches(known, months)
        .unionByName(_cancels(known, months), allowMissingColumns=True)
        .unionByName(_people(members), allowMissingColumns=True)
        .unionByName(_usage(usage), allowMissingColumns=True)
        .unionByName(_candidates(candidates), allowMissingColumns=True)
    )
    in_order = Window.partitionBy("msno").orderBy("at")
    so_far = in_order.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    # From the first event of the day 90 days ago to the one before this.
    recent = in_order.rangeBetween(-(CANCEL_DAYS * _PLACES + _CANDIDATE), -1)
    known = events.withColumns(
        {
            "last": F.last("row", ignorenulls=True).over(so_far),
            "member": F.max("person").over(so_far),
            "usage": F.last("heard", ignorenulls=True).over(so_far),
            "first_date": F.min("first_day").over(so_far),
            "last_date": F.max("last_day").over(so_far),
            "last_late_days": F.last("paid_late", ignorenulls=True).over(so_far),
            "cancels_90d": F.sum("day_cancels").over(recent),
            **{_past(name): F.sum(name).over(so_far) for name in SUMS},
        }
    ).where("candidate IS NOT NULL OR windows > 0")
    # What had been summed before the window began is no part of it.
    before = F.struct(*((F.col(_past(name)) - F.col(name)).alias(name) for name in SUMS), "lapse_days")
    start = F.last(F.when(F.col("candidate").isNull(), before), ignorenulls=True).over(so_far)
    return (
        known.withColumn("start", start)
        .where("candidate IS NOT NULL")
        .select(
            "candidate.period_start",
            "msno",
            "candidate.last_expire",
            "last",
            F.struct(
                *((F.col(_past(name)) - F.col(f"start.{name}")).alias(name) for name in SUMS),
                F.col("start.lapse_days"),
            ).alias("paying"),
            F.struct(
                *(F.col(_past(name)).alias(name) for name in SUMS),
                "first_date",
                "last_date",
                "cancels_90d",
                F.col("last_late_days.days").alias("last_late_days"),
            ).alias("past"),
            "member",
            F.expr("IF(usage.period_start = candidate.period_start, usage, NULL)").alias("usage"),
        )
    )


def definitions() -> str:
    """How the parts that expressions read are made, as text: a change of it is a change of the features."""
    return repr((ROW, PERSON, SUMS, CONDITIONS, CANCEL_DAYS))


def _known(clean: DataFrame) -> DataFrame:
    """Clean rows with the conditions of the sums."""
    known = clean.withColumn("late_days", F.expr(CONDITIONS["late_days"]))
    known = known.withColumn("is_payment", F.expr(CONDITIONS["is_payment"]))
    return known.withColumn("is_late", F.expr(CONDITIONS["is_late"]))


def _stretches(known: DataFrame, months: Sequence[Period]) -> DataFrame:
    """The clean rows of a window between two of the months, as one event of the last of their days."""
    day = F.col("transaction_date")
    starts = sorted(month.start for month in months)
    before = F.lit(0)
    for number, start in enumerate(starts, 1):
        before = F.when(day >= F.lit(start), F.lit(number)).otherwise(before)
    paid_on = F.when(F.col("is_payment"), day)
    return (
        known.groupBy("msno", "window_start", before.alias("month"))
        .agg(
            F.min(day).alias("first_day"),
            F.max(day).alias("last_day"),
            *(F.max_by(name, day).alias(name) for name in ROW if name != "window_start"),
            *(F.sum(F.expr(sql)).alias(f"sum_{name}") for name, sql in SUMS.items()),
            F.max(paid_on).alias("paid_on"),
            F.max_by("late_days", paid_on).alias("paid_late_days"),
            F.max(F.when(F.col("window_position") == 1, F.col("late_days"))).alias("lapse_days"),
        )
        .select(
            "msno",
            _at("last_day", _TRANSACTION),
            "first_day",
            "last_day",
            F.struct(*ROW).alias("row"),
            *(F.col(f"sum_{name}").alias(name) for name in SUMS),
            # A struct, as the first payment has no days late, and is yet the last payment for a while.
            F.when(F.col("paid_on").isNotNull(), F.struct(F.col("paid_late_days").alias("days"))).alias(
                "paid_late"
            ),
            "lapse_days",
        )
    )


def _cancels(known: DataFrame, months: Sequence[Period]) -> DataFrame:
    """The days with cancellations that one of the months counts, each as an event of its own."""
    since = min(months).start - dt.timedelta(days=CANCEL_DAYS)
    counted = known.where((F.col("day_cancels") > 0) & (F.col("transaction_date") >= F.lit(since)))
    return counted.select("msno", _at("transaction_date", _CANCELS), "day_cancels")


def _people(members: DataFrame) -> DataFrame:
    return members.select("msno", F.lit(None).cast("int").alias("at"), F.struct(*PERSON).alias("person"))


def _usage(usage: DataFrame) -> DataFrame:
    heard = F.struct(*(name for name in usage.columns if name != "msno"))
    return usage.select("msno", _at("period_start", _USAGE), heard.alias("heard"))


def _candidates(candidates: DataFrame) -> DataFrame:
    return candidates.select(
        "msno",
        _at("period_start", _CANDIDATE),
        F.struct("period_start", "last_expire").alias("candidate"),
    )


def _at(day: str, place: int) -> Column:
    return (F.unix_date(day) * _PLACES + place).alias("at")


def _past(name: str) -> str:
    return f"past_{name}"
