"""Maps log odds of a model to probabilities that hold in a later month, and says how sure that map is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from retention.training.evaluation import Array, log_loss, logit, sigmoid

#: From so many churners on, a free monotone curve beats two parameters.
ISOTONIC_POSITIVES = 1_000
#: Below so many churners not even a slope is learnt, only the level.
SLOPE_POSITIVES = 20
#: The slope is pulled towards 1 as if so many standard errors of this size spoke for it.
SLOPE_SD = 0.25

Method = Literal["level", "platt", "isotonic"]


@dataclass(frozen=True)
class Calibration:
    """``intercept + slope z``, or a monotone curve through knots, then ``shift`` for the level of a month.

    ``covariance`` is that of intercept and slope: what the calibration month cannot tell.
    """

    method: Method
    intercept: float
    slope: float
    shift: float
    knots: tuple[tuple[float, ...], tuple[float, ...]]
    covariance: tuple[tuple[float, float], tuple[float, float]]

    def log_odds(self, z: Array) -> Array:
        """Calibrated log odds of a model's log odds."""
        if self.method != "isotonic":
            return self.intercept + self.slope * z + self.shift
        x, y = (np.asarray(side) for side in self.knots)
        inside: Array = np.interp(z, x, y)
        # Beyond the knots the curve goes on with the slope of the line, so that the order is kept.
        beyond = np.minimum(z - x[0], 0.0) + np.maximum(z - x[-1], 0.0)
        bent: Array = inside + self.slope * beyond + self.shift
        return bent

    def variance(self, z: Array) -> Array:
        """The variance of the calibrated log odds that the calibration month leaves."""
        (a, b), (_, d) = self.covariance
        return np.maximum(a + 2 * b * z + d * z * z, 0.0)

    def moved(self, by: float) -> Calibration:
        """The same map, its log odds moved."""
        return replace(self, shift=self.shift + by)

    def to_json(self) -> dict[str, Any]:
        """What `from_json` needs."""
        return {
            "method": self.method,
            "intercept": self.intercept,
            "slope": self.slope,
            "shift": self.shift,
            "knots": [list(side) for side in self.knots],
            "covariance": [list(row) for row in self.covariance],
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Calibration:
        """The map that `to_json` wrote."""
        x, y = written["knots"]
        (a, b), (c, d) = written["covariance"]
        return cls(
            written["method"],
            written["intercept"],
            written["slope"],
            written["shift"],
            (tuple(x), tuple(y)),
            ((a, b), (c, d)),
        )


#: The map that changes nothing.
IDENTITY = Calibration("level", 0.0, 1.0, 0.0, ((), ()), ((0.0, 0.0), (0.0, 0.0)))


def level_shift(z: Array, target: float) -> float:
    """What to add to log odds so that the mean probability is the target, which is kept off 0 and 1."""
    goal = min(max(target, 0.5 / (len(z) + 1)), 1 - 0.5 / (len(z) + 1))
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if float(np.mean(sigmoid(z + middle))) < goal else (low, middle)
    return (low + high) / 2


def fit_calibration(z: Array, outcome: Array) -> Calibration:
    """The map for log odds of a month that the model has not seen, by the number of churners in it.

    A line in the log odds (Platt), or a monotone curve where there are enough churners and it is better in
    two-fold cross-validation; only the level where there are very few.
    """
    positives = float(min(np.sum(outcome), np.sum(1 - outcome)))
    intercept, slope, covariance = _line(z, outcome, fixed_slope=positives < SLOPE_POSITIVES)
    line = Calibration(
        "level" if positives < SLOPE_POSITIVES else "platt", intercept, slope, 0.0, ((), ()), covariance
    )
    if positives < ISOTONIC_POSITIVES or not _curve_wins(z, outcome):
        return line
    return replace(line, method="isotonic", knots=_curve(line, z, outcome))


def _line(
    z: Array, outcome: Array, *, fixed_slope: bool
) -> tuple[float, float, tuple[tuple[float, float], tuple[float, float]]]:
    """Intercept and slope by Newton's method, with a prior that holds the slope near 1."""
    weight = 1e8 if fixed_slope else 1 / SLOPE_SD**2
    beta = np.array([0.0, 1.0])
    design = np.column_stack([np.ones_like(z), z])
    prior = np.diag([1e-2, weight])
    hessian = np.eye(2)
    for _ in range(50):
        p = sigmoid(design @ beta)
        gradient = design.T @ (outcome - p) - prior @ (beta - np.array([0.0, 1.0]))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + prior
        step = np.linalg.solve(hessian, gradient)
        beta = beta + np.clip(step, -2.0, 2.0)
        if float(np.max(np.abs(step))) < 1e-9:
            break
    (a, b), (c, d) = np.linalg.inv(hessian)
    return (
        float(beta[0]),
        max(float(beta[1]), 0.05),
        ((float(a), float(b)), (float(c), 0.0 if fixed_slope else float(d))),
    )


def _curve(line: Calibration, z: Array, outcome: Array) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The monotone curve as strictly rising knots, one for each block of the isotonic fit."""
    order = np.argsort(z, kind="stable")
    means, weights = _pool(outcome[order])
    ends = np.cumsum(weights)
    middles = np.array(
        [float(np.mean(z[order[end - weight : end]])) for end, weight in zip(ends, weights, strict=True)]
    )
    # A block of nothing but zeros, or ones, tells its rate no better than half a member.
    rates = np.clip(means, 0.5 / (weights + 1), 1 - 0.5 / (weights + 1))
    x, first = np.unique(middles, return_index=True)
    # What the line says counts as twenty members in each block: small blocks at the ends swing far.
    told = sigmoid(line.intercept + line.slope * x)
    blended = (rates[first] * weights[first] + told * 20) / (weights[first] + 20)
    y = np.maximum.accumulate(logit(blended))
    rising = y + 1e-6 * (x - x[0])
    return tuple(float(value) for value in x), tuple(float(value) for value in rising)


def _pool(values: Array) -> tuple[Array, NDArray[np.int64]]:
    """Pool adjacent violators: mean and size of each block of the best rising step function."""
    means: list[float] = []
    weights: list[int] = []
    for value in values:
        mean, weight = float(value), 1
        while means and means[-1] >= mean:
            last, size = means.pop(), weights.pop()
            mean, weight = (mean * weight + last * size) / (weight + size), weight + size
        means.append(mean)
        weights.append(weight)
    return np.array(means), np.array(weights, dtype=np.int64)


def _curve_wins(z: Array, outcome: Array) -> bool:
    """Whether the curve has a lower loss than the line on members it has not seen."""
    lines, curves = [], []
    for fold in (0, 1):
        held = np.arange(len(z)) % 2 == fold
        intercept, slope, covariance = _line(z[~held], outcome[~held], fixed_slope=False)
        line = Calibration("platt", intercept, slope, 0.0, ((), ()), covariance)
        curve = replace(line, method="isotonic", knots=_curve(line, z[~held], outcome[~held]))
        lines.append(log_loss(sigmoid(line.log_odds(z[held])), outcome[held]))
        curves.append(log_loss(sigmoid(curve.log_odds(z[held])), outcome[held]))
    return float(np.mean(curves)) < float(np.mean(lines))
