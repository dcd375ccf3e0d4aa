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
from retention.decision.held import DECISIONS as STORED
from retention.decision.held import held
from retention.decision.hold_out import held_out
from retention.decision.interval import LEVEL_SD
from retention.decision.offers import with_offers
from retention.decision.plan import Candidates, Figures, figures
from retention.decision.terms import Terms
from retention.lake import Lake
from retention.period import Period
from retention.runs import holding, of_month
from retention.serving import publish

_PLAN = "gold/campaign_plan"
#: What tells runs apart that decide alike.
_OF_THE_RUN = ("run_id", "scored_at", "holds")

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
    level_sd: float | None = None,
) -> CampaignPlan:
    """Decides on the scores of a month and writes ``gold/retention_decision`` and ``gold/campaign_plan``.

    All candidates are stored, also those not contacted; but for ``scored_at``, by default now, the rows are
    the same bits whenever scores and terms are the same. A run that decides as the one that holds adds
    nothing, and the plan is that of the run that holds. One that decides otherwise holds from then on: its
    rows are marked, those of the same run are replaced, those of other runs stay without the mark. What
    reports need of the run that holds is published as ``serving/predictions``, and of no other.

    level_sd: how far the level of the month may lie from the one expected, where the model that scored tells.
    """
    terms = terms or Terms()
    moment = scored_at or dt.datetime.now(dt.UTC)
    decisions = with_decision(with_offers(scores, terms), period, terms).withColumn(
        "period_start", F.lit(period.start)
    )
    holder = _holder(lake, period, decisions)
    if holder is None:
        holder = run_id
        made = decisions.withColumns({"run_id": F.lit(run_id), "scored_at": F.lit(moment)})
        _hold(lake, made, STORED, period, run_id)
    # Read back: the scores are computed once, and the plan is made of what is stored.
    stored = lake.read(STORED).where(holding(period))
    counts, candidates = _collected(stored, period, terms)
    spread = LEVEL_SD if level_sd is None else level_sd
    told = figures(candidates, terms, [period.start.toordinal()], spread)
    plan = CampaignPlan(period, holder, counts, told)
    _hold(lake, _row(lake, plan), _PLAN, period, holder)
    publish(lake, stored, "serving/predictions", f"{period}-{holder}", instead_of=f"{period}-")
    return plan


def _holder(lake: Lake, period: Period, decisions: DataFrame) -> str | None:
    """The run of the month that holds, if its decisions are these, else none."""
    rows = held(lake, period)
    if rows is None:
        return None
    (run,) = rows.agg(F.max("run_id")).collect()[0]
    names = [name for name in contract(STORED).names if name not in _OF_THE_RUN]
    same = run is not None and _digest(rows, names) == _digest(decisions, names)
    return str(run) if same else None


def _digest(rows: DataFrame, names: list[str]) -> tuple[object, ...]:
    """The same for the same rows, whatever their order."""
    types = {column.name: column.type for column in contract(STORED).columns}
    hashed = F.xxhash64(*(F.col(name).cast(types[name]) for name in names))
    return tuple(rows.agg(F.count(F.lit(1)), F.sum(hashed.cast("decimal(20,0)"))).collect()[0])


def _hold(lake: Lake, rows: DataFrame, table: str, period: Period, run_id: str) -> None:
    """Writes the rows of a run that holds; those of other runs of the month lose the mark, in one commit."""
    marked = lake.conform(rows.withColumn("holds", F.lit(True)), table)
    if lake.exists(table):
        others = lake.read(table).where(of_month(period)).where(F.col("run_id") != run_id)
        unmarked = lake.conform(others.withColumn("holds", F.lit(False)), table)
        marked = marked.unionByName(unmarked)
    lake.overwrite(marked, table, where=of_month(period))


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
        "holds": True,
    }
    wanted = contract(_PLAN)
    return lake.spark.createDataFrame([tuple(values[name] for name in wanted.names)], wanted.schema)
