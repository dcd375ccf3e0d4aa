"""Measures load and prepare: the first delivery, and the month that comes after it.

Prints one JSON line for each step: wall seconds, processor seconds of the tasks, of Java's compilers and of
the whole Java process, bytes written to shuffle. `npm run bench:churn -- --next-month` runs it in a process
of its own.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from measure import measured
from pyspark.sql import SparkSession

from retention.generator.__main__ import main as generate
from retention.lake import Lake
from retention.load import load
from retention.local_session import local_session
from retention.period import Period
from retention.prepare import prepare

#: The last day of the first delivery and of the next, each with the month that is decided on.
STEPS = (("first", "2017-03-31", "2017-04-01"), ("next", "2017-04-30", "2017-05-01"))


def tell(spark: SparkSession, step: str, what: str, work: Callable[[], object]) -> None:
    """Runs something and prints what it cost."""
    cost = measured(spark, work)
    shown = {"step": step, "what": what, **{name: round(figure, 2) for name, figure in cost.items()}}
    print(json.dumps(shown), flush=True)


def main() -> None:
    """Generates both deliveries, and loads and prepares each when it is there."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--jars", type=Path, required=True)
    options.add_argument("--log-days", type=int, default=120)
    options.add_argument("--cores", type=int, default=2)
    given = options.parse_args()
    root = given.folder / f"next-{given.members}-{given.seed}"
    delivery = given.folder / f"delivery-{given.members}-{given.seed}-{given.log_days}"
    shutil.rmtree(root, ignore_errors=True)
    spark = local_session(given.jars, work=given.folder / "spark", cores=given.cores, memory="8g")
    spark.conf.set("spark.sql.shuffle.partitions", "8")
    lake = Lake(spark, str(root))
    for step, until, month in STEPS:
        folder = delivery / until
        if not folder.exists():
            words = f"--members {given.members} --seed {given.seed} --log-days {given.log_days}"
            places = f"--until {until} --out {folder} --truth {delivery}/{until}.parquet"
            generate(f"{words} {places}".split())
        shutil.copytree(folder, root / "raw", dirs_exist_ok=True, copy_function=_new_only)
        period = Period.parse(month)
        tell(spark, step, "load", lambda: load(lake, step))  # noqa: B023
        tell(spark, step, "prepare", lambda: prepare(lake, period, step))  # noqa: B023
    spark.stop()


def _new_only(source: str, target: str) -> None:
    """Files that are there already are the same: a delivery never changes an earlier one."""
    if not Path(target).exists():
        shutil.copy2(source, target)


if __name__ == "__main__":
    sys.exit(main())
