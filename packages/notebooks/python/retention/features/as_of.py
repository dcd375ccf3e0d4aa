"""A candidate as he stood on the first day of the month: what the expressions of the features read."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

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
_USAGE, _CANDIDATE, _TRANSACTION = 0, 1, 3


def as_of(candidates: DataFrame, clean: DataFrame, members: DataFrame, usage: DataFrame) -> DataFrame:
    """One row for each row of ``candidates`` (period_start, msno, last_expire), and never another.

    Everything known of a member becomes an event, ordered by day; a candidate is an event of the first day
    of his month, and reads what came before it. One shuffle and one sort by member, no join: nothing can
    multiply rows, and no row dated P or later can be read.
    """
    events = (
        _transactions(clean)
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
            "first_date": F.min("day").over(so_far),
            "last_date": F.max("day").over(so_far),
            "last_late_days": F.last("paid_late", ignorenulls=True).over(so_far),
            "cancels_90d": F.sum("cancels").over(recent),
            **{_past(name): F.sum(name).over(so_far) for name in SUMS},
        }
    ).where("candidate IS NOT NULL OR row.window_position = 1")
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


def _transactions(clean: DataFrame) -> DataFrame:
    known = clean.withColumn("late_days", F.expr(CONDITIONS["late_days"]))
    known = known.withColumn("is_payment", F.expr(CONDITIONS["is_payment"]))
    known = known.withColumn("is_late", F.expr(CONDITIONS["is_late"]))
    return known.select(
        "msno",
        _at("transaction_date", _TRANSACTION),
        F.col("transaction_date").alias("day"),
        F.struct(*ROW).alias("row"),
        *(F.expr(sql).alias(name) for name, sql in SUMS.items()),
        # A struct, as the first payment has no days late, and is yet the last payment for a while.
        F.when(F.col("is_payment"), F.struct(F.col("late_days").alias("days"))).alias("paid_late"),
        F.when(F.col("window_position") == 1, F.col("late_days")).alias("lapse_days"),
    )


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
