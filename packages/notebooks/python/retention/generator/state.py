"""What a member pays for, from the first payment on: terms, plan, price, and the record so far."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from retention.generator import catalogue
from retention.generator.calendar import MONTH_OF, MONTH_START, one_month_later
from retention.generator.profiles import Profiles
from retention.generator.randomness import Flags, Floats, Ints, Stream, Words, uniforms

#: New subscriptions: paid by hand; of others a free first month, of these a free first week.
BY_HAND, FREE_MONTH, FREE_WEEK = 0.49, 0.5, 0.5
#: Returning members who pay by hand.
BY_HAND_AGAIN = 0.56
#: A payment by hand buys a long plan; a long plan is bought again.
LONG_BY_HAND, LONG_AGAIN = 0.14, 0.4
#: Offers to new members: first and last day, share of them, plan, price. Those of 195 days that were sold
#: in the summer of 2016 expire from February to April 2017.
OFFERS = (
    (31, 160, 0.07, 410, 1788),
    (60, 165, 0.12, 195, 894),
    (165, 330, 0.03, 180, 536),
    (567, 594, 0.04, 195, 894),
    (595, 625, 0.31, 195, 894),
    (626, 654, 0.16, 195, 894),
)


@dataclass(frozen=True)
class Members:
    """The members of a block: their keys and who they are."""

    keys: Words
    profiles: Profiles


@dataclass
class State:
    """What the next cycle needs to know of each member still there."""

    member: Ints
    date: Ints
    expiry: Ints
    anchor: Ints
    auto: Flags
    base_method: Ints
    price: Ints
    plan: Ints
    list_price: Ints
    paid: Ints
    previous_price: Ints
    payments: Ints
    lapses: Ints
    late: Ints
    late_days: Ints
    last_late: Flags

    def keep(self, chosen: Flags) -> None:
        """Lets all others go."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name)[chosen])


def first_state(who: Members, until: int) -> State:
    """The first payments of all who make one up to a day."""
    members = np.flatnonzero(who.profiles.first_payment <= until)
    keys = who.keys[members]
    count = len(keys)
    date = who.profiles.first_payment[members]
    fresh = date >= 31
    auto = uniforms(keys, Stream.SPELL, 0, 0) >= BY_HAND * who.profiles.hand[members]
    # Those who pay since before the first file are what is left of many: few pay by hand.
    again = uniforms(keys, Stream.SPELL, 0, 9) < 0.66
    auto = np.where(~fresh & again, True, auto)
    base_method = catalogue.method(uniforms(keys, Stream.SPELL, 0, 1), auto)
    price = catalogue.price(uniforms(keys, Stream.SPELL, 0, 2), auto)
    kind = uniforms(keys, Stream.SPELL, 0, 4)
    plan, list_price = _plan(keys, 0, auto, price, np.full(count, LONG_BY_HAND))
    week = fresh & ~auto & (kind < FREE_WEEK)
    plan, list_price = np.where(week, 7, plan), np.where(week, 0, list_price)
    for first, last, share, days, money in OFFERS:
        offer = (date >= first) & (date <= last) & (uniforms(keys, Stream.SPELL, 0, 5) < share)
        auto = auto & ~offer
        plan, list_price = np.where(offer, days, plan), np.where(offer, money, list_price)
        base_method = np.where(offer, catalogue.method(uniforms(keys, Stream.SPELL, 0, 1), auto), base_method)
    free = fresh & auto & (kind < FREE_MONTH)
    zero = np.zeros(count, dtype=np.int64)
    anchor = date - MONTH_START[MONTH_OF[date]] + 1
    return State(
        member=members,
        date=date,
        expiry=_expiry(date, plan, auto, anchor),
        anchor=anchor,
        auto=auto,
        base_method=base_method,
        price=price,
        plan=plan,
        list_price=list_price,
        paid=np.where(free, 0, list_price),
        previous_price=list_price.copy(),
        payments=zero + 1,
        lapses=zero.copy(),
        late=zero.copy(),
        late_days=zero.copy(),
        last_late=np.zeros(count, dtype=bool),
    )


