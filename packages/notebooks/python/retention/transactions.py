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


def clean_transactions(transactions: DataFrame, gap_days: int = GAP_DAYS) -> DataFrame:
    """The rows of ``silver/clean_transactions``, from those of ``silver/transactions``.

    A subscription window ends where the next row is dated ``gap_days`` or more after the expiry that the row
    before leaves; the original needs a day more, which ``GAP_DAYS + 1`` gives. One shuffle and one sort.
    """
    days = _last_of_day(by_member(transactions))
    filled = _filled_in(days)
    return _changes(with_windows(filled, gap_days)).select(contract("silver/clean_transactions").names)


def _last_of_day(rows: DataFrame) -> DataFrame:
    """The last row of each day, with what the day held: its payments are not lost with its other rows."""
    in_order = Window.partitionBy("msno").orderBy(*forwards(), *ties())
    so_far = (
        Window.partitionBy("msno", "transaction_date")
        .orderBy(*forwards()[1:], *ties())
        .rowsBetween(Window.unboundedPreceding, Window.currentRow)
    )
    cancel = F.col("is_cancel").cast("int")
    paid = F.when(~F.col("is_cancel"), F.col("actual_amount_paid"))
    return (
        rows.withColumns(
            {
                "day_rows": F.count(F.lit(1)).over(so_far).cast("int"),
                "day_cancels": F.sum(cancel).over(so_far).cast("int"),
                "day_amount_paid": F.coalesce(F.sum(paid).over(so_far), F.lit(0)).cast("int"),
                "next_date": F.lead("transaction_date").over(in_order),
            }
        )
        .where(~F.col("next_date").eqNullSafe(F.col("transaction_date")))
        .drop("next_date", "signature", "expire_rank")
    )


def _filled_in(rows: DataFrame) -> DataFrame:
    """Plan days and list price where they were left out, and the expiry no earlier than the transaction.

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
    )


def _changes(rows: DataFrame) -> DataFrame:
    """Differences to the row before in the window; the first of a window has none, which counts as 0.

    Only ``change_in_days`` of a first row is null: no days have passed since a row that does not exist.
    """
    rows = rows.withColumn("discount", F.col("plan_list_price") - F.col("actual_amount_paid"))
    in_order = Window.partitionBy("msno").orderBy("transaction_date")
    first = F.col("window_position") == 1

    def before(name: str) -> Column:
        return F.lag(name).over(in_order)

    def unless_first(change: Column) -> Column:
        return F.when(first, F.lit(0)).otherwise(F.coalesce(change, F.lit(0))).cast("int")

    changes = {
        name: unless_first(F.col(of).cast("int") - before(of).cast("int"))
        for name, of in _DIFFERENCES.items()
    }
    moved = F.datediff("floored_expire_date", "previous_expire_date")
    since = F.datediff("transaction_date", before("transaction_date"))
    same_method = F.col("payment_method_id").eqNullSafe(before("payment_method_id"))
    return rows.withColumns(
        {
            **changes,
            "change_in_days": F.when(~first, since),
            "change_of_method": unless_first((~same_method).cast("int")),
            "change_in_expire_days": unless_first(moved),
        }
    )
