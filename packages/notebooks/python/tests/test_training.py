"""From tables to a registered version to scores: one training through MLflow, on Spark."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import churn_world
import mlflow
import pandas as pd
import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.lake import Lake
from retention.pages.html import html
from retention.pages.model_figures import from_json
from retention.pages.model_page import model_page
from retention.period import Period
from retention.scoring import score
from retention.training import registry
from retention.training.columns import model_columns
from retention.training.dataset import read_training_data
from retention.training.settings import Settings
from retention.training.train import TrainingOptions, train

PERIOD = Period.parse("2017-04-01")
QUICK = Settings(max_rounds=12, patience=4, bags=1)


#: A year before: two labels of which one is not mature, a month without any, and one as it should be.
BROKEN = [("2016-01-01", False), ("2016-01-01", True), ("2016-03-01", True)]


@pytest.fixture(scope="module")
def full_lake(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Features of five months and the one to come, labels of the five, as Delta tables."""
    lake = Lake(spark, str(tmp_path_factory.mktemp("lake")))
    frame = pd.concat(
        [churn_world.months(PERIOD.plus(-1), 5, 400), churn_world.month(PERIOD, 300, 2)], ignore_index=True
    )
    frame["last_expire"] = frame["last_expire"].dt.date
    frame["data_version"] = 3
    rows = spark.createDataFrame(frame).withColumn("period_start", F.col("period_start").cast("date"))
    # A method that no month before has seen.
    features = rows.drop("p_true", "is_churn").withColumn(
        "payment_method",
        F.when(F.col("period_start") == F.lit(PERIOD.start), F.lit("99")).otherwise(F.col("payment_method")),
    )
    features.coalesce(1).write.format("delta").save(lake.path("gold/features"))
    labels = rows.where(F.col("period_start") < F.lit(PERIOD.start)).select(
        "period_start",
        "msno",
        "last_expire",
        F.lit(None).cast("date").alias("effective_expire"),
        F.lit(None).cast("date").alias("renewal_date"),
        F.lit(None).cast("int").alias("gap"),
        (F.col("is_churn") > 0).alias("is_churn"),
        F.lit(True).alias("is_mature"),
        F.lit("full_history").alias("label_source"),
        F.col("data_version").cast("long").alias("data_version"),
    )
    broken = spark.createDataFrame(
        [
            (dt.date.fromisoformat(month), "nobody", False, mature, dt.date(2016, 1, 31))
            for month, mature in BROKEN
        ],
        "period_start date, msno string, is_churn boolean, is_mature boolean, last_expire date",
    ).withColumn("label_source", F.lit("full_history"))
    to_come = features.where(F.col("period_start") == F.lit(PERIOD.start)).select(
        "period_start", "msno", "last_expire", F.lit("full_history").alias("label_source")
    )
    both = labels.unionByName(broken, allowMissingColumns=True).unionByName(to_come, allowMissingColumns=True)
    lake.append(both.coalesce(1), "gold/labels")
    return lake


