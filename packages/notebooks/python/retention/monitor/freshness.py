"""Whether the data reach to the day before the month, and are all there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pyspark.sql import functions as F

from retention.lake import Lake
from retention.monitor.report import Check, Status
from retention.period import Period

#: Of the days before, the last day is to have at least this share of the rows.
_SHARE = 0.5

#: With fewer rows a day than this a day without any is nothing strange.
_SPARSE = 20

_SPARSE_DAYS = 3


@dataclass(frozen=True)
class Source:
    """A table and its date; daily: whether every day is to have rows, else only some of the last month."""

    table: str
    date: str
    daily: bool = True


SOURCES = (
    Source("silver/transactions", "transaction_date"),
    Source("silver/user_logs", "date"),
    Source("silver/members", "registration_init_time", daily=False),
)


def freshness_checks(lake: Lake, period: Period) -> list[Check]:
    """The newest row of each source before the month, and its last day against the seven before."""
    return [check for source in SOURCES for check in _of_source(lake, source, period)]


def _of_source(lake: Lake, source: Source, period: Period) -> list[Check]:
    if not lake.exists(source.table):
        return [
            Check("freshness", source.table, None, 0, "failed", "The table is not in the lake: run 02_load.")
        ]
    days = [period.start - dt.timedelta(days=ago) for ago in range(1, 9)]
    date = F.col(source.date)
    row = (
        lake.read(source.table)
        .where(date < F.lit(period.start))
        .agg(F.max(date).alias("newest"), *(F.count_if(date == F.lit(day)).alias(str(day)) for day in days))
        .collect()[0]
    )
    return checks_of(source, period, row["newest"], [int(row[str(day)]) for day in days])


def checks_of(source: Source, period: Period, newest: dt.date | None, rows: Sequence[int]) -> list[Check]:
    """The checks of a source from its newest date and its rows on the last eight days, the newest first."""
    if newest is None:
        return [Check("freshness", source.table, None, 0, "failed", f"It has no row before {period}.")]
    usual = float(median(rows[1:]))
    allowed = 31 if not source.daily else _SPARSE_DAYS if usual < _SPARSE else 0
    lag = (period.start - newest).days - 1
    late: Status = "failed" if source.daily else "warning"
    detail = f"The newest row is of {newest}, {lag} days before the last day of data."
    checks = [Check("freshness", source.table, lag, allowed, late if lag > allowed else "ok", detail)]
    if source.daily and usual >= _SPARSE and lag == 0:
        share = rows[0] / usual
        detail = f"The last day has {rows[0]} rows, the seven before have {usual:.0f} in the middle."
        checks.append(
            Check("last_day", source.table, share, _SHARE, "warning" if share < _SHARE else "ok", detail)
        )
    return checks
