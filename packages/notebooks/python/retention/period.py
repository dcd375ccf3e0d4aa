"""Months: what is labelled, scored and decided on at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: Days after the expiry without a renewal that make a churner. Day 30 is churn, day 29 is not; the same
#: number ends a subscription window.
GAP_DAYS = 30


@dataclass(frozen=True, order=True)
class Period:
    """A month, known by its first day."""

    start: dt.date

    def __post_init__(self) -> None:
        if self.start.day != 1:
            raise ValueError(
                f"A period is the first day of a month, and {self.start} is not: "
                f"write {self.start.replace(day=1)}."
            )

    @classmethod
    def parse(cls, text: str) -> Period:
        """The month, by UTC, that holds a day such as ``2017-03-17``, or a moment such as a job's start.

        Raises ValueError with what to write.
        """
        try:
            day = dt.date.fromisoformat(text) if "T" not in text else _day(dt.datetime.fromisoformat(text))
        except ValueError:
            raise ValueError(
                f"A period is a month, told by any of its days such as 2017-03-01, and '{text}' is no day."
            ) from None
        return cls(day.replace(day=1))

    @property
    def last_day(self) -> dt.date:
        """The last day of the month."""
        return self.plus(1).start - dt.timedelta(days=1)

    @property
    def matures_on(self) -> dt.date:
        """The day whose data complete the labels of the month: ``GAP_DAYS - 1`` days after its last day."""
        return self.last_day + dt.timedelta(days=GAP_DAYS - 1)

    def plus(self, months: int) -> Period:
        """The period so many months later, or earlier where the number is negative."""
        index = self.start.year * 12 + self.start.month - 1 + months
        return Period(dt.date(index // 12, index % 12 + 1, 1))

    def months_since(self, other: Period) -> int:
        """Months from the other period to this one."""
        return (self.start.year - other.start.year) * 12 + self.start.month - other.start.month

    def __str__(self) -> str:
        return self.start.isoformat()


def _day(moment: dt.datetime) -> dt.date:
    """The day of a moment by UTC, which is also what a moment without a time zone is told in."""
    return (moment if moment.tzinfo is None else moment.astimezone(dt.UTC)).date()


def periods(first: Period, last: Period) -> list[Period]:
    """All periods from the first to the last, both with them."""
    return [first.plus(step) for step in range(last.months_since(first) + 1)]