def _plan(keys: Words, step: int, auto: Flags, price: Ints, long: Floats) -> tuple[Ints, Ints]:
    """The plan of each payment and its list price; only payments by hand buy other plans than a month.

    ``long`` is the chance of a plan of more than 35 days.
    """
    kind = uniforms(keys, Stream.SPELL, step, 3)
    month = np.where(uniforms(keys, Stream.PROFILE, 0, 20) < 0.04, 31, 30)
    long_days, long_price = catalogue.long_plan(uniforms(keys, Stream.SPELL, step, 6))
    lasting = ~auto & (kind < long)
    ten = ~auto & ~lasting & (kind > 0.985)
    week = ~auto & ~lasting & (kind > 0.935) & ~ten
    plan = np.where(lasting, long_days, np.where(ten, 10, np.where(week, 7, month)))
    return plan, np.where(lasting, long_price, np.where(ten | week, 0, price))


def _expiry(start: Ints, plan: Ints, auto: Flags, anchor: Ints) -> Ints:
    """A month that renews by itself ends on the billing day, every other plan after its days."""
    monthly = auto & (plan >= 30) & (plan <= 31)
    return np.where(monthly, one_month_later(start, anchor), start + plan)


@dataclass(frozen=True)
class Next:
    """How a cycle ended: the day of the next payment, the expiry in force, whether by a cancel."""

    following: Ints
    ended: Ints
    cancelled: Flags

    def chosen(self, which: Flags) -> Next:
        """Some of them."""
        return Next(self.following[which], self.ended[which], self.cancelled[which])


def move_on(s: State, step: int, then: Next, who: Members, discounts: bool) -> None:
    """The state at the next payment, the one with the number ``step``."""
    key, following, ended = who.keys[s.member], then.following, then.ended
    gap = following - ended
    lapsed = gap >= 30
    late = (gap > 0) & ~lapsed
    auto = uniforms(key, Stream.SPELL, step, 0) >= BY_HAND_AGAIN * who.profiles.hand[s.member]
    new = lapsed | then.cancelled
    change = uniforms(key, Stream.SPELL, step, 7)
    switch = ~new & ~s.auto & (change < 0.015)
    reprice = ~new & ((change > 0.985) | switch)
    auto = np.where(new, auto, s.auto | switch)
    renewed_method = np.where(
        new | switch, catalogue.method(uniforms(key, Stream.SPELL, step, 1), auto), s.base_method
    )
    renewed_price = np.where(
        new | reprice, catalogue.price(uniforms(key, Stream.SPELL, step, 2), auto), s.price
    )
    # Nobody buys a long plan ahead: the first file would hide the payment and show a member who leaves.
    long = np.where(gap >= 0, np.where(s.plan > 35, LONG_AGAIN, LONG_BY_HAND), 0.0)
    plan, list_price = _plan(key, step, auto, renewed_price, long)
    money = uniforms(key, Stream.SPELL, step, 8)
    free = new & auto & (money < 0.2)
    less = ~free & (list_price > 60) & (money > 0.98) & discounts
    stays_on_day = auto & s.auto & (gap <= 3) & ~new
    anchor = np.where(stays_on_day, s.anchor, following - MONTH_START[MONTH_OF[following]] + 1)
    base = np.where((gap < 0) | stays_on_day, ended, following)
    s.previous_price = s.list_price
    s.expiry = np.where(stays_on_day, one_month_later(ended, anchor), _expiry(base, plan, auto, anchor))
    s.date, s.anchor, s.auto = following, anchor, auto
    s.base_method, s.price, s.plan, s.list_price = renewed_method, renewed_price, plan, list_price
    s.paid = np.where(free, 0, np.where(less, list_price - 30, list_price))
    s.payments = np.where(lapsed, 1, s.payments + 1)
    s.lapses = s.lapses + lapsed
    s.late = s.late + late
    s.late_days = s.late_days + np.where(late, gap, 0)
    s.last_late = late
