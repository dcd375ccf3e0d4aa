"""Whether the interval that a plan states keeps its word, in campaigns whose truth is known."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retention.decision.choice import chosen
from retention.decision.interval import LEVEL_SD, Floats, logit, recalibrated
from retention.decision.plan import Candidates, stated_interval
from retention.decision.profit import expected_cost, value_of_targeting
from retention.decision.terms import Terms

#: Campaigns that the share is told from. Its standard error is a point: of 400 it is two, and an interval
#: that holds the truth in 79 % showed 74 to 82 % by the seed of the campaigns.
CAMPAIGNS = 1_600


@dataclass(frozen=True)
class Month:
    """The eligible members of a month: what is said of each, and what is true."""

    said: Floats
    true: Floats
    segment: NDArray[np.str_]
    value: Floats
    offer_cost: Floats

    def drawn(self, rng: np.random.Generator) -> NDArray[np.int64]:
        """The places of as many members, drawn from these: another month like it."""
        return rng.integers(0, self.said.size, self.said.size)


def interval_coverage(
    month: Month,
    terms: Terms,
    campaigns: int = CAMPAIGNS,
    seed: int = 0,
    draws: int = 400,
    *,
    level_sd: float = LEVEL_SD,
) -> float:
    """Share of campaigns whose true profit lies in the 80 % interval that the plan states for their list.

    Each campaign has two months like the one given, with its errors of the scores. In the first the outcomes
    are drawn, and the scores are recalibrated on them, as those of any model are. In the second, whose level
    is another by ``level_sd``, the list is chosen and its interval stated, as every plan does. The truth is
    what that list brings under the chances that are true and under save rates that are drawn from the
    beliefs: one for all of a segment.
    """
    means = {name: rate.mean for name, rate in terms.save_rates.items()}
    believed = np.array([means[name] for name in month.segment.tolist()])

    def held(number: int) -> bool:
        return _held(month, believed, terms, np.random.default_rng([seed, number]), draws, level_sd=level_sd)

    # Most of a campaign is arithmetic over large arrays, during which Python lets another go on.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return float(np.mean(list(pool.map(held, range(campaigns)))))


def _held(
    month: Month, believed: Floats, terms: Terms, rng: np.random.Generator, draws: int, *, level_sd: float
) -> bool:
    past = month.drawn(rng)
    outcome = (rng.random(past.size) < month.true[past]).astype(np.float64)
    correction = _recalibration(month.said[past], outcome)
    now = month.drawn(rng)
    said = recalibrated(month.said[now], *correction)
    true = recalibrated(month.true[now], rng.normal(0.0, level_sd), 1.0)

    save_rate, value, offer_cost = believed[now], month.value[now], month.offer_cost[now]
    costs = (terms.contact_cost, terms.accept_rate)
    profit = np.asarray(value_of_targeting(said, save_rate, value, offer_cost, *costs))
    cost = np.asarray(expected_cost(said, save_rate, offer_cost, *costs))
    listed = chosen(profit, cost, np.ones(said.size, dtype=np.bool_), terms)
    segment, nobody = month.segment[now], np.zeros(said.size, dtype=np.bool_)
    plan = Candidates(said, value, offer_cost, save_rate, segment, nobody, listed)
    low, high = stated_interval(plan, terms, rng, draws, level_sd=level_sd)

    rates = {name: rng.beta(rate.alpha, rate.beta) for name, rate in sorted(terms.save_rates.items())}
    saved = np.array([rates[name] for name in segment[listed].tolist()])
    brought = value_of_targeting(true[listed], saved, value[listed], offer_cost[listed], *costs)
    return bool(low <= float(np.sum(brought)) <= high)


def _recalibration(said: Floats, outcome: Floats) -> tuple[float, float]:
    """Intercept and slope of the logistic regression of the outcome on the log odds, by Newton's method."""
    design = np.c_[np.ones(said.size), logit(said)]
    fitted = np.array([0.0, 1.0])
    for _ in range(25):
        p = 1 / (1 + np.exp(-design @ fitted))
        step = np.linalg.solve((design * (p * (1 - p))[:, None]).T @ design, design.T @ (outcome - p))
        fitted += step
        if np.abs(step).max() < 1e-9:
            break
    return float(fitted[0]), float(fitted[1])
