import datetime as dt
import os
import time
from pathlib import Path

import pytest
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from retention.lake import Lake
from retention.local_storage import LocalStorage
from retention.serving import publish, publish_by

TABLE = "serving/members"


def members(lake: Lake, *cities: int) -> DataFrame:
    return lake.spark.range(0, 1, 1, 1).select(
        F.explode(F.array(*map(F.lit, cities))).alias("city"),
        *(F.lit("x").alias(name) for name in ("msno", "gender")),
        *(F.lit(1).alias(name) for name in ("bd", "registered_via")),
        F.lit(dt.date(2014, 1, 1)).alias("registration_init_time"),
    )


def served(lake: Lake) -> list[int]:
    return sorted(row.city for row in lake.spark.read.parquet(lake.path(TABLE)).collect())


def files(lake: Lake) -> list[str]:
    return sorted(path.name for path in (Path(lake.root) / TABLE).glob("*.parquet"))


def test_a_name_is_replaced_and_the_others_stay(lake: Lake) -> None:
    abandoned = Path(lake.root) / "serving/_staging/members/abandoned"
    running = abandoned.with_name("running")
    for folder in (abandoned, running):
        folder.mkdir(parents=True)
    os.utime(abandoned, (time.time() - 90_000,) * 2)
    publish(lake, members(lake, 1, 2), TABLE, "run-1")
    publish(lake, members(lake, 10), TABLE, "run-10")
    (name,) = publish(lake, members(lake, 3), TABLE, "run-1")
    assert name.startswith("run-1.")
    assert served(lake) == [3, 10]
    assert len(files(lake)) == 2
    assert [path.name for path in running.parent.iterdir()] == ["running"]

    by_city = F.concat(F.lit("city-"), F.col("city"))
    publish_by(lake, members(lake, 1, 2, 2), TABLE, by_city, replaced=set())
    publish_by(lake, members(lake, 2), TABLE, by_city, replaced={"city-1", "run-10"})
    assert [file.split(".")[0] for file in files(lake)] == ["city-2", "run-1"]
    assert served(lake) == [2, 3]
    # Plain Parquet: no Delta log, nothing but files that a flat listing reads.
    assert [path.name for path in (Path(lake.root) / TABLE).iterdir() if path.is_dir()] == []


def test_a_reader_finds_old_or_new_rows_at_every_step(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(lake, members(lake, 1), TABLE, "m")
    seen = []
    for step in ("move", "delete"):
        real = getattr(LocalStorage, step)

        def watched(self: LocalStorage, *arguments: str, real=real) -> None:  # type: ignore[no-untyped-def]
            seen.append(len(files(lake)))
            real(self, *arguments)

        monkeypatch.setattr(LocalStorage, step, watched)
    publish(lake, members(lake, 2), TABLE, "m")
    assert seen == [1, 2, 1]
    assert served(lake) == [2]


def test_a_name_that_files_cannot_bear_is_refused(lake: Lake) -> None:
    for name in ("", "_x", "a.b", "a/b"):
        with pytest.raises(ValueError, match="cannot begin the names of published files"):
            publish(lake, members(lake, 1), TABLE, name)
    with pytest.raises(ValueError, match="lack the columns city"):
        publish(lake, members(lake, 1).drop("city"), TABLE, "m")
