"""The model card: what the model is for, what it learnt from, how well it does, and its limits."""

from __future__ import annotations

from collections.abc import Sequence

from retention.training.dataset import TrainingData
from retention.training.evaluation import Metrics
from retention.training.origins import Origin
from retention.training.procedure import Fitted
from retention.training.promotion import Verdict
from retention.training.reasons import REASONS
from retention.training.settings import Settings


def model_card(
    data: TrainingData,
    fitted: Fitted,
    origins: Sequence[Origin],
    verdict: Verdict,
    settings: Settings,
    *,
    name: str,
    pictures: Sequence[str],
) -> str:
    """The card as Markdown; the pictures lie beside it."""
    churners = float(data.frame["is_churn"].sum())
    lines = [
        f"# {name}, trained for {data.period}",
        "",
        "Probability that a member whose subscription ends in the month does not renew within 29 days of the "
        "expiry, as known on the first day of the month.",
        "",
        "## What it learnt from",
        "",
        f"- {len(data.frame):,} members of {data.months[0]} to {data.months[-1]}, {churners:,.0f} of whom "
        f"churned ({churners / len(data.frame):.2%})",
        f"- {len(data.columns)} features, data version {data.data_version}; only outcomes known on "
        f"{data.period}",
        f"- labelled members without features, left out: {data.left_out:,}",
        "",
        "## How it is made",
        "",
        f"- {len(fitted.model.bag.texts)} boosters of {fitted.rounds} rounds, averaged, weight "
        f"{fitted.model.weight:.2f}; a logistic regression on splines, weight {1 - fitted.model.weight:.2f}",
        f"- no class weights; rounds and weight chosen on {fitted.tune_month or 'no month'}",
        f"- calibration: {fitted.model.calibration.method}, on {fitted.calibration_month or 'no month'}",
        _level(fitted),
        f"- parameters: {', '.join(f'{key} {value:g}' for key, value in settings.values().items())}",
        *(f"- {note}" for note in fitted.notes),
        "",
        "## How well it does",
        "",
        "Each month was predicted by a model made from what was known on its first day.",
        "",
        *_table(_rows(origins)),
        "",
        f"Decision on serving: {verdict.reason}",
        "",
    ]
    if len(origins) < 3:
        lines += [
            f"Only {len(origins)} months could be tested: there are no more with outcomes before them.",
            "",
        ]
    if origins:
        newest = origins[-1]
        lines += [
            f"## Parts of {newest.month}",
            "",
            *_table([(part, metrics) for part, metrics in newest.by_segment().items()]),
            "",
            *(f"![{picture.split('.')[0]}]({picture})" for picture in pictures),
            "",
        ]
    lines += [
        "## Reasons",
        "",
        "| code | meaning |",
        "|---|---|",
        *(f"| {code} | {text} |" for code, text in REASONS.items()),
        "",
        "## Limits",
        "",
        "- A high risk does not say that an offer changes anything: that is what the hold-out measures.",
        "- Reasons tell what the score rests on, not what makes the member leave.",
        "- The interval holds what sampling and calibration leave open, not a change of the market.",
        "- Not for decisions on a single member beyond an offer.",
        "",
    ]
    return "\n".join(lines)


def _level(fitted: Fitted) -> str:
    newest = fitted.levels[max(fitted.levels)]
    return (
        f"- level of the month: {fitted.level.mean:+.3f} in log odds, give or take {fitted.level.sd:.3f}, "
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


def _table(rows: Sequence[tuple[str, Metrics]]) -> list[str]:
    return [
        "| | members | churned | log loss | average precision | Brier | ECE | bias |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {name} | {m.rows:,} | {m.positives / m.rows:.2%} | {m.log_loss:.4f} | "
            f"{m.average_precision:.3f} | {m.brier:.4f} | {m.ece:.4f} | {m.bias:+.4f} |"
            for name, m in rows
        ),
    ]
