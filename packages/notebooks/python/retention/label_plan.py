"""Which months of labels a run computes, from what was labelled before: no reading, no Spark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from retention.arrivals import Arrivals
from retention.period import Period, periods


@dataclass(frozen=True)
class Labelled:
    """What the labels in the lake were made from: what files left in the transactions, and their last day.

    Beside that the months, the sources, and the months with official labels.
    """

    files: Mapping[str, str]
    end: dt.date
    since: Period
    through: Period
    sources: tuple[str, ...]
    official: tuple[Period, ...] = ()

    @property
    def months(self) -> list[Period]:
        """All months that are labelled."""
        return periods(self.since, self.through)


def months_between(start: Period, period: Period, before: Labelled | None) -> list[Period]:
    """The months from start to period, and those that would be left out between them and what is there."""
    if before is None:
        return periods(start, period)
    return periods(min(start, before.through.plus(1)), max(period, before.since.plus(-1)))


def plan_labels(
    wanted: Sequence[Period],
    before: Labelled | None,
    came: Arrivals | None,
    *,
    end: dt.date,
    sources: Collection[str],
    official: Collection[Period],
) -> tuple[Period, ...]:
    """Which months to compute, of all members.

    ``came`` is what was added to the transactions since, None where rows were changed or taken back: then
    all months are open again, as they are where the data end earlier than they did, or the sources are
    others. Else these are: new months; open ones, where the data end later; those that late rows are about,
    mature or not; and those with newly delivered official labels.
    """
    if before is None:
        return tuple(wanted)
    new = {month for month in wanted if month not in before.months}
    if came is None or end < before.end or set(sources) != set(before.sources):
        return tuple(sorted({*before.months, *wanted}))
    opened = {month for month in before.months if end > before.end and month.matures_on > before.end}
    late = {month for month in before.months if came.first is not None and month.matures_on >= came.first}
    given = {month for month in official if month in before.months and month not in before.official}
    return tuple(sorted({*new, *opened, *late, *given}))
