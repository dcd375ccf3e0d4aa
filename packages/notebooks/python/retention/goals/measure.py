"""Measures all goals for the run of a month that holds, with the truth where there is one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.decision.choice import with_decision
from retention.decision.interval import LEVEL_SD
from retention.decision.offers import with_offers
from retention.decision.terms import Terms
from retention.goals.data_goals import (
    DIFFICULT,
    SOME,
    contract_kept,
    differing,
    label_parity,
    needs_no_labels,
    window_invariants,
)
from retention.goals.goal import Goal, at_most, only_told, unmeasured
from retention.goals.model_goals import money, probability, ranking
from retention.goals.network_goal import beside_a_network
from retention.lake import Lake
from retention.period import GAP_DAYS, Period
from retention.runs import holding
from retention.scoring import score
from retention.training.dataset import LABELS
from retention.training.registry import Version, level_sd_of, version_of

#: The notebooks whose time the original's cells are compared with.
PREPARING = ("03_prepare", "04_features")
#: A run of so many members is held to the time and the figures of the goals.
FULL = 20_000


def measure(
    lake: Lake,
    period: Period,
    *,
    model_name: str,
    truth: str = "",
    members: int = 0,
    seed: int = 1,
    terms: Terms | None = None,
    seconds: Mapping[str, float] | None = None,
) -> list[Goal]:
    """The goals in their order. ``seconds`` is what the stages took, ``truth`` the file of true chances."""
    decisions = lake.read("gold/retention_decision").where(holding(period))
    version = version_of(f"models:/{model_name}/{decisions.agg(F.max('model_version')).collect()[0][0]}")
    return [
        *label_parity(lake, period, seed, SOME if 0 < members < FULL else DIFFICULT),
        *window_invariants(lake, period),
        *needs_no_labels(lake, decisions, period),
        *contract_kept(lake, period),
        *_with_truth(lake, decisions, period, truth, version, seed=seed, terms=terms or Terms()),
        *_speed(seconds or {}, members),
        *_reproducible(lake, decisions, period, version, terms or Terms()),
    ]


def _with_truth(
    lake: Lake, decisions: DataFrame, period: Period, truth: str, version: Version, *, seed: int, terms: Terms
) -> list[Goal]:
    if truth == "":
        why = "there is no truth file: only generated data have true chances"
        return [
            unmeasured("G5", "ranking: AP / best possible AP", ">= 0.94", why),
            unmeasured("G6", "probability: excess log loss, calibration", "<= 0.008, <= 0.010", why),
            unmeasured("G7", "money: profit of the list / best list", ">= 0.92", why),
            unmeasured("G8", "beside a network", "reported", why),
        ]
    chances = pd.read_parquet(truth)
    of_month = chances[chances["period_start"] == period.start]
    known = decisions.toPandas().merge(of_month, on="msno", suffixes=("", "_of_truth"))
    learnt = _learnt(lake, period)
    # The newest month may have begun only: most of its outcomes are to be known.
    full = learnt.index[learnt >= learnt.max() / 2].max()
    newest = chances[chances["period_start"] == full]["p_true"].mean()
    rows = int(learnt.sum())
    level_sd = level_sd_of(version)
    told = LEVEL_SD if level_sd is None else level_sd
    (plan,) = lake.read("gold/campaign_plan").where(holding(period)).collect()
    return [
        *ranking(known, rows),
        *probability(known, rows, float(newest)),
        *money(known, rows, terms, (plan["profit_p10"], plan["profit_p90"]), seed, level_sd=told),
        *beside_a_network(lake, period, known, rows),
    ]


def _learnt(lake: Lake, period: Period) -> pd.Series[int]:
    """Rows that can be learnt from, by month."""
    rows = (
        lake.read("gold/labels")
        .where((F.col("label_source") == LABELS) & F.col("is_mature"))
        .where(F.date_add("last_expire", GAP_DAYS - 1) < F.lit(period.start))
        .join(
            lake.read("gold/features").select("period_start", "msno"), ["period_start", "msno"], "left_semi"
        )
        .groupBy("period_start")
        .count()
        .toPandas()
    )
    return rows.set_index("period_start")["count"]


def _speed(seconds: Mapping[str, float], members: int) -> list[Goal]:
    total = sum(seconds.values())
    spent = sum(seconds.get(name, 0.0) for name in PREPARING)
    whole = at_most(
        "G9", "seconds end to end", total, 600, f"stated for {FULL:,} members on 2 cores", digits=0
    )
    note = "the original's cells need 56 s at 20,000 members; npm run bench:churn lays both side by side"
    parts = Goal("G9", "seconds of prepare and features", f"{spent:.0f}", "<= 1/3 at 200,000", None, note)
    return [whole if members >= FULL else only_told(whole), parts]


def _reproducible(
    lake: Lake, decisions: DataFrame, period: Period, version: Version, terms: Terms
) -> list[Goal]:
    """G10: deciding once more gives the same bits, and each row names run, data and model."""
    with score(lake, period, version.uri) as scores:
        again = with_decision(with_offers(scores, terms), period, terms)
        same = [name for name in decisions.columns if name in again.columns]
        first, second = (frame.select(*same) for frame in (decisions, again))
        apart = differing(first, second)
    named = decisions.where(
        "run_id IS NOT NULL AND data_version IS NOT NULL AND model_version IS NOT NULL"
    ).count()
    total = decisions.count()
    return [
        Goal(
            "G10",
            "decisions that differ when made again",
            f"{apart} of {total:,}",
            "0",
            apart == 0 and named == total,
            f"{named:,} rows name run, data version and model version",
        )
    ]
