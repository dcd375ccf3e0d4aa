"""How far the features of each month are from those of the others: drift, while the model learnt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retention.monitor.psi import psi

#: Values of a category that are told apart, and parts that numbers are cut into.
_VALUES, _PARTS = 20, 10


@dataclass(frozen=True)
class Moved:
    """A feature, and month by month its population stability index against all the other months."""

    feature: str
    index: tuple[float, ...]


def moved(frame: pd.DataFrame, features: Sequence[str], months: Sequence[str]) -> tuple[Moved, ...]:
    """The features of a frame (period_start, features) in the months; none where there is one month alone."""
    if len(months) < 2:
        return ()
    of_month = pd.Categorical(frame["period_start"].astype(str), list(months)).codes.astype(np.int64)
    known = of_month >= 0
    found = []
    for feature in features:
        part = _parts(frame.loc[known, feature])
        counts = np.zeros((len(months), int(part.max()) + 1))
        np.add.at(counts, (of_month[known], part), 1.0)
        total = counts.sum(axis=0)
        found.append(Moved(feature, tuple(psi(total - counts[at], counts[at]) for at in range(len(months)))))
    return tuple(found)


def _parts(values: pd.Series[float]) -> NDArray[np.int64]:
    """The part in which each value lies; 0 for what is unknown."""
    if not pd.api.types.is_numeric_dtype(values):
        common = values.value_counts().index[:_VALUES]
        return pd.Categorical(values, common).codes.astype(np.int64) + 1
    numbers = values.to_numpy(dtype=np.float64)
    seen = numbers[np.isfinite(numbers)]
    if seen.size == 0:
        return np.zeros(len(numbers), dtype=np.int64)
    edges = np.unique(np.quantile(seen, np.arange(1, _PARTS) / _PARTS))
    return np.where(np.isfinite(numbers), np.searchsorted(edges, numbers, side="left") + 1, 0)
