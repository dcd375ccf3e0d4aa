"""What came into a table since another was made from it: told by what each delivered file left in it.

Tables remember, in the note of their commit, the contents of the table they were made from. Files that were
added since are read alone; where one has other rows than then, or none any more, all is made again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F


@dataclass(frozen=True)
class Contents:
    """Of each file what its rows in a table are known by, and how many are dated on each day."""

    files: Mapping[str, str]
    days: Mapping[str, Mapping[dt.date, int]]

    def rows_by_day(self) -> dict[dt.date, int]:
        """Rows of all files on each day."""
        total: dict[dt.date, int] = {}
        for days in self.days.values():
            for day, rows in days.items():
                total[day] = total.get(day, 0) + rows
        return total


@dataclass(frozen=True)
class Arrivals:
    """Files that were added, and the first day of their rows; none where nothing came."""

    files: tuple[str, ...]
    first: dt.date | None = None

    #: Whether every row of them is later than every row that was there.
    is_later: bool = True


def contents(table: DataFrame, day: str) -> Contents:
    """Looks through a silver table once; ``day`` is its column of days."""
    hashed = F.xxhash64(*[name for name in table.columns if name != "source_file"])
    files: dict[str, tuple[int, int, int]] = {}
    days: dict[str, dict[dt.date, int]] = {}
    for row in (
        table.groupBy("source_file", day)
        .agg(
            F.count(F.lit(1)).alias("rows"),
            F.bit_xor(hashed).alias("crossed"),
            F.sum(hashed.bitwiseAND(0xFFFFFFFF)).alias("added"),
        )
        .collect()
    ):
        rows, crossed, added = files.get(row["source_file"], (0, 0, 0))
        files[row["source_file"]] = (rows + row["rows"], crossed ^ row["crossed"], added + row["added"])
        if row[day] is not None:
            days.setdefault(row["source_file"], {})[row[day]] = row["rows"]
    return Contents(
        {
            name: f"{rows}-{crossed & 0xFFFFFFFFFFFFFFFF:x}-{added:x}"
            for name, (rows, crossed, added) in files.items()
        },
        days,
    )


def added_files(before: Mapping[str, str] | None, now: Mapping[str, str]) -> tuple[str, ...] | None:
    """The files that were added; None where one holds something else or is gone, or nothing was known."""
    if before is None or any(now.get(name) != known for name, known in before.items()):
        return None
    return tuple(sorted(name for name in now if name not in before))


def arrivals(before: Mapping[str, str] | None, now: Contents) -> Arrivals | None:
    """What was added since; None where something else happened, or nothing is known of before."""
    added = added_files(before, now.files)
    if added is None or before is None:
        return None
    dated = [day for name in added for day in now.days.get(name, ())]
    there = [day for name in before for day in now.days.get(name, ())]
    first = min(dated, default=None)
    return Arrivals(added, first, first is None or not there or first > max(there))
