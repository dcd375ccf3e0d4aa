"""Parameters of a notebook: text that a job, a pipeline or a person hands in."""

from __future__ import annotations

from typing import Any, overload


def parameter(dbutils: Any, name: str) -> str:
    """A parameter that has to be given; raises ValueError that names it where it is empty."""
    text = optional(dbutils, name)
    if text == "":
        raise ValueError(
            f"The parameter '{name}' is empty: give it in the job, in the pipeline, or in its box above."
        )
    return text


def optional(dbutils: Any, name: str, default: str = "") -> str:
    """A parameter that may be left out; the default stands in its box."""
    dbutils.widgets.text(name, default)
    return str(dbutils.widgets.get(name)).strip()


@overload
def number(dbutils: Any, name: str, default: float) -> float: ...
@overload
def number(dbutils: Any, name: str, default: None) -> float | None: ...
def number(dbutils: Any, name: str, default: float | None) -> float | None:
    """A parameter that is a number, or None where it has no default and is left out.

    Raises ValueError with what was given.
    """
    text = optional(dbutils, name, "" if default is None else f"{default:g}")
    if text == "" and default is None:
        return None
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"The parameter '{name}' is to be a number, and '{text}' is none.") from None
