"""Logistic regression on splines: a baseline, and a partner that keeps the boosters steady.

Each number becomes a chain of straight pieces between quantiles, each category one column, each missing value
a column of its own; and all of it once more for each segment, so that a segment may differ where the data
say so. What hardly counts is held to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from retention.training.encoding import Encoder
from retention.training.evaluation import Array, sigmoid

#: Straight pieces of a number at most.
PIECES = 4
#: Steps of a round at most, and rounds; the last ones change nothing that counts.
STEPS = 60
ROUNDS, ROUNDS_AGAIN = 4, 2
#: How tightly all weights are held in the first round.
FIRST_PENALTY = 5.0
#: What a feature comes to, in log odds, that counts as nothing.
SMALL = 0.02
#: Levels of months are held less tightly than the other weights.
MONTH_SCALE = 4.0


@dataclass(frozen=True)
class Basis:
    """How each column of the matrix becomes columns of the design. No knots: a category."""

    knots: tuple[tuple[float, ...], ...]
    sizes: tuple[int, ...]
    segment: int | None
    segments: int

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each column's part of the design begins; the last one is the width of a block."""
        return np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.int64)

    @property
    def width(self) -> int:
        """The columns of the design: one block for all, one for each segment."""
        return int(self.starts[-1]) * (1 + self.segments)

    def design(self, matrix: Array) -> sparse.csr_matrix:
        """The design of a matrix, sparse."""
        rows = np.arange(len(matrix))
        row_parts: list[NDArray[np.int64]] = []
        place_parts: list[NDArray[np.int64]] = []
        value_parts: list[Array] = []
        for index, start in enumerate(self.starts[:-1]):
            for place, value in self._places(matrix[:, index], index):
                keep = value != 0
                row_parts.append(rows[keep])
                place_parts.append(place[keep] + start)
                value_parts.append(value[keep])
        row, place = np.concatenate(row_parts), np.concatenate(place_parts)
        value = np.concatenate(value_parts)
        if self.segment is not None:
            codes = matrix[:, self.segment]
            own = ~np.isnan(codes[row])
            offset = (codes[row][own].astype(np.int64) + 1) * self.starts[-1]
            row, place, value = (
                np.concatenate([row, row[own]]),
                np.concatenate([place, place[own] + offset]),
                np.concatenate([value, value[own]]),
            )
        return sparse.csr_matrix((value, (row, place)), shape=(len(matrix), self.width))

    def _places(self, column: Array, index: int) -> list[tuple[NDArray[np.int64], Array]]:
        """Columns within the part, and values there. The last column of each part is for missing values."""
        missing = np.isnan(column)
        last = self.sizes[index] - 1
        knots = np.asarray(self.knots[index])
        if len(knots) == 0:
            place = np.where(missing, last, np.nan_to_num(column)).astype(np.int64)
            return [(place, np.ones(len(column)))]
        known = np.clip(np.where(missing, knots[0], column), knots[0], knots[-1])
        left = np.clip(np.searchsorted(knots, known, side="right") - 1, 0, max(len(knots) - 2, 0))
        share = np.zeros(len(column))
        if len(knots) > 1:
            share = (known - knots[left]) / (knots[left + 1] - knots[left])
        # The first knot is what all else is measured from: it has no column, and most zeros cost nothing.
        return [
            (
                np.where(missing, last, left - 1).astype(np.int64),
                np.where(left > 0, 1 - share, 1.0 * missing),
            ),
            (np.where(missing, last, left).astype(np.int64), np.where(missing, 0.0, share)),
        ]


@dataclass(frozen=True)
class DesignRows:
    """Members to learn from: their design, outcomes and months."""

    design: sparse.csr_matrix
    outcome: Array
    months: Sequence[str]


