"""Official labels: the outcomes that the competition published, as files in ``raw/labels``."""

from __future__ import annotations

import datetime as dt

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.lake import Lake
from retention.period import Period

#: The months that the published files are about; the files themselves do not say it.
PUBLISHED = {
    "train.csv": Period(dt.date(2017, 2, 1)),
    "train_v2.csv": Period(dt.date(2017, 3, 1)),
}

FOLDER = "raw/labels"


def official_files(lake: Lake) -> dict[Period, str]:
    """The files of official labels in the lake, by month."""
    there = {file.name: file.spark_path for file in lake.storage.files(FOLDER)}
    return {period: there[name] for name, period in PUBLISHED.items() if name in there}


def official_labels(lake: Lake, files: dict[Period, str], computed: DataFrame) -> DataFrame | None:
    """The rows of ``gold/labels`` with the outcomes as they were given; None where there are no files.

    The expiry and the renewal are those of the ``full_history`` rows in ``computed``, and null for members
    who are no candidates there. All are mature: they were told by those who could see what came later.
    Raises ValueError where a file does not name its columns; its lines are not shown, for they name members.
    """
    rows = None
    for period, path in files.items():
        delivered = lake.spark.read.option("header", True).csv(path)
        if not {"msno", "is_churn"} <= set(delivered.columns):
            raise ValueError(
                f"The official labels of {period} ({FOLDER}) have another header: it is to be msno,is_churn."
            )
        given = delivered.select(
            F.lit(period.start).alias("period_start"),
            "msno",
            (F.col("is_churn").try_cast("int") == 1).alias("is_churn"),
            F.lit(True).alias("is_mature"),
            F.lit("official").alias("label_source"),
        )
        rows = given if rows is None else rows.unionByName(given)
    if rows is None:
        return None
    own = computed.where(F.col("label_source") == "full_history").drop(
        "is_churn", "is_mature", "label_source"
    )
    return rows.join(own, ["period_start", "msno"], "left").select(contract("gold/labels").names)
