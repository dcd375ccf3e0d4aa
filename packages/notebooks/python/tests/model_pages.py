"""Figures of a model that was never trained, for the tests of its page."""

from __future__ import annotations

import numpy as np
import pandas as pd

from retention.decision.terms import SEGMENTS, Terms
from retention.features.dictionary import FEATURES
from retention.pages.model_figures import ModelFigures, Month, bands, bins, gain, profit, share, strengths
from retention.pages.moved import moved
from retention.pages.page import Section, Table
from retention.reliability import calibration_error

MEMBERS = 7000


def figures() -> ModelFigures:
    """A model that is a little too sure of itself, on one month; twelve months, three of them tested."""
    rng = np.random.default_rng(5)
    truth = rng.beta(0.25, 3.0, MEMBERS)
    outcome = (rng.random(MEMBERS) < truth).astype(np.float64)
    p = np.clip(truth * rng.lognormal(0.05, 0.2, MEMBERS), 0, 0.99)
    baseline = np.clip(truth * rng.lognormal(0.0, 0.8, MEMBERS), 0, 0.99)
    scores = pd.DataFrame(
        {
            "p": p,
            "outcome": outcome,
            "segment": rng.choice(SEGMENTS, MEMBERS),
            "monthly_price": rng.choice([99.0, 149.0, 180.0], MEMBERS),
        }
    )
    names = [feature.name for feature in FEATURES]
    matrix = rng.normal(0, 1, (500, len(names)))
    contributions = matrix * np.exp(-np.arange(len(names)) / 6) * rng.choice([-1, 1], len(names))
    brought, contacts = profit(scores, Terms())
    moving = pd.DataFrame({name: rng.normal(0, 1, MEMBERS) for name in names})
    moving["period_start"] = rng.choice(["2016-11-01", "2016-12-01", "2017-01-01", "2017-02-01"], MEMBERS)
    moving.loc[moving["period_start"] == "2016-12-01", names[2]] += 1.0
    strongest = strengths(contributions, matrix, names)
    months = [f"2016-{month:02d}-01" for month in range(3, 13)] + ["2017-01-01", "2017-02-01"]
    card = (
        Section("What it learnt from", points=("82,000 members", "73 <features> & data version 3")),
        Section("Parts", tables=(Table(("", "members", "churned"), (("manual", "700", "12.00%"),)),)),
    )
    return ModelFigures(
        "retention_churn",
        "2017-04-01",
        card,
        tuple(
            Month(
                month,
                6500 + 60 * at,
                share((0.062 + 0.006 * np.sin(at)) * (6500 + 60 * at), 6500 + 60 * at),
                *((0.063 + 0.004 * np.cos(at), 0.1301, 0.1402) if at > 8 else ()),
            )
            for at, month in enumerate(months)
        ),
        tested=months[-1],
        members=MEMBERS,
        average_precision=0.7123,
        calibration_error=calibration_error(p, outcome),
        bins=bins(p, outcome),
        baseline_bins=bins(baseline, outcome),
        gain=gain(p, baseline, outcome),
        profit=brought,
        contacts=contacts,
        strengths=strongest,
        bands=bands(p, outcome),
        moved_months=tuple(months[-4:]),
        moved=moved(moving, [one.feature for one in strongest], months[-4:]),
    )
