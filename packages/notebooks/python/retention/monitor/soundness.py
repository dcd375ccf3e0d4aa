"""Whether what a month is decided on can be true: its dates, its labels, and that nobody is left out."""

from __future__ import annotations

import datetime as dt

from pyspark.sql import functions as F

from retention.body import body_in
from retention.lake import Lake
from retention.monitor.report import Check
from retention.period import GAP_DAYS, Period
from retention.runs import of_run

#: More than this share of the rows of a table set aside is no single slip.
_ASIDE = 0.001


def soundness_checks(lake: Lake, period: Period, run_id: str | None, label_source: str) -> list[Check]:
    """Rows beyond the days of the data, rows set aside, labels before their time, candidates undecided."""
    checks = []
    end = None
    if lake.exists("silver/transactions"):
        body = body_in(lake.read("silver/transactions"), "transaction_date")
        end = None if body is None else body.last
        later = 0 if body is None else body.later
        detail = f"{later} transactions are dated after {end}, the last day that the data cover."
        checks.append(_no_more(Check("beyond_data", "silver/transactions", later, 0, "warning", detail)))
    checks += _aside(lake)
    if lake.exists("gold/labels"):
        checks += [] if end is None else [_early_labels(lake, end, label_source)]
        checks += [] if run_id is None else [_undecided(lake, period, run_id, label_source)]
    return checks


def _no_more(check: Check) -> Check:
    """The check as it is where its value is above the limit, else as ok."""
    fine = check.value is not None and check.limit is not None and check.value <= check.limit
    status = "ok" if fine else check.status
    return Check(check.name, check.subject, check.value, check.limit, status, check.detail)


def _aside(lake: Lake) -> list[Check]:
    """The share of delivered rows that were set aside, by table."""
    if not lake.exists("silver/loaded_files"):
        return []
    rows = (
        lake.read("silver/loaded_files")
        .groupBy("table_name")
        .agg(F.sum("rows_read").alias("read"), F.sum("rows_quarantined").alias("aside"))
        .orderBy("table_name")
        .collect()
    )
    found = []
    for row in rows:
        read, aside = int(row["read"] or 0), int(row["aside"] or 0)
        detail = f"{aside:,} of {read:,} rows were set aside: quarantine/rows says why."
        subject = f"silver/{row['table_name']}"
        found.append(_no_more(Check("set_aside", subject, aside / max(1, read), _ASIDE, "warning", detail)))
    return found


def _early_labels(lake: Lake, end: dt.date, label_source: str) -> Check:
    """Labels that say they are mature before the data can tell."""
    known = F.date_add("last_expire", GAP_DAYS - 1) <= F.lit(end)
    early = lake.read("gold/labels").where(
        (F.col("label_source") == label_source) & F.col("is_mature") & ~known
    )
    count = early.count()
    detail = f"{count} labels are marked as mature, and the data end on {end}: run 03_prepare again."
    return _no_more(Check("label_clock", "gold/labels", count, 0, "failed", detail))


def _undecided(lake: Lake, period: Period, run_id: str, label_source: str) -> Check:
    """Candidates of the month without a decision of the run."""
    candidates = lake.read("gold/labels").where(
        (F.col("period_start") == F.lit(period.start)) & (F.col("label_source") == label_source)
    )
    decided = lake.read("gold/retention_decision").where(of_run(period, run_id)).select("msno")
    count = candidates.join(decided, "msno", "left_anti").count()
    detail = f"{count} candidates have no decision of the run {run_id}: run 04_features again, then 06."
    return _no_more(Check("undecided", "gold/retention_decision", count, 0, "failed", detail))
