"""Folders to write to before what is written is ready, or where it is needed for a moment only."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.sql import DataFrame

from retention.lake import Lake

#: Folders that a run left behind are removed once no run can still be writing them.
_ABANDONED_MS = 24 * 3600 * 1000


def stage(lake: Lake, folder: str) -> str:
    """A folder that is not there yet, below one such as ``serving/_staging/members``.

    Those that crashed runs left there go.
    """
    for name, modified_ms in lake.storage.folders(folder):
        if modified_ms < time.time() * 1000 - _ABANDONED_MS:
            lake.storage.delete(f"{folder}/{name}")
    return f"{folder}/{uuid.uuid4().hex}"


@contextmanager
def computed_once(lake: Lake, frame: DataFrame, folder: str) -> Iterator[DataFrame]:
    """The rows of a frame, written below a folder and read from there as often as they are used.

    For what costs too much to be computed twice; memory of the cluster to keep it in is not given everywhere.
    """
    place = stage(lake, folder)
    frame.write.parquet(lake.path(place))
    try:
        yield lake.spark.read.schema(frame.schema).parquet(lake.path(place))
    finally:
        lake.storage.delete(place)
