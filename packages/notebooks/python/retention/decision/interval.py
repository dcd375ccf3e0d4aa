"""How sure the expected profit of a list is: an interval that holds the truth in 80 of 100 campaigns.

Three things are uncertain, and are drawn anew a thousand times:

- the save rate of each segment, from its Beta belief, once for the whole segment: by far the largest part;
- the calibration of the probabilities, intercept and slope of the logit together, as uncertain as a logistic
  recalibration on a month of this size leaves them, and the level that the month will have;
- the members: the list is one sample of those it might have held (Bayesian bootstrap).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retention.decision.profit import value_of_targeting
from retention.decision.terms import Terms

Floats = NDArray[np.float64]

#: Standard deviation of the level of a month about the expected one, in log odds, where the model that scored
#: does not tell its own.
LEVEL_SD = 0.1

#: The share of campaigns whose truth lies in the interval.
COVERAGE = 0.8

_BLOCK = 2_000_000


@dataclass(frozen=True)
class TargetList:
    """The members of a list, one entry each: what the interval needs of them."""

    p: Floats
    value: Floats
    offer_cost: Floats
    segment: NDArray[np.str_]


def logit(p: Floats) -> Floats:
    """The log odds; probabilities of 0 and 1 are taken as one in a million from them."""
    bounded = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(bounded / (1 - bounded)), dtype=np.float64)


def recalibrated(p: Floats, intercept: Floats | float, slope: Floats | float) -> Floats:
    """Probabilities whose log odds are changed to ``intercept + slope * logit(p)``."""
    return np.asarray(1 / (1 + np.exp(-(intercept + slope * logit(p)))), dtype=np.float64)


def calibration_covariance(p: Floats, rows: int | None = None, level_sd: float = LEVEL_SD) -> Floats:
    """Covariance of the errors of (intercept, slope) after a recalibration on so many rows like these.

    The inverse of the information of a logistic regression of the outcome on the log odds, plus the scatter
    of the level. ``rows`` is as many as ``p`` has where it is left out.
    """
    design = np.c_[np.ones(p.size), logit(p)]
    weight = np.clip(p * (1 - p), 1e-6, None)
    scale = (rows or p.size) / p.size
    information = (design * weight[:, None]).T @ design * scale
    # A pinch of a prior keeps a month of equal scores, whose slope nothing tells, from an endless error.
    covariance = np.linalg.inv(information + np.diag([1.0, 1.0]))
    return np.asarray(covariance + np.diag([level_sd**2, 0.0]), dtype=np.float64)


def profit_draws(
    targets: TargetList,
    terms: Terms,
    covariance: Floats,
    rng: np.random.Generator,
    draws: int = 1000,
) -> Floats:
    """Expected profits of the list in NTD, one for each draw of what is uncertain."""
    if targets.p.size == 0:
        return np.zeros(draws)
    names, index = np.unique(targets.segment, return_inverse=True)
    rates = np.column_stack(
        [
            rng.beta(rate.alpha, rate.beta, draws)
            for rate in (terms.save_rates[name] for name in names.tolist())
        ]
    )
    errors = rng.multivariate_normal(np.zeros(2), covariance, draws, method="cholesky")
    profit = np.empty(draws)
    step = max(1, _BLOCK // targets.p.size)
    for start in range(0, draws, step):
        block = slice(start, start + step)
        p = recalibrated(targets.p[None, :], errors[block, :1], 1.0 + errors[block, 1:])
        value = value_of_targeting(
            p,
            rates[block][:, index],
            targets.value,
            targets.offer_cost,
            terms.contact_cost,
            terms.accept_rate,
        )
        weight = rng.standard_exponential(p.shape)
        profit[block] = (weight * value).sum(axis=1) / weight.mean(axis=1)
    return profit


def profit_interval(draws: Floats, coverage: float = COVERAGE) -> tuple[float, float]:
    """The middle part of the draws that holds the share ``coverage`` of them."""
    low, high = np.quantile(draws, [(1 - coverage) / 2, (1 + coverage) / 2])
    return float(low), float(high)
