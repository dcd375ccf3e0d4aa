"""How good probabilities of churn are: ranking, calibration and loss, in numpy.

``outcome`` is what happened, 0 or 1. Where the true probability is known, as in generated data, it may stand
there instead: each measure is then its own expectation, free of the noise of sampled labels.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from retention.reliability import calibration_error

Array = NDArray[np.float64]

#: Probabilities are kept this far from 0 and 1 where their logarithm is taken.
CLIP = 1e-7


@dataclass(frozen=True)
class Metrics:
    """The measures of one set of members. Rates are shares between 0 and 1, log loss is in nats."""

    rows: int
    positives: float
    log_loss: float
    average_precision: float
    brier: float
    ece: float
    bias: float

    def values(self) -> dict[str, float]:
        """The measures by name."""
        return {name: float(value) for name, value in asdict(self).items()}


def logit(p: Array) -> Array:
    """The log odds of probabilities."""
    q = np.clip(p, CLIP, 1 - CLIP)
    return np.log(q / (1 - q))


def sigmoid(z: Array) -> Array:
    """The probabilities of log odds."""
    return 1.0 / (1.0 + np.exp(-np.clip(z, -30.0, 30.0)))


def pointwise_log_loss(p: Array, outcome: Array) -> Array:
    """What each member adds to the log loss."""
    q = np.clip(p, CLIP, 1 - CLIP)
    return -(outcome * np.log(q) + (1 - outcome) * np.log(1 - q))


def log_loss(p: Array, outcome: Array) -> float:
    """The mean negative log likelihood; against true probabilities its least value is their entropy."""
    return float(np.mean(pointwise_log_loss(p, outcome)))


def excess_log_loss(p: Array, truth: Array) -> float:
    """What the log loss is above that of the true probabilities: the mean divergence, 0 at best."""
    return log_loss(p, truth) - log_loss(truth, truth)


def average_precision(p: Array, outcome: Array) -> float:
    """The area under precision and recall; members with equal scores come in together."""
    total = float(np.sum(outcome))
    if total <= 0:
        return 0.0
    order = np.argsort(-p, kind="stable")
    ends = np.append(np.nonzero(np.diff(p[order]))[0], len(p) - 1)
    caught = np.cumsum(outcome[order])[ends]
    precision = caught / (ends + 1)
    return float(np.sum(np.diff(caught, prepend=0.0) * precision) / total)


def brier(p: Array, outcome: Array) -> float:
    """The mean squared distance of probability and outcome."""
    return float(np.mean((p - outcome) ** 2))


def calibration_in_the_large(p: Array, outcome: Array) -> float:
    """Mean score minus mean outcome: above 0 where too much churn is expected."""
    return float(np.mean(p) - np.mean(outcome))


def evaluate(p: Array, outcome: Array) -> Metrics:
    """All measures at once. Raises ValueError where there are no members or a score is no probability."""
    if len(p) == 0:
        raise ValueError("There are no members to evaluate on: give a month that has mature labels.")
    if len(p) != len(outcome):
        raise ValueError(f"There are {len(p)} scores and {len(outcome)} outcomes: give one for each member.")
    if not bool(np.all(np.isfinite(p) & (p >= 0) & (p <= 1))):
        raise ValueError("Scores are to be probabilities between 0 and 1, and some are not.")
    return Metrics(
        rows=len(p),
        positives=float(np.sum(outcome)),
        log_loss=log_loss(p, outcome),
        average_precision=average_precision(p, outcome),
        brier=brier(p, outcome),
        ece=calibration_error(p, outcome),
        bias=calibration_in_the_large(p, outcome),
    )
