"""Runs the notebooks themselves, as the twin's cluster does, in the Spark session of the tests."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

_PACKAGE = Path(__file__).resolve().parents[2]
_TWIN = str(_PACKAGE.parent / "twin" / "notebooks")


def run_notebook(
    spark: SparkSession, name: str, parameters: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """What the notebook ``name`` of ``notebooks/`` exits with; raises CellFailed where a cell does."""
    monkeypatch.syspath_prepend(_TWIN)
    from twin_cluster.run import Run  # noqa: PLC0415

    # Its set-up adds to the path, which is put back with the rest.
    monkeypatch.setattr(sys, "path", list(sys.path))
    answer: dict[str, Any] = json.loads(
        Run(spark, _PACKAGE / "notebooks" / name, parameters, lambda _: None).execute()
    )
    return answer


def twin_fs(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``dbutils.fs`` of the twin's cluster."""
    monkeypatch.syspath_prepend(_TWIN)
    from twin_cluster.files import Files  # noqa: PLC0415

    return Files()
