"""The rows of one run in a table whose key begins with month and run, and of the run that holds."""

from __future__ import annotations

import re

from retention.period import Period
from retention.sql_text import quoted


def of_month(period: Period) -> str:
    """The condition that a row is of this month."""
    return f"period_start = DATE'{period}'"


def of_run(period: Period, run_id: str) -> str:
    """The condition, as Spark SQL writes it, that a row is of this month and run."""
    return f"{of_month(period)} AND run_id = {quoted(run_id)}"


def holding(period: Period) -> str:
    """The condition that a row is of the run of this month that holds: of several, the last that decided."""
    return f"{of_month(period)} AND holds"


def checked_run_id(text: str) -> str:
    """The text where tables and names of files can bear it, else ValueError: found out before any work."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError(
            f"The parameter 'run_id' is to be letters, digits, '-' and '_', for the names of files hold it, "
            f"and '{text}' is none."
        )
    return text
