"""What is known of the months before: which run holds, and what became of their members."""

from __future__ import annotations

from pyspark.sql import functions as F

from retention.decision.held import held
from retention.lake import Lake
from retention.monitor.expectation import Outcome
from retention.period import Period


def holding_runs(lake: Lake, period: Period) -> dict[Period, str]:
    """Of each month up to this one the run that holds."""
    decided = held(lake)
    if decided is None:
        return {}
    until = decided.where(F.col("period_start") <= F.lit(period.start))
    rows = until.select("period_start", "run_id").distinct().collect()
    return {Period(row["period_start"]): str(row["run_id"]) for row in rows}


def outcomes_before(lake: Lake, period: Period, label_source: str) -> list[Outcome]:
    """The months before this one whose labels are all mature."""
    if not lake.exists("gold/labels"):
        return []
    rows = (
        lake.read("gold/labels")
        .where((F.col("label_source") == label_source) & (F.col("period_start") < F.lit(period.start)))
        .groupBy("period_start")
        .agg(
            F.count("*").alias("members"),
            F.min("is_mature").alias("mature"),
            F.avg(F.col("is_churn").cast("double")).alias("churn"),
        )
        .where("mature")
        .collect()
    )
    return [Outcome(Period(row["period_start"]), int(row["members"]), float(row["churn"])) for row in rows]
