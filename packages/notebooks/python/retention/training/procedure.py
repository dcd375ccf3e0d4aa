"""How a model is made from what is known on the first day of a month. Evaluation and training both use it.

Months in their order: the oldest ones to fit, one to choose the number of rounds and the mixture, the newest
whole one to calibrate on. Then the model is fitted again on all of them, and keeps the level of the newest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from retention.period import GAP_DAYS, Period
from retention.training.baseline import Baseline, fit_baseline
from retention.training.booster import Bag, Rows, choose_rounds, fit_bag
from retention.training.calibration import (
    IDENTITY,
    SLOPE_POSITIVES,
    Calibration,
    fit_calibration,
    level_shift,
)
from retention.training.columns import FeatureColumn
from retention.training.encoding import Encoder
from retention.training.evaluation import Array, log_loss, sigmoid
from retention.training.model import ChurnModel
from retention.training.settings import Settings

#: A month counts as whole when so much of it is known: January lacks one day on the first of March.
WHOLE = 0.9
#: Rounds and weight of the boosters where no month can be spared to choose them.
ROUNDS = 60
WEIGHT = 0.5
#: What one month is away from the last in log odds where too few months tell.
LEVEL_SD = 0.15


@dataclass(frozen=True)
class Fitted:
    """A model and how it came about. ``baseline`` is the calibrated logistic regression alone."""

    model: ChurnModel
    baseline: ChurnModel
    rounds: int
    fit_months: tuple[Period, ...]
    tune_month: Period | None
    calibration_month: Period | None
    tuning_loss: float | None
    notes: tuple[str, ...]


def knowable(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The rows whose outcome was known on the first day of a month."""
    last = period.start - dt.timedelta(days=GAP_DAYS)
    return frame[frame["last_expire"] <= pd.Timestamp(last)]


def whole_months(frame: pd.DataFrame, period: Period) -> list[Period]:
    """The months before a period whose outcomes were all, or nearly all, known on its first day."""
    last = period.start - dt.timedelta(days=GAP_DAYS)
    found = [Period.parse(text) for text in sorted(frame["period_start"].astype(str).unique())]
    return [
        month
        for month in found
        if ((last - month.start).days + 1) / ((month.plus(1).start - month.start).days) >= WHOLE
    ]


def fit_at(
    frame: pd.DataFrame, columns: Sequence[FeatureColumn], period: Period, settings: Settings, bags: int
) -> Fitted:
    """Makes the model that could have been made on the first day of a period.

    frame: rows of training data, later ones are left out. Raises ValueError where nothing was known yet, or
    only one of the two outcomes.
    """
    known = knowable(frame, period)
    _check(known, period)
    whole = whole_months(known, period)
    newest = whole[-1] if whole else None
    calibration = _chosen(known, [newest] if newest and len(whole) > 1 else [])
    tune = _chosen(known, [whole[-2]] if len(whole) > 2 else [])
    fit = _chosen(known, whole[: -2 if len(whole) > 2 else -1] if len(whole) > 1 else whole)
    notes: list[str] = []
    if not _two_sided(tune) or not _two_sided(fit):
        rounds, weight, tuning_loss = ROUNDS, WEIGHT, None
        notes.append(
            f"No month could be spared to choose rounds and mixture: {ROUNDS} rounds, weight {WEIGHT}."
        )
    else:
        rounds, weight, tuning_loss = _tuned(fit, tune, columns, settings)
    before = pd.concat([fit, tune])
    if _two_sided(calibration) and _two_sided(before):
        shape, base_shape, rate = _calibrated(
            before, calibration, columns, settings, rounds=rounds, weight=weight
        )
    else:
        shape, base_shape, rate = IDENTITY, IDENTITY, None
        notes.append("No month could be spared to calibrate on: the scores are as the model gives them.")
    made = _fit(known, columns, settings, rounds, bags)
    model = ChurnModel(made.encoder, made.baseline, made.bag, weight, shape, _level_sd(made.baseline))
    alone = replace(model, weight=0.0, calibration=base_shape)
    if rate is not None:
        matrix = made.encoder.transform(calibration)
        model = replace(model, calibration=shape.shifted(model.log_odds(matrix), rate))
        alone = replace(alone, calibration=base_shape.shifted(alone.log_odds(matrix), rate))
    return Fitted(
        model,
        alone,
        rounds,
        tuple(Period.parse(month) for month in sorted(known["period_start"].unique())),
        None if tuning_loss is None else whole[-2],
        None if rate is None else newest,
        tuning_loss,
        tuple(notes),
    )


