"""The Spark session of one machine. On Databricks the cluster has one already, and nothing here is used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession

from retention.quiet_start import only_real_errors

#: What Delta needs of Maven, as `delta.configure_spark_with_delta_pip` names it.
DELTA_PACKAGE = "io.delta:delta-spark_4.1_2.13:4.1.0"

#: Warnings about the machine's own name and the like help nobody; errors keep their first line.
LOGGING = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %c{1}: %m%n%ex{1}
# A query too wide for a compiled method is interpreted instead: no error of anybody.
logger.codegen.name = org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator
logger.codegen.level = off
"""

#: Over a few thousand rows a query is run sooner than compiled, and planned once sooner than twice.
_FEW_ROWS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.databricks.delta.stats.collect": "false",
    # Figures of a commit that nobody reads here, and a second file beside each log entry.
    "spark.databricks.delta.history.metricsEnabled": "false",
    "spark.databricks.delta.writeChecksumFile.enabled": "false",
    "spark.databricks.delta.incrementalCommit.enabled": "false",
    "spark.databricks.delta.allFilesInCrc.enabled": "false",
    # What the optimizer derives of conditions, checks of its own rules, and plans as text.
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.lightweightPlanChangeValidation": "false",
    "spark.sql.maxPlanStringLength": "1000",
    # A worker of Python needs seconds to load a model: one has time for all rows.
    "spark.sql.files.minPartitionNum": "1",
}

#: Compiles once and lightly, with room for all of it (what falls out of a full cache is compiled again), and
#: collects in one thread: those of the usual collector take the cores from the work.
_QUICK_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m", "-XX:+UseSerialGC")


class JarsUnavailableError(RuntimeError):
    """The Delta jars are not here and could not be brought."""


def local_session(
    jars: Path, *, work: Path | None = None, cores: int = 2, memory: str = "6g", quick: bool = False
) -> SparkSession:
    """Starts Spark on this machine with the Delta jars of a folder.

    ``jars`` is filled by ``resolve_jars``; ``work`` is where Spark spills and shuffles. ``quick`` spends
    less on compiling, which pays for runs of a minute or two.
    """
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder
    for name, value in settings(jars, cores=cores, memory=memory, quick=quick).items():
        builder = builder.config(name, value)
    if work is not None:
        work.mkdir(parents=True, exist_ok=True)
        builder = builder.config("spark.local.dir", str(work)).config(
            "spark.sql.warehouse.dir", str(work / "warehouse")
        )
    with only_real_errors():
        return builder.getOrCreate()


def settings(jars: Path, *, cores: int = 2, memory: str = "6g", quick: bool = False) -> dict[str, str]:
    """What Spark is told on one machine: fit for small data on few cores; the notebooks know none of it.

    Classes come from the archive of ``retention.class_archive`` where there is one. Java checks that it
    fits and goes without where it does not.
    """
    options = [f'-Dlog4j2.configurationFile="{_logging(jars)}"']
    few_rows = {}
    parts = cores
    if quick:
        options += _QUICK_JAVA
        parts = 1
        few_rows = _FEW_ROWS
    if class_archive(jars).exists():
        options += [f'-XX:SharedArchiveFile="{class_archive(jars)}"', *_ARCHIVE_MAY_FAIL]
    return few_rows | {
        "spark.master": f"local[{cores}]",
        "spark.app.name": "retention",
        "spark.driver.extraClassPath": os.pathsep.join(str(jar) for jar in sorted(jars.glob("*.jar"))),
        "spark.driver.extraJavaOptions": " ".join(options),
        "spark.driver.memory": memory,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(parts),
        "spark.databricks.delta.snapshotPartitions": str(parts),
        "spark.sql.sources.parallelPartitionDiscovery.parallelism": str(parts),
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }


def resolve_jars(jars: Path) -> list[Path]:
    """Brings the Delta jars from Maven Central into a folder, once; answers what lies in it.

    Spark's own resolver does it, so neither Maven nor a list of addresses is needed. It runs in a process
    of its own, whose complaints about a repository that does not answer are shown only where it fails.
    Raises JarsUnavailableError.
    """
    _, artifact, version = DELTA_PACKAGE.split(":")
    if not any(jars.glob(f"*{artifact}-{version}.jar")):
        cache = jars.parent / "ivy"
        resolved = subprocess.run(
            [sys.executable, "-c", _RESOLVE, str(cache), DELTA_PACKAGE],
            check=False,
            capture_output=True,
            text=True,
        )
        found = sorted((cache / "jars").glob("io.*.jar"))
        if resolved.returncode != 0 or not any(f"{artifact}-{version}" in jar.name for jar in found):
            raise JarsUnavailableError(_why(resolved.stderr))
        _replace_folder(jars, found)
    return sorted(jars.glob("*.jar"))


#: An archive that no longer fits is no reason to say anything.
_ARCHIVE_MAY_FAIL = ("-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:class+path=off")

_RESOLVE = """
import sys
from pyspark.sql import SparkSession
SparkSession.builder.master("local[1]").config("spark.jars.ivy", sys.argv[1]).config(
    "spark.jars.packages", sys.argv[2]
).config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1").getOrCreate().stop()
"""


def class_archive(jars: Path) -> Path:
    """Where ``retention.class_archive`` keeps the classes of Spark and Delta: beside the jars."""
    return jars.parent / f"classes-{DELTA_PACKAGE.rsplit(':', 1)[1]}.jsa"


def _logging(jars: Path) -> Path:
    """Writes the logging settings beside the jars, where Java reads them."""
    file = jars.parent / "log4j2.properties"
    if not file.exists() or file.read_text() != LOGGING:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"log4j2.{os.getpid()}.part")
        part.write_text(LOGGING)
        part.replace(file)
    return file


def _replace_folder(folder: Path, files: list[Path]) -> None:
    """Fills a folder so that it is there whole or not at all."""
    part = Path(tempfile.mkdtemp(prefix="jars-", dir=folder.parent))
    part.chmod(0o755)
    for file in files:
        shutil.copyfile(file, part / file.name)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def _why(log: str) -> str:
    """The lines of the resolver that tell what is wrong, in a sentence with the way out."""
    told = [
        line.strip() for line in log.splitlines() if "not found" in line or "rror" in line or "UNRES" in line
    ]
    return (
        f"The jars of {DELTA_PACKAGE} could not be brought from Maven Central: "
        f"{'; '.join(told[:3]) or 'the resolver did not say why'}. Check the network and run it again."
    )
