"""A small bag of gradient boosted trees, averaged in the log odds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from retention.training.evaluation import Array
from retention.training.settings import Settings

#: Sums over threads come in an order that is fixed with the number of threads.
THREADS = 1


@dataclass(frozen=True)
class Bag:
    """Boosters as LightGBM writes them in text; they give log odds without the level of a month.

    level: the log odds that all trees add to. width: columns of the matrix.
    """

    texts: tuple[str, ...]
    level: float
    width: int
    boosters: tuple[Any, ...]

    @classmethod
    def from_texts(cls, texts: tuple[str, ...], level: float, width: int) -> Bag:
        """The bag of written boosters."""
        return cls(texts, level, width, tuple(lgb.Booster(model_str=text) for text in texts))

    def log_odds(self, matrix: Array) -> NDArray[np.float64]:
        """Log odds by booster (rows) and member (columns)."""
        raw = [booster.predict(matrix, raw_score=True, num_threads=THREADS) for booster in self.boosters]
        return np.asarray(raw, dtype=np.float64) + self.level

    def contributions(self, matrix: Array, first: int | None = None) -> Array:
        """What each feature adds to a member's log odds (TreeSHAP), the mean over the first boosters."""
        chosen = self.boosters[:first]
        parts = [
            np.asarray(booster.predict(matrix, pred_contrib=True, num_threads=THREADS), dtype=np.float64)
            for booster in chosen
        ]
        return np.asarray(np.mean(parts, axis=0)[:, : self.width])


@dataclass(frozen=True)
class Rows:
    """Members to learn from or to stop on; ``offset`` is the level of each one's month in log odds."""

    matrix: Array
    outcome: Array
    offset: Array

    @property
    def level(self) -> float:
        """The log odds of the share of churners."""
        rate = (float(np.sum(self.outcome)) + 0.5) / (len(self.outcome) + 1)
        return float(np.log(rate / (1 - rate)))


def fit_bag(train: Rows, settings: Settings, *, categorical: list[int], rounds: int, bags: int) -> Bag:
    """Trains a bag with a fixed number of rounds."""
    data = _dataset(train, train.level, categorical)
    texts = [
        lgb.train(
            _parameters(settings, len(train.outcome), index), data, num_boost_round=rounds
        ).model_to_string()
        for index in range(bags)
    ]
    return Bag.from_texts(tuple(texts), train.level, train.matrix.shape[1])


def choose_rounds(train: Rows, tune: Rows, settings: Settings, categorical: list[int]) -> tuple[int, Bag]:
    """The number of rounds after which the loss on other months no longer falls, and the booster there."""
    data = _dataset(train, train.level, categorical)
    booster = lgb.train(
        _parameters(settings, len(train.outcome), 0),
        data,
        num_boost_round=settings.max_rounds,
        valid_sets=[_dataset(tune, train.level, categorical, reference=data)],
        callbacks=[lgb.early_stopping(settings.patience, verbose=False)],
    )
    rounds = max(int(booster.best_iteration), 1)
    text = booster.model_to_string(num_iteration=rounds)
    return rounds, Bag.from_texts((text,), train.level, train.matrix.shape[1])


def _dataset(rows: Rows, level: float, categorical: list[int], reference: Any = None) -> Any:
    return lgb.Dataset(
        rows.matrix,
        rows.outcome,
        init_score=rows.offset + level,
        categorical_feature=categorical,
        reference=reference,
        free_raw_data=False,
        params={"verbosity": -1, "max_bin": 127, "feature_pre_filter": False, "num_threads": THREADS},
    )


def _parameters(settings: Settings, rows: int, index: int) -> dict[str, Any]:
    """No class weights: they would bend the probabilities, which the money needs straight."""
    leaf = settings.leaf_rows_for(rows)
    return {
        "objective": "binary",
        "metric": "binary_logloss",
        "boost_from_average": False,
        "learning_rate": settings.learning_rate,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": leaf,
        "min_sum_hessian_in_leaf": 1.0,
        "feature_fraction": settings.feature_fraction,
        "bagging_fraction": settings.bagging_fraction,
        "bagging_freq": 1,
        "lambda_l2": settings.l2,
        "max_bin": 127,
        "feature_pre_filter": False,
        "min_data_per_group": leaf,
        "cat_smooth": 20.0,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": THREADS,
        "seed": settings.seed + index,
        "verbosity": -1,
    }
