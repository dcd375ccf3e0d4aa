"""Figures of a month that nobody decided on, for the tests of its page."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from retention.pages.model_figures import BANDS
from retention.pages.run_figures import (
    Finding,
    Plan,
    RunFigures,
    curve,
    decided,
    everybody,
    months,
    parts,
    score_bands,
)
from retention.training.reasons import REASONS

MEMBERS = 7253
APRIL = dt.date(2017, 4, 1)


def summed() -> pd.DataFrame:
    """A month's decisions, summed up as they come from the lake."""
    rng = np.random.default_rng(8)
    p = rng.beta(0.25, 3.0, MEMBERS)
    worth = p > 0.35
    members = pd.DataFrame(
        {
            "segment": rng.choice(
                ["auto_renew", "manual", "cancelled", "long_plan"], MEMBERS, p=[0.8, 0.12, 0.05, 0.03]
            ),
            "offer_id": "half_month_free",
            "reason_1": rng.choice([*REASONS, None], MEMBERS),
            "decision": np.where(worth, np.where(rng.random(MEMBERS) < 0.1, "control", "target"), "no_value"),
            "band": np.digitize(p, BANDS[1:-1]),
            "members": 1,
            "said": p,
            "expected_profit": 90 * (p - 0.3),
        }
    )
    keys = ["segment", "offer_id", "reason_1", "decision", "band"]
    return members.groupby(keys, dropna=False).sum().reset_index()


def figures() -> RunFigures:
    """April 2017, with two months whose outcomes are known and three that were decided on."""
    rows = summed()
    whole = everybody(rows)
    chosen = whole.contacted + whole.held_out
    shares = np.arange(1, 101) / 100
    points = [(float(at), float(13_000 * (4 * at * np.exp(1 - 14 * at) * 3.5 - at))) for at in shares]
    known = [(dt.date(2016, month, 1), 6900 + month, 430 + 9 * month) for month in range(5, 13)]
    known += [(dt.date(2017, 1, 1), 7100, 470), (dt.date(2017, 2, 1), 7180, 488)]
    said = [(dt.date(2017, 2, 1), 0.0671), (dt.date(2017, 3, 1), 0.0702), (APRIL, whole.said)]
    psi = [
        Finding("input_psi", name, 0.31 / at, 0.2, "warning" if at == 1 else "ok", "")
        for at, name in enumerate(
            ["last_list_price", "window_age_days", "active_days_30d", "payment_method"], 1
        )
    ]
    return RunFigures(
        "2017-04-01",
        "local-2017-04-01",
        "retention_churn",
        "3",
        7,
        whole,
        decided(rows),
        Plan(13180.0, 9100.0, 17400.0, 8800.0, 0.31, 0.164, curve(points, MEMBERS, chosen)),
        parts(rows, "segment"),
        parts(rows, "offer_id"),
        parts(rows, "reason_1"),
        score_bands(rows),
        months(said, known, APRIL),
        (*psi, Finding("score_psi", "p_churn", 0.02, 0.2, "ok", "as ever")),
    )
