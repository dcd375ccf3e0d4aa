"""Checks of what goes into the model and what comes out: moved, constant, missing."""

from __future__ import annotations

from collections.abc import Mapping

from pyspark.sql import DataFrame

from retention.monitor.distribution import Distribution, distributions
from retention.monitor.psi import psi, psi_limit
from retention.monitor.report import Check, Status
from retention.period import Period

#: Months before the one that is watched.
REFERENCE_MONTHS = 3

#: So many members that differ are expected where a column used to vary; then it is no chance that none does.
_NO_CHANCE = 14


def reference(period: Period) -> list[Period]:
    """The months a month is compared with."""
    return [period.plus(-step) for step in range(1, REFERENCE_MONTHS + 1)]


def input_checks(features: DataFrame, columns: Mapping[str, str], period: Period) -> list[Check]:
    """PSI of each feature, and features that are the same for everybody.

    Months with no rows are left out of the reference. ``columns`` gives the kind of each feature. One that
    varied before and is now constant has lost its data: failed. One that never varied is a warning, unless
    it is a flag.
    """
    found = distributions(features, columns, period, reference(period))
    if not any(distribution.current.any() for distribution in found.values()):
        return [
            Check(
                "input_psi",
                "gold/features",
                0,
                1,
                "failed",
                f"There are no features of {period}: run 04_features.",
            )
        ]
    moved = [_moved("input_psi", name, distribution) for name, distribution in found.items()]
    constant = [
        _constant(name, columns[name], distribution)
        for name, distribution in found.items()
        if distribution.constant
    ]
    count = sum(check.status != "ok" for check in constant)
    told = Check(
        "constant_feature", "gold/features", count, 0, "ok", f"{count} of {len(found)} features say nothing."
    )
    return [*moved, told, *(check for check in constant if check.status != "ok")]


def score_checks(scores: DataFrame, period: Period) -> list[Check]:
    """PSI of the probabilities against those of the months before, of the frame ``period_start, p_churn``."""
    found = distributions(scores, {"p_churn": "numeric"}, period, reference(period), parts=10)["p_churn"]
    if not found.reference:
        detail = "No scores of the three months before are stored: nothing to compare with."
        return [Check("score_psi", "p_churn", None, None, "ok", detail)]
    checks = [_moved("score_psi", "p_churn", found)]
    if found.constant:
        checks.append(
            Check("constant_feature", "p_churn", 1, 0, "failed", "All candidates have the same probability.")
        )
    return checks


def _moved(check: str, name: str, distribution: Distribution) -> Check:
    if not distribution.reference:
        return Check(check, name, None, None, "ok", "There are no months before to compare with.")
    value, limit = psi(distribution.pooled, distribution.current), psi_limit(distribution.reference)
    against = f"PSI {value:.3f} against {len(distribution.reference)} months before, limit {limit:.3f}."
    return Check(check, name, value, limit, "warning" if value > limit else "ok", against)


def _constant(name: str, kind: str, distribution: Distribution) -> Check:
    status: Status = "ok" if kind == "flag" else "warning"
    detail = "It is the same for all candidates, as in the months before."
    if distribution.reference and not distribution.constant_before:
        pooled = distribution.pooled
        differing = (1 - pooled.max() / pooled.sum()) * distribution.current.sum()
        status = "failed" if differing >= _NO_CHANCE else status
        detail = (
            f"It is the same for all candidates, and was not before: {differing:.0f} or so should differ."
        )
    return Check("constant_feature", name, 1, 0, status, detail)
