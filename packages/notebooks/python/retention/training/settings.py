"""What a training can be told: the parameters of the model and of its search."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Settings:
    """The parameters of one model. The defaults do well on generated data of 20,000 members.

    bags: boosters that are averaged, each on its own samples. penalty: how tightly the logistic baseline
    holds what hardly counts. Sizes of leaves are for 100,000 rows and shrink with fewer.
    """

    learning_rate: float = 0.08
    leaves: int = 15
    leaf_rows: int = 120
    feature_fraction: float = 0.5
    bagging_fraction: float = 0.7
    l2: float = 10.0
    max_rounds: int = 250
    patience: int = 25
    bags: int = 4
    penalty: float = 8.0
    seed: int = 20_170_401

    def values(self) -> dict[str, float | int]:
        """The parameters by name."""
        return asdict(self)

    def leaf_rows_for(self, rows: int) -> int:
        """How many rows a leaf needs at least, with so many rows to learn from."""
        return max(5, min(self.leaf_rows, rows // 50))
