from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss
from sklearn.metrics import log_loss as sklearn_log_loss

from retention.training.evaluation import (
    average_precision,
    brier,
    evaluate,
    excess_log_loss,
    log_loss,
)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_agrees_with_scikit_learn_also_on_ties(seed: int) -> None:
    rng = np.random.default_rng(seed)
    p = np.round(rng.uniform(0.01, 0.99, 60), 1 + seed % 2)
    y = (rng.random(60) < 0.3).astype(float)
    y[0] = 1.0
    assert average_precision(p, y) == pytest.approx(average_precision_score(y, p))
    assert log_loss(p, y) == pytest.approx(sklearn_log_loss(y, np.clip(p, 1e-7, 1 - 1e-7), labels=[0, 1]))
    assert brier(p, y) == pytest.approx(brier_score_loss(y, p))


def test_true_probabilities_stand_for_the_expectation_over_labels() -> None:
    rng = np.random.default_rng(1)
    truth = rng.beta(0.3, 3.0, 4_000)
    guess = np.clip(truth * rng.lognormal(0, 0.3, 4_000), 0.001, 0.999)
    drawn = (rng.random((60, 4_000)) < truth).astype(float)
    assert log_loss(guess, truth) == pytest.approx(np.mean([log_loss(guess, y) for y in drawn]), rel=0.01)
    sampled = np.mean([average_precision(guess, y) for y in drawn])
    assert average_precision(guess, truth) == pytest.approx(sampled, abs=0.01)


def test_nothing_is_better_than_the_truth() -> None:
    truth = np.random.default_rng(2).beta(0.5, 4.0, 1_000)
    assert excess_log_loss(truth, truth) == 0.0
    assert excess_log_loss(np.clip(truth + 0.05, 0, 1), truth) > 0.005
    assert average_precision(truth, truth) > average_precision(truth[::-1], truth)


@pytest.mark.parametrize(
    ("p", "y", "message"),
    [([], [], "no members"), ([0.5], [1.0, 0.0], "1 scores and 2"), ([1.5], [1.0], "probabilities")],
)
def test_refuses_what_cannot_be_measured(p: list[float], y: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        evaluate(np.array(p), np.array(y))
