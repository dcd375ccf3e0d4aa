"""Subscription windows: the days over which a member was never long without a subscription."""

from __future__ import annotations

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from retention.period import GAP_DAYS


def with_windows(days: DataFrame, gap_days: int = GAP_DAYS) -> DataFrame:
    """Member-days with ``window_id``, ``window_start``, ``window_position``, ``previous_expire_date``.

    ``days`` has one row a member and day with ``floored_expire_date``. A window starts where a member has no
    row before, or where the row before expired ``gap_days`` or more ago. It is the row before that counts,
    not the latest expiry so far: a cancellation of a long plan ends it. As an expiry never lies before its
    transaction, windows cannot overlap; and as the id is a hash of the member and the first day, later rows
    do not change it.
    """
    in_order = Window.partitionBy("msno").orderBy("transaction_date")
    so_far = in_order.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    before = F.lag("floored_expire_date").over(in_order)
    starts = F.col("previous_expire_date").isNull() | (
        F.datediff("transaction_date", "previous_expire_date") >= gap_days
    )
    return (
        days.withColumns({"previous_expire_date": before, "_row": F.row_number().over(in_order)})
        .withColumn("_starts", starts)
        .withColumns(
            {
                # Both grow with the date, so the greatest so far is that of the newest start.
                "window_start": F.max(F.when(F.col("_starts"), F.col("transaction_date"))).over(so_far),
                "_start_row": F.max(F.when(F.col("_starts"), F.col("_row"))).over(so_far),
            }
        )
        .withColumns(
            {
                "window_id": F.xxhash64("msno", "window_start"),
                "window_position": F.col("_row") - F.col("_start_row") + 1,
            }
        )
        .drop("_row", "_starts", "_start_row")
    )


def subscription_windows(clean: DataFrame) -> DataFrame:
    """The rows of ``silver/subscription_windows``, from those of ``silver/clean_transactions``."""
    return clean.groupBy("msno", "window_id", "window_start").agg(
        F.max_by("floored_expire_date", "transaction_date").alias("window_end"),
        F.count(F.lit(1)).cast("int").alias("rows"),
    )
