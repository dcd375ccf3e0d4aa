"""Tables for SQL that reads files and knows no Delta: plain Parquet in one flat folder per table.

Serverless external tables read ``serving/<table>/`` and not the folders below it, and skip what begins with
``_``. Files are written aside, moved in when they are whole, and only then those that they replace go: a
reader finds the old rows, for a moment both, then the new ones, but never none and never half a file.
"""

from __future__ import annotations

import re
import time
import uuid

from pyspark.sql import Column, DataFrame

from retention.lake import Lake
from retention.storage import Storage

#: A name ends where the first dot is, so ``run-1`` never replaces files of ``run-10``.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

_STAGING = "serving/_staging"
_PART = "_name"

#: Folders that a run left behind are removed once no run can still be writing them.
_ABANDONED_MS = 24 * 3600 * 1000


def publish(lake: Lake, frame: DataFrame, table: str, name: str, *, instead_of: str = "") -> list[str]:
    """Publishes a frame under a name, in place of what was published under it; answers the files.

    ``table`` is such as ``serving/members``, ``name`` is what its files begin with, such as
    ``2017-04-01-<run_id>``: letters, digits, ``-`` and ``_``. Names that begin with ``instead_of``, such as
    ``2017-04-01-``, are replaced with it; other names of the table are not touched.
    Raises ValueError for a name that files cannot bear, or for columns of the contract that the frame lacks.
    """
    _require_name(name)
    storage, stage = _stage(lake, table)
    _write(lake.conform(frame, table), lake, stage)
    written = [
        (name, f"{stage}/{file.name}") for file in storage.files(stage) if file.name.endswith(".parquet")
    ]
    replaced = {name}
    if instead_of:
        there = (file.name.split(".", 1)[0] for file in storage.files(table))
        replaced |= {one for one in there if one.startswith(instead_of)}
    return _put_in_place(storage, table, stage, written, replaced)


def publish_by(
    lake: Lake, frame: DataFrame, table: str, name: Column, *, replaced: set[str], order: tuple[str, ...]
) -> list[str]:
    """Publishes a frame under several names in one write, one file each; answers the files.

    ``name`` gives the name of a row, for example its month, and ``order`` sorts the rows of a file. Names of
    ``replaced`` that no row bears any more are removed.
    """
    for one in replaced:
        _require_name(one)
    storage, stage = _stage(lake, table)
    columns = lake.conform(frame, table).withColumn(_PART, name)
    _write(columns.repartition(_PART).sortWithinPartitions(_PART, *order), lake, stage, _PART)
    written = []
    for folder, _ in storage.folders(stage):
        one = folder.removeprefix(f"{_PART}=")
        _require_name(one)
        # Folders such as _name=2017-03 begin with what file listings skip; the files in them do not.
        written += [(one, f"{stage}/{folder}/{file.name}") for file in storage.files(f"{stage}/{folder}")]
    return _put_in_place(storage, table, stage, written, replaced | {one for one, _ in written})


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"'{name}' cannot begin the names of published files: take letters, digits, '-' and '_' "
            f"that begin with a letter or a digit."
        )


def _stage(lake: Lake, table: str) -> tuple[Storage, str]:
    """A folder to write to; those that crashed runs left for this table go."""
    storage = Storage(lake.spark, lake.root)
    folder = f"{_STAGING}/{table.removeprefix('serving/')}"
    for name, modified_ms in storage.folders(folder):
        if modified_ms < time.time() * 1000 - _ABANDONED_MS:
            storage.delete(f"{folder}/{name}")
    return storage, f"{folder}/{uuid.uuid4().hex}"


def _write(frame: DataFrame, lake: Lake, stage: str, part: str | None = None) -> None:
    writer = frame.write.option("compression", "snappy")
    (writer.partitionBy(part) if part else writer).parquet(lake.path(stage))


def _put_in_place(
    storage: Storage, table: str, stage: str, written: list[tuple[str, str]], replaced: set[str]
) -> list[str]:
    """Moves files in under their names, then removes the older files of the names that are replaced."""
    older = [file.name for file in storage.files(table) if file.name.split(".", 1)[0] in replaced]
    storage.make_folder(table)
    token = uuid.uuid4().hex[:12]
    moved = []
    for index, (name, path) in enumerate(written):
        moved.append(f"{name}.{token}-{index:05d}.parquet")
        storage.move(path, f"{table}/{moved[-1]}")
    for name in older:
        storage.delete(f"{table}/{name}")
    storage.delete(stage)
    return moved
