"""What was listened to before each month, summed once from the logs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from retention.features.activity import HORIZONS, MEASURES, WITHIN
from retention.period import Period

#: How far back logs are read.
REACH = max(HORIZONS)


def usage(logs: DataFrame, periods: Sequence[Period]) -> DataFrame:
    """One row a member and month P with sums over the last 7, 30 and 90 days before P.

    Columns: period_start, msno, ``last_day`` and ``<measure>_<days>`` for each measure. The logs are scanned
    once, only the days that some month looks at; each row is summed for the two to four months that do.
    """
    days = _days(logs.sparkSession, periods)
    first = min(period.start for period in periods) - dt.timedelta(days=REACH)
    seen = logs.where(
        (F.col("date") >= F.lit(first)) & (F.col("date") < F.lit(max(period.start for period in periods)))
    ).select("msno", "date", *(F.expr(sql).alias(name) for name, sql in MEASURES.items()))
    sums = [
        F.expr(WITHIN.format(days=horizon, measure=name)).alias(f"{name}_{horizon}")
        for name in MEASURES
        for horizon in HORIZONS
    ]
    return seen.join(days, "date").groupBy("period_start", "msno").agg(F.max("date").alias("last_day"), *sums)


def _days(spark: SparkSession, periods: Sequence[Period]) -> DataFrame:
    """Each day with the months that look back at it, and how many days before their P it lies."""
    starts = ", ".join(f"date'{period}'" for period in periods)
    return spark.sql(
        f"""
        SELECT period_start, days_before, date_sub(period_start, days_before) AS date
        FROM (SELECT explode(array({starts})) AS period_start)
        LATERAL VIEW explode(sequence(1, {REACH})) AS days_before
        """
    )
