"""One row per key: repeats collapse, a second row that says something else is set aside."""

from __future__ import annotations

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

#: Parts of a month, so that many tasks share the first load of years of logs.
_BUCKETS = 16

LOADED = "loaded"
REPEATED = "repeated"
QUARANTINED = "quarantined"


def settle(
    rows: DataFrame,
    *,
    key: Sequence[str],
    values: Sequence[str],
    day: str | None = None,
    present: DataFrame | None = None,
) -> DataFrame:
    """Gives every row a ``verdict``: loaded, repeated, or quarantined; only the last keep their ``row_text``.

    ``rows`` come with ``source_file``, ``row_text`` and ``is_right``; ``present`` are rows of the table as it
    is: they win over new ones and are not in the result. Else the first row by file name wins, then
    by its text, whatever the order of reading; a right row that contradicts it is quarantined.
    ``day`` names a date: rows are then laid out month by month, so that files and row groups of the table
    cover few days and a query over a month skips the rest. All of it is one shuffle and one sort.
    """
    together = rows.withColumn("_present", F.lit(False))
    if present is not None:
        together = together.unionByName(
            present.withColumns({"_present": F.lit(True), "is_right": F.lit(True)}), allowMissingColumns=True
        )
    spread = ["msno"]
    if day is not None:
        spread = ["_month", "_bucket"]
        together = together.withColumns(
            {"_month": F.trunc(day, "month"), "_bucket": F.pmod(F.hash("msno"), F.lit(_BUCKETS))}
        )
    # The window is finer than the spread, so Spark needs no second shuffle for it.
    order = Window.partitionBy(*dict.fromkeys([*spread, *key])).orderBy(
        F.desc("is_right"), F.desc("_present"), "source_file", "row_text"
    )
    same = _same(values, order) if set(values) != set(key) else F.lit(True)
    verdict = (
        F.when(~F.col("is_right"), QUARANTINED)
        .when(F.col("_position") == 1, LOADED)
        .when(F.col("_same"), REPEATED)
        .otherwise(QUARANTINED)
    )
    return (
        together.repartition(*spread)
        .withColumns({"_position": F.row_number().over(order), "_same": same})
        .where(~F.col("_present"))
        .withColumn("verdict", verdict)
        .withColumn("row_text", F.when(F.col("verdict") == QUARANTINED, F.col("row_text")))
        .drop("_present", "_position", "_same", "_month", "_bucket")
    )


def _same(values: Sequence[str], order: object) -> Column:
    """Whether a row says what the first row of its key says."""
    row = F.struct(*values)
    return row.eqNullSafe(F.first(row).over(order))  # type: ignore[arg-type]
