"""One Spark session for all tests, and a lake of their own for those that write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from generated_world import run as generate
from hypothesis import settings
from pyspark.sql import SparkSession

from retention.lake import Lake
from retention.local_session import local_session, resolve_jars

#: Where the repository keeps what it makes for itself.
STATE = Path(os.environ.get("RETAIN_STATE", Path(__file__).resolve().parents[4] / ".retain"))

# The same examples in every run, however long one takes where others have the cores.
settings.register_profile("repeatable", deadline=None, database=None, derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Spark on this machine, with Delta."""
    jars = STATE / "jars"
    resolve_jars(jars)
    session = local_session(jars, work=tmp_path_factory.mktemp("spark"), memory="2g", quick=True, cores=1)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the generator wrote until the end of March 2017: ``raw`` and ``truth.parquet``."""
    folder = tmp_path_factory.mktemp("world")
    assert generate(folder, "2017-03-31") == 0
    return folder


@pytest.fixture
def lake(spark: SparkSession, tmp_path: Path) -> Lake:
    """An empty lake."""
    return Lake(spark, str(tmp_path / "lake"))
