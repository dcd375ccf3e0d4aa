"""The figures of a month that was decided on, from small frames that the lake was summed up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from retention.pages.model_figures import BANDS, Band, Month, Profit, share

#: Months that are shown, the decided one with them.
_MONTHS = 13


@dataclass(frozen=True)
class Part:
    """Members who have something in common: how many, what was said of them, and what was decided."""

    name: str
    candidates: int
    said: float
    contacted: int
    held_out: int
    expected_profit: float


@dataclass(frozen=True)
class Finding:
    """A check of the monitor."""

    check: str
    subject: str
    value: float | None
    limit: float | None
    status: str
    detail: str


@dataclass(frozen=True)
class Plan:
    """What a list is expected to bring, NTD; the curve is over all who can be offered something."""

    expected_profit: float
    low: float
    high: float
    budget: float
    threshold: float | None
    break_even_save_rate: float | None
    curve: tuple[Profit, ...]


@dataclass(frozen=True)
class RunFigures:
    """What the page of a month shows beside its model."""

    period: str
    run_id: str
    model_name: str
    model_version: str
    data_version: int
    all: Part
    decisions: tuple[tuple[str, int], ...]
    plan: Plan
    segments: tuple[Part, ...]
    offers: tuple[Part, ...]
    reasons: tuple[Part, ...]
    bands: tuple[Band, ...]
    months: tuple[Month, ...]
    findings: tuple[Finding, ...]


def parts(rows: pd.DataFrame, by: str) -> tuple[Part, ...]:
    """Sums up rows (``by``, decision, members, said, expected_profit) by a column, the largest part first.

    said and expected_profit are sums over the members of a row.
    """
    found = [_part(str(name), part) for name, part in rows.groupby(by, dropna=True)]
    return tuple(sorted(found, key=lambda part: (-part.candidates, part.name)))


def everybody(rows: pd.DataFrame) -> Part:
    """All members of the rows as one part."""
    return _part("all", rows)


def _part(name: str, rows: pd.DataFrame) -> Part:
    target = rows[rows["decision"] == "target"]
    members = int(rows["members"].sum())
    return Part(
        name,
        members,
        float(rows["said"].sum()) / members,
        int(target["members"].sum()),
        int(rows.loc[rows["decision"] == "control", "members"].sum()),
        float(target["expected_profit"].sum()),
    )


def score_bands(rows: pd.DataFrame) -> tuple[Band, ...]:
    """Members by the band of their scores (``band``: which of them), left alone or contacted."""
    target = rows["decision"] == "target"
    alone, contacted = (part.groupby("band")["members"].sum() for part in (rows[~target], rows[target]))
    return tuple(
        Band(low, high, int(alone.get(at, 0)), int(contacted.get(at, 0)))
        for at, (low, high) in enumerate(pairwise(BANDS))
    )


def decided(rows: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """How many members have each decision, the most first."""
    counts = rows.groupby("decision")["members"].sum().sort_values(ascending=False, kind="stable")
    return tuple((str(name), int(count)) for name, count in counts.items())


def months(
    said: Sequence[tuple[dt.date, float]], outcomes: Sequence[tuple[dt.date, int, int]], period: dt.date
) -> tuple[Month, ...]:
    """The months up to the decided one: what was said, and how many left (month, members, left)."""
    stated = dict(said)
    known = {month: (members, left) for month, members, left in outcomes}
    shown = sorted(month for month in {*stated, *known} if month <= period)[-_MONTHS:]
    found = []
    for month in shown:
        members, left = known.get(month, (0, 0))
        seen = share(left, members) if members else share(0, 1)
        found.append(Month(month.isoformat(), members, seen, stated.get(month)))
    return tuple(found)


def curve(points: Sequence[tuple[float, float]], eligible: int, chosen: int) -> tuple[Profit, ...]:
    """The profit curve of a plan in members, up to twice as many as are chosen, or at least a tenth of it."""
    found = [Profit(0, 0.0), *(Profit(round(part * eligible), brings) for part, brings in points)]
    until = max(2 * chosen, eligible // 10)
    return tuple(one for at, one in enumerate(found) if at < 2 or one.members <= until)
