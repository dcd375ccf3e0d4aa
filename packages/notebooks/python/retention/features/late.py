"""What came late for months that are there: rows dated before a month that its features do not know."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.arrivals import Arrivals, added_files, contents
from retention.contracts import contract
from retention.features.table import TABLE, of_months
from retention.lake import Lake
from retention.load_plan import known_files
from retention.period import Period

#: What features are built from, with the day of each.
SOURCES: Mapping[str, str] = {
    "silver/transactions": "transaction_date",
    "silver/user_logs": "date",
    "silver/members": "registration_init_time",
}

#: A member's attributes belong to every month, whatever day of registration they tell.
_EVERY_MONTH = {"silver/members"}


@dataclass(frozen=True)
class LateRows:
    """Candidates of a month that were added, removed, and built again with what is known now."""

    added: int = 0
    removed: int = 0
    rebuilt: int = 0


@dataclass(frozen=True)
class Late:
    """The months to write again: rows that stay, candidates that are built, and their counts."""

    months: tuple[Period, ...] = ()
    kept: DataFrame | None = None
    candidates: DataFrame | None = None
    counts: Mapping[Period, LateRows] = field(default_factory=dict)


#: The files of each source, and what each is known by.
State = Mapping[str, Mapping[str, str]]


def state(lake: Lake) -> State:
    """What the sources hold now.

    Where a row has a key, a newer delivery replaces rows of an older file. So these are known by what was
    delivered, not by what it left in the table: whoever has another row has one of the new file.
    """
    noted = known_files(lake)
    found = {}
    for table, day in SOURCES.items():
        if not lake.exists(table):
            continue
        files = noted.get(table.removeprefix("silver/"), {}) if contract(table).key else {}
        if files:
            found[table] = {name: known.content for name, known in files.items()}
        else:
            found[table] = dict(contents(lake.read(table), day).files)
    return found


def note_of(now: State, run_id: str) -> str:
    """The note of features that are built from this."""
    return json.dumps({"run_id": run_id, "files": now})


def changed_sources(lake: Lake, now: State) -> dict[str, Arrivals | None]:
    """What came into each source since the features were written; None where rows were changed or taken back.

    Where nothing is noted the features are as they are: what they know is not known.
    """
    note = lake.note(TABLE)
    told: dict[str, Any] = json.loads(note) if note is not None and note.startswith("{") else {}
    before = told.get("files")
    if before is None:
        return {}
    found: dict[str, Arrivals | None] = {}
    for table, files in now.items():
        added = added_files(before.get(table, {}), files)
        if added:
            rows = lake.read(table).where(F.col("source_file").isin(list(added)))
            found[table] = Arrivals(added, rows.agg(F.min(SOURCES[table])).collect()[0][0])
        else:
            found[table] = None if added is None else Arrivals(())
    return found


def late(
    lake: Lake, candidates: DataFrame, months: Sequence[Period], came: Mapping[str, Arrivals | None]
) -> Late:
    """What is to be done about months that are there, so that each holds its candidates and what is known.

    ``candidates`` (period_start, msno, last_expire) are those of now. A member is built again where a row of
    a new file is dated before the month, or where the expiry is another; who is no candidate any more goes.
    """
    stale = _stale_members(lake, came, max((month.start for month in months), default=dt.date.min))
    touched = _differing(lake, candidates, months)
    if stale is not None:
        in_time = [
            month
            for month in months
            if any(one is not None and _reaches(table, one, month) for table, one in came.items())
        ]
        touched = sorted({*touched, *in_time})
    if not touched:
        return Late()
    there = lake.read(TABLE).where(of_months(touched))
    now = candidates.where(of_months(touched)).select("period_start", "msno", "last_expire")
    if stale is None:
        now = now.withColumn("_late", F.lit(False))
    else:
        is_late = F.coalesce(F.col("_day") < F.col("period_start"), F.lit(False))
        now = now.join(stale, "msno", "left").withColumn("_late", is_late).drop("_day")
    known = there.select(
        "period_start", "msno", F.col("last_expire").alias("_known"), F.lit(1).alias("_there")
    )
    both = now.join(known, ["period_start", "msno"], "full_outer").withColumn(
        "_what",
        F.when(F.col("_late").isNull(), "removed")
        .when(F.col("_there").isNull(), "added")
        .when(F.col("_late") | ~F.col("last_expire").eqNullSafe(F.col("_known")), "rebuilt")
        .otherwise("kept"),
    )
    counts: dict[Period, dict[str, int]] = {}
    for row in both.groupBy("period_start", "_what").count().collect():
        counts.setdefault(Period(row["period_start"]), {})[row["_what"]] = int(row["count"])
    found = {
        month: LateRows(**{name: rows for name, rows in told.items() if name != "kept"})
        for month, told in sorted(counts.items())
        if set(told) != {"kept"}
    }
    if not found:
        return Late()
    again = of_months(list(found))
    kept = both.where(F.col("_what") == "kept").where(again).select("period_start", "msno")
    built = both.where(F.col("_what").isin("added", "rebuilt")).where(again)
    return Late(
        tuple(found),
        there.where(again).join(kept, ["period_start", "msno"], "left_semi"),
        built.select("period_start", "msno", "last_expire"),
        found,
    )


def _reaches(table: str, came: Arrivals, month: Period) -> bool:
    """Whether rows that came are about a month."""
    if not came.files:
        return False
    return table in _EVERY_MONTH or (came.first is not None and came.first < month.start)


def _stale_members(lake: Lake, came: Mapping[str, Arrivals | None], until: dt.date) -> DataFrame | None:
    """The members with rows in new files, each with the first day of these; None where there are none."""
    found = []
    for table, one in came.items():
        if one is None or not _reaches(table, one, Period(until.replace(day=1))):
            continue
        day = F.lit(dt.date(1970, 1, 1)) if table in _EVERY_MONTH else F.col(SOURCES[table])
        rows = lake.read(table).where(F.col("source_file").isin(list(one.files)))
        found.append(rows.select("msno", day.alias("_day")).where(F.col("_day") < F.lit(until)))
    if not found:
        return None
    return reduce(DataFrame.unionByName, found).groupBy("msno").agg(F.min("_day").alias("_day"))


def _differing(lake: Lake, candidates: DataFrame, months: Sequence[Period]) -> list[Period]:
    """The months whose rows are not of the candidates there are, told by one number a month and side."""
    if not months:
        return []

    def marks(rows: DataFrame) -> dict[dt.date, tuple[int, int]]:
        hashed = F.xxhash64("msno", "last_expire")
        counted = rows.where(of_months(months)).groupBy("period_start")
        found = counted.agg(F.count(F.lit(1)).alias("rows"), F.bit_xor(hashed).alias("mark")).collect()
        return {row["period_start"]: (row["rows"], row["mark"]) for row in found}

    wanted, there = marks(candidates), marks(lake.read(TABLE))
    return [month for month in months if wanted.get(month.start) != there.get(month.start)]