@dataclass(frozen=True)
class Baseline:
    """Weights on the design; ``means`` are what each feature adds on average."""

    basis: Basis
    intercept: float
    weights: Array
    means: Array
    levels: dict[str, float] = field(default_factory=dict)

    def log_odds(self, matrix: Array) -> Array:
        """Log odds without the level of a month."""
        return np.asarray(self.basis.design(matrix) @ self.weights + self.intercept, dtype=np.float64)

    def contributions(self, matrix: Array) -> Array:
        """What each feature adds to a member's log odds, above what it adds on average."""
        return self._parts(matrix) - self.means

    def _parts(self, matrix: Array) -> Array:
        weighted = sparse.diags_array(self.weights) @ _owner(self.basis)
        return np.asarray((self.basis.design(matrix) @ weighted).todense(), dtype=np.float64)

    def to_json(self) -> dict[str, Any]:
        """What `from_json` needs."""
        return {
            "knots": [list(knots) for knots in self.basis.knots],
            "sizes": list(self.basis.sizes),
            "segment": self.basis.segment,
            "segments": self.basis.segments,
            "intercept": self.intercept,
            "weights": self.weights.tolist(),
            "means": self.means.tolist(),
            "levels": self.levels,
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Baseline:
        """The baseline that `to_json` wrote."""
        basis = Basis(
            tuple(tuple(knots) for knots in written["knots"]),
            tuple(written["sizes"]),
            written["segment"],
            written["segments"],
        )
        return cls(
            basis,
            written["intercept"],
            np.asarray(written["weights"]),
            np.asarray(written["means"]),
            dict(written["levels"]),
        )


def fit_baseline(basis: Basis, rows: DesignRows, penalty: float, start: Baseline | None = None) -> Baseline:
    """Fits the weights, and a level for each month, so that no feature has to stand in for a month.

    Most features say nothing of most segments. So what a feature has in a block is held the more tightly the
    less it came to in the round before (a group lasso by reweighted ridges): little shrinks to nothing, and
    what is large is hardly held.

    start: a baseline of the same basis that was fitted to other months; it saves most of the steps.
    """
    known = sorted(set(rows.months))
    code = np.searchsorted(np.asarray(known), np.asarray(rows.months))
    count, width = len(rows.outcome), basis.width
    rate = (float(np.sum(rows.outcome)) + 0.5) / (count + 1)
    beta = np.zeros(width + len(known) + 1)
    beta[-1] = np.log(rate / (1 - rate))
    if start is not None:
        beta[:width], beta[-1] = start.weights, start.intercept
        beta[width:-1] = [start.levels.get(name, 0.0) for name in known]
    group = _groups(basis)
    held = np.concatenate(
        [np.full(width, FIRST_PENALTY), np.full(len(known), FIRST_PENALTY / MONTH_SCALE**2), [0.0]]
    )
    if start is not None:
        held[:width] = _held(beta[:width], group, penalty)
    for _ in range(ROUNDS if start is None else ROUNDS_AGAIN):
        beta = _ridge(rows, code, held, beta)
        held[:width] = _held(beta[:width], group, penalty)
    weights, effects = beta[:width], beta[width:-1]
    middle = float(np.mean(effects[code]))
    means = np.asarray(rows.design.mean(axis=0)).ravel() * weights @ _owner(basis)
    return Baseline(
        basis,
        float(beta[-1]) + middle,
        weights,
        np.asarray(means).ravel(),
        {name: float(effect - middle) for name, effect in zip(known, effects, strict=True)},
    )


def _ridge(rows: DesignRows, code: NDArray[np.int64], held: Array, begin: Array) -> Array:
    """The best weights, levels and intercept under a penalty for each of them."""
    count, width = rows.design.shape
    transposed = rows.design.T.tocsr()
    # In units in which all are held alike the steps are few.
    unit = 1 / np.sqrt(np.maximum(held, 1e-3))
    unit[-1] = 1.0

    def loss(scaled: Array) -> tuple[float, Array]:
        beta = scaled * unit
        z = rows.design @ beta[:width] + beta[width:-1][code] + beta[-1]
        error = sigmoid(z) - rows.outcome
        value = float(np.sum(np.logaddexp(0.0, z) - rows.outcome * z) + np.sum(held * beta * beta) / 2)
        by_month = np.bincount(code, error, minlength=len(begin) - width - 1)
        gradient = np.concatenate([transposed @ error, by_month, [np.sum(error)]]) + held * beta
        return value / count, gradient * unit / count

    found = optimize.minimize(
        loss,
        begin / unit,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": STEPS, "ftol": 1e-7, "maxcor": 20},
    )
    return np.asarray(found.x * unit, dtype=np.float64)


def _groups(basis: Basis) -> NDArray[np.int64]:
    """The number of the feature and block that each column of the design belongs to."""
    features = len(basis.sizes)
    of = np.repeat(np.arange(features), basis.sizes)
    return np.concatenate([of + block * features for block in range(1 + basis.segments)])


def _held(weights: Array, group: NDArray[np.int64], penalty: float) -> Array:
    """How tightly each weight is held, by what its group came to."""
    size = np.sqrt(np.bincount(group, weights**2))
    return np.asarray((penalty / (size + SMALL))[group], dtype=np.float64)


def fit_basis(matrix: Array, encoder: Encoder) -> Basis:
    """Places the knots between the quantiles of a matrix."""
    knots: list[tuple[float, ...]] = []
    sizes: list[int] = []
    for index, column in enumerate(encoder.columns):
        if column.kind == "category":
            knots.append(())
            sizes.append(len(encoder.categories[column.name]) + 1)
            continue
        known = matrix[:, index][~np.isnan(matrix[:, index])]
        cuts = np.unique(np.quantile(known, np.linspace(0.01, 0.99, PIECES + 1))) if len(known) else [0.0]
        # A feature that is nearly always the same still has its two ends.
        if len(cuts) == 1 and len(known) and known.min() < known.max():
            cuts = np.unique([known.min(), float(cuts[0]), known.max()])
        knots.append(tuple(float(cut) for cut in cuts))
        sizes.append(len(cuts))
    names = encoder.names
    segment = names.index("segment") if "segment" in names else None
    count = len(encoder.categories["segment"]) if segment is not None else 0
    return Basis(tuple(knots), tuple(sizes), segment, count)


def _owner(basis: Basis) -> sparse.csr_matrix:
    """Which feature each column of the design belongs to, as a matrix of ones."""
    of = np.tile(np.repeat(np.arange(len(basis.sizes)), basis.sizes), 1 + basis.segments)
    return sparse.csr_matrix((np.ones(len(of)), (np.arange(len(of)), of)), shape=(len(of), len(basis.sizes)))
