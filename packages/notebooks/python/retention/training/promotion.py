"""Which model serves: the rule that lets a challenger take the place of the champion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from retention.decision.profit import value_of_targeting
from retention.decision.terms import Terms
from retention.reliability import calibration_error, calibration_noise
from retention.training.evaluation import Array, pointwise_log_loss

#: Calibration error above which no model takes over; what sampling alone makes is allowed on top.
ECE_LIMIT = 0.02
_DRAWS = 500


@dataclass(frozen=True)
class Verdict:
    """Whether the challenger takes over, and why, with what it gains per member (above 0 is better)."""

    promoted: bool
    reason: str
    log_loss_gain: float | None = None
    profit_gain: float | None = None
    ece: float | None = None


def realised_profit(p: Array, outcome: Array, members: pd.DataFrame, terms: Terms) -> Array:
    """What contacting by a probability brings in NTD, given what happened; 0 for who is not contacted.

    members: ``segment`` and ``monthly_price``. Save rate and value are those of the terms, as the outcome
    tells only who would have left.
    """
    segments = members["segment"].astype(str)
    save = segments.map({name: rate.mean for name, rate in terms.save_rates.items()}).to_numpy(np.float64)
    share = segments.map({name: offer.cost_share for name, offer in terms.offers.items()}).to_numpy(
        np.float64
    )
    price = members["monthly_price"].to_numpy(dtype=np.float64)
    value, cost = terms.margin * price * terms.value_months, share * price
    common: tuple[Any, ...] = (save, value, cost, terms.contact_cost, terms.accept_rate)
    expected = np.asarray(value_of_targeting(p, *common))
    happened = np.asarray(value_of_targeting(outcome, *common))
    return np.where(expected > terms.minimum_value, happened, 0.0)


def judge(
    challenger: Array,
    champion: Array | None,
    outcome: Array,
    members: pd.DataFrame,
    *,
    terms: Terms,
    ece_limit: float = ECE_LIMIT,
) -> Verdict:
    """Compares two models on members of months, each scored without knowledge of the outcome.

    members: ``period_start``, ``msno``, ``segment``, ``monthly_price``. champion: NaN where it has no score;
    these rows are left out. The challenger takes over when log loss and profit are both better in nine of ten
    bootstrap draws of the members, and its calibration error in the newest month is within the limit. Where
    there is no champion, it takes the place.
    """
    newest = (members["period_start"] == members["period_start"].max()).to_numpy()
    ece = calibration_error(challenger[newest], outcome[newest])
    if champion is None:
        return Verdict(True, "There was no champion.", ece=ece)
    both = np.isfinite(champion)
    if len(np.unique(outcome[both])) < 2:
        why = "of no churner, or of none who stayed, is there a score that the champion gave unknowing"
        return Verdict(False, f"Stays challenger: {why}.", ece=ece)
    loss = (pointwise_log_loss(champion, outcome) - pointwise_log_loss(challenger, outcome))[both]
    profit = (
        realised_profit(challenger, outcome, members, terms)
        - realised_profit(champion, outcome, members, terms)
    )[both]
    gains = _lower_bounds(np.column_stack([loss, profit]), members["msno"][both])
    allowed = ece_limit + calibration_noise(challenger[newest])
    failed = [
        sentence
        for sentence, holds in (
            (f"log loss is not surely lower (by {np.mean(loss):.5f})", gains[0] > 0),
            (f"profit is not surely higher (by {np.mean(profit):.2f} NTD a member)", gains[1] > 0),
            (f"calibration error {ece:.4f} is above {allowed:.4f}", ece <= allowed),
        )
        if not holds
    ]
    months = ", ".join(sorted(members["period_start"][both].astype(str).unique()))
    told = f" (compared on {int(both.sum()):,} members of {months})"
    figures = (float(np.mean(loss)), float(np.mean(profit)), ece)
    if failed:
        return Verdict(False, "Stays challenger: " + "; ".join(failed) + f"{told}.", *figures)
    gained = f"Log loss is lower by {figures[0]:.5f} and profit higher by {figures[1]:.2f} NTD a member"
    return Verdict(True, f"{gained}{told}.", *figures)


def _lower_bounds(differences: Array, msno: pd.Series[str], share: float = 0.10, seed: int = 1) -> Array:
    """The lower ends of the means over bootstrap draws of the members, each with all its months."""
    rng = np.random.default_rng(seed)
    member, index = np.unique(msno.to_numpy(dtype=str), return_inverse=True)
    rows = np.bincount(index, minlength=len(member)).astype(np.float64)
    sums = np.column_stack([np.bincount(index, column, len(member)) for column in differences.T])
    means = np.empty((_DRAWS, differences.shape[1]))
    for draw in range(_DRAWS):
        weights = np.bincount(rng.integers(0, len(member), len(member)), minlength=len(member))
        means[draw] = weights @ sums / (weights @ rows)
    return np.asarray(np.quantile(means, share, axis=0))
