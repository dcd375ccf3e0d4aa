"""Prepares what features, training and monitoring read: clean transactions, windows and labels.

Each table remembers, in the note of its commit, what the transactions held that it was made from. A run with
nothing new writes nothing. One with new files makes the clean rows of their days alone, and the labels of the
months that they are about: what is written is what a run over everything would write.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.arrivals import Contents, arrivals, contents
from retention.body import body_of
from retention.label_plan import Labelled, months_between, plan_labels
from retention.labels import HISTORIES, labels, rows_about
from retention.lake import Lake
from retention.official_labels import official_files, official_labels
from retention.period import Period
from retention.prepare_report import MonthOfLabels, PrepareReport
from retention.transactions import clean_transactions, newest_days
from retention.windows import continued, subscription_windows

_TRANSACTIONS = "silver/transactions"
_CLEAN = "silver/clean_transactions"
_WINDOWS = "silver/subscription_windows"
_LABELS = "gold/labels"

#: Labels of which the candidates of a month come.
_CANDIDATES = "full_history"


def prepare(
    lake: Lake,
    period: Period,
    run_id: str,
    history: Sequence[str] = HISTORIES,
    *,
    months: int | None = None,
) -> PrepareReport:
    """Brings clean transactions, subscription windows and labels up to the newest transactions.

    Labels are made for each month from the second of the data up to ``period``, or from ``months`` before the
    period. Rows that come late reach the months that are there, mature or not; where rows were changed or
    taken back, or the data end earlier than they did, every month is open again. Official labels are added to
    their month when their file lies in ``raw/labels``.

    Raises FileNotFoundError where there are no transactions, and ValueError where none is dated before the
    period; nothing is written then.
    """
    transactions = lake.read(_TRANSACTIONS)
    held = contents(transactions, "transaction_date")
    body = body_of(held.rows_by_day())
    if body is None or body.first >= period.start:
        raise ValueError(
            f"No transaction in {lake.path(_TRANSACTIONS)} is dated before {period}, so nobody is a "
            f"candidate of that month: load earlier transactions, or choose a later period."
        )
    start = Period(body.first.replace(day=1)).plus(1)
    if months is not None:
        start = max(start, period.plus(-months))
    before, official = _labelled(_noted(lake, _LABELS)), official_files(lake)
    wanted = months_between(start, period, before)
    sources = tuple(sorted({*history, *(before.sources if before else ())}))
    source = _Source(lake.version(_TRANSACTIONS), held, body.last, sources, official, before, run_id)
    came = arrivals(before.files if before else None, held)
    months_to_label = plan_labels(
        wanted, before, came, end=source.end, sources=sources, official=set(official) & set(wanted)
    )
    is_cleaned = _clean(lake, transactions, source)
    held_before = _months(lake, [month for month in months_to_label if before and month in before.months])
    _label(lake, transactions, months_to_label, body.first, source)
    found = _months(lake)
    # Each clean row is in one window, so that the windows tell how many there are.
    windows, clean_rows = lake.read(_WINDOWS).agg(F.count(F.lit(1)), F.sum("rows")).collect()[0]
    return PrepareReport(
        period=period,
        run_id=run_id,
        data_version=source.version,
        data_end=source.end,
        cleaned=is_cleaned,
        clean_rows=int(clean_rows),
        windows=int(windows),
        labelled=months_to_label,
        months=tuple(found),
        late=_late(held_before, found),
        rows_later=body.later,
    )


@dataclass(frozen=True)
class _Source:
    """What tables are made from, and by which run; ``before`` is what the labels that are there were."""

    version: int
    held: Contents
    end: dt.date
    history: tuple[str, ...]
    official: Mapping[Period, str]
    before: Labelled | None
    run_id: str

    def note(self, **more: object) -> str:
        """The note of a table that is made from this."""
        told = {"transactions": self.version, "files": dict(self.held.files), "run_id": self.run_id}
        return json.dumps({**told, **more})


def _clean(lake: Lake, transactions: DataFrame, source: _Source) -> bool:
    """Brings clean transactions and windows up to date; answers whether anything was written."""
    came = arrivals(_noted(lake, _CLEAN).get("files"), source.held)
    if came is None:
        lake.overwrite(clean_transactions(transactions), _CLEAN, note=source.note())
    elif came.files:
        new = transactions.where(F.col("source_file").isin(list(came.files)))
        if came.is_later:
            later = clean_transactions(new, after=newest_days(lake.read(_CLEAN)))
            lake.append(later, _CLEAN, note=source.note())
        else:
            whose = new.select("msno").distinct()
            others = lake.read(_CLEAN).join(whose, "msno", "left_anti")
            theirs = clean_transactions(transactions.join(whose, "msno", "left_semi"))
            lake.overwrite(others.unionByName(theirs), _CLEAN, note=source.note())
    opened = arrivals(_noted(lake, _WINDOWS).get("files"), source.held)
    if opened is not None and not opened.files:
        return False
    clean = lake.read(_CLEAN)
    if opened is not None and opened.is_later:
        since = subscription_windows(clean.where(F.col("transaction_date") >= F.lit(opened.first)))
        windows = continued(lake.read(_WINDOWS), since)
    else:
        windows = subscription_windows(clean)
    lake.overwrite(windows, _WINDOWS, note=source.note())
    return True


def _label(
    lake: Lake, transactions: DataFrame, months: Sequence[Period], first_day: dt.date, source: _Source
) -> None:
    """Writes the labels of some months, and with them what they were made from."""
    if not months:
        return
    if months[0].plus(-1).start > first_day:
        transactions = rows_about(transactions, months)
    computed = labels(transactions, months, source.history, source.end, source.version)
    official = {month: file for month, file in source.official.items() if month in months}
    given = official_labels(lake, official, computed)
    both = computed if given is None else computed.unionByName(given)
    since, through = months[0], months[-1]
    known = set(official)
    before = source.before
    if before is not None:
        since, through = min(since, before.since), max(through, before.through)
        known |= set(before.official) - set(months)
    note = source.note(
        end=source.end.isoformat(),
        since=str(since),
        through=str(through),
        sources=source.history,
        official=[str(month) for month in sorted(known)],
    )
    lake.overwrite(both, _LABELS, _among(months), note=note)


def _noted(lake: Lake, table: str) -> dict[str, Any]:
    """What a table remembers; nothing where there is none."""
    note = lake.note(table)
    told: dict[str, Any] = {} if note is None else json.loads(note)
    return told


def _labelled(told: Mapping[str, Any]) -> Labelled | None:
    """What the labels in the lake were made from; None where there are none, or of an older version."""
    if "files" not in told:
        return None
    since, through = Period.parse(told["since"]), Period.parse(told["through"])
    official = tuple(Period.parse(month) for month in told["official"])
    end = dt.date.fromisoformat(told["end"])
    return Labelled(told["files"], end, since, through, tuple(told["sources"]), official)


def _late(before: Sequence[MonthOfLabels], now: Sequence[MonthOfLabels]) -> dict[Period, int]:
    """By how many candidates the months grew that were there."""
    then = {month.period: month.rows for month in before if month.source == _CANDIDATES}
    rows = {month.period: month.rows for month in now if month.source == _CANDIDATES}
    grown = {month: rows.get(month, 0) - count for month, count in then.items()}
    return {month: more for month, more in grown.items() if more}


def _months(lake: Lake, months: Sequence[Period] | None = None) -> list[MonthOfLabels]:
    """What the labels of each month and source hold, of all months or of some."""
    if months == [] or not lake.exists(_LABELS):
        return []
    mature = F.col("is_mature")
    rows = (
        lake.read(_LABELS)
        .where("true" if months is None else _among(months))
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
