"""The level of the month to come, from the levels of the months before it.

A month's level is what no feature explains: how far its churn is from what the model says, in log odds.
Months scatter about a course, the course drifts, and each level is known only as well as its churners tell.
How much of a level is scatter and how much the course, the months themselves say: every drift and scatter of
a grid is weighed by the likelihood of the levels seen (a local level model, by the Kalman filter). Where
months are alike the newest one counts as one of many; where they wander it counts most.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Standard deviations in log odds that are thought possible, of the drift from month to month and of the
#: scatter of a month. Evenly weighed they say that months differ by 0.1 or so until they tell otherwise.
SPREADS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.25, 0.4)
#: How far off the first level may be: much, as the model's own intercept is no more than a start.
FIRST_SD = 1.0


@dataclass(frozen=True)
class Forecast:
    """The level expected of a month, and the standard deviation of the level it will have about that."""

    mean: float
    sd: float


def forecast(levels: Sequence[float], errors: Sequence[float], ahead: int) -> Forecast:
    """The level so many months after the last one seen.

    levels: one a month, the oldest first. errors: their standard errors; an endless one is a month of which
    nothing is known. Without a level the forecast is 0, as uncertain as a first level.
    """
    pairs = list(itertools.product(SPREADS, SPREADS))
    found = [_filtered(levels, errors, ahead, drift, scatter) for drift, scatter in pairs]
    likelihood, means, variances = np.array(
        [(one.log_likelihood, one.mean, one.variance) for one in found], dtype=np.float64
    ).T
    weight = np.exp(likelihood - likelihood.max())
    weight = weight / weight.sum()
    mean = float(weight @ means)
    return Forecast(mean, float(np.sqrt(weight @ (variances + (means - mean) ** 2))))


@dataclass(frozen=True)
class _Filtered:
    mean: float
    variance: float
    log_likelihood: float


def _filtered(
    levels: Sequence[float], errors: Sequence[float], ahead: int, drift: float, scatter: float
) -> _Filtered:
    mean, variance, log_likelihood = 0.0, FIRST_SD**2, 0.0
    for place, (level, error) in enumerate(zip(levels, errors, strict=True)):
        variance += drift**2 if place else 0.0
        if not np.isfinite(error):
            continue
        total = variance + scatter**2 + error**2
        log_likelihood -= 0.5 * (np.log(total) + (level - mean) ** 2 / total)
        gain = variance / total
        mean += gain * (level - mean)
        variance *= 1 - gain
    return _Filtered(mean, variance + ahead * drift**2 + scatter**2, log_likelihood)
