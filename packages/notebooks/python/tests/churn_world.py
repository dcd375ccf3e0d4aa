"""A small world with a known risk: features as gold/features has them, and what is behind each label."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from retention.features.dictionary import FEATURES
from retention.period import Period
from retention.training.evaluation import sigmoid

SEGMENTS = np.array(["cancelled", "long_plan", "manual", "auto_renew"])


def month(period: Period, rows: int, seed: int, drift: float = 0.0) -> pd.DataFrame:
    """Candidates of a month: every feature, segment, monthly price, ``p_true`` and a label drawn from it."""
    rng = np.random.default_rng([seed, period.start.year, period.start.month])
    segment = rng.choice(SEGMENTS, size=rows, p=[0.04, 0.04, 0.12, 0.80])
    frame = pd.DataFrame(
        {
            "period_start": [period.start.isoformat()] * rows,
            "msno": [f"{period.start:%y%m}{seed:04d}{index:036d}" for index in range(rows)],
            "last_expire": pd.to_datetime(
                [period.start + dt.timedelta(days=int(day)) for day in rng.integers(0, 28, rows)]
            ),
        }
    )
    for feature in FEATURES:
        if feature.kind == "category":
            frame[feature.name] = rng.choice(["1", "2", "3", "4"], size=rows, p=[0.5, 0.3, 0.15, 0.05])
        elif feature.kind == "flag":
            frame[feature.name] = (rng.random(rows) < 0.2).astype(float)
        else:
            frame[feature.name] = np.round(rng.gamma(2.0, 10.0, rows), 2)
    frame["is_cancelled"] = (segment == "cancelled").astype(float)
    frame["is_auto_renew"] = np.isin(segment, ["cancelled", "auto_renew"]).astype(float)
    frame["past_lapses"] = rng.poisson(0.4, rows).astype(float)
    silent = rng.random(rows) < 0.18
    frame["seconds_trend_7_30"] = np.where(silent, np.nan, rng.lognormal(0.0, 0.5, rows))
    frame["is_silent"] = silent.astype(float)
    level = pd.Series(segment).map({"cancelled": 1.0, "long_plan": -0.3, "manual": -1.2, "auto_renew": -4.6})
    score = (
        level.to_numpy()
        - 0.6 * (np.log1p(frame["window_age_days"].to_numpy()) - 2.8)
        + 0.5 * frame["past_lapses"].to_numpy()
        - 0.8 * np.where(silent, 0.0, np.log(frame["seconds_trend_7_30"].fillna(1.0).to_numpy()))
        + np.where((frame["payment_method"] == "3") & (segment == "manual"), 1.2, 0.0)
        + drift
    )
    frame["segment"] = segment
    frame["monthly_price"] = rng.choice([99.0, 129.0, 149.0, 180.0], size=rows, p=[0.2, 0.05, 0.7, 0.05])
    frame["p_true"] = sigmoid(score)
    frame["is_churn"] = (rng.random(rows) < frame["p_true"]).astype(float)
    return frame


def months(last: Period, count: int, rows: int, seed: int = 1) -> pd.DataFrame:
    """So many months up to the last one, with levels that move a little from month to month."""
    levels = np.random.default_rng(seed).normal(0.0, 0.15, count)
    parts = [month(last.plus(step - count + 1), rows, seed, float(levels[step])) for step in range(count)]
    return pd.concat(parts, ignore_index=True)
