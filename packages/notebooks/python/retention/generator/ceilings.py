"""How good any score can be where the chances are known, and how far a score stays below.

All take chances in place of sampled outcomes, so the noise of the labels is out of the figures. ``p`` and
``p_true`` are the true chances of churn, ``q`` the stated ones, ``score`` anything that ranks; arrays of one
length, in any order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import rel_entr, xlog1py, xlogy

from retention.generator.randomness import Floats


def _array(values: ArrayLike) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.size == 0 or not np.isfinite(array).all():
        raise ValueError("Ceilings need at least one row and finite numbers.")
    return array


def bayes_log_loss(p: ArrayLike) -> float:
    """The expected log loss of stating the chances themselves: no score has less."""
    chance = _array(p)
    return float(-np.mean(xlogy(chance, chance) + xlog1py(1 - chance, -chance)))


def expected_log_loss(q: ArrayLike, p_true: ArrayLike) -> float:
    """The expected log loss of stating ``q``; stated chances are kept 1e-15 off 0 and 1."""
    stated, chance = np.clip(_array(q), 1e-15, 1 - 1e-15), _array(p_true)
    return float(-np.mean(chance * np.log(stated) + (1 - chance) * np.log1p(-stated)))


def excess_log_loss(q: ArrayLike, p_true: ArrayLike) -> float:
    """The mean divergence of ``q`` from the truth: log loss above the ceiling, 0 only for the truth."""
    stated, chance = np.clip(_array(q), 1e-15, 1 - 1e-15), _array(p_true)
    return float(np.mean(rel_entr(chance, stated) + rel_entr(1 - chance, 1 - stated)))


def bayes_average_precision(p: ArrayLike) -> float:
    """The average precision of ranking by the chances themselves, for many rows."""
    return average_precision_under_truth(p, p)


def average_precision_under_truth(score: ArrayLike, p_true: ArrayLike) -> float:
    """The average precision of a ranking: precision among the first k, weighted with the chance of the k-th.

    Rows of the same score share one precision, that at their end, as sampled average precision has it.
    Raises ValueError where no one can churn.
    """
    ranks, chance = _array(score), _array(p_true)
    if chance.sum() <= 0:
        raise ValueError("Average precision needs somebody who may churn.")
    order = np.argsort(-ranks, kind="stable")
    found = np.cumsum(chance[order])
    ends = np.append(np.flatnonzero(np.diff(ranks[order])), len(order) - 1)
    precision = found[ends] / (ends + 1)
    weight = np.diff(found[ends], prepend=0.0)
    return float((precision * weight).sum() / chance.sum())


def expected_profit(
    p: ArrayLike, save_rate: ArrayLike, value: ArrayLike, offer: ArrayLike, contact: float
) -> Floats:
    """The expected profit of contacting each member, in NTD, where all who stay take the offer too."""
    chance, worth, cost = _array(p), _array(value), _array(offer)
    return chance * (_array(save_rate) * (worth - cost) - contact) - (1 - chance) * (cost + contact)


def profit_ceiling(
    p_true: ArrayLike, save_rate: ArrayLike, value: ArrayLike, offer: ArrayLike, contact: float
) -> float:
    """The expected profit of contacting exactly those worth it, in NTD."""
    return float(np.maximum(expected_profit(p_true, save_rate, value, offer, contact), 0.0).sum())
