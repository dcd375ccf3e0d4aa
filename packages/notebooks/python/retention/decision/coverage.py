"""Whether the stated interval keeps its word, in worlds whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retention.decision.interval import (
    DRIFT,
    Floats,
    TargetList,
    calibration_covariance,
    logit,
    profit_draws,
    profit_interval,
    recalibrated,
)
from retention.decision.profit import value_of_targeting
from retention.decision.terms import SEGMENTS, Terms

#: Members by segment, and the mean of their churn: about the mix of a month of the music service.
_SHARES = (0.03, 0.04, 0.10, 0.83)
_CHURN = (0.75, 0.60, 0.30, 0.01)
_CAMPAIGNS = 50
_PRICES = (99.0, 129.0, 149.0, 180.0)


def interval_coverage(worlds: int = 40, seed: int = 0, members: int = 4000, draws: int = 400) -> float:
    """Share of campaigns whose true profit lies in the 80 % interval that is stated for their list.

    In each world the members have true probabilities of churn. The model's log odds are off by an intercept
    and a slope, and scatter about the truth. It is recalibrated on the outcomes of a month of ``members``
    rows; the next month, whose intercept has drifted, is decided on. The truth is what the list of that
    month brings in expectation under what is true. The save rates of the segments are drawn from their
    beliefs for 50 campaigns with the same list: the interval does not hang on them, and few worlds tell as
    much as many would with one campaign each.
    """
    held = [_share_held(np.random.default_rng([seed, world]), members, draws) for world in range(worlds)]
    return float(np.mean(held))


@dataclass(frozen=True)
class _Month:
    """Members of a month: segment, what a perfect model would say, and what is true."""

    segment: NDArray[np.int64]
    p_mean: Floats
    p_true: Floats


def _month(rng: np.random.Generator, members: int, drift: float) -> _Month:
    segment = rng.choice(len(SEGMENTS), members, p=_SHARES)
    churn = np.array(_CHURN)[segment]
    p_mean = recalibrated(rng.beta(2 * churn, 2 * (1 - churn)), drift, 1.0)
    # No model sees all: about what it can know, the true probability of a member scatters.
    return _Month(segment, p_mean, rng.beta(20 * p_mean, 20 * (1 - p_mean)))


def _recalibration(score: Floats, label: Floats) -> tuple[float, float]:
    """Intercept and slope of the logistic regression of the outcome on the log odds, by Newton's method."""
    design = np.c_[np.ones(score.size), logit(score)]
    fitted = np.array([0.0, 1.0])
    for _ in range(25):
        p = 1 / (1 + np.exp(-design @ fitted))
        step = np.linalg.solve((design * (p * (1 - p))[:, None]).T @ design, design.T @ (label - p))
        fitted += step
        if np.abs(step).max() < 1e-9:
            break
    return float(fitted[0]), float(fitted[1])


def _share_held(rng: np.random.Generator, members: int, draws: int) -> float:
    terms = Terms()
    bias, stretch = rng.normal(0.0, 0.3), rng.uniform(0.7, 1.4)
    past = _month(rng, members, 0.0)
    month = _month(rng, members, rng.normal(0.0, DRIFT))
    outcome = (rng.random(members) < past.p_true).astype(np.float64)
    correction = _recalibration(recalibrated(past.p_mean, bias, stretch), outcome)
    seen = recalibrated(recalibrated(month.p_mean, bias, stretch), *correction)

    rates = [terms.save_rates[segment] for segment in SEGMENTS]
    price = rng.choice(_PRICES, members)
    value = terms.margin * terms.value_months * price
    offer_cost = price * np.array([terms.offers[segment].cost_share for segment in SEGMENTS])[month.segment]
    believed = np.array([rate.mean for rate in rates])[month.segment]
    costs = (value, offer_cost, terms.contact_cost, terms.accept_rate)
    listed = np.asarray(value_of_targeting(seen, believed, *costs)) > 0

    segment = month.segment[listed]
    targets = TargetList(seen[listed], value[listed], offer_cost[listed], np.array(SEGMENTS)[segment])
    true_rates = np.column_stack([rng.beta(rate.alpha, rate.beta, _CAMPAIGNS) for rate in rates])
    truth = np.sum(
        value_of_targeting(
            month.p_true[listed],
            true_rates[:, segment],
            targets.value,
            targets.offer_cost,
            terms.contact_cost,
            terms.accept_rate,
        ),
        axis=1,
    )
    low, high = profit_interval(profit_draws(targets, terms, calibration_covariance(seen), rng, draws))
    return float(np.mean((low <= truth) & (truth <= high)))
