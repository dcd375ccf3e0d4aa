"""What one pass over delivered files tells before any row is typed: what they hold, and of which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.body import body_of
from retention.delivery import HAPPENED, DeliveredFile
from retention.text_rows import bare, layouts, lines, of_row

#: Before the service there was nothing to register for, to pay or to hear.
SERVICE_START = dt.date(2004, 1, 1)

#: Rows may lie so many days after the body of their file: its last days may have only begun.
GRACE_DAYS = 7


@dataclass(frozen=True)
class Surveyed:
    """A file: what it is known by, its rows, and how many are dated on each day.

    content: differs when a row or the header does, and says nothing of time, size or place.
    """

    content: str
    rows: int
    days: Mapping[dt.date, int] = field(default_factory=dict)

    def newest(self, today: dt.date) -> dt.date:
        """The newest day that a row may have: shortly after the body of the file, and not after tomorrow."""
        tomorrow = today + dt.timedelta(days=1)
        body = body_of({day: rows for day, rows in self.days.items() if SERVICE_START <= day <= tomorrow})
        return tomorrow if body is None else min(tomorrow, body.last + dt.timedelta(days=GRACE_DAYS))


def survey(
    spark: SparkSession, files: Sequence[DeliveredFile], known: Collection[str] = ()
) -> dict[str, Surveyed]:
    """Reads files of one table once, as text, and tells of each by name.

    Of those that are ``known`` by name it does not tell the days: most often they hold what they held.
    """
    if not files:
        return {}
    table = files[0].table
    asked = ~F.col("source_file").isin(*known)
    told = reduce(
        DataFrame.unionByName,
        [
            lines(spark, alike)
            .withColumn("day", F.when(asked, _day(columns.index(HAPPENED[table]))))
            .withColumn("is_row", of_row(alike))
            .withColumn("hash", F.xxhash64("row_text"))
            for columns, alike in layouts(files).items()
        ],
    )
    found = {file.file.name: _Sums() for file in files}
    for row in (
        told.groupBy("source_file", F.when(F.col("is_row"), F.col("day")).alias("day"))
        .agg(
            F.count_if("is_row").alias("rows"),
            F.count(F.lit(1)).alias("lines"),
            F.bit_xor("hash").alias("crossed"),
            # Two equal rows cancel each other in the first figure, and not in this one.
            F.sum(F.col("hash").bitwiseAND(0xFFFFFFFF)).alias("added"),
        )
        .collect()
    ):
        found[row["source_file"]].add(row.asDict())
    return {name: sums.surveyed() for name, sums in found.items()}


@dataclass
class _Sums:
    """The figures of a file, gathered over its days."""

    rows: int = 0
    lines: int = 0
    crossed: int = 0
    added: int = 0
    days: dict[dt.date, int] = field(default_factory=dict)

    def add(self, row: Mapping[str, int | None]) -> None:
        self.rows += row["rows"] or 0
        self.lines += row["lines"] or 0
        self.crossed ^= row["crossed"] or 0
        self.added += row["added"] or 0
        day = _date(row["day"])
        if day is not None:
            self.days[day] = self.days.get(day, 0) + (row["rows"] or 0)

    def surveyed(self) -> Surveyed:
        content = f"{self.lines}-{self.crossed & 0xFFFFFFFFFFFFFFFF:016x}-{self.added:x}"
        return Surveyed(content, self.rows, self.days)


def _day(place: int) -> Column:
    """A day as a number such as 20170301; null for what is none, so that nonsense makes no groups."""
    text = F.substring_index(F.substring_index(bare(F.col("row_text")), ",", place + 1), ",", -1)
    number = text.try_cast("int")
    is_day = (F.length(text) == 8) & (number % 100).between(1, 31) & ((number / 100) % 100).between(1, 12.99)
    return F.when(is_day, number)


def _date(number: int | None) -> dt.date | None:
    try:
        return None if number is None else dt.date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return None
