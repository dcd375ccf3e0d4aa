"""What was said beside what came, in bins along the scores: one calibration error, everywhere the same.

Training, goals and monitor all take it from here, so that a figure of one can be held beside one of another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Bins of equal weight. With more of them chance alone looks like an error, with fewer errors cancel out.
BINS = 15


@dataclass(frozen=True)
class Reliability:
    """Bins along the scores, the lowest first: mean score, mean outcome, weight."""

    predicted: Array
    observed: Array
    weight: Array


def reliability(p: Array, outcome: Array, weight: Array | None = None) -> Reliability:
    """Scores against outcomes, or true chances, in bins of equal weight; empty bins are left out."""
    counted, group = _binned(p, weight)
    total = np.bincount(group, counted, BINS).astype(np.float64)
    filled = total > 0
    said, seen = (np.bincount(group, counted * values, BINS)[filled] for values in (p, outcome))
    return Reliability(said / total[filled], seen / total[filled], total[filled])


def calibration_error(p: Array, outcome: Array, weight: Array | None = None) -> float:
    """The mean distance of score and outcome over the bins (expected calibration error)."""
    curve = reliability(p, outcome, weight)
    return float(np.sum(curve.weight * np.abs(curve.predicted - curve.observed)) / np.sum(curve.weight))


def calibration_noise(p: Array, weight: Array | None = None) -> float:
    """The calibration error that sampled outcomes show on average where every score is the truth."""
    counted, group = _binned(p, weight)
    variance = np.bincount(group, p * (1 - p) * counted**2, BINS)
    # The mean of |N(0, s)| is s sqrt(2 / pi).
    return float(np.sqrt(2 / np.pi) * np.sqrt(variance).sum() / counted.sum())


def _binned(p: Array, weight: Array | None) -> tuple[Array, NDArray[np.int64]]:
    """The weight of each member, and his bin."""
    counted = np.ones(len(p)) if weight is None else np.asarray(weight, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    # The middle of a member's weight says where he belongs, so that equal members fill equal bins.
    middle = (np.cumsum(counted[order]) - counted[order] / 2) / counted.sum()
    group = np.empty(len(p), dtype=np.int64)
    group[order] = np.minimum((middle * BINS).astype(np.int64), BINS - 1)
    return counted, group
