"""The model of the notebooks that this solution replaces, for comparison on the same data.

It is rebuilt from its description, and is not the original's code. What is kept: a multi-layer perceptron
with 100 hidden units, stochastic gradient descent at a learning rate of 0.34 and ten passes over the data;
missing values filled with the most frequent one; categories as columns of 0 and 1 without the first; all
columns scaled; no calibration; and as the list of the month the first 500 members predicted to churn, in
whatever order they come. Where the original stops at a category that training has not seen, this one goes on.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from retention.decision.terms import Terms
from retention.training.columns import FeatureColumn, names
from retention.training.evaluation import (
    Array,
    average_precision,
    expected_calibration_error,
    log_loss,
)
from retention.training.promotion import realised_profit

#: How many members the original's list holds at most.
LIST_LENGTH = 500


@dataclass(frozen=True)
class Comparison:
    """A model on one month. profit_share: the profit of its list over that of the best list there is."""

    name: str
    ap: float
    log_loss: float
    ece: float
    profit_share: float


def reference_pipeline(columns: Sequence[FeatureColumn], seed: int = 0) -> Pipeline:
    """The network with its preparation. The original has no seed; one is given to make runs repeat."""
    categories = [column.name for column in columns if column.kind == "category"]
    numbers = [column.name for column in columns if column.kind == "number"]
    prepared = ColumnTransformer(
        [
            (
                "categories",
                make_pipeline(
                    SimpleImputer(strategy="most_frequent"),
                    OneHotEncoder(drop="first", handle_unknown="ignore", sparse_output=False),
                ),
                categories,
            ),
            ("numbers", SimpleImputer(strategy="most_frequent", keep_empty_features=True), numbers),
        ]
    )
    network = MLPClassifier(
        hidden_layer_sizes=(100,),
        activation="relu",
        solver="sgd",
        learning_rate_init=0.34,
        max_iter=10,
        random_state=seed,
    )
    return make_pipeline(prepared, StandardScaler(), network)


def reference_scores(
    train: pd.DataFrame, test: pd.DataFrame, columns: Sequence[FeatureColumn], *, usage: bool, seed: int = 0
) -> Array:
    """Probabilities of the reference for the members of a month; without usage all listening is 0."""
    pipeline = reference_pipeline(columns, seed)
    with warnings.catch_warnings():
        # Ten passes do not converge, in the original neither; and an unknown category is no surprise here.
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", UserWarning)
        pipeline.fit(_inputs(train, columns, usage), train["is_churn"].to_numpy(dtype=np.int64))
        return np.asarray(pipeline.predict_proba(_inputs(test, columns, usage))[:, 1], dtype=np.float64)


def compare(
    train: pd.DataFrame,
    test: pd.DataFrame,
    p_true: Array,
    p_ours: Array,
    columns: Sequence[FeatureColumn],
    *,
    terms: Terms | None = None,
    seed: int = 0,
) -> list[Comparison]:
    """The reference as it is, the reference with its usage restored, and ours, on one month.

    train: rows with ``is_churn``; test: rows of the month with ``segment`` and ``monthly_price``, in any
    order, as the reference takes it for its list. p_true: the true probabilities, or outcomes. p_ours: scores
    of our model. All measures are against p_true.
    """
    chosen = terms or Terms()
    plain = reference_scores(train, test, columns, usage=False, seed=seed)
    repaired = reference_scores(train, test, columns, usage=True, seed=seed)
    best = float(np.sum(realised_profit(p_true, p_true, test, chosen)))
    return [
        _measured("reference as it is", plain, p_true, _first_churners(plain, p_true, test, chosen) / best),
        _measured(
            "reference with usage", repaired, p_true, _first_churners(repaired, p_true, test, chosen) / best
        ),
        _measured(
            "ours", p_ours, p_true, float(np.sum(realised_profit(p_ours, p_true, test, chosen))) / best
        ),
    ]


def _first_churners(p: Array, p_true: Array, members: pd.DataFrame, terms: Terms) -> float:
    """The profit of the original's list: whoever is predicted to churn, cut at its length in no order."""
    everyone = realised_profit(np.ones(len(p)), p_true, members, terms)
    return float(np.sum(everyone[np.nonzero(p >= 0.5)[0][:LIST_LENGTH]]))


def _measured(name: str, p: Array, p_true: Array, profit_share: float) -> Comparison:
    return Comparison(
        name,
        average_precision(p, p_true),
        log_loss(p, p_true),
        expected_calibration_error(p, p_true),
        profit_share,
    )


def _inputs(frame: pd.DataFrame, columns: Sequence[FeatureColumn], usage: bool) -> pd.DataFrame:
    taken = frame[names(columns)].copy()
    for column in columns:
        if column.kind == "category":
            text = taken[column.name].astype("object")
            taken[column.name] = text.where(text.notna(), np.nan)
        else:
            taken[column.name] = taken[column.name].astype(np.float64)
            if column.group == "activity" and not usage:
                taken[column.name] = 0.0
    return taken
