"""The rows of one run in a table whose key begins with month and run."""

from __future__ import annotations

from retention.period import Period


def of_run(period: Period, run_id: str) -> str:
    """The condition, as Spark SQL writes it, that a row is of this month and run."""
    quoted = run_id.replace("\\", "\\\\").replace("'", "\\'")
    return f"period_start = DATE'{period}' AND run_id = '{quoted}'"
