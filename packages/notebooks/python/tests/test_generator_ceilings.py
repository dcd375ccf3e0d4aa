"""The formulas of the ceilings, against sampled outcomes and by hand."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, log_loss

from retention.generator.ceilings import (
    average_precision_under_truth,
    bayes_average_precision,
    bayes_log_loss,
    excess_log_loss,
    expected_log_loss,
    profit_ceiling,
)

RANDOM = np.random.default_rng(5)
P = RANDOM.beta(0.3, 3.0, 200_000)


def test_ceilings_are_what_sampled_outcomes_come_to() -> None:
    churned = RANDOM.random(len(P)) < P
    assert bayes_log_loss(P) == pytest.approx(log_loss(churned, P), abs=0.002)
    assert bayes_average_precision(P) == pytest.approx(average_precision_score(churned, P), abs=0.01)
    other = np.round(P * RANDOM.lognormal(0, 0.5, len(P)), 3)
    assert average_precision_under_truth(other, P) == pytest.approx(
        average_precision_score(churned, other), abs=0.01
    )


def test_ranking_by_hand() -> None:
    # First 0.5 of 1, then 0.7 of 2 rows: (0.5 x 0.5 + 0.2 x 0.35) / 0.7.
    assert bayes_average_precision([0.2, 0.5]) == pytest.approx(0.32 / 0.7)
    assert average_precision_under_truth([1, 1, 1], [0.2, 0.5, 0.2]) == pytest.approx(0.3)
    with pytest.raises(ValueError, match="may churn"):
        bayes_average_precision([0.0, 0.0])


def test_excess_is_the_log_loss_above_the_ceiling() -> None:
    q = np.clip(P * 1.2, 1e-6, 1 - 1e-6)
    assert excess_log_loss(P, P) == pytest.approx(0, abs=1e-12)
    assert excess_log_loss(q, P) == pytest.approx(expected_log_loss(q, P) - bayes_log_loss(P), abs=1e-9)
    assert excess_log_loss(q, P) > 0


def test_profit_takes_only_those_worth_it() -> None:
    # 0.5 x (0.5 x 90 - 1) - 0.5 x 11 = 16.5; at 1 % churn the offer costs more than it saves.
    assert profit_ceiling([0.5, 0.01], [0.5, 0.5], [100, 100], [10, 10], 1.0) == pytest.approx(16.5)


@pytest.mark.parametrize("wrong", [[], [0.1, float("nan")]])
def test_nothing_comes_of_nothing(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="at least one row"):
        bayes_log_loss(wrong)
