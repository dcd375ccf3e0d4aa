"""Loads the delivered CSV files into ``silver``, each file once, and publishes what the views show.

The data come first and the note that a file is loaded comes last: a run that dies in between is healed by the
next, which finds the rows of files that are not noted and replaces them.

Rows are read as often as something is asked of them and are carried nowhere: what is shuffled to find second
rows is a number for each, and only rows that have the same number are compared.
"""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from retention.body import body_of
from retention.contracts import contract
from retention.lake import Lake
from retention.load_plan import LOADED_FILES, TablePlan, plan_load
from retention.load_report import FileLoad, Freshness, LoadReport, TableLoad, reason_counts
from retention.period import Period
from retention.quarantine import TABLE as QUARANTINE
from retention.quarantine import quarantine, quarantined
from retention.serving import publish, publish_by
from retention.settle import LOADED, QUARANTINED, REPLACED, settle
from retention.sql_text import among
from retention.twins import Twins, find_twins
from retention.typed_rows import read_typed, right_rows, with_reasons

#: The date of each table that tells how fresh it is.
_DAYS = {"transactions": "transaction_date", "user_logs": "date"}

_SECOND = {
    "members": "a row further down in the file says otherwise of this member",
    "user_logs": "a row further down in the file says otherwise of this member and day",
}

#: What is kept, and strange enough to be counted.
_FLAGGED = {
    "members": ("bd is no age, below 0 or above 120", "bd < 0 OR bd > 120"),
    "user_logs": ("total_secs was cut to a day", "is_anomalous"),
}

#: Parts of a month of logs, so that many tasks share the first load of years.
_BUCKETS = 16


@dataclass(frozen=True)
class _Loaded:
    """What a table got: rows of each file, how many are strange, how many went for them, and the bad ones."""

    plan: TablePlan
    kept: dict[str, int]
    flagged: int
    replaced: int
    bad: DataFrame | None


def load(lake: Lake, run_id: str, *, today: dt.date | None = None) -> LoadReport:
    """Loads the files of members, transactions and user logs that are new or changed.

    Rows that cannot be taken go to ``quarantine/rows``; nothing stops for them. A table is written in one
    commit. ``today``, by default by the clock, is the last day on which something can have happened.
    Raises DeliveryError, before anything is written, that lists every file with a wrong header and
    every table without files.
    """
    plans = plan_load(lake, today or dt.datetime.now(dt.UTC).date())
    # Most of a small load is waiting for plans and commits, and a large table keeps no other waiting.
    with ThreadPoolExecutor() as pool:
        tables = list(pool.map(lambda plan: _load_table(lake, plan), [plan for plan in plans if plan.files]))
        done = {one.plan.table: one for one in tables}
        fresh = pool.submit(_freshness, lake)
        published = [
            pool.submit(_publish_members, lake, done.get("members")),
            pool.submit(_publish_logs, lake, done.get("user_logs")),
        ]
        aside = _quarantine(lake, tables, run_id)
        files = [name for names in published for name in names.result()]
    reports = [_report(plan, done.get(plan.table), aside) for plan in plans]
    _note(lake, [one.plan for one in tables], reports, run_id)
    return LoadReport(run_id, tuple(reports), fresh.result(), tuple(files))


def _load_table(lake: Lake, plan: TablePlan) -> _Loaded:
    """Writes the rows of a table in one commit."""
    table = f"silver/{plan.table}"
    present = lake.read(table) if not plan.is_first else None
    if present is not None and plan.replaces:
        present = present.where(f"NOT ({among('source_file', plan.names)})")
    rows = read_typed(lake.spark, plan.files, plan.newest)
    twins = find_twins(lake.spark, plan, rows, present)
    right = right_rows(rows)
    contested = None
    kept, replaced = right, 0
    if twins.any:
        contested = _contested(lake, plan, twins, present)
        won = contested.where(F.col("verdict") == LOADED)
        kept = (
            twins.without(right).select(contract(table).names).unionByName(won.select(contract(table).names))
        )
        replaced = _replaced(lake, plan, contested, kept, present) if twins.with_present else 0
    if not replaced:
        if plan.replaces:
            lake.overwrite(_laid_out(kept, plan), table, among("source_file", plan.names))
        else:
            lake.append(_laid_out(kept, plan), table)
    _, flag = _FLAGGED.get(plan.table, ("", "false"))
    counts = (
        lake.read(table)
        .where(among("source_file", plan.names))
        .groupBy("source_file")
        .agg(F.count(F.lit(1)).alias("rows"), F.count_if(F.expr(flag)).alias("flagged"))
        .collect()
    )
    by_file = {row.source_file: int(row.rows) for row in counts}
    missing = sum(plan.surveyed[name].rows for name in plan.names) - sum(by_file.values())
    return _Loaded(
        plan,
        by_file,
        sum(int(row.flagged) for row in counts),
        replaced,
        _bad(plan, rows, contested) if missing > twins.repeats else None,
    )


