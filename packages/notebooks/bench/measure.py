"""Measures labels, clean transactions, windows and features of two months on generated data.

Prints one JSON line for each repetition: wall seconds, processor seconds of the tasks, of Java's compilers
and of the whole Java process, bytes written to shuffle, rows read. `npm run bench:churn` runs it in a process
of its own for each size.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from retention.features.build import build_features
from retention.generator.__main__ import main as generate
from retention.lake import Lake
from retention.load import load
from retention.local_session import local_session
from retention.period import Period
from retention.prepare import prepare


def task_figures(spark: SparkSession) -> dict[str, float]:
    """Processor seconds and shuffle bytes of all tasks since the session began, from Spark's own metrics.

    Beside them the processor seconds of Java's compilers and of the whole process, from the system.
    """
    context: Any = spark.sparkContext
    context._jsc.sc().listenerBus().waitUntilEmpty()
    nothing = context._jvm.java.util.ArrayList
    quantiles = context._gateway.new_array(context._jvm.double, 0)
    stages = context._jsc.sc().statusStore().stageList(nothing(), False, False, quantiles, nothing())
    cpu = shuffle = 0.0
    for at in range(stages.size()):
        stage = stages.apply(at)
        cpu += stage.executorCpuTime() / 1e9
        shuffle += stage.shuffleWriteBytes()
    process, compilers = process_seconds(spark)
    return {"task": cpu, "compile": compilers, "process": process, "shuffle": shuffle}


def process_seconds(spark: SparkSession) -> tuple[float, float]:
    """Processor seconds of the Java process since it began, and among them those of its compilers, C1 and C2.

    The rest are tasks, plans, commits, and collecting garbage.
    """
    process = Path(f"/proc/{spark.sparkContext._gateway.proc.pid}")  # type: ignore[union-attr]
    threads = [_name_and_seconds(thread / "stat") for thread in (process / "task").iterdir()]
    compilers = sum(seconds for name, seconds in threads if re.match(r"C[12] Compiler", name))
    return _name_and_seconds(process / "stat")[1], compilers


def _name_and_seconds(stat: Path) -> tuple[str, float]:
    """What the system calls a process or thread, and its processor seconds; none where it has just ended."""
    try:
        head, tail = stat.read_text().rsplit(")", 1)
    except FileNotFoundError:
        return "", 0.0
    fields = tail.split()
    return head.split("(", 1)[1], (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(spark: SparkSession, work: Callable[[], object]) -> dict[str, float]:
    """Runs something and tells what it cost."""
    before = task_figures(spark)
    began = time.perf_counter()
    work()
    wall = time.perf_counter() - began
    after = task_figures(spark)
    return {"wall": wall, **{name: after[name] - before[name] for name in after}}


def main() -> None:
    """Generates and loads once, then prepares and builds features as often as asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--jars", type=Path, required=True)
    options.add_argument("--repetitions", type=int, default=3)
    options.add_argument("--log-days", type=int, default=120)
    options.add_argument("--cores", type=int, default=2)
    given = options.parse_args()
    root = given.folder / f"{given.members}-{given.seed}"
    generate(
        f"--members {given.members} --seed {given.seed} --until 2017-03-31 --log-days {given.log_days} "
        f"--out {root / 'raw'} --truth {root / 'truth.parquet'}".split()
    )
    spark = local_session(given.jars, work=given.folder / "spark", cores=given.cores, memory="8g")
    # As the figures to compare with were taken.
    spark.conf.set("spark.sql.shuffle.partitions", "8")
    lake = Lake(spark, str(root))
    load(lake, "bench")
    march = Period.parse("2017-03-01")
    rows = {name: lake.read(f"silver/{name}").count() for name in ("transactions", "user_logs")}
    for repetition in range(given.repetitions):
        for table in (
            "silver/clean_transactions",
            "silver/subscription_windows",
            "gold/labels",
            "gold/features",
        ):
            shutil.rmtree(root / table, ignore_errors=True)
        run = f"bench-{repetition}"
        prepared = measured(spark, lambda: prepare(lake, march, run, months=1))  # noqa: B023
        built = measured(spark, lambda: build_features(lake, march, months=1, run_id=run))  # noqa: B023
        print(
            json.dumps({"repetition": repetition, "rows": rows, "prepare": prepared, "features": built}),
            flush=True,
        )
    spark.stop()


if __name__ == "__main__":
    sys.exit(main())
