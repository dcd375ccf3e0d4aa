"""Spark Connect, as serverless compute and standard access give it: no Java beside the notebook, no cache."""

from __future__ import annotations

import os
import uuid
from typing import Any

#: What serverless compute refuses, by the names of methods of frames and of the catalog.
_REFUSED = {
    "DataFrame": ("cache", "persist", "checkpoint", "localCheckpoint"),
    "Catalog": ("cacheTable",),
}


class ConnectServer:
    """A server of Spark Connect in the Spark of this cluster; notebooks are its clients, on the loopback."""

    def __init__(self, settings: dict[str, str]) -> None:
        from pyspark import SparkConf, SparkContext
        from pyspark.sql import SparkSession

        token = str(uuid.uuid4())
        served = {
            "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
            "spark.connect.grpc.binding.address": "127.0.0.1",
            # Any port that is free.
            "spark.connect.grpc.binding.port": "0",
            "spark.connect.authenticate.token": token,
            "spark.sql.artifact.isolation.enabled": "true",
            "spark.sql.artifact.isolation.alwaysApplyClassloader": "true",
        }
        conf = SparkConf().setAll(list({**settings, **served}.items()))
        self._spark = SparkSession(SparkContext.getOrCreate(conf))
        jvm: Any = self._spark._jvm
        service = getattr(jvm, "org.apache.spark.sql.connect.service.SparkConnectService$")
        port = getattr(service, "MODULE$").localPort()
        self._environment = {
            "SPARK_REMOTE": f"sc://localhost:{port}",
            "SPARK_CONNECT_MODE_ENABLED": "1",
            "SPARK_CONNECT_AUTHENTICATE_TOKEN": token,
        }
        self._client: Any = None

    def new(self) -> Any:
        """A session of its own for a run; the one before is closed."""
        # Set for each run anew: what a run finds in its environment is put back after it.
        os.environ.update(self._environment)
        from pyspark.sql.connect.catalog import Catalog
        from pyspark.sql.connect.dataframe import DataFrame
        from pyspark.sql.connect.session import SparkSession

        for kind, of in ((DataFrame, "DataFrame"), (Catalog, "Catalog")):
            for name in _REFUSED[of]:
                setattr(kind, name, _refused(name))
        self._close_client()
        self._client = SparkSession.builder.remote(self._environment["SPARK_REMOTE"]).create()
        SparkSession._default_session = self._client
        SparkSession._active_session.session = self._client
        return self._client

    def stop(self) -> None:
        """Closes the session, then ends Spark."""
        self._close_client()
        self._spark.stop()

    def _close_client(self) -> None:
        if self._client is not None:
            self._client.stop()
            self._client = None


def _refused(name: str) -> Any:
    def refuse(*_: object, **__: object) -> None:
        from pyspark.errors import UnsupportedOperationException

        # Words of the service, as users report them.
        raise UnsupportedOperationException(
            f"[NOT_SUPPORTED_WITH_SERVERLESS] {name} is not supported on serverless compute. SQLSTATE: 0A000"
        )

    return refuse
