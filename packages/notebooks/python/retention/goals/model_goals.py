"""Goals of ranking, probability and money: the stored decisions beside the true chances."""

from __future__ import annotations

import numpy as np
import pandas as pd

from retention.decision.coverage import interval_coverage
from retention.decision.profit import value_of_targeting
from retention.generator.ceilings import (
    average_precision_under_truth,
    bayes_average_precision,
    excess_log_loss,
    expected_calibration_error,
)
from retention.goals.goal import Goal, at_least, at_most, only_told
from retention.goals.limits import FEW, calibration_limit, limits

#: How many worlds the coverage of the stated interval is told from.
WORLDS = 40


def ranking(known: pd.DataFrame, rows: int) -> list[Goal]:
    """G5: average precision as a share of the best possible."""
    ratio = average_precision_under_truth(known["p_churn"], known["p_true"]) / bayes_average_precision(
        known["p_true"]
    )
    limit = limits(rows).average_precision
    return _held([at_least("G5", "ranking: AP / best possible AP", ratio, limit, _learnt(rows))], rows)


def probability(known: pd.DataFrame, rows: int, churn_before: float) -> list[Goal]:
    """G6: log loss above the least possible, and calibration."""
    excess = excess_log_loss(known["p_churn"], known["p_true"])
    error = expected_calibration_error(known["p_churn"], known["p_true"])
    churn = float(known["p_true"].mean())
    limit, month = calibration_limit(churn_before, churn)
    found = [
        at_most("G6", "probability: excess log loss", excess, limits(rows).excess_log_loss, _learnt(rows)),
        at_most(
            "G6",
            "probability: calibration error",
            error,
            limit,
            f"{month}: true churn {churn:.2%}, newest month of training {churn_before:.2%}; "
            f"stated {known['p_churn'].mean():.2%}",
        ),
    ]
    return _held(found, rows)


def money(known: pd.DataFrame, rows: int, seed: int) -> list[Goal]:
    """G7: true profit of the list beside that of the best list, and how often the interval holds."""
    terms = ("p_true", "save_rate", "value_ntd", "offer_cost", "contact_cost", "accept_rate")
    profit = np.asarray(value_of_targeting(*(known[name].to_numpy(float) for name in terms)))
    # Those held out are on the list as well: only chance keeps them from being contacted.
    listed = known["decision"].isin(["target", "control"]).to_numpy()
    best = float(profit[profit > 0].sum())
    share = float(profit[listed].sum()) / best if best > 0 else 1.0
    covered = interval_coverage(WORLDS, seed)
    brought = at_least(
        "G7",
        "money: profit of the list / best list",
        share,
        limits(rows).profit,
        f"{profit[listed].sum():,.0f} of {best:,.0f} NTD; {_learnt(rows)}",
    )
    return [
        *_held([brought], rows),
        Goal(
            "G7",
            "money: 80 % interval holds the truth",
            f"{covered:.1%}",
            "75 % to 85 %",
            0.75 <= covered <= 0.85,
            f"in {WORLDS} simulated campaigns of 4,000 members",
        ),
    ]


def _held(goals: list[Goal], rows: int) -> list[Goal]:
    """Few rows teach little: below those the goals are stated for, the figures are only told."""
    return goals if rows >= FEW else [only_told(goal) for goal in goals]


def _learnt(rows: int) -> str:
    if rows < FEW:
        return f"stated from {FEW:,} rows of training on, here {rows:,}"
    return f"limit for {rows:,} rows of training"
