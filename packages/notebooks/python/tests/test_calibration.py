from __future__ import annotations

import json

import numpy as np
import pytest

from retention.training.calibration import IDENTITY, Calibration, fit_calibration, level_shift
from retention.training.evaluation import excess_log_loss, sigmoid


def world(rows: int, level: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log odds of a model that is too sure, the truth, and labels."""
    rng = np.random.default_rng(seed)
    true = rng.normal(level, 1.5, rows)
    p = sigmoid(true)
    return 1.6 * true + 0.7, p, (rng.random(rows) < p).astype(float)


def test_a_line_takes_back_what_a_model_is_too_sure_of() -> None:
    z, p, y = world(6_000, -4.0)
    found = fit_calibration(z, y)
    assert found.method == "platt"
    assert found.slope == pytest.approx(1 / 1.6, abs=0.08)
    assert excess_log_loss(sigmoid(found.log_odds(z)), p) < excess_log_loss(sigmoid(z), p) / 10


def test_a_curve_is_taken_where_there_are_churners_enough_and_a_line_does_not_fit() -> None:
    rng = np.random.default_rng(2)
    z = rng.normal(-1.0, 2.0, 20_000)
    p = sigmoid(np.where(z < -1.0, -1.0 + 0.2 * (z + 1.0), -1.0 + 1.5 * (z + 1.0)))
    y = (rng.random(20_000) < p).astype(float)
    found = fit_calibration(z, y)
    assert found.method == "isotonic"
    assert excess_log_loss(sigmoid(found.log_odds(z)), p) < 0.003
    # The order of members stays, also beyond the knots.
    assert np.all(np.diff(found.log_odds(np.linspace(-15, 15, 400))) > 0)


@pytest.mark.parametrize(("churners", "rows"), [(0, 50), (3, 200), (200, 200)])
def test_few_churners_move_the_level_only(churners: int, rows: int) -> None:
    z = np.random.default_rng(3).normal(-2.0, 1.0, rows)
    found = fit_calibration(z, (np.arange(rows) < churners).astype(float))
    assert found.method == "level"
    assert found.slope == pytest.approx(1.0, abs=1e-4)
    assert np.all(np.isfinite(found.log_odds(z)))


def test_a_shift_gives_the_rate_that_was_asked_for() -> None:
    z, p, _ = world(5_000, -3.0)
    moved = IDENTITY.moved(level_shift(z, float(np.mean(p))))
    assert float(np.mean(sigmoid(moved.log_odds(z)))) == pytest.approx(float(np.mean(p)), abs=1e-6)
    assert level_shift(z, 0.0) > -20.0


def test_the_less_is_known_the_wider_the_map() -> None:
    few, many = (fit_calibration(*world(rows, -2.0)[::2]) for rows in (400, 8_000))
    z = np.array([-3.0, 0.0])
    assert np.all(few.variance(z) > 4 * many.variance(z))


def test_survives_being_written() -> None:
    z, _, y = world(30_000, -1.0)
    found = fit_calibration(z, y).moved(0.3)
    assert Calibration.from_json(json.loads(json.dumps(found.to_json()))) == found
