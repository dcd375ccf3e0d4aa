"""Parameters of a notebook: numbers that are given, left out, or none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from retention.parameters import number


def handed(**values: str) -> Any:
    """What stands for `dbutils`: its boxes hold what is handed in, or else their defaults."""
    boxes: dict[str, str] = {}
    widgets = SimpleNamespace(
        text=lambda name, default: boxes.update({name: values.get(name, default)}), get=boxes.__getitem__
    )
    return SimpleNamespace(widgets=widgets)


def test_a_number_is_given_or_left_out() -> None:
    assert number(handed(), "months", 12) == 12
    assert number(handed(months=" 3 "), "months", 12) == 3
    assert number(handed(), "months", None) is None
    assert number(handed(months="0"), "months", None) == 0


def test_what_is_no_number_is_told_with_its_name() -> None:
    for default in (12, None):
        with pytest.raises(ValueError, match="'months' is to be a number, and 'many' is none"):
            number(handed(months="many"), "months", default)
