"""The inputs of the model: their names, whether they are numbers or categories, and what they tell about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from retention.features.dictionary import FEATURES

Kind = Literal["number", "category"]


@dataclass(frozen=True)
class FeatureColumn:
    """One input. ``group`` is what it tells about, and picks the reason that it stands for."""

    name: str
    kind: Kind
    group: str

    @property
    def type(self) -> str:
        """The type in which the model takes it: missing numbers need a floating one."""
        return "string" if self.kind == "category" else "double"


def model_columns() -> tuple[FeatureColumn, ...]:
    """The inputs: all features of ``gold/features``, the segment, and the monthly price."""
    features = tuple(
        FeatureColumn(feature.name, "category" if feature.kind == "category" else "number", feature.group)
        for feature in FEATURES
    )
    return (
        *features,
        FeatureColumn("segment", "category", "last_row"),
        FeatureColumn("monthly_price", "number", "last_row"),
    )


def names(columns: Sequence[FeatureColumn]) -> list[str]:
    """The names, in the order of the columns."""
    return [column.name for column in columns]
