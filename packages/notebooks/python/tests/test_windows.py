import datetime as dt
from itertools import pairwise

import pandas as pd
import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import Row
from transaction_rows import paid, transactions

from retention.goals.data_goals import differing
from retention.label_oracle import as_transactions, difficult_members
from retention.period import GAP_DAYS, Period, periods
from retention.transactions import clean_transactions, newest_days
from retention.windows import continued, subscription_windows

MONTHS = periods(Period(dt.date(2016, 12, 1)), Period(dt.date(2017, 3, 1)))


def test_a_window_ends_after_the_gap_and_not_a_day_before(spark: SparkSession) -> None:
    first = paid("2016-01-01", "2016-01-31")
    rows = transactions(
        spark,
        {
            "day 29": [first, paid("2016-02-29", "2016-03-30")],
            "day 30": [first, paid("2016-03-01", "2016-03-31")],
        },
    )
    ours, original = (
        subscription_windows(clean_transactions(rows, days)).withColumn("gap", F.lit(days))
        for days in (GAP_DAYS, GAP_DAYS + 1)
    )
    windows = ours.unionByName(original).collect()
    columns = ("gap", "msno", "window_start", "window_end", "rows")
    assert sorted(tuple(row[name] for name in columns) for row in windows) == [
        (30, "day 29", dt.date(2016, 1, 1), dt.date(2016, 3, 30), 2),
        (30, "day 30", dt.date(2016, 1, 1), dt.date(2016, 1, 31), 1),
        (30, "day 30", dt.date(2016, 3, 1), dt.date(2016, 3, 31), 1),
        (31, "day 29", dt.date(2016, 1, 1), dt.date(2016, 3, 30), 2),
        (31, "day 30", dt.date(2016, 1, 1), dt.date(2016, 3, 31), 2),
    ]


@pytest.mark.parametrize("members", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_windows_hold_every_day_once_and_never_overlap(spark: SparkSession, members: int) -> None:
    frame = difficult_members(members, MONTHS, seed=3)
    rows = as_transactions(spark, frame)
    clean = clean_transactions(rows).collect()
    assert len(clean) == len(frame.groupby(["member", "date"]))
    assert len({(row.msno, row.transaction_date) for row in clean}) == len(clean)
    windows = subscription_windows(spark.createDataFrame(clean)).collect()
    assert len({row.window_id for row in windows}) == len(windows) > members
    of_members: dict[str, list[Row]] = {}
    for window in sorted(windows, key=lambda row: (row.msno, row.window_start)):
        of_members.setdefault(window.msno, []).append(window)
    for row in clean:
        inside = [
            window
            for window in of_members[row.msno]
            if window.window_start <= row.transaction_date <= window.window_end
            and window.window_id == row.window_id
        ]
        assert len(inside) == 1, row
    for own in of_members.values():
        for earlier, later in pairwise(own):
            assert (later.window_start - earlier.window_end).days >= GAP_DAYS
    assert sum(window.rows for window in windows) == len(clean)


@pytest.mark.parametrize("members", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_later_rows_and_another_order_leave_earlier_rows_as_they_are(
    spark: SparkSession, members: int
) -> None:
    frame = difficult_members(members, MONTHS, seed=4)
    early = frame[frame["date"] < frame["date"].median()].assign(member=lambda rows: rows["member"] + members)
    both = pd.concat([frame.sample(frac=1, random_state=2), early])
    number = F.substring("msno", 2, 20).cast("int")
    rows = clean_transactions(as_transactions(spark, both).repartition(3, F.rand(1)))
    # The twins have other names, and so other windows: told by the day they begin on.
    own_id = F.col("window_id") == F.xxhash64("msno", "window_start")
    found = rows.withColumns({"window_id": own_id, "msno": number}).collect()
    whole_run = {tuple(row) for row in found if row.msno < members}
    early_run = {(row.msno - members, *row[1:]) for row in found if row.msno >= members}
    assert all(row.window_id for row in found)
    assert len(early_run) > members / 2
    assert early_run <= whole_run


def test_later_days_go_on_from_where_members_stood(spark: SparkSession) -> None:
    frame = difficult_members(300, MONTHS, seed=7)
    until = frame["date"].median()
    everything = clean_transactions(as_transactions(spark, frame))
    rows = clean_transactions(as_transactions(spark, frame[frame["date"] < until]))
    later = clean_transactions(
        as_transactions(spark, frame[frame["date"] >= until]), after=newest_days(rows)
    ).collect()
    both = spark.createDataFrame([*rows.collect(), *later], everything.schema)
    assert differing(both, everything) == 0
    # Some go on within their window, some begin another.
    assert {row.window_position for row in later} > {1, 2, 3}
    of_later = subscription_windows(spark.createDataFrame(later, everything.schema))
    windows = continued(subscription_windows(rows), of_later)
    assert differing(windows, subscription_windows(everything)) == 0
