"""Subscription windows: the days over which a member was never long without a subscription."""

from __future__ import annotations

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from retention.period import GAP_DAYS


def with_windows(days: DataFrame, gap_days: int = GAP_DAYS) -> DataFrame:
    """Member-days with ``window_id``, ``window_start``, ``window_position``, ``previous_expire_date``.

    ``days`` has one row a member and day with ``floored_expire_date``, and ``before``, the row of the day
    before as a struct. A window starts where a member has no row before, or where the row before expired
    ``gap_days`` or more ago. It is the row before that counts, not the latest expiry so far: a cancellation
    of a long plan ends it. As an expiry never lies before its transaction, windows cannot overlap; and as the
    id is a hash of the member and the first day, later rows do not change it.

    The first row of a member may tell of the window in which it stands, by ``known_window_start`` and
    ``known_window_position``: then rows before it are not needed.
    """
    in_order = Window.partitionBy("msno").orderBy("transaction_date")
    so_far = in_order.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    before = F.col("before.floored_expire_date")
    starts = before.isNull() | (F.datediff("transaction_date", before) >= gap_days)
    start, row = F.col("transaction_date"), F.col("_row")
    start_row = row
    if "known_window_start" in days.columns:
        start = F.coalesce("known_window_start", start)
        start_row = row + 1 - F.coalesce("known_window_position", F.lit(1))
    return (
        days.withColumn("_row", F.row_number().over(in_order))
        .withColumns(
            {
                # Both grow with the date, so the greatest so far is that of the newest start.
                "window_start": F.max(F.when(starts, start)).over(so_far),
                "_start_row": F.max(F.when(starts, start_row)).over(so_far),
                "previous_expire_date": before,
            }
        )
        .withColumns(
            {
                "window_id": F.xxhash64("msno", "window_start"),
                "window_position": row - F.col("_start_row") + 1,
            }
        )
        .drop("_row", "_start_row")
    )


def subscription_windows(clean: DataFrame) -> DataFrame:
    """The rows of ``silver/subscription_windows``, from those of ``silver/clean_transactions``."""
    return clean.groupBy("msno", "window_id", "window_start").agg(
        F.max_by("floored_expire_date", "transaction_date").alias("window_end"),
        F.count(F.lit(1)).cast("int").alias("rows"),
    )


def continued(windows: DataFrame, later: DataFrame) -> DataFrame:
    """Windows with those that rows which are later than all of theirs make: the same ones, and new ones."""
    both = windows.withColumn("_newer", F.lit(0)).unionByName(later.withColumn("_newer", F.lit(1)))
    return both.groupBy("msno", "window_id", "window_start").agg(
        F.max_by("window_end", "_newer").alias("window_end"), F.sum("rows").cast("int").alias("rows")
    )
