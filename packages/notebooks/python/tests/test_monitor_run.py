"""A run on a lake: what is decided and stored, again and again, and what the monitor says of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from churn_scores import MEMBERS, PERIOD, scores
from pyspark.sql import functions as F

from retention.decision.decide import CampaignPlan, decide
from retention.decision.held import decided_with
from retention.lake import Lake
from retention.monitor import monitor
from retention.monitor.history import holding_runs
from retention.monitor.soundness import soundness_checks
from retention.period import Period

MORNING, NOON, EVENING = (dt.datetime(2017, 4, 1, hour, tzinfo=dt.UTC) for hour in (6, 12, 18))
DECIDED = Period(dt.date(2017, 2, 1))


#: By months before the one that is watched: how many members have a low price.
SEASON = (0.9, 0.2, 0.6, 0.9)


def features() -> pd.DataFrame:
    """Four months: one feature has moved, one follows the season, one has stopped, two are as ever."""
    rng = np.random.default_rng(2)
    return pd.concat(
        pd.DataFrame(
            {
                "period_start": PERIOD.plus(-ago).start,
                "msno": sorted(scores()["msno"]),
                "segment": rng.choice(["manual", "auto_renew"], MEMBERS),
                "monthly_price": 149.0,
                "window_age_days": rng.normal(300 if ago == 0 else 0, 100, MEMBERS).astype(int),
                "last_list_price": np.where(rng.random(MEMBERS) < low, 99, 180),
                "active_days_30d": 0 if ago == 0 else rng.integers(0, 20, MEMBERS),
                "payment_method": rng.integers(30, 42, MEMBERS),
                "is_cancelled": 0,
            }
        )
        for ago, low in enumerate(SEASON)
    )


def prepare(lake: Lake) -> None:
    """Transactions of each day, features, and what became of the members of an earlier month."""
    spark = lake.spark
    spark.createDataFrame(features()).write.format("delta").save(lake.path("gold/features"))
    days = [(PERIOD.start - dt.timedelta(days=ago), ago) for ago in range(1, 9) for _ in range(30)]
    bought = spark.createDataFrame(days, "transaction_date date, payment_plan_days int")
    bought.write.format("delta").save(lake.path("silver/transactions"))
    members = spark.createDataFrame(scores())
    labels = members.select(
        F.lit(DECIDED.start).alias("period_start"),
        "msno",
        (F.pmod(F.hash("msno"), F.lit(1000)) < 50).alias("is_churn"),
        F.lit(DECIDED.last_day).alias("last_expire"),
        F.lit(True).alias("is_mature"),
        F.lit("full_history").alias("label_source"),
    )
    labels.write.format("delta").save(lake.path("gold/labels"))


@pytest.mark.slow
def test_a_run_is_stored_once_and_watched(lake: Lake) -> None:
    spark = lake.spark
    prepare(lake)
    everybody = spark.createDataFrame(scores())
    first = decide(lake, everybody, PERIOD, "run-1", scored_at=MORNING)
    stored = lake.read("gold/retention_decision").toPandas()
    earlier = spark.createDataFrame(stored.assign(period_start=DECIDED.start, run_id="run-0"))
    lake.append(earlier, "gold/retention_decision")
    again = decide(lake, everybody.repartition(3), PERIOD, "run-1", scored_at=NOON)
    # Another run that decides alike adds nothing: that of the morning holds.
    repaired = decide(lake, everybody, PERIOD, "run-2", scored_at=NOON)
    assert again == repaired == first
    stored_once(lake, first, stored)

    report = monitor(lake, PERIOD, "run-1", measured_at=NOON)
    found = {(check.name, check.subject): check for check in report.checks}
    status = {key: check.status for key, check in found.items()}
    assert status["input_psi", "window_age_days"] == "warning"
    assert status["input_psi", "payment_method"] == "ok"
    assert status["input_psi", "last_list_price"] == "ok"
    season, limit = found["input_psi", "last_list_price"].value, found["input_psi", "last_list_price"].limit
    assert season is not None and limit is not None and 0.2 < season < limit
    assert status["constant_feature", "active_days_30d"] == "failed"
    assert ("constant_feature", "is_cancelled") not in status
    assert found["constant_feature", "gold/features"].value == 1
    assert found["score_psi", "p_churn"].value == pytest.approx(0, abs=1e-9)
    # Outcomes have nothing to do with the scores here: that has to be seen.
    assert status["calibration", str(DECIDED)] == status["calibration_ece", str(DECIDED)] == "warning"
    assert status["churn_expectation", "p_churn"] == "warning"
    assert found["revenue_at_risk", "monthly_price"].value == pytest.approx(scores()["p_churn"].sum() * 149)
    assert status["freshness", "silver/transactions"] == status["last_day", "silver/transactions"] == "ok"
    assert status["freshness", "silver/user_logs"] == "failed"
    assert status["beyond_data", "silver/transactions"] == "ok"
    assert status["label_clock", "gold/labels"] == status["undecided", "gold/retention_decision"] == "ok"
    assert report.status == "failed"
    rows = lake.read("gold/model_monitor").collect()
    assert {(row["check_name"], row["subject"]): row["status"] for row in rows} == status

    # What is repaired so that it decides otherwise holds from then on, and it alone is published.
    healed = everybody.withColumn("p_churn", F.col("p_churn") * 0.9).withColumn("model_version", F.lit("4"))
    assert decided_with(lake, PERIOD, "churn") == "3"
    last = decide(lake, healed, PERIOD, "run-3", scored_at=EVENING)
    assert last.run_id == "run-3" and last.figures.expected_profit < first.figures.expected_profit
    for name, of_a_run in (("retention_decision", MEMBERS), ("campaign_plan", 1)):
        held = (
            lake.read(f"gold/{name}")
            .groupBy("period_start", "run_id")
            .agg(F.count("*"), F.min("holds"), F.max("holds"))
        )
        found = {tuple(row) for row in held.collect() if row[0] == PERIOD.start}
        assert found == {
            (PERIOD.start, "run-1", of_a_run, False, False),
            (PERIOD.start, "run-3", of_a_run, True, True),
        }
    published = lake.spark.read.parquet(lake.path("serving/predictions"))
    assert [tuple(row) for row in published.groupBy("run_id").count().collect()] == [("run-3", MEMBERS)]
    assert (decided_with(lake, PERIOD, "churn"), decided_with(lake, PERIOD, "another")) == ("4", None)
    assert holding_runs(lake, PERIOD) == {DECIDED: "run-0", PERIOD: "run-3"}


def stored_once(lake: Lake, plan: CampaignPlan, stored: pd.DataFrame) -> None:
    """A second attempt leaves the same rows, and those of other months as they were."""
    now = lake.read("gold/retention_decision").toPandas()
    mine = now[now["run_id"] == "run-1"]
    assert len(now) == 2 * MEMBERS

    def ordered(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sort_values("msno").reset_index(drop=True)

    pd.testing.assert_frame_equal(ordered(stored), ordered(mine))

    published = lake.spark.read.parquet(lake.path("serving/predictions")).toPandas()
    assert published["decision"].value_counts().to_dict() == stored["decision"].value_counts().to_dict()

    (row,) = lake.read("gold/campaign_plan").collect()
    targets = stored[stored["decision"] == "target"]
    assert row["expected_profit"] == pytest.approx(targets["expected_profit"].sum())
    assert row["profit_p10"] < row["expected_profit"] < row["profit_p90"]
    assert (row["candidates"], row["n_target"]) == (MEMBERS, len(targets))
    assert len(row["profit_curve"]) == 100
    assert plan.summary()["n_control"] == plan.counts["control"] == row["n_control"]
    grid = {tuple(np.round(point[:3], 6)): point[3] for point in row["sensitivity"]}
    rates, costs, margins = (sorted({point[axis] for point in grid}) for axis in range(3))
    assert grid[rates[2], costs[2], margins[1]] == pytest.approx(row["expected_profit"])
    assert (
        grid[rates[4], costs[2], margins[1]] > row["expected_profit"] > grid[rates[2], costs[3], margins[1]]
    )


def test_a_row_ahead_of_its_time_a_label_before_its_time_and_somebody_left_out_are_seen(lake: Lake) -> None:
    spark = lake.spark
    prepare(lake)
    ahead = spark.createDataFrame(
        [(dt.date(2036, 10, 15), 30)], "transaction_date date, payment_plan_days int"
    )
    ahead.write.format("delta").mode("append").save(lake.path("silver/transactions"))
    decide(lake, spark.createDataFrame(scores()), PERIOD, "run-1", scored_at=MORNING)
    candidate = (PERIOD.start, "nobody decided on me", False, True, PERIOD.last_day, "full_history")
    names = "period_start date, msno string, is_churn boolean, is_mature boolean, last_expire date"
    labels = spark.createDataFrame([candidate], names + ", label_source string")
    labels.write.format("delta").mode("append").save(lake.path("gold/labels"))

    checks = soundness_checks(lake, PERIOD, "run-1", "full_history")

    assert [(check.name, check.value, check.status) for check in checks] == [
        ("beyond_data", 1, "warning"),
        ("label_clock", 1, "failed"),
        ("undecided", 1, "failed"),
    ]
    assert "the data end on 2017-03-31" in checks[1].detail
    assert "nobody" not in " ".join(check.detail for check in checks)
