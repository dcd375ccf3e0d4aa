"""Goals of ranking, probability and money: the stored decisions beside the true chances."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retention.decision.coverage import CAMPAIGNS, Month, interval_coverage
from retention.decision.interval import LEVEL_SD
from retention.decision.profit import value_of_targeting
from retention.decision.terms import Terms
from retention.generator.ceilings import (
    average_precision_under_truth,
    bayes_average_precision,
    excess_log_loss,
)
from retention.goals.goal import Goal, at_least, at_most, only_told
from retention.goals.limits import FEW, calibration_limit, limits
from retention.reliability import calibration_error

Floats = NDArray[np.float64]

_COSTS = ("offer_cost", "contact_cost", "accept_rate")
#: By what the beliefs in the save rates are wrong where the cost of that is shown.
WRONG = (0.5, 1.5)


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
    error = calibration_error(known["p_churn"].to_numpy(float), known["p_true"].to_numpy(float))
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


def money(
    known: pd.DataFrame,
    rows: int,
    terms: Terms,
    stated: tuple[float, float],
    seed: int,
    *,
    level_sd: float = LEVEL_SD,
) -> list[Goal]:
    """G7: profit of the list beside that of the best list, by the beliefs and by the truth; the interval.

    ``known`` has the decisions with ``p_true``, ``save_rate_true`` and ``value_true``. stated: the interval
    of the plan. level_sd: how far the level of the month may lie from the one expected, as the model tells.
    """
    # Those held out are on the list as well: only chance keeps them from being contacted.
    listed = known["decision"].isin(["target", "control"]).to_numpy()
    believed = _profit(known, "p_true", known["save_rate"], "value_ntd")
    true = _profit(known, "p_true", known["save_rate_true"], "value_true")
    most = float(np.maximum(true, 0).sum())
    goals = [
        at_least(
            "G7",
            "money: profit of the list / best list",
            _share(believed, listed),
            limits(rows).profit,
            f"{believed[listed].sum():,.0f} of {np.maximum(believed, 0).sum():,.0f} NTD, by the save rates "
            f"and values believed; {_learnt(rows)}",
        ),
        at_least(
            "G7",
            "money: the same by true save rates and values",
            _over(float(true[listed].sum()), float(true[believed > 0].sum())),
            limits(rows).true_profit,
            f"{true[listed].sum():,.0f} of {true[believed > 0].sum():,.0f} NTD; of {most:,.0f} that who knew "
            f"each member's own would make {_share(true, listed):.3f}",
        ),
    ]
    wrong = [_profit(known, "p_churn", known["save_rate"] * factor, "value_ntd") > 0 for factor in WRONG]
    costs = [_share(true, listed) - _share(true, chosen) for chosen in wrong]
    return [
        *_held(goals, rows),
        Goal(
            "G7",
            "money: what a wrong belief costs",
            ", ".join(f"{cost:.1%}" for cost in costs),
            "told",
            None,
            "of that best profit, where all save rates are believed to be "
            + " and ".join(f"{factor:g} times" for factor in WRONG)
            + " what they are",
        ),
        *_held([_coverage(known, terms, stated, seed, level_sd)], rows),
    ]


def _coverage(
    known: pd.DataFrame, terms: Terms, stated: tuple[float, float], seed: int, level_sd: float
) -> Goal:
    """G7: whether the interval of plans like this one holds the truth as often as it says."""
    eligible = known[known["decision"] != "ineligible"]
    month = Month(
        eligible["p_churn"].to_numpy(float),
        eligible["p_true"].to_numpy(float),
        eligible["segment"].to_numpy(str),
        eligible["value_ntd"].to_numpy(float),
        eligible["offer_cost"].to_numpy(float),
    )
    covered = interval_coverage(month, terms, CAMPAIGNS, seed, level_sd=level_sd)
    target = known["decision"] == "target"
    brought = _profit(known, "p_true", known["save_rate_true"], "value_true")[target].sum()
    return Goal(
        "G7",
        "money: 80 % interval holds the truth",
        f"{covered:.1%}",
        "75 % to 85 %",
        0.75 <= covered <= 0.85,
        f"in {CAMPAIGNS} campaigns with this month's members, scores and plan, levels {level_sd:.2f} about "
        f"the one expected; this plan states {stated[0]:,.0f} to {stated[1]:,.0f} NTD, brings {brought:,.0f}",
    )


def _profit(known: pd.DataFrame, p: str, save_rate: pd.Series[float], value: str) -> Floats:
    columns = (known[p], save_rate, known[value], *(known[name] for name in _COSTS))
    return np.asarray(value_of_targeting(*(column.to_numpy(float) for column in columns)))


def _share(profit: Floats, listed: NDArray[np.bool_]) -> float:
    """The profit of a list over that of the best one there is."""
    return _over(float(profit[listed].sum()), float(profit[profit > 0].sum()))


def _over(brought: float, best: float) -> float:
    return brought / best if best > 0 else 1.0


def _held(goals: list[Goal], rows: int) -> list[Goal]:
    """Few rows teach little: below those the goals are stated for, the figures are only told."""
    return goals if rows >= FEW else [only_told(goal) for goal in goals]


def _learnt(rows: int) -> str:
    if rows < FEW:
        return f"stated from {FEW:,} rows of training on, here {rows:,}"
    return f"limit for {rows:,} rows of training"
