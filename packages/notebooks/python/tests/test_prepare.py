import datetime as dt
from pathlib import Path

import pytest
from transaction_rows import TABLE, cancel, paid, transactions

from retention.lake import Lake
from retention.period import Period
from retention.prepare import prepare

FIRST = {
    "a": [
        paid("2017-01-01", "2017-01-31"),
        paid("2017-01-31", "2017-03-02"),
        paid("2017-03-05", "2017-04-04"),
    ],
    "b": [paid("2017-01-05", "2017-02-04"), cancel("2017-02-01", "2017-02-01")],
}
SECOND = {"a": [paid("2017-04-04", "2017-05-04")], "c": [paid("2017-03-03", "2017-04-02")]}


def test_a_month_is_added_and_nothing_repeated(lake: Lake, tmp_path: Path) -> None:
    february, march, april = (Period(dt.date(2017, month, 1)) for month in (2, 3, 4))
    folder = tmp_path / "lake" / "raw" / "labels"
    folder.mkdir(parents=True)
    (folder / "train.csv").write_text("msno,is_churn\nb,1\nz,0\n")
    lake.overwrite(transactions(lake.spark, FIRST), TABLE)
    with pytest.raises(ValueError, match="before 2017-01-01"):
        prepare(lake, Period(dt.date(2017, 1, 1)), "run-0")
    assert not lake.exists("silver/clean_transactions")

    first = prepare(lake, march, "run-1")
    assert first.labelled == (february, march)
    assert (first.clean_rows, first.windows, first.data_end) == (5, 2, dt.date(2017, 3, 5))
    assert first.candidates == 1

    again = prepare(lake, march, "run-2")
    assert (again.cleaned, again.labelled) == (False, ())
    assert again.months == first.months
    written = [lake.version(table) for table in ("silver/clean_transactions", "gold/labels")]
    assert written == [0, 0]

    lake.append(transactions(lake.spark, SECOND), TABLE)
    next_month = prepare(lake, april, "run-3")
    # The first data reach day 29 after b's expiry on 4 February: that month is mature, and stays.
    assert (next_month.cleaned, next_month.labelled) == (True, (march, april))
    assert next_month.candidates == 2
    told = {
        (row.period_start.month, row.msno, row.label_source): (row.is_churn, row.is_mature, row.data_version)
        for row in lake.read("gold/labels").collect()
    }
    # For March a's last renewal is of January, which the literal history does not see.
    assert told == {
        (2, "b", "full_history"): (True, True, 0),
        (2, "b", "literal"): (True, True, 0),
        (2, "b", "official"): (True, True, 0),
        (2, "z", "official"): (False, True, None),
        (3, "a", "full_history"): (False, True, 1),
        (4, "a", "full_history"): (False, False, 1),
        (4, "a", "literal"): (False, False, 1),
        (4, "c", "full_history"): (None, False, 1),
        (4, "c", "literal"): (None, False, 1),
    }
