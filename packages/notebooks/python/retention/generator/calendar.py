"""Days as whole numbers from 2015-01-01, the first day of the transactions, and months from January 2015."""

from __future__ import annotations

import datetime as dt

import numpy as np

from retention.generator.randomness import Ints

ORIGIN = dt.date(2015, 1, 1)
#: Past the last expiry any plan can reach.
_MONTHS = 12 * 30

_starts = np.datetime64("2015-01", "M") + np.arange(_MONTHS + 1)
#: First day of each month from January 2015.
MONTH_START: Ints = (_starts.astype("datetime64[D]") - np.datetime64(ORIGIN, "D")).astype(np.int64)
#: Month of each day.
MONTH_OF: Ints = np.repeat(np.arange(_MONTHS), np.diff(MONTH_START)).astype(np.int64)
#: A day past every run: nothing more happens to the member.
NEVER = int(MONTH_START[-1]) - 1


def day(date: dt.date) -> int:
    """The number of a date."""
    return (date - ORIGIN).days


def date_of(number: int) -> dt.date:
    """The date of a number."""
    return ORIGIN + dt.timedelta(days=number)


def month(date: dt.date) -> int:
    """The month of a date, counted from January 2015."""
    return (date.year - ORIGIN.year) * 12 + date.month - 1


def month_date(number: int) -> dt.date:
    """The first day of a month."""
    return dt.date(ORIGIN.year + number // 12, number % 12 + 1, 1)


def one_month_later(days: Ints, anchor: Ints) -> Ints:
    """The billing day of the next month: the anchor's day of the month, or the last where it is too short."""
    following = MONTH_OF[days] + 1
    length = MONTH_START[following + 1] - MONTH_START[following]
    return np.asarray(MONTH_START[following] + np.minimum(anchor, length) - 1, dtype=np.int64)


def as_numbers(days: Ints) -> Ints:
    """Days as the files write them, yyyyMMdd."""
    low = int(days.min()) if len(days) else 0
    high = int(days.max()) if len(days) else 0
    dates = np.datetime64(ORIGIN, "D") + np.arange(low, high + 1)
    months = dates.astype("datetime64[M]")
    years = months.astype("datetime64[Y]").astype(np.int64) + 1970
    table = (
        years * 10000
        + (months.astype(np.int64) % 12 + 1) * 100
        + (dates - months.astype("datetime64[D]")).astype(np.int64)
        + 1
    )
    return np.asarray(table[days - low], dtype=np.int64)
