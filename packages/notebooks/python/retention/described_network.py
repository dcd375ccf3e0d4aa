"""A network to compare with, on the same data: the one that the notebooks before this solution describe.

It is rebuilt from their description, and is not their code: a multi-layer perceptron with 100 hidden units,
stochastic gradient descent at a learning rate of 0.34 and ten passes over the data; missing values filled
with the most frequent one; categories as columns of 0 and 1 without the first; all columns scaled; no
calibration. Where the original stops at a category that training has not seen, this one goes on.

As it was run it learns one month, sees no listening (all of it was 0 there), and its list is the first 500
members predicted to churn, in whatever order they come. Beside that stands the same network given all that
our model is given: every month, the listening, and our rule for the list. What it then lacks is the network's
own. As it hangs on its random start, each is trained from five seeds.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
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
from retention.reliability import calibration_error
from retention.training.columns import FeatureColumn, names
from retention.training.evaluation import Array, average_precision, log_loss
from retention.training.promotion import realised_profit

#: How many members the original's list holds at most.
LIST_LENGTH = 500


#: Random starts of a network.
SEEDS = 5


@dataclass(frozen=True)
class Spread:
    """A measure over the seeds; ours has one."""

    mean: float
    sd: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Mean and standard deviation, which is 0 for a single value."""
        return cls(float(np.mean(values)), float(np.std(values, ddof=1)) if len(values) > 1 else 0.0)


@dataclass(frozen=True)
class Comparison:
    """A model on one month. profit_share: the profit of its list over that of the best list there is."""

    name: str
    ap: Spread
    log_loss: Spread
    ece: Spread
    profit_share: Spread


def network_scores(
    train: pd.DataFrame,
    test: pd.DataFrame,
    columns: Sequence[FeatureColumn],
    *,
    usage: bool,
    seeds: Sequence[int],
) -> list[Array]:
    """Probabilities of the network for the members of a month, by seed; without usage all listening is 0."""
    prepared = _preparation(columns)
    with warnings.catch_warnings():
        # Ten passes do not converge, in the original neither; and an unknown category is no surprise here.
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.simplefilter("ignore", UserWarning)
        inputs = prepared.fit_transform(_inputs(train, columns, usage)).astype(np.float32)
        asked = prepared.transform(_inputs(test, columns, usage)).astype(np.float32)
        outcome = train["is_churn"].to_numpy(dtype=np.int64)
        return [
            np.asarray(_network(seed).fit(inputs, outcome).predict_proba(asked)[:, 1], dtype=np.float64)
            for seed in seeds
        ]


def compare(
    month: pd.DataFrame,
    months: pd.DataFrame,
    test: pd.DataFrame,
    columns: Sequence[FeatureColumn],
    *,
    terms: Terms | None = None,
    seeds: int = SEEDS,
) -> list[Comparison]:
    """The network as it was described, the network with all that ours is given, and ours, on one month.

    month: rows of the one month that is learnt as described; months: the rows that ours learnt from, both
    with ``is_churn``. test: rows of the month with ``segment``, ``monthly_price``, ``p_true`` (true
    probabilities, or outcomes, that all measures are against) and ``p`` (of our model), in any order, as the
    first list takes it.
    """
    chosen = terms or Terms()
    p_true, p_ours = (test[name].to_numpy(dtype=np.float64) for name in ("p_true", "p"))
    best = float(np.sum(realised_profit(p_true, p_true, test, chosen)))

    def first(p: Array) -> float:
        return _first_churners(p, p_true, test, chosen) / best

    def worthwhile(p: Array) -> float:
        return float(np.sum(realised_profit(p, p_true, test, chosen))) / best

    described = network_scores(month, test, columns, usage=False, seeds=range(seeds))
    given_all = network_scores(months, test, columns, usage=True, seeds=range(seeds))
    count = months["period_start"].nunique()
    return [
        _measured("as described: one month, its list", described, p_true, first),
        _measured(f"given all: {count} months, our list", given_all, p_true, worthwhile),
        _measured("ours", [p_ours], p_true, worthwhile),
    ]


def _first_churners(p: Array, p_true: Array, members: pd.DataFrame, terms: Terms) -> float:
    """The profit of the original's list: whoever is predicted to churn, cut at its length in no order."""
    everyone = realised_profit(np.ones(len(p)), p_true, members, terms)
    return float(np.sum(everyone[np.nonzero(p >= 0.5)[0][:LIST_LENGTH]]))


def _measured(
    name: str, scores: Sequence[Array], p_true: Array, profit: Callable[[Array], float]
) -> Comparison:
    return Comparison(
        name,
        Spread.of([average_precision(p, p_true) for p in scores]),
        Spread.of([log_loss(p, p_true) for p in scores]),
        Spread.of([calibration_error(p, p_true) for p in scores]),
        Spread.of([profit(p) for p in scores]),
    )


def _preparation(columns: Sequence[FeatureColumn]) -> Pipeline:
    categories = [column.name for column in columns if column.kind == "category"]
    numbers = [column.name for column in columns if column.kind == "number"]
    filled = ColumnTransformer(
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
    return make_pipeline(filled, StandardScaler())


def _network(seed: int) -> MLPClassifier:
    return MLPClassifier(
        hidden_layer_sizes=(100,),
        activation="relu",
        solver="sgd",
        learning_rate_init=0.34,
        max_iter=10,
        random_state=seed,
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
