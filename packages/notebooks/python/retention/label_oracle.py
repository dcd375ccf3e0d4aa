"""The rules of the label, row by row in plain Python: what the set-based labels are compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.labels import HISTORIES, labels
from retention.period import GAP_DAYS, Period

#: Days since 1970, an array of them.
Days = npt.NDArray[np.int64]

_EPOCH = dt.date(1970, 1, 1)


class Transaction(NamedTuple):
    """A transaction; dates are days since 1970."""

    date: int
    price: int
    days: int
    method: int
    expire: int
    is_cancel: bool


class Outcome(NamedTuple):
    """What the walk found of a candidate."""

    last_expire: int
    is_churn: bool


@dataclass(frozen=True)
class Parity:
    """How many candidates were labelled both ways, and how many of them differ."""

    compared: int
    differences: int


def in_order(rows: Sequence[Transaction]) -> list[Transaction]:
    """The rows of a member in the order of the walk."""
    ordered = sorted(rows, key=lambda row: (row.is_cancel, -row.expire if row.is_cancel else row.expire))
    # Python keeps what is equal in its order, also from high to low: the last sort weighs most.
    ordered.sort(key=lambda row: f"{row.price}{row.days}{row.method}", reverse=True)
    ordered.sort(key=lambda row: row.date)
    return ordered


def walk(ordered: Sequence[Transaction], period: Period, history: str) -> Outcome | None:
    """The outcome of a member in a month, or None where the member is no candidate."""
    month_before, start, end = _bounds(period)
    literal = history == "literal"
    first = month_before if literal else ordered[0].date
    last_expire, effective, paid = None, 0, None
    for row in ordered:
        if row.date < start:
            if row.date >= first and not _is_void(row, paid, literal):
                last_expire = effective = row.expire
        else:
            if last_expire is None or not start <= last_expire <= end:
                return None
            if not row.is_cancel:
                return Outcome(last_expire, row.date - effective >= GAP_DAYS)
            if not _is_void(row, paid, literal):
                effective = min(effective, row.expire)
        if not row.is_cancel:
            paid = row.date
    if last_expire is None or not start <= last_expire <= end:
        return None
    return Outcome(last_expire, True)


@cache
def _bounds(period: Period) -> tuple[int, int, int]:
    """First day of the month before, first and last day of the month."""
    first_days = (period.plus(-1).start, period.start, period.last_day)
    month_before, start, end = (days_since_epoch(day) for day in first_days)
    return month_before, start, end


def _is_void(row: Transaction, paid: int | None, literal: bool) -> bool:
    """Whether a cancellation is left out: its expiry lies before the last renewal, in the full history."""
    return row.is_cancel and not literal and paid is not None and row.expire < paid


def disagreements(spark: SparkSession, members: int, periods: Sequence[Period], seed: int) -> Parity:
    """Labels members that are made to be difficult both ways, for all periods and both histories.

    A candidate that only one of the two knows is a difference, as is another last expiry or another outcome.
    """
    frame = difficult_members(members, periods, seed)
    walked = _walked(frame, periods)
    late = _EPOCH + dt.timedelta(days=int(frame["date"].max()) + 1000)
    counted = labels(as_transactions(spark, frame), periods, HISTORIES, late, 0).select(
        "label_source",
        F.unix_date("period_start"),
        F.substring("msno", 2, 20).cast("int"),
        F.unix_date("last_expire"),
        "is_churn",
    )
    computed = set(counted.toPandas().itertuples(index=False, name=None))
    return Parity(len(walked), len({row[:3] for row in walked ^ computed}))


def _walked(frame: pd.DataFrame, periods: Sequence[Period]) -> set[tuple[str, int, int, int, bool]]:
    """The outcomes of the walk: history, period, member, last expiry, churn."""
    rows = [Transaction(*row) for row in frame.drop(columns="member").itertuples(index=False, name=None)]
    members: list[int] = frame["member"].tolist()
    starts = np.flatnonzero(np.diff(members, prepend=-1)).tolist()
    found: set[tuple[str, int, int, int, bool]] = set()
    for first, after in zip(starts, [*starts[1:], len(rows)], strict=True):
        member = members[first]
        ordered = in_order(rows[first:after])
        for period in periods:
            for history in HISTORIES:
                outcome = walk(ordered, period, history)
                if outcome is not None:
                    found.add((history, days_since_epoch(period.start), member, *outcome))
    return found


def difficult_members(members: int, periods: Sequence[Period], seed: int) -> pd.DataFrame:
    """Transactions full of ties, of equal signatures, of duplicates, and of dates where a rule turns.

    Columns: member, then those of ``Transaction``; the rows of a member follow one another.
    """
    rng = np.random.default_rng(seed)
    slots = 7
    shape = (members, slots)
    starts = np.array([days_since_epoch(period.start) for period in periods])
    start = rng.choice(starts, (members, 1))
    expire = start + rng.integers(-1, 32, (members, 1))
    cancelled = expire - rng.integers(1, 25, (members, 1))

    def near(center: Days, offsets: Sequence[int]) -> Days:
        dates: Days = center + rng.choice(np.array(offsets), shape)
        return dates

    def mixed(choices: Sequence[Days], weights: Sequence[float]) -> Days:
        which = rng.choice(len(choices), shape, p=weights)
        return np.select([which == index for index in range(len(choices))], choices)

    turns = (28, 29, 30, 31)
    date = mixed(
        [
            near(start, (-70, -40, -32, -31, -30, -29, -28, -10, -3)),
            near(start, (-1, 0)),
            near(expire, (-3, -1, 0, 1)),
            near(expire, turns),
            near(cancelled, turns),
        ],
        (0.35, 0.15, 0.15, 0.2, 0.15),
    )
    is_cancel = rng.random(shape) < 0.4
    until = mixed(
        [
            near(expire, (0, 0, 0, -1, 1)),
            near(cancelled, (0, 0, 1)),
            near(start, (-1, 0, 27, 28, 29, 30, 31, 61)),
            date + rng.choice([-40, -1, 0, 30], shape),
            np.zeros(shape, dtype=np.int64),
        ],
        (0.45, 0.2, 0.15, 0.15, 0.05),
    )
    plans = np.array([(149, 30, 41), (149, 304, 1), (14, 93, 41), (149, 3, 41), (99, 30, 41), (1493, 0, 41)])
    plan = plans[rng.choice(len(plans), shape)]
    for slot in range(1, slots):
        tied = rng.random(members) < 0.3
        date[tied, slot] = date[tied, slot - 1]
        same_plan = rng.random(members) < 0.3
        plan[same_plan, slot] = plan[same_plan, slot - 1]
        twin = rng.random(members) < 0.08
        for values in (date, until, is_cancel, plan):
            values[twin, slot] = values[twin, slot - 1]
    there = np.arange(slots) < rng.integers(1, slots + 1, (members, 1))
    frame = {
        "member": np.broadcast_to(np.arange(members)[:, None], shape)[there],
        "date": date[there],
        "price": plan[there][:, 0],
        "days": plan[there][:, 1],
        "method": plan[there][:, 2],
        "expire": until[there],
        "is_cancel": is_cancel[there],
    }
    return pd.DataFrame(frame)


def as_transactions(spark: SparkSession, frame: pd.DataFrame) -> DataFrame:
    """The rows with the columns of ``silver/transactions``; member 7 is called ``m7``."""
    return spark.createDataFrame(frame).select(
        F.concat(F.lit("m"), "member").alias("msno"),
        F.col("method").cast("int").alias("payment_method_id"),
        F.col("days").cast("int").alias("payment_plan_days"),
        F.col("price").cast("int").alias("plan_list_price"),
        F.date_from_unix_date(F.col("date").cast("int")).alias("transaction_date"),
        F.date_from_unix_date(F.col("expire").cast("int")).alias("membership_expire_date"),
        "is_cancel",
        F.col("price").cast("int").alias("actual_amount_paid"),
        F.lit(True).alias("is_auto_renew"),
    )


def days_since_epoch(day: dt.date) -> int:
    """A date as a number of days since 1970."""
    return (day - _EPOCH).days
