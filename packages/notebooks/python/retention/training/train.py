"""Trains the model of a period, tests it on past months, and decides whether it serves."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Metric, Param

from retention.decision.terms import Terms
from retention.features.dictionary import features_version
from retention.lake import Lake
from retention.pages.html import html
from retention.pages.markdown import markdown
from retention.pages.model_figures import to_json
from retention.pages.model_page import MODEL_FIGURES, MODEL_PAGE, model_page
from retention.pages.of_training import figures_of
from retention.period import Period
from retention.training import registry
from retention.training.columns import FeatureColumn, model_columns, names
from retention.training.dataset import TrainingData, read_training_data
from retention.training.model_card import model_card
from retention.training.origins import Origin, roll
from retention.training.procedure import Fitted, TuningMonths, fit_at
from retention.training.profile import profile_of
from retention.training.promotion import ECE_LIMIT, Verdict, judge
from retention.training.report import TrainingReport
from retention.training.rival import SCORES, Champion, load_champion, rival_scores
from retention.training.settings import Settings
from retention.training.tuning import search, search_on_cluster


@dataclass(frozen=True)
class TrainingOptions:
    """What a training may be told.

    model_name: registered name, on Databricks ``catalog.schema.model``. experiment: MLflow experiment, the
    one in use where empty. months: months of outcomes before the period. trials: parameter sets to try, 0 for
    the pinned ones. on_cluster: try them side by side on the executors.
    """

    model_name: str = registry.MODEL_NAME
    experiment: str = ""
    months: int = 12
    trials: int = 0
    on_cluster: bool = False
    ece_limit: float = ECE_LIMIT
    settings: Settings = field(default_factory=Settings)
    terms: Terms = field(default_factory=Terms)


def train(
    lake: Lake,
    period: Period,
    run_id: str,
    options: TrainingOptions | None = None,
    columns: tuple[FeatureColumn, ...] | None = None,
) -> TrainingReport:
    """Trains a version for a period, unless the same was trained before, and gives it its alias.

    It is registered as Challenger, and becomes Champion where the rule of `promotion.judge` says so. Raises
    ValueError where the data do not allow a model (see `dataset.read_training_data`).
    """
    chosen = options or TrainingOptions()
    data = read_training_data(lake, period, columns or model_columns(), chosen.months)
    if chosen.experiment:
        mlflow.set_experiment(chosen.experiment)
    print_ = registry.fingerprint(
        str(period),
        data.digest,
        features_version(),
        chosen.settings.values(),
        chosen.trials,
        chosen.on_cluster,
    )
    for version in registry.versions(chosen.model_name):
        if version.tags.get(registry.FINGERPRINT) == print_:
            return _reused(version, data, run_id)
    with mlflow.start_run(run_name=f"{period} {run_id}") as active:
        settings = _settings(data, chosen, active.info)
        origins = roll(data.frame, data.columns, period, settings)
        fitted = fit_at(data.frame, data.columns, period, settings, settings.bags)
        serving = registry.holder(chosen.model_name, registry.CHAMPION)
        found = verdict(data, origins, load_champion(serving) if serving else None, chosen)
        _log(data, fitted, origins, found, settings=settings, options=chosen)
        tags = {
            registry.FINGERPRINT: print_,
            "period_start": str(period),
            "data_version": str(data.data_version),
            "features_version": features_version(),
            "months": " ".join(str(month) for month in data.months),
            "features": " ".join(names(data.columns)),
            "origins": " ".join(str(origin.month) for origin in origins),
            "promoted": str(found.promoted).lower(),
            "reason": found.reason,
        }
        profile = profile_of(data.frame, data.columns)
        metadata = {
            "profile": profile,
            "period_start": str(period),
            registry.LEVEL_SD: fitted.model.level_sd,
        }
        uri = registry.log_model(fitted.model, data.frame, metadata)
        version = registry.register(uri, chosen.model_name, tags)
    _settle(version)
    return _report(version, data, run_id, notes=fitted.notes, reused=False)


def _settings(data: TrainingData, options: TrainingOptions, run: Any) -> Settings:
    if options.trials > 0 and options.on_cluster:
        return search_on_cluster(
            data.frame,
            data.columns,
            data.period,
            options.settings,
            trials=options.trials,
            experiment_id=run.experiment_id,
            study_name=f"retention-{run.run_id}",
        )
    months = TuningMonths(data.frame, data.columns, data.period) if options.trials > 0 else None
    return search(months, options.settings, options.trials) if months else options.settings


def verdict(
    data: TrainingData, origins: list[Origin], champion: Champion | None, options: TrainingOptions
) -> Verdict:
    """Whether the model of a training is to serve, judged on all months it was tested on.

    A month is tested by the model made on its first day. So of two models that are made alike and a month
    apart neither is surely better, and the champion stays.
    """
    if champion is not None and champion.period > data.period:
        return Verdict(False, f"Stays challenger: the champion is for {champion.period}, a later month.")
    if not origins:
        if champion is None:
            return Verdict(True, "There was no champion; no month could be tested.")
        return Verdict(False, "Stays challenger: no month could be tested.")
    scores = pd.concat([origin.scores for origin in origins], ignore_index=True)
    p, outcome = (scores[name].to_numpy(dtype=np.float64) for name in ("p", "outcome"))
    judged = partial(judge, p, terms=options.terms, ece_limit=options.ece_limit)
    if champion is None:
        return judged(None, outcome, scores)
    rows = scores[["period_start", "msno"]].merge(data.frame, "left", ["period_start", "msno"])
    rival = rival_scores(champion, rows, data.columns)
    if rival.gone:
        gone = ", ".join(rival.gone)
        return Verdict(True, f"The champion can serve no longer: it needs {gone}, which is no longer built.")
    return judged(rival.p, outcome, scores)


def _log(
    data: TrainingData,
    fitted: Fitted,
    origins: list[Origin],
    found: Verdict,
    *,
    settings: Settings,
    options: TrainingOptions,
) -> None:
    """Writes parameters, measures, pictures and the model card to the active run."""
    run = mlflow.active_run().info
    parameters = {
        **settings.values(),
        "rounds": fitted.rounds,
        "weight": round(fitted.model.weight, 4),
        "calibration": fitted.model.calibration.method,
        "months": options.months,
        "trials": options.trials,
        "period_start": str(data.period),
    }
    MlflowClient().log_batch(
        run.run_id,
        metrics=[Metric(name, value, run.start_time, step) for name, value, step in _measures(data, origins)],
        params=[Param(name, str(value)) for name, value in parameters.items()],
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if origins:
            tested = pd.concat([origin.scores for origin in origins])[["period_start", "msno", "p"]]
            tested.to_parquet(folder / SCORES, index=False)
        card = model_card(data, fitted, origins, found, settings)
        figures = figures_of(options.model_name, data, origins, card, options.terms)
        page = model_page(figures)
        for file, text in {
            "model_card.md": markdown(page.title, page.about, card),
            MODEL_PAGE: html(page),
            MODEL_FIGURES: to_json(figures),
        }.items():
            (folder / file).write_text(text, "utf-8")
        mlflow.log_artifacts(str(folder))


def _measures(data: TrainingData, origins: list[Origin]) -> list[tuple[str, float, int]]:
    """Name, value and step of each measure; the step is the month, such as 201702."""
    found = [("rows", float(len(data.frame)), 0), ("churners", float(data.frame["is_churn"].sum()), 0)]
    for origin in origins:
        step = origin.month.start.year * 100 + origin.month.start.month
        for prefix, metrics in (
            ("", origin.metrics),
            ("baseline_", origin.baseline),
            ("uncalibrated_", origin.uncalibrated),
            *((f"part/{part}/", metrics) for part, metrics in origin.by_segment().items()),
        ):
            found += [(f"{prefix}{name}", value, step) for name, value in metrics.values().items()]
    return found


def _settle(version: registry.Version) -> None:
    """Gives a version its aliases, once: an operator may have moved them since.

    None is taken from a version of a later month, as where an old month is trained again.
    """
    if version.tags.get("settled") == "true":
        return
    aliases = [registry.CHALLENGER, *([registry.CHAMPION] if version.tags["promoted"] == "true" else [])]
    for alias in aliases:
        holder = registry.holder(version.name, alias)
        if holder is None or holder.period <= version.period:
            registry.set_alias(version, alias)
    registry.set_tags(version, {"settled": "true"})


def _reused(version: registry.Version, data: TrainingData, run_id: str) -> TrainingReport:
    _settle(version)
    notes = ("The same data, features, parameters and code were trained before: that version stays.",)
    return _report(version, data, run_id, notes=notes, reused=True)


def _report(
    version: registry.Version, data: TrainingData, run_id: str, *, notes: tuple[str, ...], reused: bool
) -> TrainingReport:
    """The report of a version, with its measures as MLflow has them: those of the newest month tested."""
    run = MlflowClient().get_run(version.run_id)
    measured: dict[str, float] = run.data.metrics
    kept = ("log_loss", "average_precision", "brier", "ece", "bias")
    return TrainingReport(
        period=data.period,
        run_id=run_id,
        model_name=version.name,
        model_version=version.version,
        mlflow_run=version.run_id,
        reused=reused,
        promoted=version.tags["promoted"] == "true",
        reason=version.tags["reason"],
        rows=len(data.frame),
        churners=int(data.frame["is_churn"].sum()),
        months=len(data.months),
        origins=len(version.tags["origins"].split()),
        metrics={
            f"{prefix}{name}": float(measured[f"{prefix}{name}"])
            for prefix in ("", "baseline_", "uncalibrated_")
            for name in kept
            if f"{prefix}{name}" in measured
        },
        notes=notes,
        data_version=data.data_version,
        page=f"{run.info.artifact_uri}/{MODEL_PAGE}",
    )
