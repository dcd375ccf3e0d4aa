"""Rolling-origin evaluation: the model as it would have been made for past months, against what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from retention.period import Period
from retention.training.columns import FeatureColumn
from retention.training.evaluation import Metrics, evaluate, sigmoid
from retention.training.procedure import Fitted, fit_at, knowable, whole_months
from retention.training.settings import Settings

#: Boosters of the models that only evaluate.
EVALUATION_BAGS = 2


@dataclass(frozen=True)
class Origin:
    """The month that was predicted from what was known on its first day, and how that went.

    scores: a row a member with period_start, msno, segment, monthly_price, outcome, p, p_baseline.
    """

    month: Period
    fitted: Fitted
    scores: pd.DataFrame
    metrics: Metrics
    baseline: Metrics
    uncalibrated: Metrics

    def by_segment(self) -> dict[str, Metrics]:
        """The measures of parts of the month; parts without members are left out."""
        scores = self.scores
        parts = {
            "new": scores["is_first_cohort"] > 0,
            "returning": scores["is_first_cohort"] == 0,
            "auto_renew": (scores["is_auto_renew"] > 0) & (scores["is_cancelled"] == 0),
            "manual": scores["is_auto_renew"] == 0,
            "cancelled": scores["is_cancelled"] > 0,
            "plan_30_days": scores["last_plan_days"] <= 35,
            "plan_long": scores["last_plan_days"] > 35,
        }
        return {
            name: evaluate(scores["p"].to_numpy()[mask], scores["outcome"].to_numpy()[mask])
            for name, mask in ((name, part.to_numpy(dtype=bool)) for name, part in parts.items())
            if mask.any()
        }


def roll(
    frame: pd.DataFrame, columns: Sequence[FeatureColumn], period: Period, settings: Settings, count: int = 3
) -> list[Origin]:
    """Evaluates the last whole months before a period, the oldest first; fewer where the data are short.

    A month counts when, on its own first day, a whole month with both outcomes was known.
    """
    known = knowable(frame, period)
    found: list[Origin] = []
    for month in reversed(whole_months(known, period)):
        if len(found) == count:
            break
        past = knowable(known[known["period_start"] < str(month)], month)
        if past["is_churn"].nunique() < 2 or not whole_months(past, month):
            break
        fitted = fit_at(past, columns, month, settings, bags=min(settings.bags, EVALUATION_BAGS))
        found.append(_origin(fitted, known[known["period_start"] == str(month)], month))
    return found[::-1]


def _origin(fitted: Fitted, rows: pd.DataFrame, month: Period) -> Origin:
    matrix = fitted.model.encoder.transform(rows)
    outcome = rows["is_churn"].to_numpy(dtype=np.float64)
    p, base = fitted.model.probabilities(matrix), fitted.baseline.probabilities(matrix)
    kept = ("period_start", "msno", "segment", "monthly_price", "is_first_cohort", "is_auto_renew")
    scores = rows[[*kept, "is_cancelled", "last_plan_days"]].assign(outcome=outcome, p=p, p_baseline=base)
    return Origin(
        month,
        fitted,
        scores.reset_index(drop=True),
        evaluate(p, outcome),
        evaluate(base, outcome),
        evaluate(sigmoid(fitted.model.log_odds(matrix)), outcome),
    )
