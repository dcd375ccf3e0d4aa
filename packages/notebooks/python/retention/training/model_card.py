"""The model card: what the model is for, what it learnt from, how well it does, and its limits."""

from __future__ import annotations

from collections.abc import Sequence

from retention.pages.page import Section, Table
from retention.training.dataset import TrainingData
from retention.training.evaluation import Metrics
from retention.training.origins import Origin
from retention.training.procedure import Fitted
from retention.training.promotion import Verdict
from retention.training.reasons import REASONS
from retention.training.settings import Settings


def model_card(
    data: TrainingData, fitted: Fitted, origins: Sequence[Origin], verdict: Verdict, settings: Settings
) -> tuple[Section, ...]:
    """The card in sections, for Markdown and for the page with its pictures."""
    churners = float(data.frame["is_churn"].sum())
    learnt = Section(
        "What it learnt from",
        points=(
            f"{len(data.frame):,} members of {data.months[0]} to {data.months[-1]}, {churners:,.0f} of whom "
            f"churned ({churners / len(data.frame):.2%})",
            f"{len(data.columns)} features, data version {data.data_version}; only outcomes known on "
            f"{data.period}",
            f"labelled members without features, left out: {data.left_out:,}",
        ),
    )
    made = Section(
        "How it is made",
        points=(
            f"{len(fitted.model.bag.texts)} boosters of {fitted.rounds} rounds, averaged, weight "
            f"{fitted.model.weight:.2f}; a logistic regression on splines, weight "
            f"{1 - fitted.model.weight:.2f}",
            f"no class weights; rounds and weight chosen on {fitted.tune_month or 'no month'}",
            f"calibration: {fitted.model.calibration.method}, on {fitted.calibration_month or 'no month'}",
            _level(fitted),
            f"parameters: {', '.join(f'{key} {value:g}' for key, value in settings.values().items())}",
            *fitted.notes,
        ),
    )
    few = f"Only {len(origins)} months could be tested: there are no more with outcomes before them."
    tested = Section(
        "How well it does",
        text=(
            "Each month was predicted by a model made from what was known on its first day.",
            f"Decision on serving: {verdict.reason}",
            *([few] if len(origins) < 3 else []),
        ),
        tables=(_table(_rows(origins)),),
    )
    parts = [
        Section(f"Parts of {newest.month}", tables=(_table(list(newest.by_segment().items())),))
        for newest in origins[-1:]
    ]
    reasons = Section("Reasons", tables=(Table(("code", "meaning"), tuple(REASONS.items()), names=2),))
    return (learnt, made, tested, *parts, reasons, Section("Limits", points=_LIMITS))


_LIMITS = (
    "A high risk does not say that an offer changes anything: that is what the hold-out measures.",
    "Reasons tell what the score rests on, not what makes the member leave.",
    "The interval holds what sampling and calibration leave open, not a change of the market.",
    "Not for decisions on a single member beyond an offer.",
)


def _level(fitted: Fitted) -> str:
    newest = fitted.levels[max(fitted.levels)]
    return (
        f"level of the month: {fitted.level.mean:+.3f} in log odds, give or take {fitted.level.sd:.3f}, "
        f"from those of {len(fitted.levels)} months and how they differ; the newest alone says {newest:+.3f}"
    )


def _rows(origins: Sequence[Origin]) -> list[tuple[str, Metrics]]:
    rows: list[tuple[str, Metrics]] = []
    for origin in origins:
        rows += [
            (str(origin.month), origin.metrics),
            (f"{origin.month}, logistic baseline", origin.baseline),
            (f"{origin.month}, uncalibrated", origin.uncalibrated),
        ]
    return rows


def _table(rows: Sequence[tuple[str, Metrics]]) -> Table:
    return Table(
        ("", "members", "churned", "log loss", "average precision", "Brier", "ECE", "bias"),
        tuple(
            (
                name,
                f"{m.rows:,}",
                f"{m.positives / m.rows:.2%}",
                f"{m.log_loss:.4f}",
                f"{m.average_precision:.3f}",
                f"{m.brier:.4f}",
                f"{m.ece:.4f}",
                f"{m.bias:+.4f}",
            )
            for name, m in rows
        ),
    )
