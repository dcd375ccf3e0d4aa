"""Decides for every candidate of a month, stores all decisions and the plan of the campaign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.decision.choice import with_decision
from retention.decision.hold_out import held_out
from retention.decision.offers import with_offers
from retention.decision.plan import Candidates, Figures, figures
from retention.decision.terms import Terms
from retention.lake import Lake
from retention.period import Period
from retention.runs import of_run
from retention.serving import publish

DECISIONS = ("target", "control", "no_value", "over_budget", "ineligible")


@dataclass(frozen=True)
class CampaignPlan:
    """A plan: how many members of each decision, and the figures of the list."""

    period: Period
    run_id: str
    counts: Mapping[str, int]
    figures: Figures

    @property
    def candidates(self) -> int:
        """How many members expire in the month."""
        return sum(self.counts.values())

    def summary(self) -> dict[str, object]:
        """What a notebook answers: counts and money, without curve and grid."""
        return {
            "period_start": str(self.period),
            "run_id": self.run_id,
            "candidates": self.candidates,
            **{f"n_{name}": self.counts[name] for name in DECISIONS},
            "budget": self.figures.budget,
            "recommended_threshold": self.figures.recommended_threshold,
            "expected_profit": self.figures.expected_profit,
            "profit_p10": self.figures.profit_p10,
            "profit_p90": self.figures.profit_p90,
            "empc": self.figures.empc,
            "empc_fraction": self.figures.empc_fraction,
            "break_even_save_rate": self.figures.break_even_save_rate,
        }


def decide(
    lake: Lake,
    scores: DataFrame,
    period: Period,
    run_id: str,
    terms: Terms | None = None,
    *,
    scored_at: dt.datetime | None = None,
) -> CampaignPlan:
    """Decides on the scores of a month and writes ``gold/retention_decision`` and ``gold/campaign_plan``.

    What reports need of the decisions is published as ``serving/predictions``.
    All candidates are stored, also those not contacted. The rows of the same month and run are replaced, so
    that a run can be repeated; those of other runs stay. But for ``scored_at``, by default now, the rows are
    the same bits whenever scores and terms are the same.
    """
    terms = terms or Terms()
    moment = scored_at or dt.datetime.now(dt.UTC)
    decisions = (
        with_decision(with_offers(scores, terms), period, terms)
        .withColumn("period_start", F.lit(period.start))
        .withColumn("run_id", F.lit(run_id))
        .withColumn("scored_at", F.lit(moment))
    )
    this_run = of_run(period, run_id)
    lake.overwrite(decisions, "gold/retention_decision", where=this_run)
    # Read back: the scores are computed once, and the plan is made of what is stored.
    stored = lake.read("gold/retention_decision").where(this_run)
    counts, candidates = _collected(stored, period, terms)
    plan = CampaignPlan(period, run_id, counts, figures(candidates, terms, [period.start.toordinal()]))
    lake.overwrite(_row(lake, plan), "gold/campaign_plan", where=this_run)
    publish(lake, stored, "serving/predictions", f"{period}-{run_id}")
    return plan


def _collected(stored: DataFrame, period: Period, terms: Terms) -> tuple[dict[str, int], Candidates]:
    """How many members of each decision, and the numbers of those eligible, best first."""
    narrow = stored.select(
        "decision",
        F.col("p_churn").alias("p"),
        F.col("value_ntd").alias("value"),
        "offer_cost",
        "save_rate",
        "segment",
        "rank",
        held_out(F.col("msno"), period, terms.control_share, terms.salt).alias("held_out"),
    ).toPandas()
    counts = {name: int((narrow["decision"] == name).sum()) for name in DECISIONS}
    # Members without a rank are never listed: ordered by their numbers they are the same in every run.
    rows = narrow[narrow["decision"] != "ineligible"].sort_values(
        ["rank", "p", "value", "offer_cost", "save_rate", "held_out"], kind="stable", na_position="last"
    )
    return counts, Candidates(
        p=rows["p"].to_numpy(np.float64),
        value=rows["value"].to_numpy(np.float64),
        offer_cost=rows["offer_cost"].to_numpy(np.float64),
        save_rate=rows["save_rate"].to_numpy(np.float64),
        segment=rows["segment"].to_numpy(str),
        held_out=rows["held_out"].to_numpy(np.bool_),
        target=(rows["decision"] == "target").to_numpy(np.bool_),
    )


def _row(lake: Lake, plan: CampaignPlan) -> DataFrame:
    """The row of the plan as its contract has it."""
    values = {
        **vars(plan.figures),
        "period_start": plan.period.start,
        "run_id": plan.run_id,
        "candidates": plan.candidates,
        "n_target": plan.counts["target"],
        "n_control": plan.counts["control"],
    }
    wanted = contract("gold/campaign_plan")
    return lake.spark.createDataFrame([tuple(values[name] for name in wanted.names)], wanted.schema)