@pytest.mark.slow
def test_trains_month_after_month_serves_and_repeats_nothing(full_lake: Lake, tmp_path: Path) -> None:
    mlflow.set_tracking_uri((tmp_path / "mlruns").as_uri())
    options = TrainingOptions(settings=QUICK)

    first = train(full_lake, PERIOD, "r1", options)
    assert (first.model_version, first.promoted, first.reused) == ("1", True, False)
    # Of March the outcomes of two days are known.
    assert (first.rows // 100, first.months, first.origins) == (16, 5, 2)
    assert first.metrics["log_loss"] < 0.4
    card = mlflow.artifacts.load_text(f"runs:/{first.mlflow_run}/model_card.md")
    assert "## How well it does" in card and "| 2017-02-01 | " in card
    figures = from_json(mlflow.artifacts.load_text(f"runs:/{first.mlflow_run}/model_figures.json"))
    assert (figures.tested, sum(one.members for one in figures.bins)) == ("2017-02-01", figures.members)
    assert sum(one.said is not None for one in figures.months) == 2
    page = Path(first.page.removeprefix("file://")).read_text("utf-8")
    assert page == html(model_page(figures)) and card.count("| NO_AUTO_RENEW |") == 1

    again = train(full_lake, PERIOD, "r2", options)
    assert (again.model_version, again.reused, again.metrics) == ("1", True, first.metrics)

    # The next month, with other parameters that are searched for on the executors: the champion learnt two
    # days of March, and is judged on the others.
    searched = TrainingOptions(settings=Settings(max_rounds=2, bags=1), trials=1, on_cluster=True)
    other = train(full_lake, PERIOD.plus(1), "r3", searched)
    runs = [run.data.params for run in mlflow.search_runs(output_format="list")]
    assert len([tried for tried in runs if "leaf_rows" in tried and "trials" not in tried]) == 1
    assert (other.model_version, other.promoted) == ("2", False)
    assert "not surely" in other.reason and "2017-03-01" in other.reason
    assert serves(PERIOD) == serves(PERIOD.plus(1)) == "1"

    # It takes over all the same, by hand. An old month, done again, keeps the version it was decided with.
    second = registry.version_of(other.model_uri)
    registry.set_alias(second, registry.CHAMPION)
    assert (serves(PERIOD), serves(PERIOD.plus(1)), serves(PERIOD.plus(2))) == ("1", "2", "2")
    registry.set_tags(registry.version_of(first.model_uri), {"settled": ""})
    assert train(full_lake, PERIOD, "r4", options).reused
    assert serves(PERIOD.plus(1)) == "2"
    third = registry.register(f"runs:/{first.mlflow_run}/model", registry.MODEL_NAME, {**second.tags})
    registry.set_tags(third, {"period_start": str(PERIOD.plus(3))})
    registry.set_alias(third, registry.CHAMPION)
    assert registry.version_for(registry.MODEL_NAME, PERIOD.plus(1), "2").version == "2"
    assert serves(PERIOD.plus(1)) == "1"
    with pytest.raises(LookupError, match=r"serves 2017-03-01: its champion is for 2017-07-01.*05_train"):
        serves(PERIOD.plus(-1))

    with score(full_lake, PERIOD, registry.version_for(registry.MODEL_NAME, PERIOD).uri) as scores:
        found = scores.toPandas()
    candidates = full_lake.read("gold/features").where(F.col("period_start") == F.lit(PERIOD.start))
    assert sorted(found["msno"]) == sorted(row["msno"] for row in candidates.select("msno").collect())
    assert found["p_churn"].between(0, 1).all() and found["p_churn"].nunique() > 100
    assert set(found["model_version"]) == {"1"} and set(found["data_version"]) == {3}

    # Two who came late have no features: all candidates are decided on, or nobody.
    late = to_come(full_lake.spark, ["late", "later"])
    full_lake.append(late, "gold/labels")
    with pytest.raises(ValueError, match=r"2 of 302 candidates.*2017-04-30.* Run 04_features") as raised:
        score(full_lake, PERIOD, f"models:/{registry.MODEL_NAME}@Champion").__enter__()
    assert "later" not in str(raised.value)
    full_lake.overwrite(full_lake.read("gold/labels").where("msno NOT IN ('late', 'later')"), "gold/labels")

    with pytest.raises(LookupError, match="no features of 2018-01-01"):
        score(full_lake, Period.parse("2018-01-01"), f"models:/{registry.MODEL_NAME}@Champion").__enter__()
    with pytest.raises(LookupError, match="There is no model"):
        score(full_lake, PERIOD, "models:/nobody@Champion").__enter__()


def serves(period: Period) -> str:
    return registry.version_for(registry.MODEL_NAME, period).version


def to_come(spark: SparkSession, members: list[str]) -> DataFrame:
    """Candidates of the month to come, as gold/labels has them."""
    rows = [(PERIOD.start, msno, PERIOD.last_day, "full_history") for msno in members]
    named = "period_start date, msno string, last_expire date, label_source string"
    return spark.createDataFrame(rows, named).select(
        *(
            F.col(column.name) if column.name in named else F.lit(None).cast(column.type).alias(column.name)
            for column in contract("gold/labels").columns
        )
    )


def test_what_the_transactions_cannot_tell_yet_is_not_learnt_whatever_the_labels_say(full_lake: Lake) -> None:
    day = dt.date(2017, 2, 10)
    bought = full_lake.spark.createDataFrame([(day,)], "transaction_date date")
    bought.write.format("delta").save(full_lake.path("silver/transactions"))
    with pytest.raises(ValueError, match=r"2017-01-01 has \d+ of \d+ rows that are not mature"):
        read_training_data(full_lake, PERIOD, model_columns())


def test_refuses_labels_that_are_not_whole(full_lake: Lake) -> None:
    with pytest.raises(ValueError, match=r"2016-01-01 has 1 of 2 .* mature; 2016-02-01 has no rows"):
        read_training_data(full_lake, Period.parse("2016-05-01"), model_columns())
    with pytest.raises(ValueError, match="holds no full_history outcome"):
        read_training_data(full_lake, Period.parse("2016-01-01"), model_columns())
