"""Drawings as SVG that take their colours from the page they stand in."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

#: Colours that stand for those of the page, which has others in the dark and in print.
INK, QUIET, RULE, FIRST, SECOND, THIRD, SHADE = (f"#0f00f{digit}" for digit in range(7))
_OF_PAGE = dict(
    zip(
        (INK, QUIET, RULE, FIRST, SECOND, THIRD, SHADE),
        ("ink", "quiet", "rule", "first", "second", "third", "shade"),
        strict=True,
    )
)

_STYLE: dict[Any, Any] = {
    # Text stays text: it is read aloud, found, and set in the letters of the page.
    "svg.fonttype": "none",
    "font.size": 9.0,
    "font.family": ["DejaVu Sans"],
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "lines.linewidth": 1.8,
    "text.parse_math": False,
}

#: Width and height in inches: at the width of a telephone letters are as large as they are meant.
SIZE = (4.7, 3.4)

_TITLE = re.compile(r"<title>.*?</title>|<metadata>.*?</metadata>", re.DOTALL)
_IDS = re.compile(r'\bid="([^"]+)"')
_USES = re.compile(r'(href="#|url\(#)([^")]+)')


def draw(name: str, title: str, tells: str, paint: Callable[[Axes], None], height: float = SIZE[1]) -> str:
    """The SVG of what ``paint`` draws.

    name: letters that no other drawing of the page has, for its ids. title and tells: what is read aloud.
    """
    with mpl.rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(SIZE[0], height), layout="constrained")
        figure.patch.set_alpha(0.0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0.0)
        paint(axes)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    drawn = written.getvalue()
    drawn = _TITLE.sub("", drawn[drawn.index("<svg") :])
    drawn = _IDS.sub(lambda found: f'id="{name}-{found[1]}"', drawn)
    drawn = _USES.sub(lambda found: f"{found[1]}{name}-{found[2]}", drawn)
    for stands, colour in _OF_PAGE.items():
        drawn = drawn.replace(stands, f"var(--{colour})")
    opening, _, inside = drawn.partition(">")
    box = re.findall(r'viewBox="[^"]+"', opening)
    return (
        f'<svg {" ".join(box)} xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'role="img" aria-labelledby="{name}-title {name}-tells">'
        f'<title id="{name}-title">{html.escape(title)}</title>'
        f'<desc id="{name}-tells">{html.escape(tells)}</desc>{inside.strip()}'
    )


def percent_axis(axis: mpl.axis.Axis) -> None:
    """Shows the shares of an axis in percent."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g} %"))


def rooted(axes: Axes, most: float) -> None:
    """Both axes from 0 to a share, by the root: small shares, where most members are, get room."""
    ticks = [tick for tick in (0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if tick <= most + 1e-9]
    for axis, set_scale in ((axes.xaxis, axes.set_xscale), (axes.yaxis, axes.set_yscale)):
        set_scale("function", functions=(lambda x: np.sqrt(np.maximum(x, 0)), np.square))
        axis.set_ticks(ticks)
        percent_axis(axis)
    axes.set_xlim(0, most)
    axes.set_ylim(0, most)
