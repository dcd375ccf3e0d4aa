"""Tables for SQL that reads files and knows no Delta: plain Parquet in one flat folder per table.

Serverless external tables read ``serving/<table>/`` and not the folders below it, and skip what begins with
``_``. Files are written aside, moved in when they are whole, and only then those that they replace go: a
reader finds the old rows, for a moment both, then the new ones, but never none. Moving a file is one step on
one machine; ``dbutils.fs.mv`` copies it, and who reads in that moment may meet a file that is not whole yet.
"""

from __future__ import annotations

import re
import uuid

from pyspark.sql import Column, DataFrame

from retention.lake import Lake
from retention.staging import stage
from retention.storage import Storage

#: A name ends where the first dot is, so ``run-1`` never replaces files of ``run-10``.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

_STAGING = "serving/_staging"
_PART = "_name"


def publish(lake: Lake, frame: DataFrame, table: str, name: str, *, instead_of: str = "") -> list[str]:
    """Publishes a frame under a name, in place of what was published under it; answers the files.

    ``table`` is such as ``serving/members``, ``name`` is what its files begin with, such as
    ``2017-04-01-<run_id>``: letters, digits, ``-`` and ``_``. Names that begin with ``instead_of``, such as
    ``2017-04-01-``, are replaced with it; other names of the table are not touched.
    Raises ValueError for a name that files cannot bear, or for columns of the contract that the frame lacks.
    """
    _require_name(name)
    storage, staged = _stage(lake, table)
    _write(lake.conform(frame, table), lake, staged)
    written = [
        (name, f"{staged}/{file.name}") for file in storage.files(staged) if file.name.endswith(".parquet")
    ]
    replaced = {name}
    if instead_of:
        there = (file.name.split(".", 1)[0] for file in storage.files(table))
        replaced |= {one for one in there if one.startswith(instead_of)}
    return _put_in_place(storage, table, staged, written, replaced)


def publish_by(lake: Lake, frame: DataFrame, table: str, name: Column, *, replaced: set[str]) -> list[str]:
    """Publishes a frame under several names in one write; answers the files.

    ``name`` gives the name of a row, for example its month. Rows stay where they are read, so a name has a
    file for each part of the frame with rows of it: few, where the frame is laid out by what names are made
    of. Names of ``replaced`` that no row bears any more are removed.
    """
    for one in replaced:
        _require_name(one)
    storage, staged = _stage(lake, table)
    columns = lake.conform(frame, table).withColumn(_PART, name)
    _write(columns, lake, staged, _PART)
    written = []
    for folder, _ in storage.folders(staged):
        one = folder.removeprefix(f"{_PART}=")
        _require_name(one)
        # Folders such as _name=2017-03 begin with what file listings skip; the files in them do not.
        written += [(one, f"{staged}/{folder}/{file.name}") for file in storage.files(f"{staged}/{folder}")]
    return _put_in_place(storage, table, staged, written, replaced | {one for one, _ in written})


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"'{name}' cannot begin the names of published files: take letters, digits, '-' and '_' "
            f"that begin with a letter or a digit."
        )


def _stage(lake: Lake, table: str) -> tuple[Storage, str]:
    return lake.storage, stage(lake, f"{_STAGING}/{table.removeprefix('serving/')}")


def _write(frame: DataFrame, lake: Lake, staged: str, part: str | None = None) -> None:
    writer = frame.write.option("compression", "snappy")
    (writer.partitionBy(part) if part else writer).parquet(lake.path(staged))


def _put_in_place(
    storage: Storage, table: str, staged: str, written: list[tuple[str, str]], replaced: set[str]
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
    storage.delete(staged)
    return moved
