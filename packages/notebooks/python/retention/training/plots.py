"""The pictures of the model card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from retention.decision.terms import Terms
from retention.reliability import reliability
from retention.training.evaluation import Array
from retention.training.promotion import realised_profit

_SIZE = (5.6, 3.8)


def draw(
    folder: Path,
    scores: pd.DataFrame,
    contributions: Array,
    matrix: Array,
    *,
    names: Sequence[str],
    terms: Terms,
) -> list[str]:
    """Draws reliability, gain, profit and contributions into a folder; answers the names of the files.

    scores: outcome, p, p_baseline, segment, monthly_price. contributions and matrix: a sample of members.
    """
    # Written without a display, and the same on every machine.
    mpl.rcParams["svg.hashsalt"] = "retention"
    pictures = {
        "reliability.png": _reliability(scores),
        "gain.png": _gain(scores),
        "profit.png": _profit(scores, terms),
        "contributions.png": _contributions(contributions, matrix, names),
    }
    for name, picture in pictures.items():
        picture.savefig(folder / name, dpi=110, metadata={"Software": None})
    return list(pictures)


def _axes(title: str, across: str, up: str) -> tuple[Figure, mpl.axes.Axes]:
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.set(title=title, xlabel=across, ylabel=up)
    axes.grid(alpha=0.3)
    return figure, axes


def _reliability(scores: pd.DataFrame) -> Figure:
    figure, axes = _axes("Reliability, newest month tested", "mean score", "share that churned")
    outcome = scores["outcome"].to_numpy(np.float64)
    for name, column in (("model", "p"), ("logistic baseline", "p_baseline")):
        curve = reliability(scores[column].to_numpy(np.float64), outcome)
        axes.plot(curve.predicted, curve.observed, marker="o", label=name)
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="perfect")
    axes.legend()
    return figure


def _gain(scores: pd.DataFrame) -> Figure:
    figure, axes = _axes("Gain, newest month tested", "share of members, riskiest first", "share of churners")
    outcome = scores["outcome"].to_numpy(np.float64)
    across = np.arange(1, len(outcome) + 1) / len(outcome)
    for name, column in (("model", "p"), ("logistic baseline", "p_baseline")):
        caught = np.cumsum(outcome[np.argsort(-scores[column].to_numpy(), kind="stable")])
        axes.plot(across, caught / max(caught[-1], 1.0), label=name)
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="at random")
    axes.legend()
    return figure


def _profit(scores: pd.DataFrame, terms: Terms) -> Figure:
    figure, axes = _axes("Profit, newest month tested", "members contacted", "profit in NTD")
    p, outcome = scores["p"].to_numpy(np.float64), scores["outcome"].to_numpy(np.float64)
    everyone = np.ones(len(p))
    profit = realised_profit(everyone, outcome, scores, terms)
    expected = realised_profit(everyone, p, scores, terms)
    axes.plot(np.arange(1, len(p) + 1), np.cumsum(profit[np.argsort(-expected, kind="stable")]))
    axes.axvline(int(np.sum(expected > terms.minimum_value)), color="grey", linestyle="--", label="chosen")
    axes.legend()
    return figure


def _contributions(contributions: Array, matrix: Array, names: Sequence[str], count: int = 15) -> Figure:
    """Features by mean strength; each point is a member, dark where the feature is large."""
    figure, axes = _axes("What moves the scores (TreeSHAP)", "change of the log odds", "")
    top = np.argsort(-np.mean(np.abs(contributions), axis=0), kind="stable")[:count][::-1]
    scatter = np.random.default_rng(1)
    for row, index in enumerate(top):
        rank = np.argsort(np.argsort(np.nan_to_num(matrix[:, index]))) / max(len(matrix) - 1, 1)
        height = row + scatter.uniform(-0.3, 0.3, len(matrix))
        axes.scatter(contributions[:, index], height, c=rank, cmap="viridis_r", s=3, linewidths=0)
    axes.set_yticks(range(len(top)), [names[index] for index in top], fontsize=7)
    return figure
