"""Clean transactions: one row a member and day, its subscription window, and what changed."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.period import GAP_DAYS
from retention.transaction_order import by_member, forwards, ties
from retention.windows import with_windows

#: Changes that are a difference of numbers: the column, and what it compares.
_DIFFERENCES = {
    "change_in_list_price": "plan_list_price",
    "change_in_amount_paid": "actual_amount_paid",
    "change_in_discount": "discount",
    "change_in_plan_days": "payment_plan_days",
    "change_in_cancel": "is_cancel",
    "change_in_auto_renew": "is_auto_renew",
}

_DISCOUNT = "plan_list_price - actual_amount_paid"

#: What a day is compared with in the day before, beside its expiry, which decides on windows.
_COMPARED = (*_DIFFERENCES.values(), "transaction_date", "payment_method_id")

#: Where a member's newest window stands: what the days after it go on from.
_PLACE = ("window_start", "window_position")


def clean_transactions(
    transactions: DataFrame, gap_days: int = GAP_DAYS, *, after: DataFrame | None = None
) -> DataFrame:
    """The rows of ``silver/clean_transactions``, from those of ``silver/transactions``.

    A subscription window ends where the next row is dated ``gap_days`` or more after the expiry that the row
    before leaves; the original needs a day more, which ``GAP_DAYS + 1`` gives. One shuffle and one sort.

    ``after``, from ``newest_days``, is where members stood before these rows, all of which are later: the
    answer is the rows of the new days alone, as they would be among all.
    """
    days = _filled_in(_last_of_day(by_member(transactions)))
    if after is not None:
        whose = days.select("msno").distinct()
        days = days.unionByName(after.join(whose, "msno", "left_semi"), allowMissingColumns=True)
    rows = _changes(with_windows(_with_day_before(days), gap_days))
    if after is not None:
        rows = rows.where("day_rows IS NOT NULL")
    return rows.select(contract("silver/clean_transactions").names)


def newest_days(clean: DataFrame) -> DataFrame:
    """The newest of the clean rows of each member, as far as the days after it hang on it."""
    columns = dict.fromkeys((*_COMPARED, "floored_expire_date", *_PLACE))
    day = F.col("transaction_date")
    rows = clean.withColumn("discount", F.expr(_DISCOUNT))
    newest = rows.groupBy("msno").agg(*(F.max_by(name, day).alias(name) for name in columns))
    return newest.withColumnsRenamed({name: f"known_{name}" for name in _PLACE})


def _last_of_day(rows: DataFrame) -> DataFrame:
    """The last row of each day, with what its rows come to: payments are not lost with the other rows."""
    of_day = Window.partitionBy("msno", "transaction_date").orderBy(*forwards()[1:], *ties())
    so_far = of_day.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    paid = F.when(~F.col("is_cancel"), F.col("actual_amount_paid"))
    return (
        rows.withColumns(
            {
                "is_followed": F.lead(F.lit(True)).over(of_day),
                "day_rows": F.count(F.lit(1)).over(so_far).cast("int"),
                "day_cancels": F.count_if("is_cancel").over(so_far).cast("int"),
                "day_amount_paid": F.coalesce(F.sum(paid).over(so_far), F.lit(0)).cast("int"),
            }
        )
        .where("is_followed IS NULL")
        .drop("is_followed", "signature", "expire_rank")
    )


def _filled_in(rows: DataFrame) -> DataFrame:
    """Plan days and list price where they were left out, the expiry no earlier than the transaction.

    A list price of zero beside plan days is a free plan, and stays.
    """
    days, price = F.col("payment_plan_days"), F.col("plan_list_price")
    no_days = F.coalesce(days, F.lit(0)) == 0
    no_price = price.isNull() | (no_days & (price == 0))
    bought = F.greatest(F.datediff("membership_expire_date", "transaction_date"), F.lit(0))
    return rows.withColumns(
        {
            "payment_plan_days": F.when(no_days, bought).otherwise(days),
            "plan_list_price": F.when(no_price, F.col("actual_amount_paid")).otherwise(price),
            "is_imputed": no_days | no_price,
            "floored_expire_date": F.greatest("membership_expire_date", "transaction_date"),
        }
    ).withColumn("discount", F.expr(_DISCOUNT))


def _with_day_before(days: DataFrame) -> DataFrame:
    """Adds ``before``: what the member-day before had; null on the first day."""
    in_order = Window.partitionBy("msno").orderBy("transaction_date")
    return days.withColumn("before", F.lag(F.struct(*_COMPARED, "floored_expire_date")).over(in_order))


def _changes(rows: DataFrame) -> DataFrame:
    """Differences to the row before in the window, which for its first row are 0.

    Only ``change_in_days`` of a first row is null: no days have passed since a row that does not exist.
    """
    first = F.col("window_position") == 1

    def unless_first(change: Column) -> Column:
        return F.when(first, F.lit(0)).otherwise(F.coalesce(change, F.lit(0))).cast("int")

    changes = {
        name: unless_first(F.col(of).cast("int") - F.col(f"before.{of}").cast("int"))
        for name, of in _DIFFERENCES.items()
    }
    moved = F.datediff("floored_expire_date", "previous_expire_date")
    since = F.datediff("transaction_date", "before.transaction_date")
    same_method = F.col("payment_method_id").eqNullSafe(F.col("before.payment_method_id"))
    return rows.withColumns(
        {
            **changes,
            "change_in_days": F.when(~first, since),
            "change_of_method": unless_first((~same_method).cast("int")),
            "change_in_expire_days": unless_first(moved),
        }
    )
