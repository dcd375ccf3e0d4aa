"""The one calibration error: bins of equal weight, what chance makes of it, and that everybody takes it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from retention.goals.model_goals import probability
from retention.monitor.calibration import calibration_checks
from retention.reliability import BINS, calibration_error, calibration_noise, reliability
from retention.training.evaluation import evaluate


def probabilities(size: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    p = rng.beta(0.5, 4.0, size)
    return p, (rng.random(size) < p).astype(float)


def test_bins_hold_equal_weight() -> None:
    p = np.repeat(np.arange(1, BINS + 1) / (BINS + 1), 20)
    curve = reliability(p, np.zeros(len(p)))
    assert curve.weight.tolist() == [20.0] * BINS
    assert curve.predicted == pytest.approx(np.unique(p))
    assert calibration_error(p + 0.01, p) == pytest.approx(0.01)
    # One half said too much and the other too little: what cancels out over all does not over the bins.
    off = np.where(p > 0.5, 0.02, -0.02)
    assert calibration_error(p + off, p) == pytest.approx(0.02)


def test_few_members_fill_few_bins_and_weight_counts_as_members_do() -> None:
    assert calibration_error(np.array([0.1, 0.2]), np.array([0.2, 0.1])) == pytest.approx(0.1)
    p, churn = probabilities(600)
    double = np.where(np.arange(600) % 2 == 0, 2.0, 0.0)
    taken = np.repeat(np.arange(0, 600, 2), 2)
    assert calibration_error(p, churn, double) == pytest.approx(calibration_error(p[taken], churn[taken]))
    assert calibration_error(p, churn, np.full(600, 7.0)) == pytest.approx(calibration_error(p, churn))


def test_noise_is_what_sampled_labels_show_of_perfect_scores() -> None:
    p, _ = probabilities(3_000)
    rng = np.random.default_rng(4)
    sampled = [calibration_error(p, (rng.random(3_000) < p).astype(float)) for _ in range(60)]
    assert calibration_noise(p) == pytest.approx(np.mean(sampled), rel=0.1)
    assert calibration_noise(p, np.ones(3_000)) == pytest.approx(calibration_noise(p))


def test_training_monitor_and_goals_tell_the_same_error() -> None:
    p, churn = probabilities(4_000)
    nobody, none = np.full(p.size, "no_value"), np.full(p.size, np.nan)
    watched = calibration_checks("2017-03-01", p, churn, nobody, none)[1].value
    (_, goal) = probability(pd.DataFrame({"p_churn": p, "p_true": churn}), 60_000, float(churn.mean()))
    assert evaluate(p, churn).ece == watched == calibration_error(p, churn)
    assert goal.figure == f"{watched:.4f}"
