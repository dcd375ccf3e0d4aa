"""Reads decisions that hold, with what became of the members."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.decision.held import held
from retention.lake import Lake
from retention.look.question import Question
from retention.period import Period


@dataclass(frozen=True)
class Decided:
    """A member of a month, as was decided. Money in NTD; left: none where it is not known yet."""

    period_start: dt.date
    msno: str
    p_churn: float | None
    p_low: float | None
    p_high: float | None
    segment: str | None
    offer_id: str | None
    offer_cost: float | None
    expected_profit: float | None
    rank: int | None
    decision: str
    reason_1: str | None
    reason_2: str | None
    reason_3: str | None
    left: float | None

    @property
    def reasons(self) -> list[str]:
        """The codes, the strongest first."""
        return [code for code in (self.reason_1, self.reason_2, self.reason_3) if code]


#: What is counted of a month.
_COUNTED = ("p_churn", "segment", "offer_id", "decision", "left")


def decided_months(lake: Lake) -> list[Period]:
    """The months that were decided on; raises LookupError where there are none."""
    rows = held(lake)
    found = [] if rows is None else rows.select("period_start").distinct().collect()
    if not found:
        raise LookupError(
            f"Nothing was decided yet in the lake {lake.root}: run the notebooks up to 06_score_and_decide."
        )
    return sorted(Period(row["period_start"]) for row in found)


def month_to_look_at(lake: Lake, period: Period | None) -> Period:
    """The month, or the newest that was decided on; raises LookupError where it was not."""
    there = decided_months(lake)
    if period is None:
        return there[-1]
    if period not in there:
        raise LookupError(
            f"Nothing was decided on {period}: there are decisions on {', '.join(map(str, there))}."
        )
    return period


def of_member(lake: Lake, member: str) -> list[Decided]:
    """What was decided on a member, month by month; raises LookupError where nothing was."""
    there = decided_months(lake)
    # Joined, not compared: what a condition says stands in the plans that Spark keeps and logs.
    wanted = lake.spark.createDataFrame([(member,)], "msno string")
    rows = _with_outcome(lake, None).join(F.broadcast(wanted), "msno", "left_semi")
    found = _decided(rows.orderBy("period_start"))
    if not found:
        raise LookupError(
            f"Nothing was decided on the member '{member}': their subscription ends in none of the months "
            f"{', '.join(map(str, there))}, or the id is written otherwise (capitals count)."
        )
    return found


def best_of(lake: Lake, period: Period, question: Question) -> list[Decided]:
    """The first of the list of a month; behind those who have a rank, whoever loses least."""
    rows = _asked(_with_outcome(lake, period), question)
    order = (F.col("rank").asc_nulls_last(), F.col("expected_profit").desc_nulls_last(), F.col("msno"))
    return _decided(rows.orderBy(*order).limit(question.top))


def counted(lake: Lake, period: Period, question: Question) -> pd.DataFrame:
    """A row a member of a month, without their ids."""
    rows = _asked(_with_outcome(lake, period), question)
    none = F.lit("–")
    parts = {name: F.coalesce(name, none) for name in ("segment", "offer_id")}
    return rows.withColumns(parts).select(*_COUNTED).toPandas()


def _decided(rows: DataFrame) -> list[Decided]:
    return [Decided(**row.asDict()) for row in rows.select(*(one.name for one in fields(Decided))).collect()]


def _asked(rows: DataFrame, question: Question) -> DataFrame:
    return rows.where(F.col("segment") == F.lit(question.segment)) if question.segment else rows


def _with_outcome(lake: Lake, period: Period | None) -> DataFrame:
    """The decisions with ``left``: 1.0 or 0.0, null where it is not known yet."""
    rows = held(lake, period)
    if rows is None:
        raise LookupError(f"Nothing was decided yet in the lake {lake.root}.")
    if not lake.exists("gold/labels"):
        return rows.withColumn("left", F.lit(None).cast("double"))
    labels = (
        lake.read("gold/labels")
        .where("label_source = 'full_history' AND is_mature")
        .select("period_start", "msno", F.col("is_churn").cast("int").cast("double").alias("left"))
    )
    return rows.join(labels, ["period_start", "msno"], "left")
