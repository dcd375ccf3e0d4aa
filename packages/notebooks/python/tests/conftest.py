"""One Spark session for all tests, and a lake of their own for those that write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from retention.lake import Lake
from retention.local_session import local_session, resolve_jars

#: Where the repository keeps what it makes for itself.
STATE = Path(os.environ.get("RETAIN_STATE", Path(__file__).resolve().parents[4] / ".retain"))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Spark on this machine, with Delta."""
    jars = STATE / "jars"
    resolve_jars(jars)
    session = local_session(jars, work=tmp_path_factory.mktemp("spark"), memory="2g", quick=True)
    yield session
    session.stop()


@pytest.fixture
def lake(spark: SparkSession, tmp_path: Path) -> Lake:
    """An empty lake."""
    return Lake(spark, str(tmp_path / "lake"))
