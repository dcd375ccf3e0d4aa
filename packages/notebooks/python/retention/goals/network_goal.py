"""Goal beside a network as the notebooks before describe theirs, on the same month and labels."""

from __future__ import annotations

import pandas as pd
from pyspark.sql import functions as F

from retention.described_network import SEEDS, Comparison, Spread, compare
from retention.goals.goal import Goal
from retention.goals.limits import FEW
from retention.lake import Lake
from retention.period import Period
from retention.training.columns import model_columns, names
from retention.training.dataset import read_training_data


def beside_a_network(lake: Lake, period: Period, known: pd.DataFrame, rows: int) -> list[Goal]:
    """G8: AP, log loss, calibration error and profit of the network, as described and given all, and of ours.

    As described it learns the newest month whose outcomes are known; given all, it learns what ours does.
    ``known`` has the stored ``p_churn`` and the true chances of the month by member. Who is ahead is only
    told where ``rows`` of training are few.
    """
    columns = model_columns()
    data = read_training_data(lake, period, columns)
    newest = _fullest(data.frame)
    test = (
        lake.read("gold/features")
        .where(F.col("period_start") == F.lit(period.start))
        .select("msno", *dict.fromkeys(("segment", "monthly_price", *names(columns))))
        .toPandas()
        .merge(known[["msno", "p_churn", "p_true"]], on="msno")
        # The list as described takes members in whatever order they come: here that of their ids.
        .sort_values("msno", ignore_index=True)
    )
    found = compare(
        data.frame[data.frame["period_start"] == newest],
        data.frame,
        test.rename(columns={"p_churn": "p"}),
        columns,
    )
    *networks, ours = found
    ahead = all(
        ours.log_loss.mean < one.log_loss.mean - one.log_loss.sd
        and ours.profit_share.mean > one.profit_share.mean
        for one in networks
    )
    told = f"rebuilt from a description, not the original's code; mean and spread of {SEEDS} seeds"
    return [
        Goal(
            "G8",
            f"beside a network: {one.name}",
            _told(one),
            "ours better" if one is ours else "reported",
            ahead if one is ours and rows >= FEW else None,
            "by profit, and by log loss beyond the spread" if one is ours else told,
        )
        for one in found
    ]


def _fullest(frame: pd.DataFrame) -> object:
    """The newest month of which most outcomes are known: the last may have begun only."""
    rows = frame.groupby("period_start").size().sort_index()
    return rows[rows >= rows.max() / 2].index[-1]


def _told(one: Comparison) -> str:
    def each(value: Spread, digits: int) -> str:
        return f"{value.mean:.{digits}f}" + (f"±{value.sd:.{digits}f}" if value.sd > 0 else "")

    share = f"{one.profit_share.mean:.1%}" + (
        f"±{one.profit_share.sd:.1%}" if one.profit_share.sd > 0 else ""
    )
    return f"AP {each(one.ap, 3)}, log loss {each(one.log_loss, 4)}, ECE {each(one.ece, 4)}, profit {share}"
