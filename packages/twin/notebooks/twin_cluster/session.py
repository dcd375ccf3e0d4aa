"""Spark of the cluster: started when the first notebook needs it, a session of its own for each run."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from twin_cluster.connect import ConnectServer
from twin_cluster.failure import of_workspace


class Session:
    """Spark by the settings that were handed in; with ``connect``, notebooks reach it by Spark Connect."""

    def __init__(self, settings: Mapping[str, str], *, connect: bool = False) -> None:
        self._settings = dict(settings)
        self._connect = connect
        self._spark: Any = None
        self._hadoop: set[str] = set()

    def new(self, hadoop: Mapping[str, str] | None = None) -> Any:
        """A session that shares nothing with the one before but the cluster: no views, no settings.

        ``hadoop`` are settings of its file systems, which the sessions after it keep unless they have others.
        """
        from pyspark.logger import PySparkLogger
        from pyspark.sql import SparkSession

        if self._spark is None:
            # PySpark logs what it raises, with the stack of Java; the notebook tells it by its own lines.
            for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
                PySparkLogger.getLogger(name).setLevel("CRITICAL")
            if self._connect:
                self._spark = ConnectServer(self._settings)
        if self._connect:
            return self._spark.new()
        if self._spark is None:
            builder = SparkSession.builder
            for name, value in self._settings.items():
                builder = builder.config(name, value)
            self._spark = builder.getOrCreate()
        settings = self._spark.sparkContext._jsc.hadoopConfiguration()
        for name in self._hadoop - set(hadoop or {}):
            settings.unset(name)
        for name, value in (hadoop or {}).items():
            settings.set(name, value)
        self._hadoop = set(hadoop or {})
        fresh = self._spark.newSession()
        # What a notebook finds by SparkSession.builder.getOrCreate() is the session it was given.
        SparkSession._instantiatedSession = SparkSession._activeSession = fresh
        for choose in ("setDefaultSession", "setActiveSession"):
            getattr(fresh._jvm.SparkSession, choose)(fresh._jsparkSession)
        return fresh

    def stop(self) -> None:
        """Ends Spark, if it was started."""
        if self._spark is not None:
            self._spark.stop()


@contextlib.contextmanager
def fresh_process() -> Iterator[None]:
    """Puts back what a run changed in this process, so that the next finds it as a new one would be."""
    path, environment, folder = list(sys.path), dict(os.environ), os.getcwd()  # noqa: PTH109
    try:
        yield
    finally:
        os.chdir(folder)
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        # Modules of the workspace may be edited before the next run; those that were installed may not.
        for name, module in list(sys.modules.items()):
            if name != "__main__" and of_workspace(getattr(module, "__file__", None)):
                del sys.modules[name]
