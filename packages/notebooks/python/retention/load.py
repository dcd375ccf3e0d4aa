"""Loads the delivered CSV files into ``silver``, each file once, and publishes what the views show.

The data come first and the note that a file is loaded comes last: a run that dies in between is healed by the
next, which finds the rows of files that are not noted and replaces them.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pyspark.sql import DataFrame, Row
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.lake import Lake
from retention.load_plan import LOADED_FILES, TablePlan, plan_load
from retention.load_report import FileLoad, Freshness, LoadReport, TableLoad, reason_counts
from retention.quarantine import TABLE as QUARANTINE
from retention.quarantine import among, quarantine
from retention.serving import publish, publish_by
from retention.settle import LOADED, QUARANTINED, REPEATED, settle
from retention.storage import Storage
from retention.typed_rows import read_typed, with_reasons

#: The date of each table that tells how fresh it is.
_DAYS = {"transactions": "transaction_date", "user_logs": "date"}

_SECOND = {
    "members": "second row of a member",
    "transactions": "second row of a transaction",
    "user_logs": "second row of a member and day",
}


@dataclass(frozen=True)
class _Settled:
    """Rows of the files of a table with their verdicts, the bad ones with reasons, and the counts of both."""

    plan: TablePlan
    rows: DataFrame
    bad: DataFrame
    counts: list[Row]
    reasons: dict[str, int]


def load(lake: Lake, run_id: str) -> LoadReport:
    """Loads the files of members, transactions and user logs that are new or changed.

    Rows that cannot be taken go to ``quarantine/rows``; nothing stops for them. A table is written in one
    commit. Raises DeliveryError, before anything is written, that lists every file with a wrong header and
    every table without files.
    """
    plans = plan_load(lake)
    settled: list[_Settled] = []
    try:
        # Most of a small load is waiting for plans and commits, and a large table keeps no other waiting.
        with ThreadPoolExecutor() as pool:
            running = [pool.submit(_load_table, lake, plan, settled) for plan in plans if plan.files]
            for table in running:
                table.result()
            done = {one.plan.table: one for one in settled}
            fresh = pool.submit(_freshness, lake)
            published = [
                pool.submit(_publish_members, lake, done.get("members")),
                pool.submit(_publish_logs, lake, done.get("user_logs")),
            ]
            _quarantine(lake, settled, run_id)
            files = [name for names in published for name in names.result()]
        reports = [_report(plan, done.get(plan.table)) for plan in plans]
        _note(lake, settled, reports, run_id)
    finally:
        for one in settled:
            one.rows.unpersist()
    return LoadReport(run_id, tuple(reports), fresh.result(), tuple(files))


def _load_table(lake: Lake, plan: TablePlan, settled: list[_Settled]) -> None:
    """Writes the rows of a table in one commit, and adds what it read to ``settled``."""
    table = f"silver/{plan.table}"
    values = [name for name in contract(table).names if name != "source_file"]
    rows = settle(
        read_typed(lake.spark, plan.files),
        key=contract(table).key or values,
        values=values,
        day="date" if plan.table == "user_logs" else None,
        present=_present(lake, plan),
    ).persist()
    groups = ["source_file", "verdict"]
    if plan.table == "user_logs":
        groups.append("month")
        counted = rows.withColumn(
            "month", F.date_format(F.when(F.col("verdict") == LOADED, F.col("date")), "yyyy-MM")
        )
    else:
        counted = rows
    counts = counted.groupBy(*groups).count().withColumnRenamed("count", "rows").collect()
    bad = _with_reasons(rows.where(F.col("verdict") == QUARANTINED), plan)
    reasons = {}
    if any(row.verdict == QUARANTINED for row in counts):
        reasons = {row.reason: row["count"] for row in bad.groupBy("reason").count().collect()}
    kept = rows.where(F.col("verdict") == LOADED)
    if plan.replaces:
        lake.overwrite(kept, table, among("source_file", plan.names))
    else:
        lake.append(kept, table)
    settled.append(_Settled(plan, rows, bad, counts, reasons))


def _with_reasons(bad: DataFrame, plan: TablePlan) -> DataFrame:
    wrong = with_reasons(bad.where(~F.col("is_right")), plan.files)
    second = bad.where("is_right").withColumn("reason", F.lit(_SECOND[plan.table]))
    return wrong.unionByName(second).select("source_file", "row_text", "reason")


def _present(lake: Lake, plan: TablePlan) -> DataFrame | None:
    """Rows that the new ones may repeat: none at first, and of the logs only those of the same days."""
    table = f"silver/{plan.table}"
    if not lake.exists(table):
        return None
    present = lake.read(table)
    if plan.replaces:
        present = present.where(f"NOT ({among('source_file', plan.names)})")
    if plan.table == "user_logs":
        days = read_typed(lake.spark, plan.files).agg(
            F.min("date").alias("first"), F.max("date").alias("last")
        )
        first, last = days.collect()[0]
        present = present.where(F.col("date").between(first, last))
    return present


def _quarantine(lake: Lake, settled: list[_Settled], run_id: str) -> None:
    if any(one.reasons for one in settled) or (
        any(one.plan.replaces for one in settled) and lake.exists(QUARANTINE)
    ):
        bad = {one.plan.table: one.bad for one in settled}
        quarantine(lake, bad, {one.plan.table: one.plan.names for one in settled}, run_id)


def _publish_members(lake: Lake, settled: _Settled | None) -> list[str]:
    """Publishes the members where some are new, or none are published."""
    if settled is None and Storage(lake.spark, lake.root).files("serving/members"):
        return []
    return publish(lake, _rows(lake, "members", settled), "serving/members", "members")


def _publish_logs(lake: Lake, settled: _Settled | None) -> list[str]:
    """Publishes the months of logs with new rows; all where rows were replaced, or none are published."""
    files = Storage(lake.spark, lake.root).files("serving/user_logs")
    months = {file.name.split(".", 1)[0] for file in files}
    if settled is None and months:
        return []
    rows = _rows(lake, "user_logs", settled)
    if settled is not None and months and not settled.plan.replaces:
        months = {row.month for row in settled.counts if row.month is not None}
        starts = [F.to_date(F.lit(f"{month}-01")) for month in sorted(months)]
        rows = rows.where(F.trunc("date", "month").isin(*starts)) if starts else rows.limit(0)
    name = F.date_format("date", "yyyy-MM")
    return publish_by(lake, rows, "serving/user_logs", name, replaced=months, order=("date", "msno"))


def _rows(lake: Lake, table: str, settled: _Settled | None) -> DataFrame:
    """All rows of a table: at first they are at hand."""
    if settled is not None and settled.plan.is_first:
        return settled.rows.where(F.col("verdict") == LOADED)
    return lake.read(f"silver/{table}")


def _report(plan: TablePlan, settled: _Settled | None) -> TableLoad:
    counts = settled.counts if settled else []

    def rows(verdict: str, name: str | None = None) -> int:
        return sum(row.rows for row in counts if row.verdict == verdict and name in (None, row.source_file))

    return TableLoad(
        table=plan.table,
        files=tuple(
            FileLoad(
                file.file.name,
                sum(row.rows for row in counts if row.source_file == file.file.name),
                rows(QUARANTINED, file.file.name),
                file.ignored,
            )
            for file in plan.files
        ),
        files_known=plan.known,
        rows_loaded=rows(LOADED),
        rows_repeated=rows(REPEATED),
        reasons=reason_counts(settled.reasons if settled else {}),
    )


def _note(lake: Lake, settled: list[_Settled], reports: Iterable[TableLoad], run_id: str) -> None:
    """Notes the files as loaded."""
    counts = {(report.table, file.name): file for report in reports for file in report.files}
    noted = [
        (
            one.plan.table,
            file.file.name,
            file.file.size,
            file.file.modified_ms,
            counts[one.plan.table, file.file.name].rows_read,
            counts[one.plan.table, file.file.name].rows_quarantined,
        )
        for one in settled
        for file in one.plan.files
    ]
    if not noted:
        return
    names = "table_name string, source_file string, file_bytes long, modified_ms long, "
    rows = lake.spark.createDataFrame(noted, names + "rows_read long, rows_quarantined long")
    lake.merge(
        rows.select(
            "*",
            F.timestamp_millis("modified_ms").alias("file_modified_at"),
            F.lit(run_id).alias("run_id"),
            F.current_timestamp().alias("loaded_at"),
        ),
        LOADED_FILES,
    )


def _freshness(lake: Lake) -> dict[str, Freshness]:
    """The last day of each source and its rows, in one query."""
    days = [
        lake.read(f"silver/{table}").select(F.lit(table).alias("source"), F.col(day).alias("day"))
        for table, day in _DAYS.items()
    ]
    by_day = days[0].unionAll(days[1]).groupBy("source", "day").agg(F.count("*").alias("rows"))
    last = by_day.groupBy("source").agg(F.max(F.struct("day", "rows")).alias("last")).collect()
    return {row.source: Freshness(row["last"].day, row["last"].rows) for row in sorted(last)}
