"""The page of a month that was decided on: whom, what for, against the months before, and by which model."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from retention.pages import charts
from retention.pages.drawing import INK, SECOND, SHADE, draw
from retention.pages.model_figures import ModelFigures
from retention.pages.model_page import model_sections
from retention.pages.page import Page, Picture, Section, Table, Tile
from retention.pages.run_figures import Finding, Part, RunFigures
from retention.training.reasons import REASONS

#: How many features are shown by how far they have moved.
_MOVED = 12


def run_page(figures: RunFigures, model: ModelFigures | None) -> Page:
    """The page of a month; without its model's figures where that was trained before there were any."""
    about = (
        f"Decided by run {figures.run_id} with version {figures.model_version} of {figures.model_name}, on "
        f"data version {figures.data_version}. Money in NTD. Figures only: no member is named on this page."
    )
    sections = [_decision(figures), _before(figures)]
    if model is not None:
        first, *rest = model_sections(model)
        title = f"The model: version {figures.model_version}, trained for {model.period}"
        sections += [Section(title, first.text, first.points, first.tables, first.pictures), *rest]
    else:
        text = "This version was trained before pictures were kept: see its model_card.md in MLflow."
        sections.append(Section("The model", (text,)))
    return Page(
        f"Members whose subscription ends in {figures.period[:7]}", about, _tiles(figures), tuple(sections)
    )


def _tiles(figures: RunFigures) -> tuple[Tile, ...]:
    whole, plan = figures.all, figures.plan
    return (
        Tile("Members", f"{whole.candidates:,}", "whose subscription ends"),
        Tile("Said to leave", charts.percent(whole.said, 2), f"{whole.said * whole.candidates:,.0f} members"),
        Tile("Contacted", f"{whole.contacted:,}", f"{whole.held_out:,} held out, to measure by"),
        Tile(
            "Expected profit",
            charts.money(plan.expected_profit),
            f"80 % interval {charts.money(plan.low)} to {charts.money(plan.high)}",
        ),
        Tile("Budget", charts.money(plan.budget)),
        Tile(
            "Break-even save rate",
            charts.percent(plan.break_even_save_rate),
            "below it the list costs more than it brings",
        ),
    )


def _decision(figures: RunFigures) -> Section:
    whole = figures.all
    pictures = [
        charts.distribution(
            "run-scores",
            figures.bands,
            f"Scores of the {whole.candidates:,} members, by whether they are contacted.",
            ("left alone", "contacted"),
        )
    ]
    if len(figures.plan.curve) > 1:
        pictures.insert(
            0,
            charts.profits(
                "run-profit",
                "Profit the list is expected to bring",
                "Members in the order of their value, those held out with them.",
                figures.plan.curve,
                whole.contacted + whole.held_out,
            ),
        )
    decisions = Table(
        ("decision", "members", "share"),
        tuple(
            (name, f"{count:,}", charts.percent(count / whole.candidates))
            for name, count in figures.decisions
        ),
    )
    return Section(
        "Who is contacted, and for what",
        tables=(
            decisions,
            _parts("segment", figures.segments),
            _parts("offer", figures.offers),
            _reasons(figures),
        ),
        pictures=tuple(pictures),
    )


def _parts(head: str, parts: Sequence[Part]) -> Table:
    return Table(
        (head, "members", "said to leave", "contacted", "held out", "expected profit"),
        tuple((part.name, *_row(part)) for part in parts),
    )


def _reasons(figures: RunFigures) -> Table:
    return Table(
        ("first reason", "meaning", "members", "said to leave", "contacted", "held out", "expected profit"),
        tuple((part.name, REASONS.get(part.name, ""), *_row(part)) for part in figures.reasons),
        names=2,
    )


def _row(part: Part) -> tuple[str, ...]:
    return (
        f"{part.candidates:,}",
        charts.percent(part.said, 2),
        f"{part.contacted:,}",
        f"{part.held_out:,}",
        charts.money(part.expected_profit),
    )


def _before(figures: RunFigures) -> Section:
    pictures = [
        charts.by_month(
            "run-months",
            figures.months,
            "How many members left, with 95 % intervals, of the months whose outcomes are all known, and "
            "what was said of each month that was decided on. Those who were contacted are among them.",
        )
    ]
    moved = _moved(figures.findings)
    if moved:
        pictures.append(_drift(moved))
    wrong = [one for one in figures.findings if one.status != "ok"]
    text = (
        f"The monitor made {len(figures.findings)} checks; {len(wrong)} of them ask for attention."
        if figures.findings
        else "The monitor has not looked at this month.",
    )
    table = Table(
        ("check", "of", "status", "what it says", "value", "limit"),
        tuple(
            (one.check, one.subject, one.status, one.detail, _figure(one.value), _figure(one.limit))
            for one in wrong
        ),
        names=4,
    )
    return Section(
        "Against the months before", text, tables=(table,) if wrong else (), pictures=tuple(pictures)
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _moved(findings: Sequence[Finding]) -> list[tuple[str, float, float | None, str]]:
    """Scores and features by how far their distribution has moved (PSI), as a share of what is allowed."""
    found = [
        (one.subject, one.value, one.limit, one.status)
        for one in findings
        if one.check in ("score_psi", "input_psi") and one.value is not None
    ]
    return sorted(found, key=lambda one: -(one[1] / one[2] if one[2] else one[1]))[:_MOVED]


def _drift(moved: Sequence[tuple[str, float, float | None, str]]) -> Picture:
    title = "What has moved"
    beyond = sum(one[3] != "ok" for one in moved)
    tells = (
        f"How far scores and features are distributed otherwise than in the three months before (population "
        f"stability index): the {len(moved)} that are nearest to their limits, marked, or beyond them. "
        f"{beyond} of them lie beyond."
    )

    def paint(axes: Axes) -> None:
        shown = moved[::-1]
        colours = [SHADE if one[3] == "ok" else SECOND for one in shown]
        axes.barh(range(len(shown)), [one[1] for one in shown], 0.65, color=colours)
        limits = [(at, one[2]) for at, one in enumerate(shown) if one[2] is not None]
        axes.plot(
            [limit for _, limit in limits],
            [at for at, _ in limits],
            "|",
            color=INK,
            markersize=13,
            markeredgewidth=2,
        )
        axes.set_yticks(range(len(shown)), [one[0] for one in shown], fontsize=8)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.grid(visible=False, axis="y")
        axes.set(xlabel="population stability index", xlim=(0, None))

    rows = tuple((one[0], f"{one[1]:.4f}", _figure(one[2]), one[3]) for one in moved)
    table = Table(("of", "index", "limit", "status"), rows)
    return Picture(title, tells, draw("drift", title, tells, paint, height=4.0), table)