def tuning_split(frame: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """The months to fit on and the month to choose parameters on; None where there are too few."""
    known = knowable(frame, period)
    whole = whole_months(known, period)
    if len(whole) < 3:
        return None
    fit, tune = _chosen(known, whole[:-2]), _chosen(known, [whole[-2]])
    return (fit, tune) if _two_sided(fit) and _two_sided(tune) else None


def tuning_loss(
    fit: pd.DataFrame, tune: pd.DataFrame, columns: Sequence[FeatureColumn], settings: Settings
) -> float:
    """The log loss on the tuning month at its best number of rounds and mixture, its level aside."""
    return _tuned(fit, tune, columns, settings)[2]


@dataclass(frozen=True)
class _Parts:
    encoder: Encoder
    baseline: Baseline
    bag: Bag


def _fit(
    frame: pd.DataFrame, columns: Sequence[FeatureColumn], settings: Settings, rounds: int, bags: int
) -> _Parts:
    encoder = Encoder.fit(frame, columns)
    matrix, outcome, months = encoder.transform(frame), _outcome(frame), frame["period_start"].tolist()
    baseline = fit_baseline(matrix, outcome, months, encoder, settings.penalty)
    rows = Rows(matrix, outcome, np.array([baseline.levels[month] for month in months]))
    bag = fit_bag(rows, settings, categorical=encoder.categorical, rounds=rounds, bags=bags)
    return _Parts(encoder, baseline, bag)


def _tuned(
    fit: pd.DataFrame, tune: pd.DataFrame, columns: Sequence[FeatureColumn], settings: Settings
) -> tuple[int, float, float]:
    """Rounds, weight of the boosters, and the loss they reach. The level of the month is given to all."""
    encoder = Encoder.fit(fit, columns)
    matrix, months = encoder.transform(fit), fit["period_start"].tolist()
    baseline = fit_baseline(matrix, _outcome(fit), months, encoder, settings.penalty)
    held, outcome = encoder.transform(tune), _outcome(tune)
    rate = float(np.mean(outcome))
    plain = baseline.log_odds(held)
    rounds, bag = choose_rounds(
        Rows(matrix, _outcome(fit), np.array([baseline.levels[month] for month in months])),
        Rows(held, outcome, np.full(len(outcome), level_shift(plain, rate))),
        settings,
        encoder.categorical,
    )
    boosted = bag.log_odds(held)[0]
    losses = {
        weight: _level_free_loss(weight * boosted + (1 - weight) * plain, outcome, rate)
        for weight in (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)
    }
    best = min(losses, key=lambda weight: (losses[weight], abs(weight - WEIGHT)))
    # With few churners the best weight is mostly luck: the middle is as good until the data say otherwise.
    trust = float(np.sum(outcome)) / (float(np.sum(outcome)) + 5 * SLOPE_POSITIVES)
    return rounds, trust * best + (1 - trust) * WEIGHT, losses[best]


def _calibrated(
    before: pd.DataFrame,
    month: pd.DataFrame,
    columns: Sequence[FeatureColumn],
    settings: Settings,
    *,
    rounds: int,
    weight: float,
) -> tuple[Calibration, Calibration, float]:
    """The maps of model and baseline, learnt on a month that neither has seen, and its mean probability."""
    made = _fit(before, columns, settings, rounds, bags=1)
    model = ChurnModel(made.encoder, made.baseline, made.bag, weight, IDENTITY)
    matrix, outcome = made.encoder.transform(month), _outcome(month)
    shape = fit_calibration(model.log_odds(matrix), outcome)
    return (
        shape,
        fit_calibration(made.baseline.log_odds(matrix), outcome),
        float(np.mean(sigmoid(shape.log_odds(model.log_odds(matrix))))),
    )


def _level_free_loss(z: Array, outcome: Array, rate: float) -> float:
    return log_loss(sigmoid(z + level_shift(z, rate)), outcome)


def _level_sd(baseline: Baseline) -> float:
    """How far a month's level is from the one before, with two pseudo-steps of the usual size."""
    steps = np.diff([baseline.levels[month] for month in sorted(baseline.levels)])
    return float(np.sqrt((np.sum(steps**2) + 2 * LEVEL_SD**2) / (len(steps) + 2)))


def _chosen(frame: pd.DataFrame, months: Sequence[Period]) -> pd.DataFrame:
    return frame[frame["period_start"].isin([str(month) for month in months])]


def _outcome(frame: pd.DataFrame) -> Array:
    return frame["is_churn"].to_numpy(dtype=np.float64)


def _two_sided(frame: pd.DataFrame) -> bool:
    return len(frame) > 0 and frame["is_churn"].nunique() == 2


def _check(known: pd.DataFrame, period: Period) -> None:
    if len(known) == 0:
        raise ValueError(
            f"No outcome was known on {period}: prepare and build the features of months that end "
            f"{GAP_DAYS - 1} days or more before it (03_prepare, 04_features)."
        )
    if not _two_sided(known):
        what = "churned" if bool(known["is_churn"].iloc[0]) else "stayed"
        raise ValueError(
            f"All {len(known)} members whose outcome was known on {period} {what}: a model needs both "
            "outcomes. Take more months, or check the labels (03_prepare)."
        )
