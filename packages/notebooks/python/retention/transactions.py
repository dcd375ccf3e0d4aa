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


#: What a day held, and the running total of the member of which it is a share.
_SO_FAR = {
    "day_rows": "rows_so_far",
    "day_cancels": "cancels_so_far",
    "day_amount_paid": "paid_so_far",
}


def clean_transactions(transactions: DataFrame, gap_days: int = GAP_DAYS) -> DataFrame:
    """The rows of ``silver/clean_transactions``, from those of ``silver/transactions``.

    A subscription window ends where the next row is dated ``gap_days`` or more after the expiry that the row
    before leaves; the original needs a day more, which ``GAP_DAYS + 1`` gives. One shuffle and one sort.
    """
    days = _filled_in(_last_of_day(by_member(transactions)))
    return _changes(with_windows(_with_day_before(days), gap_days)).select(
        contract("silver/clean_transactions").names
    )


def _last_of_day(rows: DataFrame) -> DataFrame:
    """The last row of each day, with what all rows of the member up to it come to."""
    in_order = Window.partitionBy("msno").orderBy(*forwards(), *ties())
    so_far = in_order.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    paid = F.when(~F.col("is_cancel"), F.col("actual_amount_paid"))
    return (
        rows.withColumns(
            {
                "next_date": F.lead("transaction_date").over(in_order),
                "rows_so_far": F.count(F.lit(1)).over(so_far),
                "cancels_so_far": F.count(F.when(F.col("is_cancel"), 1)).over(so_far),
                "paid_so_far": F.coalesce(F.sum(paid).over(so_far), F.lit(0)),
            }
        )
        .where(~F.col("next_date").eqNullSafe(F.col("transaction_date")))
        .drop("next_date", "signature", "expire_rank")
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
    ).withColumn("discount", F.col("plan_list_price") - F.col("actual_amount_paid"))


def _with_day_before(days: DataFrame) -> DataFrame:
    """What the member-day before had, each column by its name and ``_before``; null on the first day."""
    in_order = Window.partitionBy("msno").orderBy("transaction_date")
    names = (*_SO_FAR.values(), *_DIFFERENCES.values(), "transaction_date", "payment_method_id")
    return days.withColumns({f"{name}_before": F.lag(name).over(in_order) for name in names})


def _changes(rows: DataFrame) -> DataFrame:
    """What the day held, and differences to the row before in the window, which for its first row are 0.

    What a day held is its share of what the member came to so far: its payments are not lost with its other
    rows. Only ``change_in_days`` of a first row is null: no days have passed since a row that does not exist.
    """
    first = F.col("window_position") == 1

    def unless_first(change: Column) -> Column:
        return F.when(first, F.lit(0)).otherwise(F.coalesce(change, F.lit(0))).cast("int")

    of_day = {
        name: (F.col(of) - F.coalesce(f"{of}_before", F.lit(0))).cast("int") for name, of in _SO_FAR.items()
    }
    changes = {
        name: unless_first(F.col(of).cast("int") - F.col(f"{of}_before").cast("int"))
        for name, of in _DIFFERENCES.items()
    }
    moved = F.datediff("floored_expire_date", "previous_expire_date")
    since = F.datediff("transaction_date", "transaction_date_before")
    same_method = F.col("payment_method_id").eqNullSafe(F.col("payment_method_id_before"))
    return rows.withColumns(
        {
            **of_day,
            **changes,
            "change_in_days": F.when(~first, since),
            "change_of_method": unless_first((~same_method).cast("int")),
            "change_in_expire_days": unless_first(moved),
        }
    )
