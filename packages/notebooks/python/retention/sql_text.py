"""Texts as statements of Spark SQL hold them."""

from __future__ import annotations

from collections.abc import Sequence


def quoted(text: str) -> str:
    """A text as a literal."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def among(column: str, values: Sequence[str]) -> str:
    """The condition that a column is one of some texts."""
    return f"{column} IN ({', '.join(quoted(value) for value in values)})"
