"""The answers, in sections that a terminal or a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from retention.look.stored import Decided
from retention.pages.charts import money, percent
from retention.pages.page import Section, Table
from retention.period import Period
from retention.training.reasons import REASONS

_DECILES = 10
_UNKNOWN = "not known yet"


def about_member(rows: Sequence[Decided]) -> tuple[Section, ...]:
    """One member, month by month: what was said and decided, why, and what came."""
    months = Table(
        ("month", "said to leave", "80 % interval", "segment", "decision", "rank", "offer", "profit", "came"),
        tuple(
            (
                f"{row.period_start:%Y-%m}",
                percent(row.p_churn),
                _interval(row),
                row.segment or "–",
                row.decision,
                _rank(row.rank),
                _offer(row),
                _money(row.expected_profit),
                _came(row.left),
            )
            for row in rows
        ),
    )
    why = Table(
        ("month", "why", "meaning"),
        tuple(
            (f"{row.period_start:%Y-%m}", code, REASONS.get(code, "")) for row in rows for code in row.reasons
        ),
        names=3,
    )
    return (
        Section(f"Member {rows[0].msno}", tables=(months,)),
        Section("Why, the strongest reason first", text=(_REASONS_TELL,), tables=(why,) if why.rows else ()),
    )


_REASONS_TELL = "Reasons tell what the score rests on, not what makes the member leave."


def about_month(
    period: Period, rows: pd.DataFrame, best: Sequence[Decided], segment: str
) -> tuple[Section, ...]:
    """A month in parts, and the first of its list."""
    of = f" of the segment {segment}" if segment else ""
    if rows.empty:
        return (Section(f"{period}", (f"There is no member{of} in this month.",)),)
    known = int(rows["left"].notna().sum())
    text = (
        f"{len(rows):,} members{of}; of {known:,} it is known what became of them."
        if known
        else f"{len(rows):,} members{of}. What became of them is not known yet: that takes until the data "
        f"reach {period.matures_on}."
    )
    order = np.argsort(-rows["p_churn"].to_numpy(np.float64), kind="stable")
    decile = np.empty(len(rows), dtype=np.int64)
    decile[order] = np.arange(len(rows)) * _DECILES // len(rows) + 1
    deciles = rows.assign(decile=[f"{tenth}" for tenth in decile], place=decile)
    sections = [
        Section(
            f"{period}, by tenths of the members, the riskiest first",
            (text,),
            tables=(_parts(deciles.sort_values("place", kind="stable"), "decile"),),
        ),
        Section(
            "By offer and decision",
            ("Those held out (control) show how many leave without the offer.",),
            tables=(_parts(rows.sort_values(["offer_id", "decision"]), "offer_id", "decision"),),
        ),
        Section("By segment", tables=(_parts(rows.sort_values("segment"), "segment"),)),
    ]
    if best:
        sections.append(_list(best))
    return tuple(sections)


def _parts(rows: pd.DataFrame, *by: str) -> Table:
    """Members, what was said and what came, for each part in the order of the rows."""
    found = []
    for names, part in rows.groupby(list(by), sort=False, dropna=False):
        seen = part["left"].dropna()
        found.append(
            (
                *map(str, names),
                f"{len(part):,}",
                percent(float(part["p_churn"].mean()), 2),
                f"{len(seen):,}",
                percent(float(part.loc[seen.index, "p_churn"].mean()), 2) if len(seen) else "–",
                percent(float(seen.mean()), 2) if len(seen) else "–",
                f"{int((part['decision'] == 'target').sum()):,}",
                f"{int((part['decision'] == 'control').sum()):,}",
            )
        )
    head = (*(name.removesuffix("_id") for name in by), "members", "said", "known", "said of known", "left")
    return Table((*head, "contacted", "held out"), tuple(found), names=len(by))


def _list(best: Sequence[Decided]) -> Section:
    rows = tuple(
        (
            row.msno,
            _rank(row.rank),
            percent(row.p_churn),
            _interval(row),
            row.segment or "–",
            _offer(row),
            _money(row.expected_profit),
            row.decision,
            _came(row.left),
            " ".join(row.reasons) or "–",
        )
        for row in best
    )
    head = (
        "member",
        "rank",
        "said",
        "80 % interval",
        "segment",
        "offer",
        "profit",
        "decision",
        "came",
        "why",
    )
    codes = sorted({code for row in best for code in row.reasons})
    meant = tuple(f"{code}: {REASONS.get(code, 'a reason of another version')}" for code in codes)
    return Section(f"The first {len(best)} of the list", (_REASONS_TELL,), meant, (Table(head, rows),))


def _interval(row: Decided) -> str:
    if row.p_low is None or row.p_high is None:
        return "–"
    return f"{100 * row.p_low:.1f}–{100 * row.p_high:.1f} %"


def _offer(row: Decided) -> str:
    return "–" if row.offer_id is None else f"{row.offer_id} ({_money(row.offer_cost)} NTD)"


def _rank(value: int | None) -> str:
    return "–" if value is None else str(value)


def _money(value: float | None) -> str:
    return "–" if value is None else money(value)


def _came(left: float | None) -> str:
    if left is None:
        return _UNKNOWN
    return "left" if left else "stayed"
