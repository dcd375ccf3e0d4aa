"""What is known of the months before: which run decided, and what became of their members."""

from __future__ import annotations

from pyspark.sql import functions as F

from retention.lake import Lake
from retention.monitor.expectation import Outcome
from retention.period import Period

DECISIONS = "gold/retention_decision"


def newest_runs(lake: Lake, period: Period, run_id: str) -> dict[Period, str]:
    """Of each month up to this one the run that decided last; of this month the run itself if it did."""
    if not lake.exists(DECISIONS):
        return {}
    rows = (
        lake.read(DECISIONS)
        .where(F.col("period_start") <= F.lit(period.start))
        .groupBy("period_start", "run_id")
        .agg(F.max("scored_at").alias("scored_at"))
        .collect()
    )
    ordered = sorted(rows, key=lambda row: (row["scored_at"], row["run_id"]))
    newest = {Period(row["period_start"]): str(row["run_id"]) for row in ordered}
    own = any(row["run_id"] == run_id and row["period_start"] == period.start for row in rows)
    return {**newest, period: run_id} if own else newest


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
