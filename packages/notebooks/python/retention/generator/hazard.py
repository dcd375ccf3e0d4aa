"""The chance of churn at an expiry: a known function of what the files show before its month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from retention.generator.calendar import month
from retention.generator.catalogue import METHOD_TABLE
from retention.generator.randomness import Flags, Floats, Ints

#: Segments, in the order of precedence.
CANCELLED, LONG_PLAN, MANUAL, AUTO_RENEW = 0, 1, 2, 3
SEGMENTS = ("cancelled", "long_plan", "manual", "auto_renew")

#: What a month adds to the logit and no feature explains. The rise of March 2017 is mostly composition.
MONTH_EFFECT = {month(dt.date(2017, 3, 1)): 0.12, month(dt.date(2017, 4, 1)): 0.05}

CHANNEL_EFFECT = {7: -0.5, 9: 0.15, 3: 0.45, 4: 0.75}
#: Unknown, 1-17, 18-24, 25-34, 35-54, 55 and more.
AGE_EFFECT: Floats = np.array([-0.3, 0.85, 0.45, 0.05, -0.1, -0.3])

#: Chance that an active cancel in the month of the expiry is followed by a payment within 29 days.
RETURN_AFTER_CANCEL = 0.12

_CHANNEL_TABLE: Floats = np.array([CHANNEL_EFFECT.get(number, 0.1) for number in range(-1, 64)])


@dataclass(frozen=True)
class Observed:
    """What the files show of members before a month, one array each.

    ``listened_7`` and ``listened_30`` are days with a log row in the windows before the month; ``heard``
    is false where the logs do not reach back so far or have no row of the member in the 30 days.
    """

    segment: Ints
    method: Ints
    plan: Ints
    list_price: Ints
    free: Flags
    price_rise: Flags
    channel: Ints
    age_group: Ints
    city: Ints
    tenure_days: Ints
    payments: Ints
    lapses: Ints
    late: Ints
    late_days: Ints
    last_late: Flags
    heard: Flags
    listened_7: Ints
    listened_30: Ints
    month: Ints


@dataclass(frozen=True)
class Chances:
    """Chances at an expiry: of an active cancel in its month, of a passive lapse, of the label."""

    cancel: Floats
    lapse: Floats
    churn: Floats


def listening_effect(seen: Observed) -> Floats:
    """Less listening in the last week than in the month raises the logit; much listening lowers it."""
    usual = np.maximum(seen.listened_30, 1) * (7.0 / 30.0)
    trend = np.clip(seen.listened_7 / usual, 0.0, 2.0) - 1.0
    return np.where(seen.heard, -0.75 * trend - 1.0 * (seen.listened_30 / 30.0 - 0.35), 0.0)


def interaction(seen: Observed) -> Floats:
    """What two things seen say together and neither alone: a form that no sum of effects has.

    Listening less warns of those who are new, and hardly of others; paying late goes with dear plans, and on
    cheap ones with staying; a young member leaves by one channel and stays by another. About 0 on average.
    """
    usual = np.maximum(seen.listened_30, 1) * (7.0 / 30.0)
    fades = np.where(seen.heard, 1.0 - np.clip(seen.listened_7 / usual, 0.0, 2.0), 0.0)
    new = np.where(seen.tenure_days < 240, 1.0, -0.5)
    late = np.where(seen.late > 0, 1.0, -0.3) * np.where(seen.list_price >= 149, 0.8, -0.8)
    young = np.where((seen.age_group >= 1) & (seen.age_group <= 2), 1.0, 0.0)
    channel = np.where(seen.channel == 7, -1.0, np.where(seen.channel == 9, 1.0, 0.0))
    return np.asarray(0.9 * fades * new + 0.7 * late + 0.9 * young * channel, dtype=np.float64)


def logit(seen: Observed, interactions: float = 0.0) -> Floats:
    """The linear predictor of the segment of each member; ``interactions`` times what only pairs say."""
    tenure = np.log1p(np.maximum(seen.tenure_days, 0) / 30.0)
    paid = np.log1p(np.minimum(seen.payments, 24))
    lapses = np.minimum(seen.lapses, 3)
    late = np.minimum(seen.late, 4)
    lateness = np.minimum(seen.late_days / np.maximum(seen.late, 1), 15.0)
    first = seen.payments <= 1
    who = (
        _CHANNEL_TABLE[seen.channel + 1]
        + AGE_EFFECT[seen.age_group]
        + np.where(seen.city == 1, -0.1, 0.1)
        + METHOD_TABLE[seen.method]
    )
    usage = listening_effect(seen)
    manual = (
        0.0
        + 2.0 * who
        - 1.6 * paid
        - 0.22 * tenure
        + 1.0 * lapses
        + 0.14 * lateness
        + 0.22 * late
        + 1.2 * usage
        + 0.5 * first
        + 1.2 * (first & seen.free)
        + 1.1 * (seen.plan <= 10)
        + 0.6 * seen.price_rise
        + np.where(seen.list_price >= 180, 0.5, 0.0)
    )
    auto = (
        -4.35
        + 0.9 * who
        - 0.25 * tenure
        - 0.35 * paid
        + 0.55 * lapses
        + 1.3 * seen.last_late
        + 0.05 * lateness
        + 1.3 * usage
        + 0.5 * first
        + 1.9 * (first & seen.free)
        + 1.2 * seen.price_rise
        + 1.0 * ((seen.plan <= 10) & ~(first & seen.free))
    )
    long = 2.3 + 0.9 * who - 0.15 * tenure - 0.5 * (paid - 0.7) + 0.3 * lapses + 0.9 * usage
    cancelled = 1.55 + 0.6 * who - 0.15 * tenure - 0.25 * lapses + 0.9 * usage
    total = np.choose(seen.segment, [cancelled, long, manual, auto])
    effect = np.zeros_like(total)
    for number, value in MONTH_EFFECT.items():
        effect[seen.month == number] = value
    pairs = interactions * interaction(seen) if interactions else 0.0
    return np.asarray(total + effect + pairs, dtype=np.float64)


def chances(seen: Observed, frailty: Floats | float = 0.0, interactions: float = 0.0) -> Chances:
    """The chances of members, exact; ``frailty`` is what moves the logit and no file shows.

    The label of a member who renews by itself is P(cancel) x P(no payment within 29 days of the new
    expiry) + P(no cancel) x P(no payment within 29 days of the expiry). One who cancelled before the month
    can only return or not.
    """
    linear = logit(seen, interactions) + frailty
    cancel = np.where(seen.segment == AUTO_RENEW, expit(linear - 0.6), 0.0)
    lapse = np.where(seen.segment == AUTO_RENEW, expit(linear - 0.8), expit(linear))
    churn = cancel * (1 - RETURN_AFTER_CANCEL) + (1 - cancel) * lapse
    return Chances(cancel, lapse, churn)
