"""The pictures of the pages, each from its figures: the drawing, what it shows in words, and a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from retention.monitor.psi import CUSTOMARY
from retention.pages.drawing import FIRST, INK, QUIET, RULE, SECOND, SHADE, THIRD, draw, percent_axis, rooted
from retention.pages.model_figures import Band, Bin, Gain, Month, Profit, Strength
from retention.pages.moved import Moved
from retention.pages.page import Picture, Table


def percent(value: float | None, digits: int = 1) -> str:
    """A share as text; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def money(value: float) -> str:
    """NTD as text, without cents."""
    return f"{value:,.0f}"


def calibration(bins: Sequence[Bin], baseline: Sequence[Bin], month: str, error: float) -> Picture:
    """Scores against outcomes of a month (such as ``2017-02``), with intervals."""
    outside = sum(not one.left.low <= one.said <= one.left.high for one in bins)
    title = "Calibration"
    tells = (
        f"Members of {month} in {len(bins)} groups along their scores: what was said against how many left, "
        f"with 95 % intervals. On the broken line both are the same; {outside} of {len(bins)} intervals do "
        f"not reach it. Calibration error {error:.4f}. Both axes grow by the root, so that small chances "
        "have room."
    )

    def paint(axes: Axes) -> None:
        most = min(1.0, 1.1 * max([0.02, *(max(one.said, one.left.high) for one in (*bins, *baseline))]))
        rooted(axes, most)
        axes.plot([0, most], [0, most], color=QUIET, linestyle="--", linewidth=1)
        said, left = [one.said for one in bins], [one.left.value for one in bins]
        reach = [
            [one.left.value - one.left.low for one in bins],
            [one.left.high - one.left.value for one in bins],
        ]
        others = ([one.said for one in baseline], [one.left.value for one in baseline])
        axes.plot(*others, "s", color=SECOND, markersize=4, fillstyle="none", label="logistic baseline")
        axes.errorbar(said, left, yerr=reach, fmt="o-", color=FIRST, markersize=4, capsize=2, label="model")
        axes.set(xlabel="said to leave (mean score)", ylabel="left")
        axes.legend(loc="upper left")

    rows = tuple(
        (
            percent(one.said, 2),
            percent(one.left.value, 2),
            f"{100 * one.left.low:.1f}–{100 * one.left.high:.1f} %",
            f"{one.members:,}",
        )
        for one in bins
    )
    table = Table(("said", "left", "95 % interval", "members"), rows)
    return Picture(title, tells, draw("calibration", title, tells, paint), table)


def gains(points: Sequence[Gain], month: str) -> Picture:
    """The churners found among the riskiest members, and the lift over chance."""
    tenth = next(point for point in points if point.share >= 0.1)
    title = "Gain and lift"
    tells = (
        f"Of those who left in {month}, {percent(tenth.caught, 0)} are among the riskiest "
        f"{percent(tenth.share, 0)} of the members, {tenth.caught / tenth.share:.1f} times as many as by "
        f"chance. The logistic baseline finds {percent(tenth.caught_by_baseline, 0)} there."
    )

    def paint(axes: Axes) -> None:
        across = [point.share for point in points]
        axes.plot([0, 1], [0, 1], color=QUIET, linestyle="--", linewidth=1, label="by chance")
        other = [point.caught_by_baseline for point in points]
        axes.plot(across, other, color=SECOND, linestyle="-.", label="logistic baseline")
        axes.plot(across, [point.caught for point in points], color=FIRST, label="model")
        axes.set(xlabel="share of the members, riskiest first", ylabel="share of those who left")
        axes.set(xlim=(0, 1), ylim=(0, 1.02))
        percent_axis(axes.xaxis)
        percent_axis(axes.yaxis)
        axes.legend(loc="lower right")

    rows = tuple(
        (
            percent(point.share, 0),
            percent(point.caught),
            percent(point.caught_by_baseline),
            f"{point.caught / point.share:.2f}",
        )
        for point in points
        if point.share > 0 and (point.share <= 0.2 or round(point.share * 100) % 20 == 0)
    )
    table = Table(("riskiest", "found", "baseline", "lift"), rows)
    return Picture(title, tells, draw("gain", title, tells, paint), table)


