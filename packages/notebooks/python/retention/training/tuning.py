"""Searches for better parameters with Optuna, on a month that is never the one tested on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import optuna
import pandas as pd
from pyspark import cloudpickle

import retention
from retention.period import Period
from retention.training.columns import FeatureColumn
from retention.training.procedure import TuningMonths
from retention.training.settings import Settings


def suggest(trial: Any, base: Settings) -> Settings:
    """Parameters for a trial, around those that are known to do."""
    return replace(
        base,
        learning_rate=trial.suggest_float("learning_rate", 0.02, 0.08, log=True),
        leaves=trial.suggest_int("leaves", 7, 31),
        leaf_rows=trial.suggest_int("leaf_rows", 50, 400, log=True),
        feature_fraction=trial.suggest_float("feature_fraction", 0.25, 0.8),
        bagging_fraction=trial.suggest_float("bagging_fraction", 0.5, 0.9),
        l2=trial.suggest_float("l2", 1.0, 50.0, log=True),
    )


def search(months: TuningMonths, base: Settings, trials: int) -> Settings:
    """The best of so many trials, the pinned parameters among them; the same data give the same answer.

    Trials run one after the other on this machine, with a sampler whose seed is fixed.
    """
    if trials <= 0 or not months.enough:
        return base
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=base.seed))
    study.enqueue_trial(_pinned(base))
    study.optimize(lambda trial: months.loss(suggest(trial, base)), n_trials=trials)
    return suggest(optuna.trial.FixedTrial(study.best_params), base)


def search_on_cluster(
    frame: pd.DataFrame,
    columns: tuple[FeatureColumn, ...],
    period: Period,
    base: Settings,
    *,
    trials: int,
    experiment_id: str,
    study_name: str,
    jobs: int = 4,
) -> Settings:
    """As `search`, with trials side by side on the executors and kept in an MLflow experiment.

    Trials that run side by side see different pasts, so that another run may choose otherwise. The pinned
    parameters are tried here, and stay where no trial is better.
    """
    # Only a cluster needs them, and they take their time to load.
    from mlflow.optuna.storage import MlflowStorage  # noqa: PLC0415
    from mlflow.pyspark.optuna.study import MlflowSparkStudy  # noqa: PLC0415

    def objective(trial: Any) -> float:
        return TuningMonths(frame, columns, period).loss(suggest(trial, base))

    study = MlflowSparkStudy(
        study_name,
        MlflowStorage(experiment_id=experiment_id),
        sampler=optuna.samplers.TPESampler(seed=base.seed),
    )
    # The package lies beside the notebooks and not on the executors: it travels with the objective.
    cloudpickle.register_pickle_by_value(retention)  # type: ignore[no-untyped-call]
    try:
        study.optimize(objective, n_trials=trials, n_jobs=jobs)
    finally:
        cloudpickle.unregister_pickle_by_value(retention)  # type: ignore[no-untyped-call]
    if study.best_value >= TuningMonths(frame, columns, period).loss(base):
        return base
    return suggest(optuna.trial.FixedTrial(study.best_params), base)


def _pinned(base: Settings) -> dict[str, float | int]:
    names = ("learning_rate", "leaves", "leaf_rows", "feature_fraction", "bagging_fraction", "l2")
    return {name: base.values()[name] for name in names}
