"""Subscriptions: one billing cycle after the other, for all members of a block at a time.

A cycle is a payment on day t for an expiry on day E, and P the first day of E's month. Before P one of
three things may happen whose chances are constants: a refund (cancel soon after the payment that ends the
cycle), a cancel that keeps E, an early renewal. From P on the outcome is drawn with the chances of
``hazard.chances`` on what the files show before P. So a member whose cycle stands unchanged at P, and only
such a member is a candidate of P, has exactly these chances.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from retention.generator.calendar import MONTH_OF, MONTH_START, NEVER
from retention.generator.events import CANCEL_BEFORE, Cycle, early, refunds, renewal, stops, with_unknown
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
from retention.generator.history import Candidates, Payments, joined
from retention.generator.listening import Listening
from retention.generator.randomness import Flags, Floats, Ints
from retention.generator.state import Members, Next, State, first_state, move_on

#: After a lapse of 30 days: the chance to come back at all, and the mean days until then.
BACK_AFTER_CANCEL, BACK_AFTER_LAPSE, BACK_DAYS = 0.30, 0.36, 42.0
#: Share of the cancels that keep the expiry whose row has the expiry 1970-01-01, and that day.
FAR_PAST, DAY_OF_1970 = 0.004, -16436


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


@dataclass(frozen=True)
class Setting:
    """Everything a cycle is played in: members, listening, last day, frailty, interactions, oddities."""

    who: Members
    heard: Listening
    until: int
    frailty: Frailty
    interactions: float
    odd: Switches


def subscriptions(setting: Setting) -> tuple[Payments, Candidates]:
    """All payments and cancels up to the last day, and the candidates of all months up to the next.

    Takes the days without a subscription out of the listening.
    """
    payments: list[Payments] = []
    candidates: list[Candidates] = []
    heard, first_payment = setting.heard, setting.who.profiles.first_payment
    heard.close(np.arange(len(first_payment)), np.full(len(first_payment), heard.first), first_payment)
    state = first_state(setting.who, setting.until)
    number = 0
    while len(state.member):
        rows, found = _play(setting, state, number)
        payments.extend(rows)
        candidates.append(found)
        number += 1
    all_rows = joined(Payments, payments, auto=np.bool_, cancel=np.bool_)
    order = np.lexsort((all_rows["cancel"], all_rows["cycle"], all_rows["date"], all_rows["member"]))
    order = order[all_rows["date"][order] <= setting.until]
    return (
        Payments(**{name: column[order] for name, column in all_rows.items()}),
        Candidates(
            **joined(Candidates, candidates, monthly_price=np.float64, p_true=np.float64, p_latent=np.float64)
        ),
    )


def _play(setting: Setting, s: State, number: int) -> tuple[list[Payments], Candidates]:
    """One cycle of all members still there; moves the state on to the next payment."""
    start = MONTH_START[MONTH_OF[s.expiry]]
    c = Cycle(s, setting.who.keys[s.member], number, start)
    method = with_unknown(c) if setting.odd.unknown_method else s.base_method
    restless = setting.who.profiles.restless[s.member]

    # What may happen before the month of the expiry, at constant chances.
    refund, refund_day, refund_expiry = refunds(c, restless, setting.odd.same_day_cancels)
    cancelled = s.auto & c.before & (start - 1 > s.date) & ~refund & (c.u(1) < CANCEL_BEFORE * restless)
    cancel_day = s.date + 1 + (c.u(2) * (start - 1 - s.date)).astype(np.int64)
    ahead, ahead_day = early(c)
    ahead &= ~refund & ~cancelled
    stands = ~refund & ~ahead

    # From the first of the month on: chances by what the files show.
    seen = _observed(setting, c, method, cancelled)
    true = chances(seen, setting.frailty.values[s.member], setting.interactions)
    known = stands & c.before & (start <= setting.until + 1)
    found = _candidates(setting, seen, s, true.churn).chosen(known)
    stop = stands & (c.u(3) < true.cancel)
    lapse = stands & ~stop & (c.u(4) < true.lapse)
    if setting.frailty.sd > 0:
        _learn(setting, seen, s.member, stands, (stop, lapse))
    stop_day, stop_expiry = stops(c)

    # The next payment.
    ended = np.where(refund, refund_expiry, np.where(stop, stop_expiry, s.expiry))
    last_day = np.where(refund, refund_day, np.where(stop, stop_day, s.date))
    back_soon = (refund | stop) & (c.u(5) < RETURN_AFTER_CANCEL)
    gone = ((refund | stop) & ~back_soon) | lapse
    following = np.where(gone, _return_later(c, ended), renewal(c, cancelled))
    following = np.where(ahead, ahead_day, np.where(back_soon, _return_soon(c, ended, last_day), following))
    setting.heard.close(s.member, np.maximum(ended, last_day + 1), np.maximum(following, ended))

    payments = _rows(c, method)
    # A cancel to 1970 stands for one that keeps the expiry: a cancel before the start of what was paid.
    shown = np.where(c.u(8) < FAR_PAST, DAY_OF_1970, s.expiry)
    rows = [
        payments,
        payments.cancelled(refund, refund_day, refund_expiry),
        payments.cancelled(cancelled, cancel_day, shown),
        payments.cancelled(stop, stop_day, stop_expiry),
    ]
    stay = following <= setting.until
    then = Next(following, ended, refund | cancelled | stop).chosen(stay)
    s.keep(stay)
    move_on(s, number + 1, then, setting.who, setting.odd.paid_not_list)
    return rows, found


def _return_soon(c: Cycle, ended: Ints, last_day: Ints) -> Ints:
    """The day of a payment after a cancel, within 29 days of the expiry and after the cancel."""
    low = np.maximum(last_day - ended + 1, 1)
    return np.asarray(ended + low + (c.u(6) * (30 - low)).astype(np.int64), dtype=np.int64)


def _return_later(c: Cycle, ended: Ints) -> Ints:
    """The day of a payment 30 days or more after the expiry, or never."""
    chance = np.where(c.state.auto, BACK_AFTER_CANCEL, BACK_AFTER_LAPSE)
    day = ended + 30 + np.minimum(-BACK_DAYS * np.log(c.u(6)), 2000.0).astype(np.int64)
    return np.where(c.u(7) < chance, day, NEVER)


def _observed(setting: Setting, c: Cycle, method: Ints, cancelled: Flags) -> Observed:
    """What the files show before the month of the expiry; for a shorter cycle, before its payment."""
    s, who = c.state, setting.who.profiles
    as_of = np.maximum(c.start, s.date)
    usable, seven, thirty = setting.heard.counted(s.member, as_of)
    known = who.has_row[s.member]
    since = np.where(known, np.minimum(who.registered[s.member], s.date), who.first_payment[s.member])
    return Observed(
        segment=np.select([cancelled, s.plan > 35, ~s.auto], [CANCELLED, LONG_PLAN, MANUAL], AUTO_RENEW),
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


def _candidates(setting: Setting, seen: Observed, s: State, latent: Floats) -> Candidates:
    p_true, frailty = latent, setting.frailty
    if frailty.sd > 0:
        at = (chances(seen, node, setting.interactions) for node in frailty.nodes)
        at_nodes = np.stack([each.churn for each in at], axis=1)
        p_true = frailty.mean(s.member, at_nodes)
    return Candidates(
        month=seen.month,
        member=s.member,
        segment=seen.segment,
        monthly_price=s.list_price * 30.0 / s.plan,
        p_true=p_true,
        p_latent=latent,
    )


def _learn(
    setting: Setting, seen: Observed, members: Ints, stands: Flags, outcome: tuple[Flags, Flags]
) -> None:
    """What the outcomes, an active cancel or a passive lapse or none, tell of the frailty."""
    likelihood = []
    for node in setting.frailty.nodes:
        at = chances(seen, node, setting.interactions)
        lapse = (1 - at.cancel) * at.lapse
        likelihood.append(np.select(list(outcome), [at.cancel, lapse], (1 - at.cancel) * (1 - at.lapse)))
    setting.frailty.learn(members[stands], np.stack(likelihood, axis=1)[stands])


def _rows(c: Cycle, method: Ints) -> Payments:
    """The payments that begin the cycle."""
    s, count = c.state, len(c.key)
    return Payments(
        member=s.member,
        date=s.date,
        expiry=s.expiry,
        method=method,
        plan=s.plan,
        list_price=s.list_price,
        paid=s.paid,
        auto=s.auto,
        cancel=np.zeros(count, dtype=np.bool_),
        cycle=np.full(count, c.number, dtype=np.int64),
    )
