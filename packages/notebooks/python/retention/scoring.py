"""Scores the candidates of a month with a registered model. Labels have no part in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import mlflow
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from retention.features.build import CANDIDATES
from retention.lake import Lake
from retention.period import Period
from retention.staging import computed_once
from retention.training.model import OUTPUT
from retention.training.profile import complaints
from retention.training.registry import version_of

#: Fewer members than this may well be alike, or lack the same thing.
FEW = 20
_STAGING = "gold/_staging/scores"
#: What a row of scores keeps of the features.
_KEPT = ("period_start", "msno", "last_expire", "segment", "monthly_price")


@contextmanager
def score(lake: Lake, period: Period, model_uri: str) -> Iterator[DataFrame]:
    """One row for each candidate of the month in ``gold/features``, with probability, interval and reasons.

    model_uri: ``models:/name@Champion`` or ``models:/name/3``. The model runs once: while
    the ``with`` lasts, the rows lie in the lake.

    Raises LookupError where there is no such model or no features of the month, ValueError where the features
    are not those of the candidates in ``gold/labels`` or not like those of the training, RuntimeError where
    the scores are not one probability a candidate.
    """
    version = version_of(model_uri)
    # The number, not the alias: it may move between here and the workers.
    known: dict[str, Any] = mlflow.models.get_model_info(version.uri).metadata["profile"]
    features = lake.read("gold/features").where(F.col("period_start") == F.lit(period.start))
    members = _check_features(features, known, period, version.uri)
    require_candidates(lake, features, period, "features", "04_features")
    inputs = [F.col(name).cast(column["type"]).alias(name) for name, column in known.items()]
    schema = ", ".join(f"{name} {kind}" for name, kind in OUTPUT.items())
    predict = mlflow.pyfunc.spark_udf(lake.spark, version.uri, result_type=schema, env_manager="local")
    predicted = features.withColumn("score", predict(F.struct(*inputs))).select(
        *_KEPT,
        *(_given(name, kind).alias(name) for name, kind in OUTPUT.items()),
        F.lit(version.name).alias("model_name"),
        F.lit(version.version).alias("model_version"),
        "data_version",
    )
    with computed_once(lake, predicted, _STAGING) as scores:
        _check_scores(scores, members, period)
        yield scores


def _given(name: str, kind: str) -> Column:
    """What the model answered; MLflow turns the text that is not there into the word None."""
    answer = F.col(f"score.{name}")
    return F.nullif(answer, F.lit("None")) if kind == "string" else answer


def require_candidates(lake: Lake, rows: DataFrame, period: Period, what: str, notebook: str) -> None:
    """Raises ValueError where rows of a month are not one for each candidate, and says how to see which.

    No member is named: what an error says ends in a log.
    """
    candidates = lake.read("gold/labels").where(
        (F.col("period_start") == F.lit(period.start)) & (F.col("label_source") == CANDIDATES)
    )
    of_month = rows.where(F.col("period_start") == F.lit(period.start)).select("msno", F.lit(1).alias("_row"))
    both = (
        candidates.select("msno", "last_expire")
        .join(of_month, "msno", "full_outer")
        .agg(
            F.count("last_expire").alias("candidates"),
            F.count_if(F.col("_row").isNull()).alias("without"),
            F.count_if(F.col("last_expire").isNull()).alias("others"),
            F.min(F.when(F.col("_row").isNull(), F.col("last_expire"))).alias("first"),
            F.max(F.when(F.col("_row").isNull(), F.col("last_expire"))).alias("last"),
        )
        .collect()[0]
    )
    wrong = []
    if both["without"]:
        wrong.append(
            f"{both['without']} of {both['candidates']} candidates, whose membership expires from "
            f"{both['first']} to {both['last']}, have none"
        )
    if both["others"]:
        wrong.append(f"{both['others']} are of members who are no candidates")
    if wrong:
        raise ValueError(
            f"The {what} of {period} are not those of its candidates: {'; '.join(wrong)}. Run {notebook} "
            f"again, which adds and removes them. Which they are: compare the msno of gold/labels "
            f"(label_source '{CANDIDATES}') with those of gold/{what}."
        )


def _check_features(features: DataFrame, known: dict[str, Any], period: Period, uri: str) -> int:
    """Counts the candidates, and refuses features that differ from those of the training."""
    missing = [name for name in known if name not in features.columns]
    if missing:
        raise ValueError(
            f"The features of {period} lack {', '.join(missing)}, which the model {uri} was trained with: "
            "train again with the features there are (05_train)."
        )
    wrong = [
        f"{name} is a {type_} and was a {known[name]['type']}"
        for name, type_ in features.dtypes
        if name in known and type_ == "string" and known[name]["type"] != "string"
    ]
    if wrong:
        raise ValueError(f"The features of {period} changed their types: {'; '.join(wrong)}. Train again.")
    counts = features.agg(
        F.count("*").alias("members"),
        F.countDistinct("msno").alias("distinct"),
        *(F.count(name).alias(f"{name} filled") for name in known),
        *((F.min(name) < F.max(name)).alias(f"{name} varies") for name in known),
    ).collect()[0]
    members = int(counts["members"])
    if members == 0:
        raise LookupError(f"There are no features of {period}: build them first (04_features).")
    if members != int(counts["distinct"]):
        raise ValueError(
            f"The features of {period} have {members} rows for {counts['distinct']} members: "
            "build them again (04_features)."
        )
    seen = {
        name: (1 - int(counts[f"{name} filled"]) / members, bool(counts[f"{name} varies"])) for name in known
    }
    found = complaints(known, seen) if members >= FEW else []
    if found:
        raise ValueError(
            f"The features of {period} are not like those of the training: {'; '.join(found)}. "
            "Check that the files of all sources are loaded (02_load), then build the features again."
        )
    return members


def _check_scores(scores: DataFrame, members: int, period: Period) -> None:
    """One row a candidate, each a probability inside its interval."""
    counts = scores.agg(
        F.count("*").alias("rows"),
        F.countDistinct("msno").alias("members"),
        F.count_if(F.expr("p_low >= 0 AND p_low <= p_churn AND p_churn <= p_high AND p_high <= 1")).alias(
            "sound"
        ),
    ).collect()[0]
    if not counts["rows"] == counts["members"] == counts["sound"] == members:
        raise RuntimeError(
            f"Of the {members} candidates of {period}, {counts['members']} have a score, in {counts['rows']} "
            f"rows, and {counts['sound']} rows hold a probability inside its interval: the model is faulty."
        )
