"""How a model is made from what is known on the first day of a month. Evaluation and training both use it.

Months in their order: the oldest ones to fit, one to choose the number of rounds and the mixture, the newest
whole one to calibrate on. Then the model is fitted again on all of them, and moved to the level that theirs
let expect of the month to come.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retention.period import GAP_DAYS, Period, periods
from retention.training.baseline import Baseline, Basis, DesignRows, fit_baseline, fit_basis
from retention.training.booster import Bag, Rows, choose_rounds, fit_bag
from retention.training.calibration import (
    IDENTITY,
    SLOPE_POSITIVES,
    fit_calibration,
    level_shift,
)
from retention.training.columns import FeatureColumn
from retention.training.encoding import Encoder
from retention.training.evaluation import Array, log_loss, sigmoid
from retention.training.levels import Forecast, forecast
from retention.training.model import ChurnModel
from retention.training.settings import Settings

#: A month counts as whole when so much of it is known: January lacks one day on the first of March.
WHOLE = 0.9
#: Rounds and weight of the boosters where no month can be spared to choose them.
ROUNDS = 60
WEIGHT = 0.5
#: Rows of a month that tell its level: with more it is known far better than the month to come.
LEVEL_ROWS = 20_000


@dataclass(frozen=True)
class Fitted:
    """A model and how it came about. ``baseline`` is the calibrated logistic regression alone.

    levels: of each month, by how much in log odds its churn lay above what the model says of it, before the
    model was moved to ``level``.
    """

    model: ChurnModel
    baseline: ChurnModel
    rounds: int
    fit_months: tuple[Period, ...]
    tune_month: Period | None
    calibration_month: Period | None
    tuning_loss: float | None
    levels: dict[str, float]
    level: Forecast
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
    months = whole_months(known, period)
    rows = _prepare(known, columns)
    newest = months[-1] if len(months) > 1 else None
    middle = months[-2] if len(months) > 2 else None
    old = rows.where(~rows.of({str(newest), str(middle)} | rows.after(months)))
    notes: list[str] = []
    rounds, weight, loss = ROUNDS, WEIGHT, None
    start: Baseline | None = None
    tune = rows.where(rows.of({str(middle)}))
    if old.two_sided and tune.two_sided:
        tuned = _tuned(old, tune, settings)
        rounds, weight, loss, start = tuned.rounds, tuned.weight, tuned.loss, tuned.baseline
    else:
        middle = None
        notes.append(f"No month could be spared to choose rounds and mixture: {rounds} and {weight} it is.")
    before = rows.where(~rows.of({str(newest)} | rows.after(months)))
    calibration = rows.where(rows.of({str(newest)}))
    shape = base_shape = IDENTITY
    if before.two_sided and calibration.two_sided:
        part = _fit(before, settings, rounds, 1, start)
        start = part.baseline
        blind = ChurnModel(rows.encoder, part.baseline, part.bag, weight, IDENTITY)
        shape = fit_calibration(blind.log_odds(calibration.matrix), calibration.outcome)
        base_shape = fit_calibration(part.baseline.log_odds(calibration.matrix), calibration.outcome)
    else:
        newest = None
        notes.append("No month could be spared to calibrate on: the scores are as the model gives them.")
    final = _fit(rows, settings, rounds, bags, start)
    model = ChurnModel(rows.encoder, final.baseline, final.bag, weight, shape)
    some = rows.where(_some(rows.months))
    levels, level = _levels(model, some, period)
    moved = replace(model, calibration=shape.moved(level.mean), level_sd=level.sd)
    alone = replace(model, weight=0.0, calibration=base_shape)
    _, own = _levels(alone, some, period)
    alone = replace(alone, calibration=base_shape.moved(own.mean), level_sd=own.sd)
    learnt = tuple(Period.parse(month) for month in sorted(set(rows.months)))
    return Fitted(moved, alone, rounds, learnt, middle, newest, loss, levels, level, tuple(notes))


def _levels(model: ChurnModel, rows: _Rows, period: Period) -> tuple[dict[str, float], Forecast]:
    """The level of each month beside what a model says of it, and the one to expect of the period."""
    z = model.calibration.log_odds(model.log_odds(rows.matrix))
    seen: dict[str, tuple[float, float]] = {}
    for month in sorted(set(rows.months.tolist())):
        of_month = rows.months == month
        shift = level_shift(z[of_month], float(np.mean(rows.outcome[of_month])))
        p = sigmoid(z[of_month] + shift)
        seen[month] = (shift, float(1 / np.sqrt(np.sum(p * (1 - p)))))
    first, last = Period.parse(min(seen)), Period.parse(max(seen))
    # A month in between that nothing is known of is passed over, not left out: the course drifts on.
    course = [seen.get(str(month), (0.0, math.inf)) for month in periods(first, last)]
    levels, errors = zip(*course, strict=True)
    found = forecast(levels, errors, period.months_since(last))
    return {month: shift for month, (shift, _) in seen.items()}, found


def _some(months: NDArray[np.str_]) -> NDArray[np.bool_]:
    """As many rows of each month as tell its level, evenly spread."""
    mask = np.zeros(len(months), dtype=np.bool_)
    for month in np.unique(months):
        (places,) = np.nonzero(months == month)
        mask[places[:: max(1, len(places) // LEVEL_ROWS)]] = True
    return mask


@dataclass(frozen=True)
class _Rows:
    """Members ready to learn from. Encoder and basis are the same for all months known."""

    encoder: Encoder
    basis: Basis
    matrix: Array
    design: sparse.csr_matrix
    outcome: Array
    months: NDArray[np.str_]

    def of(self, months: set[str]) -> NDArray[np.bool_]:
        """Which rows are of these months."""
        return np.isin(self.months, sorted(months))

    def after(self, whole: Sequence[Period]) -> set[str]:
        """The months of which only a part is known."""
        return set(self.months.tolist()) - {str(month) for month in whole}

    def where(self, mask: NDArray[np.bool_]) -> _Rows:
        """Some of the rows."""
        return replace(
            self,
            matrix=self.matrix[mask],
            design=self.design[mask],
            outcome=self.outcome[mask],
            months=self.months[mask],
        )

    @property
    def two_sided(self) -> bool:
        """Whether some churned and some stayed."""
        return 0 < float(np.sum(self.outcome)) < len(self.outcome)

    @property
    def design_rows(self) -> DesignRows:
        """What the baseline learns from."""
        return DesignRows(self.design, self.outcome, self.months.tolist())


@dataclass(frozen=True)
class _Parts:
    baseline: Baseline
    bag: Bag


@dataclass(frozen=True)
class _Tuned:
    rounds: int
    weight: float
    loss: float
    baseline: Baseline


def _prepare(frame: pd.DataFrame, columns: Sequence[FeatureColumn]) -> _Rows:
    encoder = Encoder.fit(frame, columns)
    matrix = encoder.transform(frame)
    basis = fit_basis(matrix, encoder)
    return _Rows(
        encoder,
        basis,
        matrix,
        basis.design(matrix),
        frame["is_churn"].to_numpy(dtype=np.float64),
        frame["period_start"].to_numpy(dtype=np.str_),
    )


class TuningMonths:
    """The months that parameters are chosen on: those to fit, and the one that judges."""

    def __init__(self, frame: pd.DataFrame, columns: Sequence[FeatureColumn], period: Period) -> None:
        """Takes what was known on the first day of a period."""
        known = knowable(frame, period)
        _check(known, period)
        rows = _prepare(known, columns)
        months = whole_months(known, period)
        self._fit = rows.where(rows.of({str(month) for month in months[:-2]}))
        self._tune = rows.where(rows.of({str(month) for month in months[-2:-1]}))

    @property
    def enough(self) -> bool:
        """Whether there are months enough, with both outcomes, to choose anything by them."""
        return self._fit.two_sided and self._tune.two_sided

    def loss(self, settings: Settings) -> float:
        """The log loss at the best number of rounds and mixture, the level of the month aside."""
        return _tuned(self._fit, self._tune, settings).loss


def _fit(rows: _Rows, settings: Settings, rounds: int, bags: int, start: Baseline | None) -> _Parts:
    baseline = fit_baseline(rows.basis, rows.design_rows, settings.penalty, start)
    bag = fit_bag(
        Rows(rows.matrix, rows.outcome, _offsets(baseline, rows)),
        settings,
        categorical=rows.encoder.categorical,
        rounds=rounds,
        bags=bags,
    )
    return _Parts(baseline, bag)


def _offsets(baseline: Baseline, rows: _Rows) -> Array:
    return np.array([baseline.levels[month] for month in rows.months.tolist()])


def _tuned(fit: _Rows, tune: _Rows, settings: Settings) -> _Tuned:
    """Rounds, weight of the boosters, and the loss they reach. The level of the month is given to all."""
    baseline = fit_baseline(fit.basis, fit.design_rows, settings.penalty)
    rate = float(np.mean(tune.outcome))
    plain = baseline.log_odds(tune.matrix)
    rounds, bag = choose_rounds(
        Rows(fit.matrix, fit.outcome, _offsets(baseline, fit)),
        Rows(tune.matrix, tune.outcome, np.full(len(tune.outcome), level_shift(plain, rate))),
        settings,
        fit.encoder.categorical,
    )
    boosted = bag.log_odds(tune.matrix)[0]
    losses = {
        weight: _level_free_loss(weight * boosted + (1 - weight) * plain, tune.outcome, rate)
        for weight in (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)
    }
    best = min(losses, key=lambda weight: (losses[weight], abs(weight - WEIGHT)))
    # With few churners the best weight is mostly luck: the middle is as good until the data say otherwise.
    churners = float(np.sum(tune.outcome))
    trust = churners / (churners + 5 * SLOPE_POSITIVES)
    return _Tuned(rounds, trust * best + (1 - trust) * WEIGHT, losses[best], baseline)


def _level_free_loss(z: Array, outcome: Array, rate: float) -> float:
    return log_loss(sigmoid(z + level_shift(z, rate)), outcome)


def _check(known: pd.DataFrame, period: Period) -> None:
    if len(known) == 0:
        raise ValueError(
            f"No outcome was known on {period}: prepare and build the features of months that end "
            f"{GAP_DAYS - 1} days or more before it (03_prepare, 04_features)."
        )
    if known["is_churn"].nunique() < 2:
        what = "churned" if bool(known["is_churn"].iloc[0]) else "stayed"
        raise ValueError(
            f"All {len(known)} members whose outcome was known on {period} {what}: a model needs both "
            "outcomes. Take more months, or check the labels (03_prepare)."
        )
