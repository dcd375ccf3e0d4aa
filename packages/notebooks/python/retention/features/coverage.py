"""Whether there are logs of the days that activity features sum up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.features.usage import REACH
from retention.lake import Lake
from retention.period import Period

#: Days before P in which there has to be a log of somebody.
USAGE_DAYS = 30


class MissingUsageError(ValueError):
    """Months whose activity features would all be zero because logs are missing."""


def covering_logs(lake: Lake, months: Sequence[Period], allow_missing: bool) -> tuple[DataFrame, list[str]]:
    """The logs, and what is wrong with them; raises MissingUsageError where they cannot be used."""
    table = "silver/user_logs"
    if not lake.exists(table):
        if not allow_missing:
            raise MissingUsageError(no_usage(months, f"the lake has no table {table}"))
        empty = lake.spark.createDataFrame([], contract(table).schema)
        return empty, [no_usage(months, f"the lake has no table {table}")]
    logs = lake.read(table)
    first = min(month.start for month in months) - dt.timedelta(days=REACH)
    last = max(month.start for month in months)
    seen = logs.where((F.col("date") >= F.lit(first)) & (F.col("date") < F.lit(last)))
    days = {row["date"] for row in seen.select("date").distinct().collect()}
    uncovered = [month for month in months if not any(_days_before(month, day) for day in days)]
    why = f"{table} has no row in the {USAGE_DAYS} days before"
    if uncovered and not allow_missing:
        raise MissingUsageError(no_usage(uncovered, why))
    problems = [no_usage(uncovered, why)] if uncovered else []
    begun = min(days, default=last)
    if begun > first:
        problems.append(
            f"The logs begin on {begun}, and {min(months)} looks back to {first}: "
            f"its sums over {REACH} days are too small."
        )
    return logs, problems


def _days_before(month: Period, day: dt.date) -> bool:
    return 1 <= (month.start - day).days <= USAGE_DAYS


def no_usage(months: Sequence[Period], why: str) -> str:
    """The sentence that says so, and the ways out."""
    return (
        f"Usage is missing for {', '.join(str(month) for month in months)}: {why}. Load the logs, ask for "
        f"fewer months, or set allow_missing_usage to build features that know nothing of listening."
    )
