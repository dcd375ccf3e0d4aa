"""Whether the interval that a plan states keeps its word, in campaigns whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retention.decision.choice import chosen
from retention.decision.interval import DRIFT, Floats, logit, recalibrated
from retention.decision.plan import Candidates, stated_interval
from retention.decision.profit import expected_cost, value_of_targeting
from retention.decision.terms import Terms

#: Campaigns that the share is told from: a perfect interval holds the truth in 76 to 84 % of so many.
CAMPAIGNS = 400


@dataclass(frozen=True)
class Month:
    """The eligible members of a month: what is said of each, and what is true."""

    said: Floats
    true: Floats
    segment: NDArray[np.str_]
    value: Floats
    offer_cost: Floats

    def drawn(self, rng: np.random.Generator) -> Month:
        """As many members, drawn from these: another month like it."""
        who = rng.integers(0, self.said.size, self.said.size)
        return Month(self.said[who], self.true[who], self.segment[who], self.value[who], self.offer_cost[who])


def interval_coverage(
    month: Month, terms: Terms, campaigns: int = CAMPAIGNS, seed: int = 0, draws: int = 400
) -> float:
    """Share of campaigns whose true profit lies in the 80 % interval that the plan states for their list.

    Each campaign has two months like the one given, with its errors of the scores. In the first the outcomes
    are drawn, and the scores are recalibrated on them, as those of any model are. In the second, whose level
    has drifted, the list is chosen and its interval stated, as every plan does. The truth is what that list
    brings under the chances that are true and under save rates that are drawn from the beliefs: one for all
    of a segment.
    """
    held = [_held(month, terms, np.random.default_rng([seed, number]), draws) for number in range(campaigns)]
    return float(np.mean(held))


def _held(month: Month, terms: Terms, rng: np.random.Generator, draws: int) -> bool:
    past = month.drawn(rng)
    outcome = (rng.random(past.true.size) < past.true).astype(np.float64)
    correction = _recalibration(past.said, outcome)
    now = month.drawn(rng)
    true = recalibrated(now.true, rng.normal(0.0, DRIFT), 1.0)
    said = recalibrated(now.said, *correction)

    believed = np.array([terms.save_rates[name].mean for name in now.segment.tolist()])
    costs = (terms.contact_cost, terms.accept_rate)
    profit = np.asarray(value_of_targeting(said, believed, now.value, now.offer_cost, *costs))
    cost = np.asarray(expected_cost(said, believed, now.offer_cost, *costs))
    listed = chosen(profit, cost, np.ones(said.size, dtype=np.bool_), terms)
    nobody = np.zeros(said.size, dtype=np.bool_)
    plan = Candidates(said, now.value, now.offer_cost, believed, now.segment, nobody, listed)
    low, high = stated_interval(plan, terms, rng, draws)

    rates = {name: rng.beta(rate.alpha, rate.beta) for name, rate in sorted(terms.save_rates.items())}
    saved = np.array([rates[name] for name in now.segment[listed].tolist()])
    brought = value_of_targeting(true[listed], saved, now.value[listed], now.offer_cost[listed], *costs)
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
