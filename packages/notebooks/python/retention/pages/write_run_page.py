"""Sums up what was decided on a month, and keeps its page beside the card of the model that scored it."""

from __future__ import annotations

import datetime as dt
from functools import reduce

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from pyspark.sql import functions as F

from retention.decision.held import held
from retention.lake import Lake
from retention.pages.html import html
from retention.pages.model_figures import BANDS, ModelFigures, from_json
from retention.pages.model_page import MODEL_FIGURES
from retention.pages.run_figures import (
    Finding,
    Plan,
    RunFigures,
    curve,
    decided,
    everybody,
    months,
    parts,
    score_bands,
)
from retention.pages.run_page import run_page
from retention.period import Period
from retention.runs import of_run
from retention.training.registry import version_of


def write_run_page(lake: Lake, period: Period, monitored: str) -> str | None:
    """Writes the page of the decisions that hold for a month; answers its address in MLflow.

    monitored: the run of the monitor whose checks are shown. None where nothing was decided on the month, or
    where the version that scored it is no longer registered.
    """
    figures = run_figures(lake, period, monitored)
    if figures is None:
        return None
    try:
        version = version_of(f"models:/{figures.model_name}/{figures.model_version}")
    except LookupError:
        return None
    client = MlflowClient()
    root = str(client.get_run(version.run_id).info.artifact_uri)
    file = f"months/{period}-{figures.run_id}.html"
    client.log_text(version.run_id, html(run_page(figures, _model(version.run_id))), file)
    return f"{root}/{file}"


def _model(run: str) -> ModelFigures | None:
    try:
        return from_json(mlflow.artifacts.load_text(f"runs:/{run}/{MODEL_FIGURES}"))
    except (MlflowException, OSError, ValueError):
        # Trained before the figures were kept, or kept otherwise.
        return None


def run_figures(lake: Lake, period: Period, monitored: str) -> RunFigures | None:
    """The figures of the decisions that hold for a month; None where there are none."""
    rows = held(lake, period)
    if rows is None:
        return None
    band = reduce(
        lambda found, at: F.when(F.col("p_churn") >= BANDS[at], at).otherwise(found),
        range(1, len(BANDS) - 1),
        F.lit(0),
    )
    keys = ["segment", "offer_id", "reason_1", "decision", "run_id", "model_name", "model_version"]
    summed = (
        rows.groupBy(*keys, "data_version", band.alias("band"))
        .agg(
            F.count("*").alias("members"),
            F.sum(F.coalesce("p_churn", F.lit(0.0))).alias("said"),
            F.sum(F.coalesce("expected_profit", F.lit(0.0))).alias("expected_profit"),
        )
        .toPandas()
    )
    if summed.empty:
        return None
    first = summed.iloc[0]
    whole = everybody(summed)
    of = of_run(period, str(first["run_id"]))
    (plan,) = lake.read("gold/campaign_plan").where(of).collect()
    eligible = int(summed.loc[summed["decision"] != "ineligible", "members"].sum())
    points = [(float(point["share"]), float(point["profit"])) for point in plan["profit_curve"] or []]
    return RunFigures(
        str(period),
        str(first["run_id"]),
        str(first["model_name"]),
        str(first["model_version"]),
        int(first["data_version"]),
        whole,
        decided(summed),
        Plan(
            float(plan["expected_profit"]),
            float(plan["profit_p10"]),
            float(plan["profit_p90"]),
            float(plan["budget"]),
            plan["recommended_threshold"],
            plan["break_even_save_rate"],
            curve(points, eligible, whole.contacted + whole.held_out),
        ),
        parts(summed, "segment"),
        parts(summed, "offer_id"),
        parts(summed, "reason_1"),
        score_bands(summed),
        months(_said(lake), _outcomes(lake), period.start),
        _findings(lake, period, monitored),
    )


def _said(lake: Lake) -> list[tuple[dt.date, float]]:
    """The mean of what was said, month by month, of the decisions that hold."""
    rows = held(lake)
    if rows is None:
        return []
    means = rows.groupBy("period_start").agg(F.avg("p_churn").alias("said")).where("said IS NOT NULL")
    return [(row["period_start"], float(row["said"])) for row in means.collect()]


def _outcomes(lake: Lake, label_source: str = "full_history") -> list[tuple[dt.date, int, int]]:
    """Months whose labels are all mature: month, members, how many left."""
    if not lake.exists("gold/labels"):
        return []
    left = F.sum(F.col("is_churn").cast("int"))
    rows = (
        lake.read("gold/labels")
        .where(F.col("label_source") == label_source)
        .groupBy("period_start")
        .agg(F.count("*").alias("members"), left.alias("left"), F.min("is_mature").alias("mature"))
        .where("mature")
    )
    return [(row["period_start"], int(row["members"]), int(row["left"])) for row in rows.collect()]


def _findings(lake: Lake, period: Period, run_id: str) -> tuple[Finding, ...]:
    if not lake.exists("gold/model_monitor"):
        return ()
    rows = lake.read("gold/model_monitor").where(of_run(period, run_id)).collect()
    found = [
        Finding(
            row["check_name"], row["subject"], row["value"], row["limit_value"], row["status"], row["detail"]
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.check, one.subject)))
