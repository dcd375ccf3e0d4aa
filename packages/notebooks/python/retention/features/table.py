"""The table ``gold/features``: its columns, which months it holds, and how months are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from retention.features.dictionary import FEATURES, features_version
from retention.features.segment import MONTHLY_PRICE, SEGMENT
from retention.lake import PLAIN_DELTA, Lake
from retention.period import Period

#: The months are partitions; statistics of more than the key serve nobody, and cost at each write.
PROPERTIES = {**PLAIN_DELTA, "delta.dataSkippingNumIndexedCols": "3"}

TABLE = "gold/features"


def columns(as_of: DataFrame, data_version: int) -> DataFrame:
    """The rows of the table, from those of ``retention.features.as_of``."""
    return as_of.select(
        "period_start",
        "msno",
        _by_itself("last_expire").alias("last_expire"),
        *(F.expr(feature.expression).cast(feature.type).alias(feature.name) for feature in FEATURES),
        F.expr(SEGMENT).alias("segment"),
        F.expr(MONTHLY_PRICE).cast("double").alias("monthly_price"),
        F.lit(data_version).cast("bigint").alias("data_version"),
        F.lit(features_version()).alias("features_version"),
    )


def _by_itself(name: str) -> Column:
    """A column as it is, by a function that Spark does not compile into one method with its neighbours.

    So all expressions beside it get methods of their own. Together they made one of 13,000 bytes, and Java
    interprets for every row what is longer than 8,000.
    """
    return F.get(F.transform(F.array(name), lambda value: value), F.lit(0))


def months_held(lake: Lake) -> set[Period] | None:
    """The months in the table; None where there is no table, or one of other definitions."""
    if not lake.exists(TABLE):
        return None
    table = lake.read(TABLE)
    if "features_version" not in table.columns:
        return None
    held = table.select("period_start", "features_version").distinct().collect()
    if any(row["features_version"] != features_version() for row in held):
        return None
    return {Period(row["period_start"]) for row in held}


def write(lake: Lake, frame: DataFrame, months: Sequence[Period], note: str, *, whole: bool) -> None:
    """Writes months in one commit, which carries the note: the whole table, or these months and no other."""
    writer = frame.write.format("delta").mode("overwrite").partitionBy("period_start")
    writer = writer.option("userMetadata", note)
    if whole:
        writer = writer.option("overwriteSchema", "true")
    else:
        writer = writer.option("replaceWhere", of_months(months))
    for name, value in PROPERTIES.items():
        writer = writer.option(name, value)
    lake.save(writer, TABLE, {feature.name: feature.description for feature in FEATURES})


def remove(lake: Lake, months: Sequence[Period]) -> None:
    """Takes months out of the table."""
    lake.delete(TABLE, of_months(months))


def of_months(months: Sequence[Period]) -> str:
    """The condition that a row is of one of these months."""
    return f"period_start IN ({', '.join(_sql(month.start) for month in months)})"


def _sql(day: dt.date) -> str:
    return f"date'{day.isoformat()}'"
