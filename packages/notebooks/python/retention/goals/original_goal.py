"""Goal against the original: its model, rebuilt from its description, on the same month and labels."""

from __future__ import annotations

import pandas as pd
from pyspark.sql import functions as F

from retention.goals.goal import Goal
from retention.lake import Lake
from retention.period import Period
from retention.reference_model import Comparison, compare
from retention.training.columns import model_columns, names
from retention.training.dataset import read_training_data


def against_the_original(lake: Lake, period: Period, known: pd.DataFrame) -> list[Goal]:
    """G8: AP, log loss, calibration error and profit of the original's model, as it is, repaired, and ours.

    As in the original one month is learnt from, the newest whose outcomes are known. ``known`` has the
    stored ``p_churn`` and the true chances of the month by member.
    """
    columns = model_columns()
    data = read_training_data(lake, period, columns, months=3)
    newest = _fullest(data.frame)
    test = (
        lake.read("gold/features")
        .where(F.col("period_start") == F.lit(period.start))
        .select("msno", *dict.fromkeys(("segment", "monthly_price", *names(columns))))
        .toPandas()
        .merge(known[["msno", "p_churn", "p_true"]], on="msno")
        # The original takes its list in whatever order rows come: here that of the ids, which mean nothing.
        .sort_values("msno", ignore_index=True)
    )
    found = compare(
        data.frame[data.frame["period_start"] == newest],
        test,
        test["p_true"].to_numpy(float),
        test["p_churn"].to_numpy(float),
        columns,
    )
    *others, ours = found
    ahead = all(ours.log_loss < other.log_loss and ours.profit_share > other.profit_share for other in others)
    return [
        Goal(
            "G8",
            f"against the original: {one.name}",
            _told(one),
            "ours better" if one is ours else "reported",
            ahead if one is ours else None,
            "by log loss and profit" if one is ours else "rebuilt from its description, taught one month",
        )
        for one in found
    ]


def _fullest(frame: pd.DataFrame) -> object:
    """The newest month of which most outcomes are known: the last may have begun only."""
    rows = frame.groupby("period_start").size().sort_index()
    return rows[rows >= rows.max() / 2].index[-1]


def _told(one: Comparison) -> str:
    return f"AP {one.ap:.3f}, log loss {one.log_loss:.4f}, ECE {one.ece:.4f}, profit {one.profit_share:.1%}"
