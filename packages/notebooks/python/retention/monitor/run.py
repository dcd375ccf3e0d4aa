"""Runs all checks of a month and stores them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.decision.held import DECISIONS
from retention.features.dictionary import FEATURES
from retention.lake import Lake
from retention.monitor.calibration import calibration_checks
from retention.monitor.drift import input_checks, reference, score_checks
from retention.monitor.expectation import Outcome, expectation_check, maturity_check, revenue_check
from retention.monitor.freshness import freshness_checks
from retention.monitor.history import holding_runs, outcomes_before
from retention.monitor.report import Check, MonitorReport
from retention.monitor.soundness import soundness_checks
from retention.period import Period
from retention.runs import of_run


def monitor(
    lake: Lake,
    period: Period,
    run_id: str,
    *,
    revenue_limit: float | None = None,
    label_source: str = "full_history",
    measured_at: dt.datetime | None = None,
) -> MonitorReport:
    """Checks data, features, scores and outcomes of a month and writes a row each to ``gold/model_monitor``.

    The scores are those of the run that holds. revenue_limit: NTD a month that may be at risk. The rows of
    the same month and run are replaced. What is missing is a finding, no error.
    """
    outcomes = outcomes_before(lake, period, label_source)
    checks = [*freshness_checks(lake, period), maturity_check(period, outcomes)]
    if lake.exists("gold/features"):
        features = lake.read("gold/features")
        kinds = {feature.name: feature.kind for feature in FEATURES if feature.name in features.columns}
        checks += input_checks(features, {**kinds, "segment": "category"}, period)
    else:
        detail = "The table is not in the lake: run 04_features."
        checks.append(Check("input_psi", "gold/features", None, None, "failed", detail))
    runs = holding_runs(lake, period)
    checks += soundness_checks(lake, period, runs.get(period), label_source)
    if period in runs:
        decisions = lake.read(DECISIONS)
        expected, at_risk = _expected(lake, decisions, period, runs[period])
        checks += score_checks(_scores(decisions, period, runs), period)
        checks.append(expectation_check(expected, outcomes))
        checks.append(revenue_check(at_risk, revenue_limit))
        checks += _calibration(lake, decisions, runs, outcomes, label_source)
    else:
        detail = f"No scores of {period} are stored: run 06_score_and_decide."
        checks.append(Check("score_psi", "p_churn", None, None, "failed", detail))
    report = MonitorReport(period, run_id, checks)
    _store(lake, report, measured_at or dt.datetime.now(dt.UTC))
    return report


def _scores(decisions: DataFrame, period: Period, runs: Mapping[Period, str]) -> DataFrame:
    """The scores of this month and of those it is compared with, of one run each."""
    chosen = F.lit(False)
    for month in (period, *reference(period)):
        if month in runs:
            chosen = chosen | F.expr(of_run(month, runs[month]))
    return decisions.where(chosen).select("period_start", "p_churn")


def _expected(lake: Lake, decisions: DataFrame, period: Period, run_id: str) -> tuple[float, float]:
    """The share of candidates that is expected to leave, and what those pay a month, NTD."""
    scores = decisions.where(of_run(period, run_id)).select("msno", "p_churn")
    if lake.exists("gold/features"):
        prices = lake.read("gold/features").where(F.col("period_start") == F.lit(period.start))
        scores = scores.join(prices.select("msno", "monthly_price"), "msno", "left")
    else:
        scores = scores.withColumn("monthly_price", F.lit(0.0))
    row = scores.agg(
        F.coalesce(F.avg("p_churn"), F.lit(0.0)).alias("expected"),
        F.coalesce(F.sum(F.col("p_churn") * F.col("monthly_price")), F.lit(0.0)).alias("at_risk"),
    ).collect()[0]
    return float(row["expected"]), float(row["at_risk"])


def _calibration(
    lake: Lake,
    decisions: DataFrame,
    runs: Mapping[Period, str],
    outcomes: Sequence[Outcome],
    label_source: str,
) -> list[Check]:
    known = [outcome.period for outcome in outcomes if outcome.period in runs]
    if not known:
        detail = "No month that was decided on is known to its end yet."
        return [Check("calibration", "gold/labels", None, None, "ok", detail)]
    month = max(known)
    of_month = F.col("period_start") == F.lit(month.start)
    labels = lake.read("gold/labels").where(of_month & (F.col("label_source") == label_source))
    rows = (
        decisions.where(of_run(month, runs[month]))
        .where("p_churn IS NOT NULL")
        .select("msno", "p_churn", "decision", F.col("rank").cast("double").alias("rank"))
        .join(labels.select("msno", F.col("is_churn").cast("double").alias("churn")), "msno")
        .select("p_churn", "decision", "rank", "churn")
        .toPandas()
    )
    if rows.empty:
        detail = f"None of the members that were decided on in {month} has a label."
        return [Check("calibration", str(month), None, None, "failed", detail)]
    return calibration_checks(
        str(month),
        rows["p_churn"].to_numpy(np.float64),
        rows["churn"].to_numpy(np.float64),
        rows["decision"].to_numpy(str),
        rows["rank"].to_numpy(np.float64),
    )


def _store(lake: Lake, report: MonitorReport, measured_at: dt.datetime) -> None:
    rows = [
        (
            report.period.start,
            report.run_id,
            check.name,
            check.subject,
            None if check.value is None else float(check.value),
            None if check.limit is None else float(check.limit),
            check.status,
            check.detail,
            measured_at,
        )
        for check in report.checks
    ]
    wanted = contract("gold/model_monitor")
    # Replaced as a whole: a finding that is no longer there must not stay from an earlier attempt.
    found = lake.spark.createDataFrame(rows, wanted.schema)
    lake.overwrite(found, "gold/model_monitor", where=of_run(report.period, report.run_id))
