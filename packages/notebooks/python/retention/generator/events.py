"""What can happen in a billing cycle, and on which day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retention.generator import catalogue
from retention.generator.calendar import MONTH_OF, MONTH_START
from retention.generator.randomness import Flags, Floats, Ints, Stream, Words, uniforms
from retention.generator.state import State

#: Chances in a cycle that renews by itself: a cancel soon after paying, one that keeps the expiry.
REFUND, CANCEL_BEFORE = 0.0325, 0.0135
#: Chance of a renewal before the month of the expiry, by hand and by itself.
EARLY_MANUAL, EARLY_AUTO = 0.10, 0.05
#: The day before March 2017 and the last expiry a payment before it has when paid ahead.
FIRST_FILE_END, FIRST_FILE_LAST_EXPIRY = int(MONTH_START[26]) - 1, int(MONTH_START[27]) - 1


@dataclass(frozen=True)
class Cycle:
    """A cycle of all members still there: its number, the first day of the month of the expiry."""

    state: State
    key: Words
    number: int
    start: Ints

    @property
    def before(self) -> Flags:
        """Whether the payment is before the month of the expiry."""
        return self.state.date < self.start

    def u(self, draw: int) -> Floats:
        """A random number for each member; each draw is for one purpose."""
        return uniforms(self.key, Stream.CYCLE, self.number, draw)


def with_unknown(cycle: Cycle) -> Ints:
    """From March 2017 on, a few payments of each month by a method no earlier file has."""
    since = MONTH_OF[cycle.state.date] - MONTH_OF[FIRST_FILE_END + 1]
    odd = (since >= 0) & (uniforms(cycle.key, Stream.ODDITY, cycle.number, 1) < 5e-4)
    return np.where(odd, np.minimum(catalogue.FIRST_UNKNOWN_METHOD + since, 255), cycle.state.base_method)


def refunds(c: Cycle, restless: Floats, same_day: bool) -> tuple[Flags, Ints, Ints]:
    """Cancels in the days after a payment: the expiry goes to the day, or to one between the two."""
    later = c.u(11) < 0.27
    day = c.state.date + np.where(
        later, 2 + (6 * c.u(12)).astype(np.int64), (5 * c.u(12) ** 2).astype(np.int64)
    )
    if not same_day:
        day = np.maximum(day, c.state.date + 1)
    expiry = np.where(later, c.state.date + (c.u(13) * (day - c.state.date)).astype(np.int64), day)
    possible = c.state.auto & (day < c.state.expiry) & ((day < c.start) | ~c.before)
    return possible & (c.u(10) < REFUND * restless), day, expiry


def early(c: Cycle) -> tuple[Flags, Ints]:
    """Renewals before the month of the expiry, up to 23 days ahead, of plans of a month."""
    low = np.maximum(c.state.date + 1, c.state.expiry - 23)
    chance = np.where(c.state.auto, EARLY_AUTO, EARLY_MANUAL)
    early = c.before & (low < c.start) & (c.state.plan >= 30) & (c.state.plan <= 31) & (c.u(14) < chance)
    day = low + (c.u(15) * (c.start - low)).astype(np.int64)
    # The first file has no expiry after March 2017: nobody pays ahead past it.
    beyond = (day <= FIRST_FILE_END) & (c.state.expiry + 31 > FIRST_FILE_LAST_EXPIRY)
    return early & ~beyond, day


def stops(c: Cycle) -> tuple[Ints, Ints]:
    """Cancels in the month of the expiry: they end on the day, on one before it, or at the expiry."""
    low = np.maximum(c.start, c.state.date + 1)
    day = low + (c.u(16) * (c.state.expiry - low + 1)).astype(np.int64)
    back = np.maximum(day - 1 - (10 * c.u(17)).astype(np.int64), c.state.date)
    kind = c.u(18)
    return day, np.where(kind < 0.55, day, np.where(kind < 0.72, back, c.state.expiry))


def renewal(c: Cycle, cancelled: Flags) -> Ints:
    """The day of a payment less than 30 days after the expiry, and not before the month of the expiry."""
    kind, size = c.u(19), c.u(20)
    auto = np.select(
        [kind < 0.87, kind < 0.92, kind < 0.965],
        [0, -1, 1],
        2 + (28 * size**2).astype(np.int64),
    )
    manual = np.select(
        [kind < 0.48, kind < 0.60, kind < 0.87],
        [0, -1 - (23 * size).astype(np.int64), 1 + (7 * size**1.5).astype(np.int64)],
        8 + (22 * size).astype(np.int64),
    )
    delay = np.where(c.state.auto, auto, np.where(c.state.plan > 35, np.maximum(manual, 0), manual))
    delay = np.where(cancelled, (30 * size**1.3).astype(np.int64), delay)
    low = np.maximum(c.state.date + 1, np.where(c.before, c.start, 0))
    return np.maximum(c.state.expiry + delay, low)
