"""Subscriptions: one billing cycle after the other, for all members of a block at a time.

A cycle is a payment on day t for an expiry on day E, and P the first day of E's month. Before P one of
three things may happen whose chances are constants: a refund (cancel soon after the payment that ends the
cycle), a cancel that keeps E, an early renewal. From P on the outcome is drawn with the chances of
``hazard.chances`` on what the files show before P. So a member whose cycle stands unchanged at P, and only
such a member is a candidate of P, has exactly these chances.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

import numpy as np

from retention.generator import catalogue
from retention.generator.calendar import MONTH_OF, MONTH_START, NEVER, one_month_later
from retention.generator.frailty import Frailty
from retention.generator.hazard import (
    AUTO_RENEW,
    CANCELLED,
    LONG_PLAN,
    MANUAL,
    RETURN_AFTER_CANCEL,
    Observed,
    chances,
)
from retention.generator.listening import Listening
from retention.generator.profiles import Profiles
from retention.generator.randomness import Flags, Floats, Ints, Stream, Words, uniforms

_Draw = Callable[[int], Floats]


class Switches(Protocol):
    """The oddities that arise in the course of a subscription."""

    @property
    def unknown_method(self) -> bool:
        """Whether later months have payment methods of their own."""

    @property
    def same_day_cancels(self) -> bool:
        """Whether a cancel may come on the day of the payment."""

    @property
    def paid_not_list(self) -> bool:
        """Whether some payments are less than the list price."""


#: Chances in a cycle that renews by itself: a cancel soon after paying, one that keeps the expiry.
REFUND, CANCEL_BEFORE = 0.0325, 0.0135
#: Chance of a renewal before the month of the expiry, by hand and by itself.
EARLY_MANUAL, EARLY_AUTO = 0.10, 0.05
#: After a lapse of 30 days: the chance to come back at all, and the mean days until then.
BACK_AFTER_CANCEL, BACK_AFTER_LAPSE, BACK_DAYS = 0.30, 0.36, 42.0
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
#: The day before March 2017 and the last expiry a payment before it has when paid ahead.
FIRST_FILE_END, FIRST_FILE_LAST_EXPIRY = int(MONTH_START[26]) - 1, int(MONTH_START[27]) - 1


@dataclass(frozen=True)
class Payments:
    """Rows of transactions, by member (place in the block) in the order of the label."""

    member: Ints
    date: Ints
    expiry: Ints
    method: Ints
    plan: Ints
    list_price: Ints
    paid: Ints
    auto: Flags
    cancel: Flags
    cycle: Ints


@dataclass(frozen=True)
class Candidates:
    """Members whose last expiry as of a month lies in it, with their chance of churn."""

    month: Ints
    member: Ints
    segment: Ints
    monthly_price: Floats
    p_true: Floats
    p_latent: Floats

    def chosen(self, which: Flags) -> Candidates:
        """Some of them."""
        return Candidates(**{field.name: getattr(self, field.name)[which] for field in fields(self)})


@dataclass
class _State:
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
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name)[chosen])


def subscriptions(
    keys: Words,
    who: Profiles,
    heard: Listening,
    until: int,
    frailty: Frailty,
    odd: Switches,
) -> tuple[Payments, Candidates]:
    """All payments and cancels dated up to ``until``, and the candidates of all months up to the next.

    Takes the days without a subscription out of ``heard``.
    """
    payments: list[Payments] = []
    candidates: list[Candidates] = []
    everyone = np.arange(len(keys))
    heard.close(everyone, np.full(len(keys), heard.first), who.first_payment)
    state = _first_state(keys, who, everyone[who.first_payment <= until])
    cycle = 0
    while len(state.member):
        cycle_rows, cycle_found = _cycle(keys, who, heard, until, frailty, odd, state, cycle)
        payments.extend(cycle_rows)
        candidates.append(cycle_found)
        cycle += 1
    rows = _joined(Payments, payments, auto=np.bool_, cancel=np.bool_)
    found = _joined(Candidates, candidates, monthly_price=np.float64, p_true=np.float64, p_latent=np.float64)
    order = np.lexsort((rows["cancel"], rows["cycle"], rows["date"], rows["member"]))
    order = order[rows["date"][order] <= until]
    return Payments(**{name: column[order] for name, column in rows.items()}), Candidates(**found)


def _joined(
    kind: type[Payments | Candidates], parts: Sequence[Payments | Candidates], **types: type[np.generic]
) -> dict[str, Any]:
    """The columns of all parts, one after the other; whole numbers unless said otherwise."""
    return {
        field.name: np.concatenate(
            [
                np.zeros(0, dtype=types.get(field.name, np.int64)),
                *(getattr(part, field.name) for part in parts),
            ]
        )
        for field in fields(kind)
    }


def _first_state(all_keys: Words, who: Profiles, members: Ints) -> _State:
    keys = all_keys[members]
    count = len(keys)
    date = who.first_payment[members]
    fresh = date >= 31
    auto, base_method, price = _terms(keys, 0, BY_HAND * who.hand[members])
    # Those who pay since before the first file are what is left of many: few pay by hand.
    again = uniforms(keys, Stream.SPELL, 0, 9) < 0.66
    auto = np.where(~fresh & again, True, auto)
    base_method = catalogue.method(uniforms(keys, Stream.SPELL, 0, 1), auto)
    price = catalogue.price(uniforms(keys, Stream.SPELL, 0, 2), auto)
    kind = uniforms(keys, Stream.SPELL, 0, 4)
    plan, list_price = _plan(keys, 0, auto, price, np.zeros(count, dtype=bool), np.ones(count, dtype=bool))
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
    return _State(
        member=members,
        date=date,
        expiry=_expiry(date, date, plan, auto, anchor),
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


def _terms(keys: Words, step: int, by_hand: Floats) -> tuple[Flags, Ints, Ints]:
    """How a subscription is renewed and paid, and its price for 30 days."""
    auto = uniforms(keys, Stream.SPELL, step, 0) >= by_hand
    return (
        auto,
        catalogue.method(uniforms(keys, Stream.SPELL, step, 1), auto),
        catalogue.price(uniforms(keys, Stream.SPELL, step, 2), auto),
    )


def _plan(
    keys: Words, step: int, auto: Flags, price: Ints, long_before: Flags, due: Flags
) -> tuple[Ints, Ints]:
    """The plan of each payment and its list price; only payments by hand buy other plans than a month.

    Nobody buys a long plan ahead (``due`` is false): the first file would hide the payment and show a
    member whose subscription seems to end.
    """
    kind = uniforms(keys, Stream.SPELL, step, 3)
    month = np.where(uniforms(keys, Stream.PROFILE, 0, 20) < 0.04, 31, 30)
    long_days, long_price = catalogue.long_plan(uniforms(keys, Stream.SPELL, step, 6))
    long = ~auto & due & (kind < np.where(long_before, LONG_AGAIN, LONG_BY_HAND))
    ten = ~auto & ~long & (kind > 0.985)
    week = ~auto & ~long & (kind > 0.935) & ~ten
    plan = np.where(long, long_days, np.where(ten, 10, np.where(week, 7, month)))
    return plan, np.where(long, long_price, np.where(ten | week, 0, price))


def _expiry(date: Ints, base: Ints, plan: Ints, auto: Flags, anchor: Ints) -> Ints:
    """A month that renews by itself ends on the billing day, every other plan after its days."""
    start = np.maximum(date, base)
    monthly = auto & (plan >= 30) & (plan <= 31)
    return np.where(monthly, one_month_later(start, anchor), start + plan)


def _cycle(
    keys: Words,
    who: Profiles,
    heard: Listening,
    until: int,
    frailty: Frailty,
    odd: Switches,
    s: _State,
    cycle: int,
) -> tuple[list[Payments], Candidates]:
    """One cycle of all members still there; moves the state on to the next payment."""
    key = keys[s.member]

    def u(draw: int) -> Floats:
        return uniforms(key, Stream.CYCLE, cycle, draw)

    method = s.base_method
    if odd.unknown_method:
        method = _with_unknown(key, cycle, s.date, method)
    start = MONTH_START[MONTH_OF[s.expiry]]
    before = s.date < start

    # What may happen before the month of the expiry, at constant chances.
    restless = who.restless[s.member]
    refund, refund_day, refund_expiry = _refunds(s, start, before, odd, restless, u)
    cancelled = s.auto & before & (start - 1 > s.date) & ~refund & (u(1) < CANCEL_BEFORE * restless)
    cancel_day = s.date + 1 + (u(2) * (start - 1 - s.date)).astype(np.int64)
    early, early_day = _early(s, start, before, u)
    early &= ~refund & ~cancelled
    stands = ~refund & ~early

    # From the first of the month on: chances by what the files show.
    seen = _observed(who, heard, s, method, start, cancelled)
    true = chances(seen, frailty.values[s.member])
    candidate = stands & before & (start <= until + 1)
    found = _candidates(frailty, seen, s, true.churn, candidate)
    stops = stands & (u(3) < true.cancel)
    lapses = stands & ~stops & (u(4) < true.lapse)
    if frailty.sd > 0:
        _learn(frailty, seen, s, stands, stops, lapses)
    stop_day, stop_expiry = _stops(s, start, u)

    # The next payment.
    ended = np.where(refund, refund_expiry, np.where(stops, stop_expiry, s.expiry))
    last_day = np.where(refund, refund_day, np.where(stops, stop_day, s.date))
    back_soon = (refund | stops) & (u(5) < RETURN_AFTER_CANCEL)
    gone = ((refund | stops) & ~back_soon) | lapses
    low = np.maximum(last_day - ended + 1, 1)
    soon = ended + low + (u(6) * (30 - low)).astype(np.int64)
    chance = np.where(s.auto, BACK_AFTER_CANCEL, BACK_AFTER_LAPSE)
    later = ended + 30 + np.minimum(-BACK_DAYS * np.log(u(6)), 2000.0).astype(np.int64)
    far = np.where(u(7) < chance, later, NEVER)
    renewal = _renewal(s, start, before, cancelled, u)
    following = np.where(early, early_day, np.where(gone, far, np.where(back_soon, soon, renewal)))
    heard.close(s.member, np.maximum(ended, last_day + 1), np.maximum(following, ended))

    rows = [_rows(s, method, np.ones(len(key), dtype=bool), s.date, s.expiry, cycle, False)]
    far_past = u(8) < 0.004
    rows.append(_rows(s, method, refund, refund_day, refund_expiry, cycle, True))
    # A cancel to 1970 stands for one that keeps the expiry: a cancel before the start of what was paid.
    shown = np.where(far_past, -16436, s.expiry)
    rows.append(_rows(s, method, cancelled, cancel_day, shown, cycle, True))
    rows.append(_rows(s, method, stops, stop_day, stop_expiry, cycle, True))
    stay = following <= until
    s.keep(stay)
    _move_on(
        key[stay],
        who.hand[s.member],
        s,
        cycle,
        odd,
        following[stay],
        ended[stay],
        (refund | cancelled | stops)[stay],
    )
    return rows, found


def _with_unknown(key: Words, cycle: int, date: Ints, method: Ints) -> Ints:
    """From March 2017 on, a few payments of each month by a method no earlier file has."""
    since = MONTH_OF[date] - MONTH_OF[FIRST_FILE_END + 1]
    odd = (since >= 0) & (uniforms(key, Stream.ODDITY, cycle, 1) < 5e-4)
    return np.where(odd, np.minimum(catalogue.FIRST_UNKNOWN_METHOD + since, 255), method)


def _refunds(
    s: _State, start: Ints, before: Flags, odd: Switches, restless: Floats, u: _Draw
) -> tuple[Flags, Ints, Ints]:
    """Cancels in the days after a payment: the expiry goes to the day, or to one between the two."""
    later = u(11) < 0.30
    day = s.date + np.where(later, 2 + (6 * u(12)).astype(np.int64), (5 * u(12) ** 2).astype(np.int64))
    if not odd.same_day_cancels:
        day = np.maximum(day, s.date + 1)
    expiry = np.where(later, s.date + (u(13) * (day - s.date)).astype(np.int64), day)
    possible = s.auto & (day < s.expiry) & ((day < start) | ~before)
    return possible & (u(10) < REFUND * restless), day, expiry


def _early(s: _State, start: Ints, before: Flags, u: _Draw) -> tuple[Flags, Ints]:
    """Renewals before the month of the expiry, up to 23 days ahead, of plans of a month."""
    low = np.maximum(s.date + 1, s.expiry - 23)
    chance = np.where(s.auto, EARLY_AUTO, EARLY_MANUAL)
    early = before & (low < start) & (s.plan >= 30) & (s.plan <= 31) & (u(14) < chance)
    day = low + (u(15) * (start - low)).astype(np.int64)
    # The first file has no expiry after March 2017: nobody pays ahead past it.
    beyond = (day <= FIRST_FILE_END) & (s.expiry + 31 > FIRST_FILE_LAST_EXPIRY)
    return early & ~beyond, day


def _stops(s: _State, start: Ints, u: _Draw) -> tuple[Ints, Ints]:
    """Cancels in the month of the expiry: 53 of 83 end on the day, a fifth before it, the others at the expiry."""
    low = np.maximum(start, s.date + 1)
    day = low + (u(16) * (s.expiry - low + 1)).astype(np.int64)
    back = np.maximum(day - 1 - (10 * u(17)).astype(np.int64), s.date)
    kind = u(18)
    return day, np.where(kind < 0.55, day, np.where(kind < 0.72, back, s.expiry))


def _renewal(s: _State, start: Ints, before: Flags, cancelled: Flags, u: _Draw) -> Ints:
    """The day of a payment less than 30 days after the expiry, and not before the month of the expiry."""
    kind, size = u(19), u(20)
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
    delay = np.where(s.auto, auto, np.where(s.plan > 35, np.maximum(manual, 0), manual))
    delay = np.where(cancelled, (30 * size**1.3).astype(np.int64), delay)
    low = np.maximum(s.date + 1, np.where(before, start, 0))
    return np.maximum(s.expiry + delay, low)


def _observed(
    who: Profiles, heard: Listening, s: _State, method: Ints, start: Ints, cancelled: Flags
) -> Observed:
    as_of = np.maximum(start, s.date)
    usable, seven, thirty = heard.counted(s.member, as_of)
    known = who.has_row[s.member]
    since = np.where(known, np.minimum(who.registered[s.member], s.date), who.first_payment[s.member])
    segment = np.select([cancelled, s.plan > 35, ~s.auto], [CANCELLED, LONG_PLAN, MANUAL], AUTO_RENEW)
    return Observed(
        segment=segment,
        method=method,
        plan=s.plan,
        list_price=s.list_price,
        free=(s.paid == 0) & (s.list_price > 0),
        price_rise=(s.list_price > s.previous_price) & (s.payments > 1),
        channel=np.where(known, who.channel[s.member], 0),
        age_group=who.age_group[s.member],
        city=np.where(known, who.city[s.member], 0),
        tenure_days=as_of - since,
        payments=s.payments,
        lapses=s.lapses,
        late=s.late,
        late_days=s.late_days,
        last_late=s.last_late,
        heard=usable,
        listened_7=seven,
        listened_30=thirty,
        month=MONTH_OF[s.expiry],
    )


def _candidates(frailty: Frailty, seen: Observed, s: _State, latent: Floats, candidate: Flags) -> Candidates:
    p_true = latent
    if frailty.sd > 0:
        at_nodes = np.stack([chances(seen, node).churn for node in frailty.nodes], axis=1)
        p_true = frailty.mean(s.member, at_nodes)
    price = s.list_price * 30.0 / s.plan
    return Candidates(
        month=seen.month[candidate],
        member=s.member[candidate],
        segment=seen.segment[candidate],
        monthly_price=price[candidate],
        p_true=p_true[candidate],
        p_latent=latent[candidate],
    )


def _learn(frailty: Frailty, seen: Observed, s: _State, stands: Flags, stops: Flags, lapses: Flags) -> None:
    likelihood = []
    for node in frailty.nodes:
        at = chances(seen, node)
        stays = (1 - at.cancel) * (1 - at.lapse)
        likelihood.append(np.select([stops, lapses], [at.cancel, (1 - at.cancel) * at.lapse], stays))
    frailty.learn(s.member[stands], np.stack(likelihood, axis=1)[stands])


def _rows(
    s: _State, method: Ints, chosen: Flags, date: Ints, expiry: Ints, cycle: int, cancel: bool
) -> Payments:
    count = int(chosen.sum())
    return Payments(
        member=s.member[chosen],
        date=date[chosen],
        expiry=expiry[chosen],
        method=method[chosen],
        plan=s.plan[chosen],
        list_price=s.list_price[chosen],
        paid=s.paid[chosen],
        auto=s.auto[chosen],
        cancel=np.full(count, cancel),
        cycle=np.full(count, cycle, dtype=np.int64),
    )


def _move_on(
    key: Words,
    hand: Floats,
    s: _State,
    cycle: int,
    odd: Switches,
    following: Ints,
    ended: Ints,
    cancelled: Flags,
) -> None:
    """The state at the next payment."""
    gap = following - ended
    lapsed = gap >= 30
    late = (gap > 0) & ~lapsed
    step = cycle + 1
    auto, method, price = _terms(key, step, BY_HAND_AGAIN * hand)
    new = lapsed | cancelled
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
    plan, list_price = _plan(key, step, auto, renewed_price, s.plan > 35, gap >= 0)
    money = uniforms(key, Stream.SPELL, step, 8)
    free = new & auto & (money < 0.2)
    less = ~free & (list_price > 60) & (money > 0.98) & odd.paid_not_list
    stays_on_day = auto & s.auto & (gap <= 3) & ~new
    anchor = np.where(stays_on_day, s.anchor, following - MONTH_START[MONTH_OF[following]] + 1)
    base = np.where((gap < 0) | stays_on_day, ended, following)
    s.previous_price = s.list_price
    s.expiry = np.where(stays_on_day, one_month_later(ended, anchor), _expiry(base, base, plan, auto, anchor))
    s.date, s.anchor, s.auto = following, anchor, auto
    s.base_method, s.price, s.plan, s.list_price = renewed_method, renewed_price, plan, list_price
    s.paid = np.where(free, 0, np.where(less, list_price - 30, list_price))
    s.payments = np.where(lapsed, 1, s.payments + 1)
    s.lapses = s.lapses + lapsed
    s.late = s.late + late
    s.late_days = s.late_days + np.where(late, gap, 0)
    s.last_late = late
