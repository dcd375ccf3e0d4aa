"""The page of a model: its card, and how it did on the months it was tested on."""

from __future__ import annotations

from retention.pages import charts
from retention.pages.model_figures import ModelFigures, Month
from retention.pages.page import Page, Picture, Section, Tile

#: The file of a training with its page, and that with the figures it was made from.
MODEL_PAGE, MODEL_FIGURES = "model_card.html", "model_figures.json"


def model_page(figures: ModelFigures) -> Page:
    """The page that lies beside ``model_card.md``: the same words, with pictures."""
    return Page(
        f"{figures.name}, trained for {figures.period}",
        ABOUT,
        _tiles(figures),
        model_sections(figures),
    )


ABOUT = (
    "Probability that a member whose subscription ends in the month does not renew within 29 days of the "
    "expiry, as known on the first day of the month."
)


def model_sections(figures: ModelFigures) -> tuple[Section, ...]:
    """What the page of a model and that of a run have in common."""
    return (_tests(figures), *figures.card)


def _tests(figures: ModelFigures) -> Section:
    if figures.tested is None:
        text = "No month could be tested: there are no months with outcomes before the newest."
        return Section("How well it does", (text,), pictures=(_by_month(figures.months),))
    month = figures.tested[:7]
    pictures = [
        charts.calibration(figures.bins, figures.baseline_bins, month, figures.calibration_error),
        charts.gains(figures.gain, month),
        charts.profits(
            "profit",
            "Profit",
            f"What contacting members of {month} would have brought, given who left; save rates and values "
            "are the beliefs of the terms.",
            figures.profit,
            figures.contacts,
        ),
        charts.distribution("scores", figures.bands, f"Scores of {month}, by what became of the members."),
        charts.importance(figures.strengths, month),
        _by_month(figures.months),
        *([charts.drift(figures.moved_months, figures.moved)] if figures.moved else []),
    ]
    text = (
        f"All but the pictures of months are about the {figures.members:,} members of {month}, the newest "
        "month that could be tested, as predicted by a model made from what was known on its first day."
    )
    return Section("How well it does, in pictures", (text,), pictures=tuple(pictures))


def _by_month(months: tuple[Month, ...]) -> Picture:
    said = [one for one in months if one.said is not None]
    off = (
        f" {sum(one.left.low <= (one.said or 0) <= one.left.high for one in said)} of {len(said)} months lie "
        "within their intervals."
        if said
        else ""
    )
    tells = (
        "How many left of the months the model learnt from, with 95 % intervals, and what models made on the "
        "first day of the tested months had said. Of the newest month only those are counted whose outcome "
        f"was known.{off}"
    )
    return charts.by_month("months", months, tells)


def _tiles(figures: ModelFigures) -> tuple[Tile, ...]:
    if figures.tested is None:
        return ()
    newest = next(one for one in figures.months if one.month == figures.tested)
    return (
        Tile("Tested on", figures.tested[:7], f"{figures.members:,} members"),
        Tile("Left", charts.percent(newest.left.value, 2), f"said: {charts.percent(newest.said, 2)}"),
        Tile("Log loss", f"{newest.log_loss or 0:.4f}", f"baseline: {newest.baseline_log_loss or 0:.4f}"),
        Tile("Average precision", f"{figures.average_precision:.3f}"),
        Tile("Calibration error", f"{figures.calibration_error:.4f}"),
    )
