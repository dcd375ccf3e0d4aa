"""Turns features into a matrix of numbers, the same way in training and in scoring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retention.training.columns import FeatureColumn, names


def model_inputs(frame: pd.DataFrame, columns: Sequence[FeatureColumn]) -> pd.DataFrame:
    """The columns of the model in the types that its signature states."""
    _check(frame, columns)
    kinds = {column.name: "object" if column.kind == "category" else "float64" for column in columns}
    return frame[names(columns)].astype(kinds)


@dataclass(frozen=True)
class Encoder:
    """Knows the categories that training has seen; every other one, and every null, is missing (NaN)."""

    columns: tuple[FeatureColumn, ...]
    categories: dict[str, tuple[str, ...]]

    @classmethod
    def fit(cls, frame: pd.DataFrame, columns: Sequence[FeatureColumn]) -> Encoder:
        """Takes the categories of a frame. Raises ValueError that lists the columns it lacks."""
        _check(frame, columns)
        categories = {
            column.name: tuple(sorted(str(value) for value in frame[column.name].dropna().unique()))
            for column in columns
            if column.kind == "category"
        }
        return cls(tuple(columns), categories)

    @property
    def names(self) -> list[str]:
        """The names of the columns of the matrix."""
        return names(self.columns)

    @property
    def categorical(self) -> list[int]:
        """Which columns of the matrix hold categories."""
        return [index for index, column in enumerate(self.columns) if column.kind == "category"]

    def transform(self, frame: pd.DataFrame) -> NDArray[np.float64]:
        """The matrix: numbers as they are, a category as its place among those that training has seen."""
        _check(frame, self.columns)
        matrix = np.empty((len(frame), len(self.columns)), dtype=np.float64)
        for index, column in enumerate(self.columns):
            matrix[:, index] = self._encoded(frame[column.name], column)
        return matrix

    def _encoded(self, series: pd.Series[Any], column: FeatureColumn) -> NDArray[np.float64]:
        if column.kind == "number":
            return pd.to_numeric(series, errors="raise").to_numpy(dtype=np.float64, na_value=np.nan)
        text = series.astype("object").where(series.notna(), None)
        text = text.map(lambda value: None if value is None else str(value))
        codes = pd.Categorical(text, categories=list(self.categories[column.name])).codes
        encoded: NDArray[np.float64] = np.where(codes < 0, np.nan, codes.astype(np.float64))
        return encoded

    def to_json(self) -> dict[str, Any]:
        """What `from_json` needs."""
        return {
            "columns": [[column.name, column.kind, column.group] for column in self.columns],
            "categories": {name: list(values) for name, values in self.categories.items()},
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Encoder:
        """The encoder that `to_json` wrote."""
        return cls(
            tuple(FeatureColumn(*column) for column in written["columns"]),
            {name: tuple(values) for name, values in written["categories"].items()},
        )


def _check(frame: pd.DataFrame, columns: Sequence[FeatureColumn]) -> None:
    missing = [name for name in names(columns) if name not in frame.columns]
    if missing:
        raise ValueError(
            f"The features {', '.join(missing)} are not there: build the features of this month again "
            "with the version that trained the model."
        )
