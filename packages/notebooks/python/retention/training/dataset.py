"""Reads what a model may learn from for a period: features of earlier months beside outcomes then known."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.body import body_in
from retention.lake import Lake
from retention.period import GAP_DAYS, Period, periods
from retention.training.columns import FeatureColumn

#: Labels that take in all history: the only ones that match the candidates of a month.
LABELS = "full_history"
#: Members that fit into the memory of one machine; beyond, the same share of each month is taken.
MAX_ROWS = 1_000_000
_BUCKETS = 1_000_000
_TRANSACTIONS = "silver/transactions"


@dataclass(frozen=True)
class TrainingData:
    """Rows of members: ``period_start``, ``msno``, ``last_expire``, the features, ``is_churn`` (0 or 1).

    left_out: labelled members without features. data_version: the newest version of the transactions that
    labels or features were made from.
    """

    frame: pd.DataFrame
    columns: tuple[FeatureColumn, ...]
    period: Period
    months: tuple[Period, ...]
    left_out: int
    data_version: int

    @property
    def digest(self) -> str:
        """Sixteen letters that differ when any value does."""
        hashed = pd.util.hash_pandas_object(self.frame, index=False).to_numpy()
        return hashlib.sha256(np.ascontiguousarray(hashed).tobytes()).hexdigest()[:16]


def read_training_data(
    lake: Lake,
    period: Period,
    columns: Sequence[FeatureColumn],
    months: int = 12,
    max_rows: int = MAX_ROWS,
) -> TrainingData:
    """The members of the months before a period whose outcomes were known on its first day.

    An outcome is known ``GAP_DAYS - 1`` days after the expiry, and mature where the transactions reach that
    far, whatever the labels say. Raises ValueError where an outcome that should be known is not mature, where
    a month in between has no rows, where there is none at all, or where only one outcome occurs.
    """
    labels = (
        lake.read("gold/labels")
        .where(F.col("label_source") == LABELS)
        .where(F.col("period_start").between(period.plus(-months).start, period.plus(-1).start))
        .where(F.date_add("last_expire", GAP_DAYS - 1) < F.lit(period.start))
        .select(
            "period_start",
            "msno",
            "is_churn",
            "is_mature",
            "last_expire",
            F.col("data_version").alias("label_version"),
        )
    )
    end = _data_end(lake)
    immature = ~F.col("is_mature")
    if end is not None:
        immature = immature | (F.date_add("last_expire", GAP_DAYS - 1) > F.lit(end))
    counts = {
        Period(row["period_start"]): row
        for row in labels.groupBy("period_start")
        .agg(F.count("*").alias("rows"), F.count_if(immature).alias("immature"))
        .collect()
    }
    labels = labels.drop("last_expire")
    _check_counts({month: (row["rows"], row["immature"]) for month, row in counts.items()}, period)
    total = sum(int(row["rows"]) for row in counts.values())
    if total > max_rows:
        bucket = F.pmod(F.xxhash64("msno", "period_start"), F.lit(_BUCKETS))
        labels = labels.where(bucket < int(_BUCKETS * max_rows / total))
    frame = _collect(labels, lake.read("gold/features"), columns)
    found = frame[frame["has_features"]]
    months_learnt = _check_frame(found, sorted(counts), period)
    return TrainingData(
        frame=found.drop(columns=["has_features", "version"]).reset_index(drop=True),
        columns=tuple(columns),
        period=period,
        months=tuple(months_learnt),
        left_out=len(frame) - len(found),
        data_version=int(found["version"].max()),
    )


def _data_end(lake: Lake) -> dt.date | None:
    """The last day that the transactions cover; None where they are not in the lake."""
    if not lake.exists(_TRANSACTIONS):
        return None
    body = body_in(lake.read(_TRANSACTIONS), "transaction_date")
    return None if body is None else body.last


def _collect(labels: DataFrame, features: DataFrame, columns: Sequence[FeatureColumn]) -> pd.DataFrame:
    """Brings labels and features to the driver, numbers in four bytes, in an order that never changes."""
    missing = [column.name for column in columns if column.name not in features.columns]
    if missing:
        raise ValueError(
            f"gold/features has no {', '.join(missing)}: it was built by another version, so build it again "
            "(04_features)."
        )
    values = [
        F.col(column.name).cast("string" if column.kind == "category" else "float").alias(column.name)
        for column in columns
    ]
    known = features.select(
        "period_start", "msno", "last_expire", *values, "data_version", F.lit(True).alias("has_features")
    )
    frame: pd.DataFrame = (
        labels.join(known, ["period_start", "msno"], "left")
        .select(
            F.col("period_start").cast("string").alias("period_start"),
            "msno",
            F.col("last_expire").cast("timestamp").alias("last_expire"),
            *(column.name for column in columns),
            F.col("is_churn").cast("float").alias("is_churn"),
            F.coalesce("has_features", F.lit(False)).alias("has_features"),
            F.greatest("label_version", "data_version").alias("version"),
        )
        .toPandas()
        .sort_values(["period_start", "msno"], ignore_index=True)
    )
    for column in columns:
        if column.kind == "category":
            frame[column.name] = frame[column.name].astype("category")
    return frame


def _check_counts(counts: dict[Period, tuple[int, int]], period: Period) -> None:
    if not counts:
        raise ValueError(
            f"gold/labels holds no {LABELS} outcome that was known on {period}: prepare months that end "
            f"{GAP_DAYS - 1} days or more before it (03_prepare)."
        )
    problems = [
        f"{month} has {immature} of {rows} rows that are not mature"
        for month, (rows, immature) in sorted(counts.items())
        if immature
    ]
    between = periods(min(counts), max(counts))
    problems += [f"{month} has no rows" for month in between if month not in counts]
    if problems:
        raise ValueError(
            f"The labels that should have been known on {period} are not whole: {'; '.join(problems)}. "
            "Load the transactions up to the day before (02_load), then prepare again (03_prepare)."
        )


def _check_frame(found: pd.DataFrame, months: Sequence[Period], period: Period) -> list[Period]:
    """The months with features: all, or all from the first on, as the logs do not reach back further."""
    there = set(found["period_start"].unique())
    learnt = [month for month in months if str(month) >= min(there, default="")]
    bare = [str(month) for month in learnt if str(month) not in there]
    if bare:
        raise ValueError(
            f"gold/features has no rows of {', '.join(bare)}, which the model for {period} learns from: "
            "build them (04_features), or train on fewer months."
        )
    if found["is_churn"].nunique() < 2:
        what = "churned" if bool(found["is_churn"].iloc[0]) else "stayed"
        raise ValueError(
            f"All {len(found)} members known on {period} {what}: a model needs both outcomes. "
            "Take more months, or check the labels (03_prepare)."
        )
    return learnt