def _contested(lake: Lake, plan: TablePlan, twins: Twins, present: DataFrame | None) -> DataFrame:
    """The rows that are not alone with their key, with a verdict each."""
    table = contract(f"silver/{plan.table}")
    values = [name for name in table.names if name != "source_file"]
    rows = read_typed(lake.spark, plan.files, plan.newest, placed=True)
    return settle(
        right_rows(twins.only(rows)),
        key=table.key or values,
        values=values,
        deliveries=plan.deliveries,
        present=None if present is None or not twins.with_present else twins.only(present),
    )


def _replaced(
    lake: Lake, plan: TablePlan, contested: DataFrame, kept: DataFrame, present: DataFrame | None
) -> int:
    """Writes the table without the rows that newer ones replace; answers how many those are."""
    table = contract(f"silver/{plan.table}")
    gone = contested.where(F.col("is_present") & (F.col("verdict") == REPLACED)).select(*table.key)
    replaced = gone.count() if table.key and present is not None else 0
    if replaced:
        stay = present.join(gone, list(table.key), "left_anti")  # type: ignore[union-attr]
        both = stay.select(table.names).unionByName(kept.select(table.names))
        lake.overwrite(_laid_out(both, plan), table.table)
    return replaced


def _laid_out(rows: DataFrame, plan: TablePlan) -> DataFrame:
    """Logs month by month, so that files of the table cover few days and a query over a month skips the rest.

    Within a month the rows of a member are together: one number to sort by, and files half as large.
    """
    if plan.table != "user_logs":
        return rows
    month = F.month("date") + 12 * F.year("date")
    member = F.shiftrightunsigned(F.xxhash64("msno"), 20)
    return rows.repartition(month, F.pmod(F.hash("msno"), F.lit(_BUCKETS))).sortWithinPartitions(
        F.shiftleft(month.cast("bigint"), 44) + member
    )


def _bad(plan: TablePlan, rows: DataFrame, contested: DataFrame | None) -> DataFrame:
    """The rows that are set aside, with ``source_file``, ``row_text`` and ``reason``."""
    columns = ("source_file", "row_text", "reason")
    bad = with_reasons(rows.where("NOT is_right"), plan.files).select(*columns)
    if contested is None or plan.table not in _SECOND:
        return bad
    second = contested.where(F.col("verdict") == QUARANTINED)
    return bad.unionByName(second.withColumn("reason", F.lit(_SECOND[plan.table])).select(*columns))


def _quarantine(lake: Lake, tables: list[_Loaded], run_id: str) -> dict[tuple[str, str], dict[str, int]]:
    """Sets bad rows aside; answers how many of each table and file have which reasons."""
    bad = {one.plan.table: one.bad for one in tables if one.bad is not None}
    replaces = any(one.plan.replaces for one in tables) and lake.exists(QUARANTINE)
    if not bad and not replaces:
        return {}
    files = {one.plan.table: one.plan.names for one in tables}
    quarantine(lake, bad, files, run_id)
    return quarantined(lake, files)


def _publish_members(lake: Lake, loaded: _Loaded | None) -> list[str]:
    """Publishes the members where some are new, or none are published."""
    if not _changed(loaded) and lake.storage.files("serving/members"):
        return []
    return publish(lake, lake.read("silver/members"), "serving/members", "members")


