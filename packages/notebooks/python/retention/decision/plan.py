"""The plan of a campaign: what the list brings, how sure that is, and what it would be under other terms."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from retention.decision.choice import chosen
from retention.decision.empc import empc
from retention.decision.interval import (
    LEVEL_SD,
    TargetList,
    calibration_covariance,
    profit_draws,
    profit_interval,
)
from retention.decision.profit import expected_cost, value_of_targeting
from retention.decision.terms import Terms

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: By what the save rates, the offer costs and the margin are multiplied to show what hangs on them.
SAVE_RATE_FACTORS = (0.5, 0.75, 1.0, 1.25, 1.5)
OFFER_COST_FACTORS = (0.5, 0.75, 1.0, 1.5)
MARGIN_FACTORS = (0.8, 1.0, 1.2)


@dataclass(frozen=True)
class Candidates:
    """The eligible candidates of a month as a plan needs them, in an order that never changes."""

    p: Floats
    value: Floats
    offer_cost: Floats
    save_rate: Floats
    segment: NDArray[np.str_]
    held_out: Flags
    target: Flags


@dataclass(frozen=True)
class Figures:
    """What a plan says. Money in NTD; see the contract of ``gold/campaign_plan``."""

    budget: float = 0.0
    recommended_threshold: float | None = None
    expected_profit: float = 0.0
    profit_p10: float = 0.0
    profit_p90: float = 0.0
    empc: float = 0.0
    empc_fraction: float = 0.0
    profit_curve: Sequence[tuple[float, float]] = field(default=())
    sensitivity: Sequence[tuple[float, float, float, float]] = field(default=())
    break_even_save_rate: float | None = None


def figures(candidates: Candidates, terms: Terms, seed: Sequence[int], level_sd: float = LEVEL_SD) -> Figures:
    """The figures of a plan; all zero where there is no candidate. The seed fixes the interval's draws.

    level_sd: standard deviation of the level that the month will have about the one expected, in log odds.
    """
    if candidates.p.size == 0:
        return Figures()
    listed = candidates.target
    profit = _profit(candidates, terms)
    cost = np.asarray(
        expected_cost(
            candidates.p, candidates.save_rate, candidates.offer_cost, terms.contact_cost, terms.accept_rate
        )
    )
    low, high = stated_interval(candidates, terms, np.random.default_rng(list(seed)), level_sd=level_sd)
    most, fraction = _empc(candidates, terms)
    return Figures(
        budget=float(cost[listed].sum()),
        recommended_threshold=best_cut_off(candidates.p, profit),
        expected_profit=float(profit[listed].sum()),
        profit_p10=low,
        profit_p90=high,
        empc=most,
        empc_fraction=fraction,
        profit_curve=profit_curve(profit),
        sensitivity=_sensitivity(candidates, terms),
        break_even_save_rate=_break_even(candidates, terms),
    )


def stated_interval(
    candidates: Candidates,
    terms: Terms,
    rng: np.random.Generator,
    draws: int = 1000,
    *,
    level_sd: float = LEVEL_SD,
) -> tuple[float, float]:
    """The interval that a plan states for what its list brings, NTD."""
    listed = candidates.target
    targets = TargetList(
        candidates.p[listed],
        candidates.value[listed],
        candidates.offer_cost[listed],
        candidates.segment[listed],
    )
    covariance = calibration_covariance(candidates.p, level_sd=level_sd)
    return profit_interval(profit_draws(targets, terms, covariance, rng, draws))


def best_cut_off(p: Floats, profit: Floats) -> float | None:
    """The one probability from which on contacting everybody brings most; none where nothing brings any."""
    order = np.lexsort((-profit, -p))
    total = np.cumsum(profit[order])
    # Members of the same probability are all above a cut-off or all below it.
    last = np.r_[p[order][1:] != p[order][:-1], True]
    best = int(np.argmax(np.where(last, total, -np.inf)))
    return float(p[order][best]) if total[best] > 0 else None


def profit_curve(profit: Floats, points: int = 100) -> list[tuple[float, float]]:
    """Share of the candidates contacted, best first, and what that brings, at so many even steps."""
    total = np.cumsum(-np.sort(-profit))
    shares = np.arange(1, points + 1) / points
    index = np.maximum(np.ceil(shares * profit.size).astype(int) - 1, 0)
    return [(float(share), float(brings)) for share, brings in zip(shares, total[index], strict=True)]


def _profit(candidates: Candidates, terms: Terms, g: float = 1.0, d: float = 1.0, m: float = 1.0) -> Floats:
    """Expected profit of each candidate with save rate, offer cost and margin multiplied."""
    save_rate = np.minimum(candidates.save_rate * g, 1.0)
    return np.asarray(
        value_of_targeting(
            candidates.p,
            save_rate,
            candidates.value * m,
            candidates.offer_cost * d,
            terms.contact_cost,
            terms.accept_rate,
        )
    )


def _sensitivity(candidates: Candidates, terms: Terms) -> list[tuple[float, float, float, float]]:
    """(mean save rate, mean offer cost, margin, profit of the list that would be chosen then)."""
    base_rate = float(candidates.save_rate.mean())
    base_cost = float(candidates.offer_cost.mean())
    points = []
    for g, d, m in itertools.product(SAVE_RATE_FACTORS, OFFER_COST_FACTORS, MARGIN_FACTORS):
        profit = _profit(candidates, terms, g, d, m)
        cost = np.asarray(
            expected_cost(
                candidates.p,
                np.minimum(candidates.save_rate * g, 1.0),
                candidates.offer_cost * d,
                terms.contact_cost,
                terms.accept_rate,
            )
        )
        brings = float(profit[chosen(profit, cost, ~candidates.held_out, terms)].sum())
        points.append((base_rate * g, base_cost * d, terms.margin * m, brings))
    return points


def _break_even(candidates: Candidates, terms: Terms) -> float | None:
    """The save rate, the same for all, at which the list brings nothing; none without a list."""
    p, d = candidates.p[candidates.target], candidates.offer_cost[candidates.target]
    gained = float(np.sum(p * (candidates.value[candidates.target] - d)))
    spent = float(np.sum(terms.contact_cost + (1.0 - p) * terms.accept_rate * d))
    return spent / gained if gained > 0 else None


def _empc(candidates: Candidates, terms: Terms) -> tuple[float, float]:
    """EMPC and its fraction at the mean value and offer cost, against the probabilities themselves."""
    value, cost = float(candidates.value.mean()), float(candidates.offer_cost.mean())
    churn = float(candidates.p.mean())
    if not 0 < churn < 1 or cost >= value:
        return 0.0, 0.0
    rates = [terms.save_rates[name] for name in candidates.segment.tolist()]
    mean = float(np.average(candidates.save_rate, weights=candidates.p))
    concentration = float(np.average([rate.concentration for rate in rates], weights=candidates.p))
    found = empc(
        candidates.p,
        candidates.p,
        value=value,
        offer_cost=cost,
        contact_cost=terms.contact_cost,
        alpha=mean * concentration,
        beta=(1 - mean) * concentration,
    )
    return found.profit, found.fraction
