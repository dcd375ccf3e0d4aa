"""The expected maximum profit against numerical quadrature, and its hull against a plain construction."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import ConvexHull
from scipy.stats import beta as beta_distribution

from retention.decision.empc import empc, roc_hull

Floats = NDArray[np.float64]


def curve(score: Floats, churn: Floats) -> tuple[Floats, Floats]:
    """Churners and others contacted, as shares of all members, at every cut-off."""
    cuts = np.r_[np.inf, np.unique(score)[::-1]]
    above = score[None, :] >= cuts[:, None]
    return (above * churn).mean(axis=1), (above * (1 - churn)).mean(axis=1)


def by_quadrature(
    score: Floats, churn: Floats, value: float, d: float, f: float, alpha: float, beta: float
) -> tuple[float, float]:
    """Profit and fraction over a grid of g, the best cut-off taken from every middle."""
    churners, others = curve(score, churn)

    def best(g: Floats) -> tuple[Floats, Floats]:
        profit = np.outer(g * (value - d) - f, churners) - (d + f) * others
        index = np.argmax(profit, axis=1)
        return profit[np.arange(g.size), index], (churners + others)[index]

    grid = np.linspace(0, 1, 120_001)
    middle = (grid[1:] + grid[:-1]) / 2
    profit, fraction = np.zeros(middle.size), np.zeros(middle.size)
    for part in np.array_split(np.arange(middle.size), 60):
        profit[part], fraction[part] = best(middle[part])
    chance = np.diff(beta_distribution.cdf(grid, alpha, beta))
    return float(profit @ chance), float(fraction @ chance)


def worlds() -> dict[str, tuple[Floats, Floats]]:
    rng = np.random.default_rng(7)
    p = rng.beta(0.4, 4, 150)
    label = (rng.random(150) < p).astype(float)
    return {
        "labels": (p, label),
        "ties": (np.round(p, 1), label),
        "poor scores": (rng.random(150), label),
        "probabilities": (p, p),
        "perfect": (label, label),
    }


@pytest.mark.parametrize("name", list(worlds()))
@pytest.mark.parametrize("terms", [(200.0, 10.0, 1.0, 6.0, 14.0), (280.0, 74.5, 3.0, 5.0, 15.0)])
def test_closed_form_is_the_integral(name: str, terms: tuple[float, float, float, float, float]) -> None:
    score, churn = worlds()[name]
    value, d, f, alpha, beta = terms
    found = empc(score, churn, value=value, offer_cost=d, contact_cost=f, alpha=alpha, beta=beta)
    profit, fraction = by_quadrature(score, churn, value, d, f, alpha, beta)
    assert found.profit == pytest.approx(profit, abs=1e-6)
    assert found.fraction == pytest.approx(fraction, abs=1e-4)


def test_hull_has_the_corners_of_the_roc_curve() -> None:
    score, label = worlds()["labels"]
    churners, others = curve(score, label)
    points = np.c_[others / others[-1], churners / churners[-1]]
    corners = points[ConvexHull(np.r_[points, [[1.0, 0.0]]]).vertices[:-1] % len(points)]
    f0, f1 = roc_hull(score, label)
    for x, y in corners:
        assert np.any(np.isclose(f1, x) & np.isclose(f0, y))
    slope = np.diff(f0) / np.maximum(np.diff(f1), 1e-12)
    assert np.all(np.diff(slope) <= 1e-9)


def test_no_curve_without_both_outcomes_and_no_profit_from_dear_offers() -> None:
    with pytest.raises(ValueError, match="members who churn and members who stay"):
        empc([0.1, 0.2], [0, 0])
    with pytest.raises(ValueError, match="as much as a member"):
        empc([0.1, 0.2], [0, 1], value=10, offer_cost=20)
