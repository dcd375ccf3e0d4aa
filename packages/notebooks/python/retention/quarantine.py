"""Rows that could not be taken, as they were delivered, and why."""

from __future__ import annotations

from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.lake import Lake

TABLE = "quarantine/rows"


def quarantine(lake: Lake, bad: dict[str, DataFrame], files: dict[str, list[str]], run_id: str) -> None:
    """Keeps the bad rows of tables, with ``source_file``, ``row_text`` and ``reason``, all in one commit.

    ``files`` are the files that were read, by table: what the quarantine held of them is replaced, so that a
    file which is read again, mended or not, never stands in it twice.
    """
    rows = reduce(
        DataFrame.unionByName,
        [
            frame.select(
                F.lit(run_id).alias("run_id"),
                F.lit(table).alias("table_name"),
                "source_file",
                "row_text",
                "reason",
                F.current_timestamp().alias("quarantined_at"),
            )
            for table, frame in bad.items()
        ],
    )
    where = " OR ".join(
        f"(table_name = {quoted(table)} AND {among('source_file', names)})"
        for table, names in files.items()
        if names
    )
    lake.overwrite(rows, TABLE, where)


def among(column: str, values: list[str]) -> str:
    """The SQL condition that a column is one of some texts."""
    return f"{column} IN ({', '.join(quoted(value) for value in values)})"


def quoted(text: str) -> str:
    """A text as a literal of Spark SQL."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
