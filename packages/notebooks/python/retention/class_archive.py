"""Keeps the classes that Spark and Delta load in an archive, from which Java starts faster.

``python -m retention.class_archive JARS WORK FILE`` is the run that fills it; nothing depends on it.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from delta.tables import DeltaTable
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

from retention.local_session import class_archive, settings


def archive_classes(jars: Path) -> bool:
    """Makes the archive anew by a small Delta run; answers whether there is one now."""
    archive = class_archive(jars)
    archive.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="retention-") as work:
        made = Path(work) / "classes.jsa"
        command = [sys.executable, "-m", "retention.class_archive", str(jars), work, str(made)]
        # Java writes the archive as it ends, after Python: it holds the pipe until then.
        run = subprocess.run(command, capture_output=True, check=False)
        if run.returncode != 0 or not made.exists():
            return False
        with contextlib.suppress(OSError):
            part = archive.with_suffix(".part")
            shutil.copyfile(made, part)
            part.replace(archive)
    return archive.exists()


def warm_up(jars: Path, work: Path, made: Path) -> None:
    """Does what the notebooks do most: write, append, merge, read, sort, join, window, Arrow."""
    told = settings(jars, memory="2g")
    told["spark.driver.extraJavaOptions"] += (
        f' -XX:ArchiveClassesAtExit="{made}" -Xlog:cds=off -Xlog:cds+dynamic=off'
    )
    told |= {"spark.local.dir": str(work), "spark.sql.warehouse.dir": str(work / "warehouse")}
    builder = SparkSession.builder
    for name, value in told.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    path = str(work / "table")
    rows = spark.range(100).select(
        F.col("id").cast("string").alias("key"),
        (F.col("id") % 7).cast("int").alias("part"),
        F.expr("date'2017-01-01' + cast(id as int)").alias("day"),
        F.lit(1.5).alias("amount"),
    )
    rows.write.option("header", True).csv(str(work / "csv"))
    read = spark.read.option("header", True).schema("key string, part int, day date, amount double")
    read.csv(str(work / "csv")).write.format("delta").partitionBy("part").save(path)
    rows.write.format("delta").mode("append").save(path)
    table = DeltaTable.forPath(spark, path)
    changed = table.alias("old").merge(rows.limit(5).alias("new"), "old.key = new.key")
    changed.whenMatchedUpdateAll().whenNotMatchedInsertAll().execute()
    by_part = Window.partitionBy("part").orderBy("day")
    ranked = spark.read.format("delta").load(path).withColumn("rank", F.row_number().over(by_part))
    sums = rows.groupBy("part").agg(F.sum("amount"), F.min("day"))
    ranked.join(sums, "part").orderBy("key").toPandas()
    table.history(1).collect()
    ranked.write.parquet(str(work / "parquet"))
    spark.stop()


if __name__ == "__main__":
    warm_up(*(Path(argument) for argument in sys.argv[1:]))
