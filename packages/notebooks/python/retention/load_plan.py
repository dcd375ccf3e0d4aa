"""Which delivered files a load reads: the new ones, and those that changed since they were loaded."""

from __future__ import annotations

from dataclasses import dataclass

from pyspark.sql import functions as F

from retention.delivery import TABLES, DeliveredFile, DeliveryError, delivered, read_header
from retention.lake import Lake
from retention.quarantine import among
from retention.storage import Storage, StoredFile

LOADED_FILES = "silver/loaded_files"


@dataclass(frozen=True)
class TablePlan:
    """The files of a table to read.

    ``replaces`` where rows of them may be in the table already, ``is_first`` where there is no table yet;
    ``known`` counts the files that need no reading.
    """

    table: str
    files: list[DeliveredFile]
    known: int
    replaces: bool
    is_first: bool

    @property
    def names(self) -> list[str]:
        """The names of the files."""
        return [file.file.name for file in self.files]


def plan_load(lake: Lake) -> list[TablePlan]:
    """Compares the raw folders with what was loaded; raises DeliveryError with every problem of every file.

    A file is known by its name, size and time of modification. Where one changed, all files of its table are
    read again, for rows that repeated its old rows were not kept. New files that a run wrote but did not get
    to note replace what it wrote of them.
    """
    storage = Storage(lake.spark, lake.root)
    loaded = _loaded(lake)
    plans, problems = [], []
    for table in TABLES:
        present = delivered(storage, table)
        written = lake.exists(f"silver/{table}")
        if not present and not written:
            problems.append(
                f"raw/{table} holds no CSV file: run the pipeline that copies the delivery there."
            )
        before = {name: mark for (of, name), mark in loaded.items() if of == table} if written else {}
        fresh = [file for file in present if file.name not in before]
        changed = [file for file in present if file.name in before and before[file.name] != _mark(file)]
        files = []
        for file in present if changed else fresh:
            try:
                files.append(read_header(storage, table, file))
            except DeliveryError as error:
                problems += error.problems
        replaces = bool(changed) or (written and _has_rows(lake, table, [file.name for file in fresh]))
        plans.append(TablePlan(table, files, len(present) - len(files), replaces, not written))
    if problems:
        raise DeliveryError(problems)
    return plans


def _mark(file: StoredFile) -> tuple[int, int]:
    return file.size, file.modified_ms


def _loaded(lake: Lake) -> dict[tuple[str, str], tuple[int, int]]:
    if not lake.exists(LOADED_FILES):
        return {}
    rows = (
        lake.read(LOADED_FILES)
        .select(
            "table_name", "source_file", "file_bytes", F.unix_millis("file_modified_at").alias("modified_ms")
        )
        .collect()
    )
    return {(row.table_name, row.source_file): (row.file_bytes, row.modified_ms) for row in rows}


def _has_rows(lake: Lake, table: str, names: list[str]) -> bool:
    """Whether a table has rows of files; Delta skips what its statistics say has none."""
    if not names:
        return False
    return bool(lake.read(f"silver/{table}").where(among("source_file", names)).limit(1).collect())