def profits(name: str, title: str, tells: str, points: Sequence[Profit], contacts: int) -> Picture:
    """What contacting so many members brings, with the number chosen."""
    most = max(points, key=lambda point: point.brings)
    chosen = min(points, key=lambda point: abs(point.members - contacts))
    brings = float(np.interp(contacts, [one.members for one in points], [one.brings for one in points]))
    tells = (
        f"{tells} {contacts:,} members are chosen, for about {money(brings)} NTD; "
        f"the curve is highest at {most.members:,}, with {money(most.brings)} NTD."
    )

    def paint(axes: Axes) -> None:
        axes.plot([point.members for point in points], [point.brings for point in points], color=FIRST)
        axes.axhline(0, color=QUIET, linewidth=1)
        axes.axvline(contacts, color=SECOND, linestyle="--", linewidth=1.2, label="chosen")
        axes.set(xlabel="members contacted, best first", ylabel="profit, NTD")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.legend(loc="best")

    kept = sorted({*np.linspace(0, len(points) - 1, 11).round().astype(int).tolist(), points.index(chosen)})
    rows = tuple(
        (f"{points[at].members:,}{' (chosen)' if points[at] is chosen else ''}", money(points[at].brings))
        for at in kept
    )
    return Picture(title, tells, draw(name, title, tells, paint), Table(("contacted", "profit, NTD"), rows))


def importance(strengths: Sequence[Strength], month: str) -> Picture:
    """The features that move scores most."""
    title = "What moves the scores"
    tells = (
        f"Mean change of the log odds by a feature, up or down, over a sample of the members of {month} "
        f"(TreeSHAP): {', '.join(one.feature for one in strengths[:3])} move them most. This is what scores "
        f"rest on, not what makes members leave."
    )
    colours = {"more, riskier": SECOND, "more, safer": THIRD, "by its value": SHADE}

    def paint(axes: Axes) -> None:
        shown = strengths[::-1]
        for direction, colour in colours.items():
            at = [index for index, one in enumerate(shown) if one.direction == direction]
            if at:
                axes.barh(at, [shown[index].strength for index in at], 0.7, color=colour, label=direction)
        axes.set_yticks(range(len(shown)), [one.feature for one in shown], fontsize=8)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.grid(visible=False, axis="y")
        axes.set(xlabel="mean change of the log odds")
        axes.legend(loc="lower right")

    rows = tuple((one.feature, one.tells, f"{one.strength:.3f}", one.direction) for one in strengths)
    table = Table(("feature", "tells", "change", "direction"), rows, names=2)
    return Picture(title, tells, draw("importance", title, tells, paint, height=4.4), table)


def _band(low: float, high: float) -> str:
    return f"{100 * low:g}–{100 * high:g}"


def distribution(
    name: str, bands: Sequence[Band], tells: str, kinds: tuple[str, str] = ("stayed", "left")
) -> Picture:
    """How many members have scores in each band, of two kinds."""
    title = "Distribution of the scores"
    total = max(sum(one.stayed + one.left for one in bands), 1)
    most = max(bands, key=lambda one: one.stayed + one.left)
    tells = (
        f"{tells} {percent((most.stayed + most.left) / total, 0)} of the members lie at "
        f"{_band(most.low, most.high)} %."
    )

    def paint(axes: Axes) -> None:
        at = range(len(bands))
        first, second = ([getattr(one, kind) for one in bands] for kind in ("stayed", "left"))
        axes.bar(at, first, 0.8, color=FIRST, label=kinds[0])
        # A line of the page's own colour between the parts, for who does not tell the colours apart.
        axes.bar(at, second, 0.8, bottom=first, color=SECOND, hatch="///", edgecolor=RULE, label=kinds[1])
        axes.set_xticks(at, [_band(one.low, one.high) for one in bands], fontsize=7.5, rotation=45)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.grid(visible=False, axis="x")
        axes.set(xlabel="chance of leaving, %", ylabel="members")
        axes.legend(loc="upper right")

    rows = tuple((f"{_band(one.low, one.high)} %", f"{one.stayed:,}", f"{one.left:,}") for one in bands)
    table = Table(("score", *kinds), rows)
    return Picture(title, tells, draw(name, title, tells, paint), table)


