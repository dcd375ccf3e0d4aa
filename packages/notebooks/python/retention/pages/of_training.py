"""From a training to the figures of its page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retention.decision.terms import Terms
from retention.pages.model_figures import (
    ModelFigures,
    Month,
    bands,
    bins,
    gain,
    profit,
    share,
    strengths,
)
from retention.pages.moved import moved
from retention.pages.page import Section
from retention.training.columns import names
from retention.training.dataset import TrainingData
from retention.training.origins import Origin
from retention.training.procedure import whole_months

#: Members whose contributions say what moves the scores.
SAMPLE = 500


def figures_of(
    name: str, data: TrainingData, origins: Sequence[Origin], card: tuple[Section, ...], terms: Terms
) -> ModelFigures:
    """What the page of a model shows; without a month that was tested, its card and its months alone."""
    months = _months(data, origins)
    if not origins:
        return ModelFigures(name, str(data.period), card, months)
    newest = origins[-1]
    scores = newest.scores
    p, baseline, outcome = (scores[column].to_numpy(np.float64) for column in ("p", "p_baseline", "outcome"))
    sample = data.frame[data.frame["period_start"] == str(newest.month)].head(SAMPLE)
    matrix = newest.fitted.model.encoder.transform(sample)
    brought, contacts = profit(scores, terms)
    strongest = strengths(newest.fitted.model.contributions(matrix), matrix, names(data.columns))
    # Of a month that is not whole only those are there whose subscription ended early in it.
    whole = [str(month) for month in whole_months(data.frame, data.period)]
    return ModelFigures(
        name,
        str(data.period),
        card,
        months,
        tested=str(newest.month),
        members=len(scores),
        average_precision=newest.metrics.average_precision,
        calibration_error=newest.metrics.ece,
        bins=bins(p, outcome),
        baseline_bins=bins(baseline, outcome),
        gain=gain(p, baseline, outcome),
        profit=brought,
        contacts=contacts,
        strengths=strongest,
        bands=bands(p, outcome),
        moved_months=tuple(whole),
        moved=moved(data.frame, [one.feature for one in strongest], whole),
    )


def _months(data: TrainingData, origins: Sequence[Origin]) -> tuple[Month, ...]:
    tested = {str(origin.month): origin for origin in origins}
    found = []
    for month, rows in data.frame.groupby("period_start", sort=True)["is_churn"]:
        origin = tested.get(str(month))
        left = share(float(rows.sum()), len(rows))
        if origin is None:
            found.append(Month(str(month), len(rows), left))
        else:
            said = float(origin.scores["p"].mean())
            losses = (origin.metrics.log_loss, origin.baseline.log_loss)
            found.append(Month(str(month), len(rows), left, said, *losses))
    return tuple(found)
