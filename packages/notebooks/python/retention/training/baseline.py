"""Logistic regression on splines: a baseline, and a partner that keeps the boosters steady.

Each number becomes a chain of straight pieces between quantiles, each category one column, each missing value
a column of its own; and all of it once more for each segment, so that a segment may differ where the data
say so. A ridge holds all weights.
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
PIECES = 6
#: Steps of the fit at most; with the ridge the last ones change nothing that counts.
STEPS = 80
#: Levels of months are held less tightly than the other weights.
MONTH_SCALE = 4.0
#: What a segment has of its own is held more tightly.
SEGMENT_SCALE = 0.5


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
                np.concatenate([value, value[own] * SEGMENT_SCALE]),
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

    start: a baseline of the same basis that was fitted to other months; it saves most of the steps.
    """
    known = sorted(set(rows.months))
    code = np.searchsorted(np.asarray(known), np.asarray(rows.months))
    count, width = len(rows.outcome), basis.width
    rate = (float(np.sum(rows.outcome)) + 0.5) / (count + 1)
    begin = np.zeros(width + len(known) + 1)
    begin[-1] = np.log(rate / (1 - rate))
    if start is not None:
        begin[:width], begin[-1] = start.weights, start.intercept
        begin[width:-1] = [start.levels.get(name, 0.0) / MONTH_SCALE for name in known]
    transposed = rows.design.T.tocsr()

    def loss(beta: Array) -> tuple[float, Array]:
        effects = beta[width:-1] * MONTH_SCALE
        z = rows.design @ beta[:width] + effects[code] + beta[-1]
        error = sigmoid(z) - rows.outcome
        value = float(np.sum(np.logaddexp(0.0, z) - rows.outcome * z))
        by_month = np.bincount(code, error, minlength=len(known)) * MONTH_SCALE
        gradient = np.concatenate([transposed @ error, by_month, [np.sum(error)]])
        gradient[:-1] += penalty * beta[:-1]
        return (value + penalty / 2 * float(beta[:-1] @ beta[:-1])) / count, gradient / count

    found = optimize.minimize(
        loss,
        begin,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": STEPS if start is None else STEPS // 2, "ftol": 1e-7, "maxcor": 20},
    )
    weights, effects = found.x[:width], found.x[width:-1] * MONTH_SCALE
    middle = float(np.mean(effects[code]))
    means = np.asarray(rows.design.mean(axis=0)).ravel() * weights @ _owner(basis)
    return Baseline(
        basis,
        float(found.x[-1]) + middle,
        weights,
        np.asarray(means).ravel(),
        {name: float(effect - middle) for name, effect in zip(known, effects, strict=True)},
    )


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
