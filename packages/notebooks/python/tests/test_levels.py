"""The level of the month to come: in worlds that stand still, scatter, wander and jump."""

from __future__ import annotations

import math
from dataclasses import replace

import churn_world
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from retention.period import Period
from retention.training.columns import model_columns
from retention.training.evaluation import excess_log_loss
from retention.training.levels import FIRST_SD, forecast
from retention.training.procedure import fit_at
from retention.training.settings import Settings

Floats = NDArray[np.float64]

MONTHS, ERROR, WORLDS = 10, 0.07, 150
PERIOD = Period.parse("2017-04-01")


def course(kind: str, random: np.random.Generator) -> Floats:
    """The true levels of ten months, of the one in between, and of the one to come."""
    count = MONTHS + 2
    if kind == "scattering":
        return random.normal(0.0, 0.15, count)
    if kind == "drifting":
        return np.cumsum(random.normal(0.0, 0.15, count))
    if kind == "jumped three months ago":
        return np.where(np.arange(count) >= MONTHS - 3, 0.4, 0.0)
    return np.zeros(count)


@pytest.mark.parametrize(
    ("kind", "of_newest", "of_mean"),
    [
        # Errors of the forecast as shares of those of the newest level, and of the mean of all, at most.
        ("stable", 0.5, 1.5),
        ("scattering", 0.85, 1.15),
        ("drifting", 1.08, 0.75),
        ("jumped three months ago", 1.0, 0.35),
    ],
)
def test_the_spread_of_months_says_how_much_the_newest_counts(
    kind: str, of_newest: float, of_mean: float
) -> None:
    random = np.random.default_rng(5)
    errors: dict[str, list[float]] = {"forecast": [], "newest": [], "mean": []}
    covered = []
    for _ in range(WORLDS):
        true = course(kind, random)
        seen = true[:MONTHS] + random.normal(0.0, ERROR, MONTHS)
        found = forecast(seen.tolist(), [ERROR] * MONTHS, 2)
        for name, said in (("forecast", found.mean), ("newest", seen[-1]), ("mean", seen.mean())):
            errors[name].append(float(said - true[-1]))
        covered.append(abs(found.mean - true[-1]) < 1.2816 * found.sd)
    off = {name: float(np.sqrt(np.mean(np.square(values)))) for name, values in errors.items()}
    assert off["forecast"] < of_newest * off["newest"]
    assert off["forecast"] < of_mean * off["mean"]
    assert np.mean(covered) > 0.72


def test_nothing_known_says_nothing_and_what_is_unknown_in_between_is_passed_over() -> None:
    assert forecast([], [], 1).mean == 0.0 and forecast([], [], 1).sd > FIRST_SD
    one = forecast([0.3], [1e-3], 1)
    assert 0.2 < one.mean < 0.3
    gap = forecast([0.3, 0.0, 0.3], [0.05, math.inf, 0.05], 1)
    assert gap.mean == pytest.approx(forecast([0.3, 0.3], [0.05, 0.05], 1).mean, abs=0.02)
    assert forecast([0.3], [1e-3], 6).sd > one.sd


@pytest.mark.parametrize(("newest", "to_come"), [(0.5, 0.0), (0.5, 0.5)], ids=["a blip", "a jump that stays"])
def test_a_model_follows_a_jump_that_stays_and_hardly_one_month_that_stood_out(
    newest: float, to_come: float
) -> None:
    """Eight months alike, then one or three at another level: beside the model moved to the newest alone."""
    levels = [0.0] * 6 + [to_come, to_come, newest]
    past = pd.concat(
        [churn_world.month(PERIOD.plus(step - 10), 500, 4, level) for step, level in enumerate(levels)],
        ignore_index=True,
    )
    settings = Settings(max_rounds=10, patience=4, bags=1, learning_rate=0.2)
    made = fit_at(past, model_columns(), PERIOD, settings, 1)
    coming = churn_world.month(PERIOD, 3_000, 9, to_come)
    truth = coming["p_true"].to_numpy(np.float64)
    alone = made.levels[max(made.levels)] - made.level.mean
    newest_only = replace(made.model, calibration=made.model.calibration.moved(alone))
    ours, other = (
        excess_log_loss(model.predict(coming)["p_churn"].to_numpy(np.float64), truth)
        for model in (made.model, newest_only)
    )
    assert ours < (0.97 * other if to_come == 0.0 else 1.15 * other)
