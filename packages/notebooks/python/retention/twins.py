"""Rows that may say the same as another: found by one number each, which is all that is shuffled."""

from __future__ import annotations

from dataclasses import dataclass

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.delivery import HAPPENED
from retention.load_plan import TablePlan
from retention.typed_rows import right_rows

#: So many numbers are brought to the driver, so that they are found once.
_HELD = 100_000

_HASH = "_key_hash"


@dataclass(frozen=True)
class Twins:
    """The numbers that more than one row has.

    ``any``: there are some; ``with_present``: some are of rows of the table. ``repeats`` is known for tables
    whose key is the whole row: how many rows repeat another, else 0.
    """

    hashes: DataFrame | None
    key: Column
    any: bool
    with_present: bool
    repeats: int

    def only(self, rows: DataFrame) -> DataFrame:
        """The rows that have such a number."""
        return self._joined(rows, "left_semi")

    def without(self, rows: DataFrame) -> DataFrame:
        """The rows that are alone with their key."""
        return self._joined(rows, "left_anti")

    def _joined(self, rows: DataFrame, how: str) -> DataFrame:
        if self.hashes is None:
            return rows
        return rows.withColumn(_HASH, self.key).join(self.hashes, _HASH, how).drop(_HASH)


def find_twins(spark: SparkSession, plan: TablePlan, rows: DataFrame, present: DataFrame | None) -> Twins:
    """Looks through rows as they are read, and through those of the table that they may repeat.

    Rows with the same key have the same number; others may have it by chance, so it decides nothing.
    """
    table = contract(f"silver/{plan.table}")
    values = [name for name in table.names if name != "source_file"]
    key = F.xxhash64(*(table.key or values))
    # Where the key is all there is, rows are typed wholly to know it: then only the right ones count.
    new = rows.select(key.alias(_HASH)) if table.key else right_rows(rows).select(key.alias(_HASH))
    both = new.withColumn("_there", F.lit(0))
    if present is not None:
        there = _within_reach(plan, present).select(key.alias(_HASH), F.lit(1).alias("_there"))
        both = both.unionAll(there)
    several = (
        both.groupBy(_HASH)
        .agg(F.count(F.lit(1)).alias("rows"), F.max("_there").alias("there"))
        .where(F.col("rows") > 1)
    )
    found = several.limit(_HELD + 1).collect()
    if len(found) > _HELD:
        repeats = 0
        if not table.key:
            repeats = int(several.agg(F.sum(F.col("rows") - 1)).collect()[0][0])
        return Twins(several.select(_HASH), key, True, present is not None, repeats)
    hashes = spark.createDataFrame([(row[_HASH],) for row in found], f"{_HASH} long") if found else None
    return Twins(
        None if hashes is None else F.broadcast(hashes),
        key,
        bool(found),
        any(row["there"] == 1 for row in found),
        0 if table.key else sum(int(row["rows"]) - 1 for row in found),
    )


def _within_reach(plan: TablePlan, present: DataFrame) -> DataFrame:
    """The rows of the table on the days of the new ones; a member's only date is no part of the key."""
    if plan.table == "members":
        return present
    days = [day for name in plan.names for day in plan.surveyed[name].days if day <= plan.newest[name]]
    if not days:
        return present.limit(0)
    return present.where(F.col(HAPPENED[plan.table]).between(min(days), max(days)))
