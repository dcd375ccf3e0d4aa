"""Which months of labels a run computes, from what was labelled before: no reading, no Spark."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from retention.period import Period, periods
from retention.prepare_report import MonthOfLabels


@dataclass(frozen=True)
class Labelled:
    """What the labels in the lake were made from: the version of the transactions, sources, months."""

    version: int
    since: Period
    through: Period
    sources: tuple[str, ...]


def months_between(start: Period, period: Period, before: Labelled | None) -> list[Period]:
    """The months from start to period, and those that would be left out between them and what is there."""
    if before is None:
        return periods(start, period)
    return periods(min(start, before.through.plus(1)), max(period, before.since.plus(-1)))


def months_to_label(
    wanted: Sequence[Period],
    before: Labelled | None,
    months: Sequence[MonthOfLabels],
    *,
    version: int,
    sources: Collection[str],
    official: Collection[Period],
) -> list[Period]:
    """The months to compute: new ones, open ones when there are newer data, and newly official ones.

    ``months`` is what the labels hold. Another choice of sources computes all months again.
    """
    if before is None:
        return list(wanted)
    if set(sources) != set(before.sources):
        return sorted({*wanted, *(month.period for month in months)})
    new = {month for month in wanted if not before.since <= month <= before.through}
    open_months = {month.period for month in months if month.mature < month.rows}
    known = {month.period for month in months if month.source == "official"}
    newer = open_months if version != before.version else set()
    return sorted(new | newer | (set(official) & set(wanted)) - known)
