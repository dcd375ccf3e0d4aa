"""The rows of one run in a table whose key begins with month and run."""

from __future__ import annotations

import re

from retention.period import Period


def of_run(period: Period, run_id: str) -> str:
    """The condition, as Spark SQL writes it, that a row is of this month and run."""
    quoted = run_id.replace("\\", "\\\\").replace("'", "\\'")
    return f"period_start = DATE'{period}' AND run_id = '{quoted}'"


def checked_run_id(text: str) -> str:
    """The text where tables and names of files can bear it, else ValueError: found out before any work."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
        raise ValueError(
            f"The parameter 'run_id' is to be letters, digits, '-' and '_', for the names of files hold it, "
            f"and '{text}' is none."
        )
    return text
