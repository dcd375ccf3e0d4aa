"""The features there are: the one list that the table, the model and the data dictionary are made from."""

from __future__ import annotations

import hashlib
from typing import get_args

from retention.features.activity import ACTIVITY, HORIZONS, MEASURES, WITHIN
from retention.features.as_of import definitions
from retention.features.feature import Feature, Group
from retention.features.people import MEMBER
from retention.features.segment import MONTHLY_PRICE, SEGMENT, SEGMENTS
from retention.features.subscription import HISTORY, LAST_ROW, WINDOW

FEATURES: tuple[Feature, ...] = (*WINDOW, *LAST_ROW, *HISTORY, *MEMBER, *ACTIVITY)

#: What stands before the features in a row, and what behind them: name, type, what it says.
KEY = (
    ("period_start", "date", "First day of the month P in which the subscription expires."),
    ("msno", "string", "Member."),
    ("last_expire", "date", "Expiry, as of P, that makes the member a candidate of P."),
)
BESIDE = (
    ("segment", "string", f"{', '.join(SEGMENTS)}: the first that holds for the last row."),
    ("monthly_price", "double", "List price of the last row for 30 days, NTD."),
    ("data_version", "bigint", "Delta version of silver/transactions when the row was made."),
    ("features_version", "string", "Digest of the definitions that the row was made with."),
)

_GROUPS: dict[Group, str] = {
    "window": "The subscription window that the last row before P belongs to.",
    "last_row": "The last row before P, and what it changed.",
    "history": "All rows before P, those of earlier windows with them.",
    "member": "The registration.",
    "activity": "What was listened to before P.",
}


def names(kind: str | None = None) -> list[str]:
    """The names of all features, or of those of one kind, in the order of the table."""
    return [feature.name for feature in FEATURES if kind in (None, feature.kind)]


def features_version(features: tuple[Feature, ...] = FEATURES) -> str:
    """Twelve letters that change when a name, a type or a definition does; a description does not count."""
    text = "\n".join(
        (
            *(f"{feature.name} {feature.type} {feature.kind} {feature.expression}" for feature in features),
            definitions(),
            repr((HORIZONS, MEASURES, WITHIN, SEGMENT, MONTHLY_PRICE)),
        )
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def markdown() -> str:
    """The data dictionary, as ``docs/features.md`` holds it."""
    groups = [line for group in get_args(Group) for line in _group(group)]
    tables = "\n".join([*_columns("Key", KEY), *groups, *_columns("Beside the features", BESIDE)])
    return _PAGE.format(count=len(FEATURES), version=features_version(), tables=tables)


_PAGE = """# Features

What `gold/features` holds: one row for each member whose subscription expires in the month P, as the member
stood on the first day of P. Rows dated P or later are never read. This page is written by
`python -m retention.features.dictionary`; the definitions are in `retention.features`.

{count} features, version `{version}`. A *flag* is 0 or 1; a *category* is a name, null where unknown;
days are calendar days; NTD are New Taiwan dollars.

{tables}
## Months that are kept

A month is built once and then kept as it was known, also when rows dated before it are delivered later;
the parameter `rebuild` builds it again. Where a definition has changed, so that the version is another,
the next run builds the whole table anew, with the months it was asked for.
"""


def _group(group: Group) -> list[str]:
    rows = [
        f"| `{each.name}` | {each.type} | {each.kind} | {each.description} | `{each.expression}` |"
        for each in FEATURES
        if each.group == group
    ]
    title = group.replace("_", " ").capitalize()
    head = ["| name | type | kind | what it says | definition |", "| --- | --- | --- | --- | --- |"]
    return [f"## {title}", "", _GROUPS[group], "", *head, *rows, ""]


def _columns(title: str, columns: tuple[tuple[str, str, str], ...]) -> list[str]:
    rows = [f"| `{name}` | {type_} | {description} |" for name, type_, description in columns]
    return [f"## {title}", "", "| name | type | what it says |", "| --- | --- | --- |", *rows, ""]


if __name__ == "__main__":
    print(markdown(), end="")
