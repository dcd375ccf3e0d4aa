"""Prepares what features, training and monitoring read: clean transactions, windows and labels.

Each table remembers, in the note of its commit, which version of the transactions it was made from. A run
with nothing new writes nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.label_plan import Labelled, months_between, months_to_label
from retention.labels import HISTORIES, labels
from retention.lake import Lake
from retention.official_labels import official_files, official_labels
from retention.period import Period
from retention.prepare_report import MonthOfLabels, PrepareReport
from retention.transaction_order import by_member
from retention.transactions import clean_transactions
from retention.windows import subscription_windows

_TRANSACTIONS = "silver/transactions"
_CLEAN = "silver/clean_transactions"
_WINDOWS = "silver/subscription_windows"
_LABELS = "gold/labels"


def prepare(
    lake: Lake,
    period: Period,
    run_id: str,
    history: Sequence[str] = HISTORIES,
    *,
    months: int | None = None,
) -> PrepareReport:
    """Brings clean transactions, subscription windows and labels up to the newest transactions.

    Clean transactions and windows are written again when the transactions have a new version. Labels are
    made for each month from the second of the data up to ``period``, or from ``months`` before the period, of
    which only those are computed that are not there, or hold rows that were not mature when the transactions
    were older. Mature months stay as they are, also where a later delivery brings rows that are dated back.
    Official labels are added to their month when their file lies in ``raw/labels``.

    Raises FileNotFoundError where there are no transactions, and ValueError where none is dated before the
    period; nothing is written then.
    """
    transactions = lake.read(_TRANSACTIONS)
    version = lake.version(_TRANSACTIONS)
    first, end = transactions.agg(F.min("transaction_date"), F.max("transaction_date")).collect()[0]
    if first is None or first >= period.start:
        raise ValueError(
            f"No transaction in {lake.path(_TRANSACTIONS)} is dated before {period}, so nobody is a "
            f"candidate of that month: load earlier transactions, or choose a later period."
        )
    # Cleaning and labelling start from the same order: it is made once, and not before it is needed.
    rows = by_member(transactions.drop("source_file")).persist()
    try:
        cleaned = _clean(lake, rows, version, run_id)
        start = Period(first.replace(day=1)).plus(1)
        if months is not None:
            start = max(start, period.plus(-months))
        source = _Source(version, end, tuple(history), run_id)
        labelled, held = _label(lake, rows, start, period, source)
    finally:
        rows.unpersist()
    # Each clean row is in one window, so that the windows tell how many there are.
    windows, clean_rows = lake.read(_WINDOWS).agg(F.count(F.lit(1)), F.sum("rows")).collect()[0]
    return PrepareReport(
        period=period,
        run_id=run_id,
        data_version=version,
        data_end=end,
        cleaned=cleaned,
        clean_rows=int(clean_rows),
        windows=int(windows),
        labelled=tuple(labelled),
        months=tuple(held),
    )


@dataclass(frozen=True)
class _Source:
    """What labels are made from, and by which run."""

    version: int
    end: dt.date
    history: tuple[str, ...]
    run_id: str


def _label(
    lake: Lake, rows: DataFrame, start: Period, period: Period, source: _Source
) -> tuple[list[Period], list[MonthOfLabels]]:
    """Writes labels of the months from start to period that are new or open, and leaves no month out between
    these and those that are there; answers the months written, and what all months hold.
    """
    before = _labelled(lake)
    months = _months(lake)
    wanted = months_between(start, period, before)
    official = official_files(lake)
    sources = tuple(sorted({*source.history, *(before.sources if before else ())}))
    todo = months_to_label(wanted, before, months, version=source.version, sources=sources, official=official)
    if not todo:
        return todo, months
    computed = labels(rows, todo, sources, source.end, source.version)
    given = official_labels(lake, {month: official[month] for month in todo if month in official}, computed)
    since, through = (
        (todo[0], todo[-1]) if before is None else (min(todo[0], before.since), max(todo[-1], before.through))
    )
    note = {
        "transactions": source.version,
        "since": str(since),
        "through": str(through),
        "sources": sources,
        "run_id": source.run_id,
    }
    both = computed if given is None else computed.unionByName(given)
    lake.overwrite(both, _LABELS, _among(todo), note=json.dumps(note))
    return todo, _months(lake)


def _labelled(lake: Lake) -> Labelled | None:
    """What the labels in the lake were made from; None where there are none."""
    note = lake.note(_LABELS)
    if note is None:
        return None
    told = json.loads(note)
    since, through = Period.parse(told["since"]), Period.parse(told["through"])
    return Labelled(int(told["transactions"]), since, through, tuple(told["sources"]))


def _clean(lake: Lake, rows: DataFrame, version: int, run_id: str) -> bool:
    """Writes clean transactions and windows, unless they were made from this version."""
    note = json.dumps({"transactions": version, "run_id": run_id})
    stale = [table for table in (_CLEAN, _WINDOWS) if _made_from(lake, table) != version]
    if _CLEAN in stale:
        lake.overwrite(clean_transactions(rows), _CLEAN, note=note)
    if stale:
        lake.overwrite(subscription_windows(lake.read(_CLEAN)), _WINDOWS, note=note)
    return bool(stale)


def _made_from(lake: Lake, table: str) -> int | None:
    note = lake.note(table)
    return None if note is None else int(json.loads(note)["transactions"])


def _months(lake: Lake) -> list[MonthOfLabels]:
    """What the labels of each month and source hold."""
    if not lake.exists(_LABELS):
        return []
    mature = F.col("is_mature")
    rows = (
        lake.read(_LABELS)
        .groupBy("period_start", "label_source")
        .agg(
            F.count(F.lit(1)).alias("rows"),
            F.count_if(mature).alias("mature"),
            F.count_if(mature & F.col("is_churn")).alias("churned"),
        )
        .orderBy("period_start", "label_source")
        .collect()
    )
    return [MonthOfLabels(Period(row[0]), str(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in rows]


def _among(months: Sequence[Period]) -> str:
    days = ", ".join(f"DATE'{month}'" for month in months)
    return f"period_start IN ({days})"
