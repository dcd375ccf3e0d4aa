"""The limits of the model's goals, which hang on how many rows it learnt from."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Rows of training for which the goals are stated.
FEW, MANY = 20_000, 200_000


@dataclass(frozen=True)
class Limits:
    """What is asked of a model; shares of what is possible, and log loss above the least possible.

    profit: by the save rates and values that are believed; true_profit: by those that are true of each
    member, beside the list of who knows the true chances and believes the same. For the run of 20,000
    members, some 67,000 rows, that asks for 0.93.
    """

    average_precision: float
    excess_log_loss: float
    profit: float
    true_profit: float


def limits(rows: int) -> Limits:
    """The limits for so many rows of training: between those stated, by the logarithm of the rows."""
    share = (math.log(max(rows, 1)) - math.log(FEW)) / (math.log(MANY) - math.log(FEW))
    at = min(max(share, 0.0), 1.0)

    def between(few: float, many: float) -> float:
        return round(few + (many - few) * at, 4)

    return Limits(between(0.94, 0.97), between(0.008, 0.003), between(0.92, 0.96), between(0.91, 0.95))


def calibration_limit(churn_before: float, churn: float) -> tuple[float, str]:
    """The limit of the calibration error, and whether the month is stable: churn within a point of before."""
    if abs(churn - churn_before) <= 0.01:
        return 0.005, "a stable month"
    return 0.010, "a drifted month"
