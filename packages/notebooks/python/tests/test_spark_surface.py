"""What the notebooks use of Spark is what serverless compute and standard access have: Spark Connect."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

PACKAGE = Path(__file__).resolve().parents[2]
RETENTION = PACKAGE / "python" / "retention"

#: Start and warm up the Spark of one machine: no notebook imports them.
LOCAL = ("class_archive", "local_environment", "local_session")

#: Ways into Java and to RDDs; what is kept in the memory of a cluster; what is for one cluster only.
REFUSED = {
    *("_jvm", "_jsc", "_sc", "_jdf", "_jsparkSession", "_jconf", "_gateway"),
    *("sparkContext", "rdd", "toJSON", "mapPartitions", "foreach", "foreachPartition", "setLogLevel"),
    *("cache", "persist", "unpersist", "checkpoint", "localCheckpoint", "storageLevel", "cacheTable"),
    *("createGlobalTempView", "createOrReplaceGlobalTempView", "registerTempTable", "newSession"),
}
#: ``delta.tables`` asks for a plugin in the server; the same is said in SQL.
REFUSED_MODULES = {"py4j", "delta", "pyspark.rdd", "pyspark.mllib", "pyspark.context"}
REFUSED_NAMES = {"SparkContext", "SQLContext", "HiveContext", "StorageLevel", "sc", "sqlContext"}
REFUSED_SQL = re.compile(r"\b(un)?cache\s+(lazy\s+)?table\b|\bglobal_temp\.", re.IGNORECASE)


def refused(source: str) -> Iterator[str]:
    """What a source uses that is refused, each with its line."""
    for node in ast.walk(ast.parse(source)):
        used: list[str] = []
        if isinstance(node, ast.Attribute):
            if node.attr in REFUSED:
                used = [f".{node.attr}"]
            if node.attr == "set" and isinstance(node.value, ast.Attribute) and node.value.attr == "conf":
                used = [".conf.set"]
        elif isinstance(node, ast.Name):
            used = [node.id] if node.id in REFUSED_NAMES else []
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = (
                [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            )
            used = [
                module
                for module in modules
                if any(module == one or module.startswith(f"{one}.") for one in REFUSED_MODULES)
            ]
            used += [one.name for one in node.names if one.name in REFUSED_NAMES]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            used = REFUSED_SQL.findall(node.value) and [node.value]
        for one in used:
            yield f"{getattr(node, 'lineno', 0)}: {one}"


def sources() -> list[Path]:
    found = [
        *RETENTION.rglob("*.py"),
        *(PACKAGE / "notebooks").glob("*.py"),
        *(PACKAGE / "goals").glob("*.py"),
    ]
    return [file for file in found if file.stem not in LOCAL]


def test_nothing_is_used_that_spark_connect_has_not() -> None:
    assert len(sources()) > 100
    used = [f"{file.relative_to(PACKAGE)}:{one}" for file in sources() for one in refused(file.read_text())]
    assert used == []


def test_no_notebook_starts_a_spark_of_its_own() -> None:
    named = re.compile(rf"retention\.({'|'.join(LOCAL)})\b")
    # Commands of one machine may.
    called = [file for file in sources() if file.name != "__main__.py"]
    assert [file.name for file in called if named.search(file.read_text())] == []


def test_the_package_is_found_where_a_job_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = (PACKAGE / "notebooks" / "setup.py").read_text().split("# COMMAND ----------")
    (cell,) = (cell for cell in cells if "sys.path" in cell)
    monkeypatch.chdir(tmp_path)
    for told, found in (
        ("/Workspace/churn/python", "/Workspace/churn/python"),
        ("", f"{tmp_path.parent}/python"),
    ):
        monkeypatch.setattr(sys, "path", [])
        widgets = SimpleNamespace(text=lambda *_: None, get=lambda _, told=told: told)
        exec(cell, {"dbutils": SimpleNamespace(widgets=widgets)})
        assert sys.path == [found]


def test_the_law_sees_what_it_is_to_see() -> None:
    lines = [
        "from delta.tables import DeltaTable",
        "from pyspark import SparkContext",
        "rows = frame.persist()",
        "frame.rdd",
        "spark._jvm.org",
        "spark.conf.set('a', 'b')",
        "spark.sql('CACHE TABLE t')",
    ]
    for line in lines:
        assert list(refused(line)), line
    assert list(refused("from functools import cache\n@cache\ndef f(): '''persist'''\n")) == []
