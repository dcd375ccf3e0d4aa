"""One feature: its name, what it says, and how it is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["int", "double", "string"]
Kind = Literal["numeric", "category", "flag"]
Group = Literal["window", "last_row", "history", "member", "activity"]


@dataclass(frozen=True)
class Feature:
    """A column of ``gold/features``.

    ``expression`` is Spark SQL over one row of a candidate as ``retention.features.as_of`` makes it:
    ``period_start`` (P), ``last_expire``, ``last`` (the last clean row), ``paying`` (sums over its
    subscription window), ``past`` (sums over all rows), ``member``, ``usage``; all of it known before P.
    A flag is 0 or 1 and never null. A category keeps its nulls: that something is unknown is information.
    """

    name: str
    type: Type
    kind: Kind
    group: Group
    description: str
    expression: str


def numeric(group: Group, name: str, type_: Type, description: str, expression: str) -> Feature:
    """A feature whose size means something."""
    return Feature(name, type_, "numeric", group, description, expression)


def category(group: Group, name: str, type_: Type, description: str, expression: str) -> Feature:
    """A feature whose values are names, null where unknown."""
    return Feature(name, type_, "category", group, description, expression)


def flag(group: Group, name: str, description: str, condition: str) -> Feature:
    """A feature that is 1 where a condition holds and 0 where it does not, or where it is unknown."""
    return Feature(name, "int", "flag", group, description, f"IF({condition}, 1, 0)")