def drift(months: Sequence[str], rows: Sequence[Moved]) -> Picture:
    """How far the strongest features of each month are from those of the other months."""
    title = "What moves from month to month"
    most, feature, month = max(
        (index, one.feature, months[at]) for one in rows for at, index in enumerate(one.index)
    )
    beyond = sum(index > CUSTOMARY for one in rows for index in one.index)
    tells = (
        "Population stability index of the strongest features, each month against all the others: the "
        f"stronger the colour, the farther; {beyond} of {len(rows) * len(months)} lie above {CUSTOMARY:g}, "
        f"from where on it is customary to look. Farthest is {feature} in {month[:7]}, with {most:.2f}."
    )

    def paint(axes: Axes) -> None:
        for up, one in enumerate(reversed(rows)):
            for across, index in enumerate(one.index):
                strong = min(index / (2 * CUSTOMARY), 1.0)
                axes.bar(
                    across, 0.92, 0.94, bottom=up - 0.46, color=SECOND, alpha=round(0.04 + 0.56 * strong, 3)
                )
                if index >= CUSTOMARY / 2:
                    axes.text(across, up, f"{index:.1f}", ha="center", va="center", fontsize=7)
        axes.set_xticks(range(len(months)), [month[2:7] for month in months], fontsize=7.5, rotation=45)
        axes.set_yticks(range(len(rows)), [one.feature for one in reversed(rows)], fontsize=8)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.grid(visible=False)
        axes.set(xlim=(-0.5, len(months) - 0.5), ylim=(-0.5, len(rows) - 0.5))

    cells = tuple((one.feature, *(f"{index:.2f}" for index in one.index)) for one in rows)
    table = Table(("feature", *(month[2:7] for month in months)), cells)
    return Picture(title, tells, draw("moved", title, tells, paint, height=4.4), table)


def by_month(name: str, months: Sequence[Month], tells: str) -> Picture:
    """How many left month by month, with intervals, and what was said where something was."""
    title = "Month by month"
    known = [one for one in months if one.members > 0]

    def paint(axes: Axes) -> None:
        places = {one.month: at for at, one in enumerate(months)}
        left = [one.left for one in known]
        reach = [[one.value - one.low for one in left], [one.high - one.value for one in left]]
        axes.errorbar(
            [places[one.month] for one in known],
            [one.value for one in left],
            yerr=reach,
            fmt="o-",
            color=FIRST,
            markersize=4,
            capsize=2,
            label="left",
        )
        said = {places[one.month]: one.said for one in months if one.said is not None}
        axes.plot(
            list(said),
            list(said.values()),
            "D",
            color=SECOND,
            markersize=6,
            fillstyle="none",
            markeredgewidth=1.8,
            label="said",
        )
        axes.set_xticks(range(len(months)), [one.month[:7] for one in months], fontsize=8, rotation=45)
        axes.set_ylim(bottom=0)
        axes.set_xlim(-0.5, len(months) - 0.5)
        percent_axis(axes.yaxis)
        axes.set(ylabel="share of the members")
        axes.legend(loc="best")

    rows = tuple(
        (
            one.month[:7],
            f"{one.members:,}" if one.members else "–",
            percent(one.said, 2),
            percent(one.left.value, 2) if one.members else "–",
            f"{100 * one.left.low:.1f}–{100 * one.left.high:.1f} %" if one.members else "–",
        )
        for one in months
    )
    table = Table(("month", "members", "said", "left", "95 % interval"), rows)
    return Picture(title, tells, draw(name, title, tells, paint), table)
