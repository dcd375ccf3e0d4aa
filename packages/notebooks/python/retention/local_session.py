"""The Spark session of one machine. On Databricks the cluster has one already, and nothing here is used."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

#: What Delta needs of Maven, as `delta.configure_spark_with_delta_pip` names it.
DELTA_PACKAGE = "io.delta:delta-spark_4.1_2.13:4.1.0"


def local_session(
    jars: Path, *, work: Path | None = None, cores: int = 2, memory: str = "6g", quick: bool = False
) -> SparkSession:
    """Starts Spark on this machine with the Delta jars of a folder.

    ``jars`` is filled by ``resolve_jars``; ``work`` is where Spark spills and shuffles. The settings fit
    small data on few cores: the notebooks know none of them. ``quick`` spends less on compiling, which pays
    for runs of a minute or two.
    """
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    _quiet(jars.parent, quick)
    builder = (
        SparkSession.builder.master(f"local[{cores}]")
        .appName("retention")
        .config("spark.jars", ",".join(str(jar) for jar in sorted(jars.glob("*.jar"))))
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", cores)
        .config("spark.databricks.delta.snapshotPartitions", cores)
        .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", cores)
        .config("spark.driver.memory", memory)
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
    )
    if work is not None:
        work.mkdir(parents=True, exist_ok=True)
        builder = builder.config("spark.local.dir", str(work)).config(
            "spark.sql.warehouse.dir", str(work / "warehouse")
        )
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def resolve_jars(jars: Path) -> list[Path]:
    """Brings the Delta jars from Maven Central into a folder, once; answers what lies in it.

    Spark's own resolver does it, so neither Maven nor a list of addresses is needed. Its complaints about a
    second repository that does not answer mean nothing and are not shown.
    """
    present = sorted(jars.glob("*.jar"))
    if present:
        return present
    jars.mkdir(parents=True, exist_ok=True)
    cache = jars.parent / "ivy"
    with _silent():
        SparkSession.builder.master("local[1]").config("spark.jars.ivy", str(cache)).config(
            "spark.jars.packages", DELTA_PACKAGE
        ).config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1").getOrCreate().stop()
    for jar in sorted((cache / "jars").glob("io.*.jar")):
        (jars / jar.name).write_bytes(jar.read_bytes())
    return sorted(jars.glob("*.jar"))


def _quiet(folder: Path, quick: bool) -> None:
    """Lets Spark start without a word: warnings about the machine's own name help nobody."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "log4j2.properties"
    settings.write_text(
        "rootLogger.level = error\n"
        "rootLogger.appenderRef.stderr.ref = stderr\n"
        "appender.stderr.type = Console\n"
        "appender.stderr.name = stderr\n"
        "appender.stderr.target = SYSTEM_ERR\n"
        "appender.stderr.layout.type = PatternLayout\n"
        "appender.stderr.layout.pattern = %c{1}: %m%n%ex{1}\n"
    )
    compiler = " -XX:TieredStopAtLevel=1" if quick else ""
    os.environ["SPARK_SUBMIT_OPTS"] = f"-Dlog4j2.configurationFile={settings}{compiler}"


@contextlib.contextmanager
def _silent():  # type: ignore[no-untyped-def]
    """Drops what this process and its children write to stderr, and gives it back where they fail."""
    sys.stderr.flush()
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
