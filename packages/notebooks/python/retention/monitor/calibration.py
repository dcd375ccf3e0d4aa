"""Whether members left as often as was said, in the newest month that is known to its end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retention.monitor.report import Check
from retention.reliability import calibration_error, calibration_noise

Floats = NDArray[np.float64]

#: Beyond these the probabilities are no longer what they say.
LARGE_LIMIT = 0.01
ECE_LIMIT = 0.02


def untreated_weights(decision: NDArray[np.str_], rank: Floats) -> tuple[Floats, str]:
    """Weights under which members stand for all candidates as if nobody had been contacted, and a remark.

    A member who was contacted says nothing about who leaves without it: those held out among the ranks that
    were contacted stand for them. Where nobody was held out there, the contacted count as they are.
    """
    target = decision == "target"
    weight = np.ones(decision.size)
    if not target.any():
        return weight, ""
    stand_in = (decision == "control") & (rank <= rank[target].max())
    if not stand_in.any():
        return weight, " Nobody was held out: the effect of the contacts is in it."
    weight[target] = 0.0
    weight[stand_in] = 1.0 + target.sum() / stand_in.sum()
    return weight, f" {int(stand_in.sum())} held out stand for {int(target.sum())} contacted."


def calibration_checks(
    month: str, p: Floats, churn: Floats, decision: NDArray[np.str_], rank: Floats
) -> list[Check]:
    """Mean and calibration error of the probabilities of a month against its outcomes.

    With few members chance alone is beyond the limits: they grow to two standard errors of the mean and to
    twice the error by chance.
    """
    weight, remark = untreated_weights(decision, rank)
    said, seen = float(np.average(p, weights=weight)), float(np.average(churn, weights=weight))
    standard_error = float(np.sqrt(np.sum(p * (1 - p) * weight**2)) / weight.sum())
    large_limit = max(LARGE_LIMIT, 2 * standard_error)
    ece, ece_limit = calibration_error(p, churn, weight), max(ECE_LIMIT, 2 * calibration_noise(p, weight))
    large = abs(said - seen)
    about = f"{p.size} members of {month}: {said:.2%} were said to leave and {seen:.2%} left.{remark}"
    return [
        Check("calibration", month, large, large_limit, "warning" if large > large_limit else "ok", about),
        Check("calibration_ece", month, ece, ece_limit, "warning" if ece > ece_limit else "ok", about),
    ]
