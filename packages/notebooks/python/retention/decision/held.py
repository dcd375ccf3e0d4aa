"""The decisions that hold: of each month those of one run."""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.lake import Lake
from retention.period import Period
from retention.runs import of_month

DECISIONS = "gold/retention_decision"


def held(lake: Lake, period: Period | None = None) -> DataFrame | None:
    """The rows that hold, of all months or of one; none where there is no table, or one without the mark."""
    if not lake.exists(DECISIONS):
        return None
    table = lake.read(DECISIONS)
    if "holds" not in table.columns:
        return None
    return table.where("holds" if period is None else f"{of_month(period)} AND holds")


def decided_with(lake: Lake, period: Period, model_name: str) -> str | None:
    """The version of a model that the decisions of a month were made with, if they were made with it."""
    rows = held(lake, period)
    if rows is None:
        return None
    of_model = rows.where(F.col("model_name") == model_name)
    (version,) = of_model.agg(F.max("model_version")).collect()[0]
    return None if version is None else str(version)
