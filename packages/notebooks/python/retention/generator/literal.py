"""The label by the letter: a walk over the rows of one member at a time, to check what is generated.

All history before the month counts, and a cancel to a day before the start of what was paid last is ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from retention.generator.calendar import MONTH_OF, MONTH_START
from retention.generator.history import Payments
from retention.period import GAP_DAYS


@dataclass(frozen=True)
class Row:
    """A row of transactions, with days counted from 2015-01-01."""

    date: int
    signature: str
    cancel: bool
    expiry: int


@dataclass(frozen=True)
class Label:
    """Whether a candidate of a month churned."""

    month: int
    last_expire: int
    is_churn: bool


def in_order(rows: list[Row]) -> list[Row]:
    """By day, by price, plan and method as one text from high to low, payments before cancels, by expiry."""
    ordered = sorted(rows, key=lambda row: -row.expiry if row.cancel else row.expiry)
    ordered.sort(key=lambda row: row.cancel)
    ordered.sort(key=lambda row: row.signature, reverse=True)
    ordered.sort(key=lambda row: row.date)
    return ordered


def without_ignored(rows: list[Row]) -> list[Row]:
    """Rows in order, less the cancels to a day before the last paid start."""
    kept: list[Row] = []
    paid: int | None = None
    for row in rows:
        if row.cancel and paid is not None and row.expiry < paid:
            continue
        kept.append(row)
        paid = paid if row.cancel else row.date
    return kept


def label(rows: list[Row], month: int) -> Label | None:
    """The label of a month from all rows of a member in order; None for one who is no candidate."""
    start, end = int(MONTH_START[month]), int(MONTH_START[month + 1])
    history = [row for row in rows if row.date < start]
    if not history or not start <= history[-1].expiry < end:
        return None
    last_expire = effective = history[-1].expiry
    for row in rows[len(history) :]:
        if not row.cancel:
            return Label(month, last_expire, row.date - effective >= GAP_DAYS)
        effective = min(effective, row.expiry)
    return Label(month, last_expire, True)


def labels(payments: Payments, months: range) -> Iterator[tuple[int, Label]]:
    """The labels of all members in all months, with the member's place."""
    columns = [
        payments.list_price, payments.plan, payments.method, payments.date, payments.cancel, payments.expiry,
    ]  # fmt: skip
    values = list(zip(*(column.tolist() for column in columns), strict=True))
    ends_in = np.where(payments.expiry >= 0, MONTH_OF[np.maximum(payments.expiry, 0)], -1).tolist()
    edges = np.flatnonzero(np.diff(payments.member, prepend=-1, append=-1))
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        rows = [
            Row(date, f"{price}{plan}{method}", cancel, expiry)
            for price, plan, method, date, cancel, expiry in values[low:high]
        ]
        ordered = without_ignored(in_order(rows))
        # A member is a candidate only of months in which some row ends.
        for month in sorted(set(ends_in[low:high]).intersection(months)):
            found = label(ordered, month)
            if found is not None:
                yield int(payments.member[low]), found
