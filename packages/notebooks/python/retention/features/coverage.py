"""Whether there are logs of the days that activity features sum up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Coverage:
    """The logs to read, the months that are left out for want of them, and what is strange about them."""

    logs: DataFrame
    left_out: tuple[Period, ...] = ()
    problems: tuple[str, ...] = ()


def covering_logs(lake: Lake, period: Period, months: Sequence[Period], *, allow_missing: bool) -> Coverage:
    """The logs for a period and the months that it is learnt from, and which of these have none.

    Months without logs are left out. Where ``allow_missing`` says to go on without, no log is read for any
    month: a model that learnt without listening is not to be asked with it. Raises MissingUsageError where
    the period itself has no logs, or where there are months to learn from and none of them has.
    """
    table = "silver/user_logs"
    nothing = lake.spark.createDataFrame([], contract(table).schema)
    if not lake.exists(table):
        why = f"the lake has no table {table}"
        if not allow_missing:
            raise MissingUsageError(no_usage(months, why))
        return Coverage(nothing, problems=(no_usage(months, why),))
    logs = lake.read(table)
    first = min(month.start for month in months) - dt.timedelta(days=REACH)
    last = max(month.start for month in months)
    seen = logs.where((F.col("date") >= F.lit(first)) & (F.col("date") < F.lit(last)))
    days = {row["date"] for row in seen.select("date").distinct().collect()}
    uncovered = tuple(month for month in months if not any(_days_before(month, day) for day in days))
    why = f"{table} has no row in the {USAGE_DAYS} days before"
    if uncovered and allow_missing:
        return Coverage(nothing, problems=(f"{no_usage(uncovered, why)} Now no month knows of any.",))
    learnt = set(months) - {period}
    if period in uncovered or (learnt and learnt <= set(uncovered)):
        raise MissingUsageError(no_usage(uncovered, why))
    problems = []
    if uncovered:
        problems.append(f"Left out for want of logs, {why}: {', '.join(str(month) for month in uncovered)}.")
    begun = min(days, default=last)
    reached = min(month for month in months if month not in uncovered)
    if begun > reached.start - dt.timedelta(days=REACH):
        back = reached.start - dt.timedelta(days=REACH)
        problems.append(
            f"The logs begin on {begun}, and {reached} looks back to {back}: "
            f"its sums over {REACH} days are too small."
        )
    return Coverage(logs, uncovered, tuple(problems))


def _days_before(month: Period, day: dt.date) -> bool:
    return 1 <= (month.start - day).days <= USAGE_DAYS


def no_usage(months: Sequence[Period], why: str) -> str:
    """The sentence that says so, and the ways out."""
    return (
        f"Usage is missing for {', '.join(str(month) for month in months)}: {why}. Load the logs, ask for "
        f"fewer months, or set allow_missing_usage to build features that know nothing of listening."
    )
