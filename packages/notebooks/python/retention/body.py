"""How far dated rows reach: the days of their body, whatever single rows say.

One row that is dated years ahead must not tell that all outcomes until then are known. What lies beyond the
body are few rows after a stretch that is all but empty, measured by how many rows days usually have there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

#: What is usual is told by so many days.
_USUAL_DAYS = 28

#: Fewer rows than this in those days tell nothing.
_ENOUGH = 28

#: A stretch at the end is no part of the body where it has less than this share of the usual rows a day …
_THIN = 0.05

#: … and no more than one row, or this share of all rows.
_FEW = 0.01


@dataclass(frozen=True)
class Body:
    """The first and the last day that rows cover, and how many rows lie beyond them."""

    first: dt.date
    last: dt.date
    earlier: int = 0
    later: int = 0


def body_of(rows: Mapping[dt.date, int]) -> Body | None:
    """The body of rows that are counted by day; None where there are none.

    Few rows after a gap are left out at both ends. Where there is less than a row a day all rows are of the
    body: nothing tells which of them are wrong.
    """
    if not rows:
        return None
    counts = {day.toordinal(): count for day, count in rows.items()}
    last = _end(counts)
    first = -_end({-day: count for day, count in counts.items()})
    return Body(
        dt.date.fromordinal(first),
        dt.date.fromordinal(last),
        sum(count for day, count in counts.items() if day < first),
        sum(count for day, count in counts.items() if day > last),
    )


def body_in(frame: DataFrame, day: str) -> Body | None:
    """The body of a frame by its column of days."""
    counted = frame.where(F.col(day).isNotNull()).groupBy(day).agg(F.count(F.lit(1)).alias("rows")).collect()
    return body_of({row[day]: int(row["rows"]) for row in counted})


def _end(counts: Mapping[int, int]) -> int:
    """The last day of the body; what lies beyond is taken away as long as there is something."""
    days = sorted(counts)
    few = max(1, _FEW * sum(counts.values()))
    until = len(days) - 1
    while (nearer := _without_tail(days[: until + 1], counts, few)) < until:
        until = nearer
    return days[until]


def _without_tail(days: list[int], counts: Mapping[int, int], few: float) -> int:
    """The place of the last day before a thin stretch at the end, or of the very last where there is none."""
    after = 0
    for place in range(len(days) - 2, -1, -1):
        after += counts[days[place + 1]]
        if after > few:
            break
        rows = _rows_until(days, counts, place)
        if rows >= _ENOUGH and after / (days[-1] - days[place]) < _THIN * rows / _USUAL_DAYS:
            return place
    return len(days) - 1


def _rows_until(days: list[int], counts: Mapping[int, int], place: int) -> int:
    """Rows of the usual days that end with one."""
    rows, since = 0, days[place] - _USUAL_DAYS
    while place >= 0 and days[place] > since:
        rows += counts[days[place]]
        place -= 1
    return rows
