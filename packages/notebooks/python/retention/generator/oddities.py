"""What is odd in the published files, at the published rates, each with a switch.

With any of them the chances stay exact: zero-day rows expire before the first month of the truth, added rows
sort before the row they repeat, and rows of a later file are rows of the same history.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from retention.generator.calendar import MONTH_OF, MONTH_START
from retention.generator.events import FIRST_FILE_END, FIRST_FILE_LAST_EXPIRY
from retention.generator.history import Payments
from retention.generator.randomness import Flags, Floats, Stream, Words, uniforms

#: Share of zero-day rows by month, March to October 2015.
ZERO_DAY_SHARES: Floats = np.array([0.08, 0.10, 0.12, 0.13, 0.16, 0.20, 0.41, 0.10])
#: Share of rows that stand twice in the first file, and of payments beside which one expires too early.
DUPLICATES, NEGATIVE_EXPIRY = 1.6e-4, 3.2e-4
#: Share of members whose rows before March 2017 all come with the second file.
LATE_MEMBERS = 0.0125


@dataclass(frozen=True)
class Oddities:
    """Switches; all are off unless given."""

    zero_day_rows: bool = False
    duplicates: bool = False
    same_day_cancels: bool = False
    paid_not_list: bool = False
    age_outliers: bool = False
    negative_expiries: bool = False
    backdated_rows: bool = False
    expiry_cut: bool = False
    unknown_method: bool = False
    case_twins: bool = False
    log_anomalies: bool = False

    @classmethod
    def names(cls) -> list[str]:
        """The names of all switches."""
        return [field.name for field in fields(cls)]

    @classmethod
    def parse(cls, text: str) -> Oddities:
        """``published`` (all), ``none``, or names with commas; raises ValueError that lists unknown names."""
        names = [name.strip() for name in text.split(",") if name.strip()]
        if names == ["published"]:
            return PUBLISHED
        if names == ["none"]:
            return cls()
        unknown = [name for name in names if name not in cls.names()]
        if unknown or not names:
            given = ", ".join(f"'{name}'" for name in unknown) or "an empty text"
            raise ValueError(
                f"There is no oddity {given}: write published, none, or some of {', '.join(cls.names())}."
            )
        return replace(cls(), **dict.fromkeys(names, True))


PUBLISHED = Oddities(**dict.fromkeys(Oddities.names(), True))


def late_members(keys: Words, oddities: Oddities) -> Flags:
    """Members of whom the first file has nothing."""
    if not oddities.backdated_rows:
        return np.zeros(len(keys), dtype=bool)
    return uniforms(keys, Stream.ODDITY, 0, 3) < LATE_MEMBERS


def with_oddities(rows: Payments, keys: Words, oddities: Oddities) -> tuple[Payments, Flags]:
    """The rows as they are delivered, and which of them the first file holds back for the second."""
    key = keys[rows.member]
    if oddities.zero_day_rows:
        rows = _zero_day_rows(rows, key)
    copies = np.ones(len(rows.member), dtype=np.int64)
    first_file = rows.date <= FIRST_FILE_END
    cut = first_file & (rows.expiry > FIRST_FILE_LAST_EXPIRY) & oddities.expiry_cut
    held = cut | (first_file & late_members(keys, oddities)[rows.member])
    if oddities.duplicates:
        twice = uniforms(key, Stream.ODDITY, 2 * rows.cycle + rows.cancel, 4) < DUPLICATES
        copies += twice & first_file & ~held
    negative = np.zeros(len(rows.member), dtype=bool)
    if oddities.negative_expiries:
        negative = ~rows.cancel & (uniforms(key, Stream.ODDITY, rows.cycle, 5) < NEGATIVE_EXPIRY)
        copies += negative
    place = np.repeat(np.arange(len(copies)), copies)
    result = rows.taken(place)
    if negative.any():
        # The same payment with an expiry before its day: on one day the earliest expiry comes first.
        first = np.flatnonzero(np.diff(place, prepend=-1) > 0)
        odd = first[negative]
        days = 1 + (60 * uniforms(key[negative], Stream.ODDITY, rows.cycle[negative], 6)).astype(np.int64)
        result.expiry[odd] = result.date[odd] - days
    return result, held[place]


def _zero_day_rows(rows: Payments, key: Words) -> Payments:
    """Renewals of 2015 whose plan and list price were not filled in; a cancel is as its payment is."""
    payment = np.maximum.accumulate(np.where(rows.cancel, 0, np.arange(len(rows.member))))
    paid_in = MONTH_OF[rows.date[payment]] - 2
    share = np.where((paid_in >= 0) & (paid_in < 8), ZERO_DAY_SHARES[np.clip(paid_in, 0, 7)], 0.0)
    zero = (uniforms(key, Stream.ODDITY, rows.cycle, 2) < share) & (rows.plan >= 30) & (rows.plan <= 31)
    # Nothing of 2016 may hang on such a row.
    zero &= (rows.expiry[payment] < MONTH_START[12]) & (rows.date < MONTH_START[10])
    return replace(rows, plan=np.where(zero, 0, rows.plan), list_price=np.where(zero, 0, rows.list_price))
