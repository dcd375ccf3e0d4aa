"""Rows that could not be taken, as they were delivered, and why."""

from __future__ import annotations

from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.lake import Lake
from retention.sql_text import among, quoted

TABLE = "quarantine/rows"


def quarantine(lake: Lake, bad: dict[str, DataFrame], files: dict[str, list[str]], run_id: str) -> None:
    """Keeps the bad rows of tables, with ``source_file``, ``row_text`` and ``reason``, all in one commit.

    ``files`` are the files that were read, by table: what the quarantine held of them is replaced, so that a
    file which is read again, mended or not, never stands in it twice.
    """
    nothing = lake.spark.createDataFrame([], contract(TABLE).schema)
    rows = reduce(
        DataFrame.unionByName,
        [
            frame.select(
                F.lit(run_id).alias("run_id"),
                F.lit(table).alias("table_name"),
                "source_file",
                # What is not UTF-8 cannot be shown: the sign for that stands in its place.
                F.make_valid_utf8("row_text").alias("row_text"),
                "reason",
                F.current_timestamp().alias("quarantined_at"),
            )
            for table, frame in bad.items()
        ],
        nothing,
    )
    lake.overwrite(rows, TABLE, _of_files(files))


def quarantined(lake: Lake, files: dict[str, list[str]]) -> dict[tuple[str, str], dict[str, int]]:
    """How many rows of files are set aside, by table and file, and by all reasons of a row together."""
    counted = (
        lake.read(TABLE).where(_of_files(files)).groupBy("table_name", "source_file", "reason").count()
    ).collect()
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in counted:
        found.setdefault((row.table_name, row.source_file), {})[row.reason] = int(row["count"])
    return found


def _of_files(files: dict[str, list[str]]) -> str:
    return " OR ".join(
        f"(table_name = {quoted(table)} AND {among('source_file', names)})"
        for table, names in files.items()
        if names
    )
