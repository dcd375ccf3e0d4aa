"""Scores of a month, made up, for the tests of what is decided on them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from retention.decision.terms import SEGMENTS
from retention.period import Period

PERIOD = Period(dt.date(2017, 4, 1))
MEMBERS = 400


def scores() -> pd.DataFrame:
    """Candidates of a month; the last three can be offered nothing."""
    rng = np.random.default_rng(11)
    p = rng.beta(1.2, 1.0, MEMBERS)
    frame = pd.DataFrame(
        {
            "period_start": PERIOD.start,
            "msno": [f"member-{index:04d}" for index in rng.permutation(MEMBERS)],
            "last_expire": PERIOD.start,
            "segment": rng.choice(SEGMENTS, MEMBERS),
            "monthly_price": rng.choice([99.0, 149.0, 180.0], MEMBERS),
            "p_churn": p,
            "p_low": np.clip(p - 0.05, 0, 1),
            "p_high": np.clip(p + 0.05, 0, 1),
            "reason_1": "a",
            "reason_2": "b",
            "reason_3": "c",
            "model_name": "churn",
            "model_version": "3",
            "data_version": 7,
        }
    )
    # Two members alike in all but their name: the name decides who comes first.
    twins = ["segment", "monthly_price", "p_churn", "p_low", "p_high"]
    frame.loc[1, twins] = frame.loc[0, twins] = ["manual", 149.0, 0.9, 0.85, 0.95]
    frame.loc[MEMBERS - 3, "segment"] = "of yesterday"
    frame.loc[MEMBERS - 2, "monthly_price"] = 0.0
    frame.loc[MEMBERS - 1, "monthly_price"] = np.nan
    return frame
