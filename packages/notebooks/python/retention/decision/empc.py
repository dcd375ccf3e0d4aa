"""Expected maximum profit of a churn classification (EMPC), in closed form.

Verbraken, Verbeke and Baesens, IEEE TKDE 25(5), 2013: the profit of contacting everybody above a cut-off is
linear in the save rate g, so for every g a corner of the convex hull of the ROC curve is best. Between two
corners the best one changes at a known g; over g ~ Beta(alpha, beta) the pieces are incomplete beta
functions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression
from scipy.special import betainc


@dataclass(frozen=True)
class Empc:
    """profit: NTD per member, on average over g. fraction: share of members contacted at the best cut-off."""

    profit: float
    fraction: float


def roc_hull(score: ArrayLike, churn: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The corners of the convex hull of the ROC curve, as shares of (churners, others) that are contacted.

    ``churn`` holds outcomes (0 or 1) or probabilities of churn, which count in part for both. The hull is
    the isotonic regression of the outcome on the score. Raises ValueError where nobody or everybody churns.
    """
    order = np.argsort(-np.asarray(score, dtype=np.float64), kind="stable")
    ranked = np.asarray(score, dtype=np.float64)[order]
    outcome = np.asarray(churn, dtype=np.float64)[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    members = np.diff(np.r_[starts, ranked.size])
    churners = np.add.reduceat(outcome, starts)
    total = float(churners.sum())
    if not 0 < total < ranked.size:
        raise ValueError("A ROC curve needs members who churn and members who stay.")
    blocks = isotonic_regression(churners / members, weights=members, increasing=False).blocks
    churners_of_block = np.add.reduceat(churners, blocks[:-1])
    members_of_block = np.add.reduceat(members, blocks[:-1])
    others_of_block = members_of_block - churners_of_block
    return (
        np.r_[0.0, np.cumsum(churners_of_block) / total],
        np.r_[0.0, np.cumsum(others_of_block) / (ranked.size - total)],
    )


def empc(
    score: ArrayLike,
    churn: ArrayLike,
    *,
    value: float = 200.0,
    offer_cost: float = 10.0,
    contact_cost: float = 1.0,
    alpha: float = 6.0,
    beta: float = 14.0,
) -> Empc:
    """The expected maximum profit of contacting by score, and the share of members to contact.

    ``value`` is that of a kept member, with the costs in the same money; the save rate g ~ Beta(alpha, beta).
    Raises ValueError where nobody or everybody churns, or an offer costs as much as a member is worth.
    """
    if offer_cost >= value:
        raise ValueError(f"An offer of {offer_cost} costs as much as a member of {value} is worth.")
    f0, f1 = roc_hull(score, churn)
    pi0 = float(np.mean(np.asarray(churn, dtype=np.float64)))
    pi1 = 1.0 - pi0
    delta, phi = offer_cost / value, contact_cost / value
    d0, d1 = np.diff(f0), np.diff(f1)
    with np.errstate(divide="ignore"):
        turn = (pi1 * (delta + phi) * d1 + pi0 * phi * d0) / (pi0 * (1.0 - delta) * d0)
    edges = np.clip(np.r_[0.0, turn, 1.0], 0.0, 1.0)
    chance = np.diff(betainc(alpha, beta, edges))
    mean = np.diff(betainc(alpha + 1.0, beta, edges)) * alpha / (alpha + beta)
    gained = value * (1.0 - delta) * pi0 * f0
    spent = value * (phi * pi0 * f0 + (delta + phi) * pi1 * f1)
    return Empc(
        profit=float(np.sum(gained * mean - spent * chance)),
        fraction=float(np.sum((pi0 * f0 + pi1 * f1) * chance)),
    )
