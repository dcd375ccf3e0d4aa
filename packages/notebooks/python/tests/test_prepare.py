import datetime as dt
import shutil
from pathlib import Path

import pytest
from pyspark.sql import functions as F
from transaction_rows import TABLE, cancel, paid, transactions

from retention.goals.data_goals import differing
from retention.lake import Lake
from retention.period import Period
from retention.prepare import prepare

FEBRUARY, MARCH, APRIL = (Period(dt.date(2017, month, 1)) for month in (2, 3, 4))
WRITTEN = ("silver/clean_transactions", "silver/subscription_windows", "gold/labels")

FIRST = {
    "a": [
        paid("2017-01-01", "2017-01-31"),
        paid("2017-01-31", "2017-03-02"),
        paid("2017-03-05", "2017-04-04"),
    ],
    "b": [paid("2017-01-05", "2017-02-04"), cancel("2017-02-01", "2017-02-01")],
    # Nothing more is heard of him: a candidate of April by a row that is old by then.
    "d": [paid("2017-01-10", "2017-04-20", payment_plan_days=100)],
}
V2 = {"source_file": "transactions_v2.csv"}
SECOND = {"a": [paid("2017-04-04", "2017-05-04", **V2)], "c": [paid("2017-03-06", "2017-04-02", **V2)]}
#: Late rows: of a member whom nobody knew, and of b, who had paid after his cancellation.
THIRD = {
    "e": [paid("2017-01-02", "2017-02-10", source_file="late.csv")],
    "b": [paid("2017-02-03", "2017-03-05", source_file="late.csv")],
}


@pytest.mark.slow
def test_a_month_is_added_and_late_rows_reach_those_that_are_there(lake: Lake, tmp_path: Path) -> None:
    folder = tmp_path / "lake" / "raw" / "labels"
    folder.mkdir(parents=True)
    (folder / "train.csv").write_text("msno,is_churn\nb,1\nz,0\n")
    lake.overwrite(transactions(lake.spark, FIRST), TABLE)
    with pytest.raises(ValueError, match="before 2017-01-01"):
        prepare(lake, Period(dt.date(2017, 1, 1)), "run-0")
    assert not lake.exists("silver/clean_transactions")

    (folder / "train.csv").write_text("b,1\nz,0\n")
    with pytest.raises(
        ValueError, match=r"of 2017-02-01 \(raw/labels\) have another header: it is to be msno"
    ):
        prepare(lake, MARCH, "run-0")
    (folder / "train.csv").write_text("msno,is_churn\nb,1\nz,0\n")

    first = prepare(lake, MARCH, "run-1")
    assert first.labelled == (FEBRUARY, MARCH)
    assert (first.clean_rows, first.windows, first.data_end) == (6, 3, dt.date(2017, 3, 5))
    assert first.candidates == 1

    again = prepare(lake, MARCH, "run-2")
    assert (again.cleaned, again.labelled) == (False, ())
    assert again.months == first.months
    assert [lake.version(table) for table in WRITTEN] == [0, 0, 0]

    lake.append(transactions(lake.spark, SECOND), TABLE)
    next_month = prepare(lake, APRIL, "run-3")
    # The rows reach back to 6 March: what February's members do until 29 March is about it.
    assert (next_month.cleaned, next_month.labelled) == (True, (FEBRUARY, MARCH, APRIL))
    assert (next_month.candidates, next_month.late) == (3, {})
    told = {
        (row.period_start.month, row.msno, row.label_source): (row.is_churn, row.is_mature, row.data_version)
        for row in lake.read("gold/labels").collect()
    }
    # For March a's last renewal is of January, which the literal history does not see.
    assert told == {
        (2, "b", "full_history"): (True, True, 1),
        (2, "b", "literal"): (True, True, 1),
        (2, "b", "official"): (True, True, 1),
        (2, "z", "official"): (False, True, None),
        (3, "a", "full_history"): (False, True, 1),
        (4, "a", "full_history"): (False, False, 1),
        (4, "a", "literal"): (False, False, 1),
        (4, "c", "full_history"): (None, False, 1),
        (4, "c", "literal"): (None, False, 1),
        (4, "d", "full_history"): (None, False, 1),
    }

    lake.append(transactions(lake.spark, THIRD), TABLE)
    late = prepare(lake, APRIL, "run-4")
    # e is one candidate more in February, and b, who had paid, one in March too.
    assert late.late == {FEBRUARY: 1, MARCH: 1}
    assert late.labelled == (FEBRUARY, MARCH, APRIL)
    like_a_clean_run(lake, tmp_path, APRIL)

    # Rows are taken back: all is as if they had never come.
    lake.overwrite(lake.read(TABLE).where("source_file <> 'late.csv'"), TABLE)
    assert prepare(lake, APRIL, "run-5").late == {FEBRUARY: -1, MARCH: -1}
    assert {key[:3] for key in told} == {
        (row.period_start.month, row.msno, row.label_source) for row in lake.read("gold/labels").collect()
    }


def test_one_row_does_not_tell_how_far_the_data_reach(lake: Lake) -> None:
    steady = {
        f"m{day}": [paid(f"2017-03-{day:02}", "2017-04-10"), paid(f"2017-03-{day:02}", "2017-04-11")]
        for day in range(1, 32)
    }
    ahead = {"x": [paid("2017-06-15", "2017-07-15", source_file="v2.csv")]}
    lake.overwrite(transactions(lake.spark, {**steady, **ahead}), TABLE)
    report = prepare(lake, APRIL, "run-1")
    assert (report.data_end, report.rows_later) == (dt.date(2017, 3, 31), 1)
    assert lake.read("gold/labels").where("is_mature").count() == 0
    # It is as nothing also in the table that grows around it, until the data reach there.
    more = {"y": [paid("2017-04-02", "2017-04-30", source_file="v3.csv")]}
    lake.append(transactions(lake.spark, more), TABLE)
    assert prepare(lake, APRIL, "run-2").data_end == dt.date(2017, 4, 2)


def like_a_clean_run(lake: Lake, tmp_path: Path, period: Period) -> None:
    """The tables hold what a run over everything writes, but for the versions that rows were made from."""
    other = Lake(lake.spark, str(tmp_path / "clean"))
    other.overwrite(lake.read(TABLE), TABLE)
    if (tmp_path / "lake/raw").exists():
        shutil.copytree(tmp_path / "lake/raw", tmp_path / "clean/raw")
    prepare(other, period, "clean")
    for table in WRITTEN:
        rows = [one.read(table).withColumn("data_version", F.lit(0)) for one in (lake, other)]
        assert differing(*rows) == 0, table
    shutil.rmtree(tmp_path / "clean")