def _publish_logs(lake: Lake, loaded: _Loaded | None) -> list[str]:
    """Publishes the months of logs with new rows; all where rows were replaced, or none are published."""
    files = lake.storage.files("serving/user_logs")
    months = {file.name.split(".", 1)[0] for file in files}
    if months and not _changed(loaded):
        return []
    rows = lake.read("silver/user_logs")
    name = F.date_format("date", "yyyy-MM")
    if months and loaded is not None and not loaded.plan.replaces and not loaded.replaced:
        surveyed = [loaded.plan.surveyed[file].days for file in loaded.plan.names]
        parts = sorted({Period(day.replace(day=1)) for days in surveyed for day in days})
        months = {f"{month.start:%Y-%m}" for month in parts}
        # As days between two, by which files of the table are skipped.
        of_months = [F.col("date").between(F.lit(month.start), F.lit(month.last_day)) for month in parts]
        rows = rows.where(reduce(Column.__or__, of_months, F.lit(False)))
    return publish_by(lake, rows, "serving/user_logs", name, replaced=months)


def _changed(loaded: _Loaded | None) -> bool:
    """Whether a table has other rows than before."""
    return loaded is not None and (bool(loaded.kept) or loaded.plan.replaces)


def _report(
    plan: TablePlan, loaded: _Loaded | None, aside: dict[tuple[str, str], dict[str, int]]
) -> TableLoad:
    reasons: dict[str, int] = {}
    for (table, _), told in aside.items():
        for reason, rows in told.items() if table == plan.table else ():
            reasons[reason] = reasons.get(reason, 0) + rows
    label, _ = _FLAGGED.get(plan.table, ("", ""))
    return TableLoad(
        table=plan.table,
        files=tuple(
            FileLoad(
                file.file.name,
                plan.surveyed[file.file.name].rows,
                sum(aside.get((plan.table, file.file.name), {}).values()),
                file.ignored,
            )
            for file in plan.files
        ),
        files_known=plan.known,
        rows_loaded=sum(loaded.kept.values()) if loaded else 0,
        rows_replaced=loaded.replaced if loaded else 0,
        reasons=reason_counts(reasons),
        flagged={label: loaded.flagged} if loaded and loaded.flagged else {},
        left_out=dict(plan.left_out),
    )


def _note(lake: Lake, plans: list[TablePlan], reports: list[TableLoad], run_id: str) -> None:
    """Notes the files as loaded."""
    counts = {(report.table, file.name): file for report in reports for file in report.files}
    noted = [
        (
            plan.table,
            file.file.name,
            plan.surveyed[file.file.name].content,
            plan.deliveries[file.file.name],
            file.file.size,
            counts[plan.table, file.file.name].rows_read,
            counts[plan.table, file.file.name].rows_quarantined,
        )
        for plan in plans
        for file in plan.files
    ]
    if not noted:
        return
    names = "table_name string, source_file string, content string, delivery int, file_bytes long, "
    rows = lake.spark.createDataFrame(noted, names + "rows_read long, rows_quarantined long")
    told = rows.select("*", F.lit(run_id).alias("run_id"), F.current_timestamp().alias("loaded_at"))
    if lake.exists(LOADED_FILES) and "content" not in lake.read(LOADED_FILES).columns:
        # The notes of an older version knew files by their time: all were read again.
        lake.overwrite(told, LOADED_FILES)
    else:
        lake.merge(told, LOADED_FILES)


def _freshness(lake: Lake) -> dict[str, Freshness]:
    """How far each source reaches and its rows on that day, in one query."""
    days = [
        lake.read(f"silver/{table}").select(F.lit(table).alias("source"), F.col(day).alias("day"))
        for table, day in _DAYS.items()
    ]
    counted = days[0].unionAll(days[1]).groupBy("source", "day").agg(F.count("*").alias("rows")).collect()
    fresh = {}
    for source in _DAYS:
        rows = {row.day: int(row["rows"]) for row in counted if row.source == source}
        body = body_of(rows)
        if body is not None:
            fresh[source] = Freshness(body.last, rows[body.last], body.later)
    return fresh
