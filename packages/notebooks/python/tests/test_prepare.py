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
        paid("2017-02-28", "2017-03-31"),
    ],
    "b": [paid("2017-01-05", "2017-02-04"), cancel("2017-02-01", "2017-02-01")],
}
SECOND = {"a": [paid("2017-03-31", "2017-04-30")], "c": [paid("2017-03-03", "2017-04-02")]}


def test_a_month_is_added_and_nothing_repeated(lake: Lake, tmp_path: Path) -> None:
    february, march, april = (Period(dt.date(2017, month, 1)) for month in (2, 3, 4))
    folder = tmp_path / "lake" / "raw" / "labels"
    folder.mkdir(parents=True)
    (folder / "train.csv").write_text("msno,is_churn\nb,1\nz,0\n")
    lake.overwrite(transactions(lake.spark, FIRST), TABLE)

    first = prepare(lake, march, "run-1")
    assert first.labelled == (february, march)
    assert (first.clean_rows, first.windows, first.data_end) == (5, 2, dt.date(2017, 2, 28))
    assert first.candidates == 1

    again = prepare(lake, march, "run-2")
    assert (again.cleaned, again.labelled) == (False, ())
    assert {
        **again.summary(),
        "cleaned": True,
        "labelled": first.summary()["labelled"],
        "run_id": "run-1",
    } == (first.summary())

    lake.append(transactions(lake.spark, SECOND), TABLE)
    next_month = prepare(lake, april, "run-3")
    # February was not mature at the first run: b's expiry on 4 February needs data up to 5 March.
    assert next_month.labelled == (february, march, april)
    assert next_month.candidates == 2
    versions = {name: lake.version(name) for name in ("silver/clean_transactions", "gold/labels")}
    assert prepare(lake, april, "run-4").labelled == ()
    assert versions == {name: lake.version(name) for name in versions}

    told = {
        (row.period_start.month, row.msno, row.label_source): (row.is_churn, row.is_mature, row.data_version)
        for row in lake.read("gold/labels").collect()
    }
    assert told == {
        (2, "b", "full_history"): (True, True, 1),
        (2, "b", "literal"): (True, True, 1),
        (2, "b", "official"): (True, True, 1),
        (2, "z", "official"): (False, True, None),
        (3, "a", "full_history"): (False, False, 1),
        (3, "a", "literal"): (False, False, 1),
        (4, "a", "full_history"): (None, False, 1),
        (4, "a", "literal"): (None, False, 1),
        (4, "c", "full_history"): (None, False, 1),
        (4, "c", "literal"): (None, False, 1),
    }

    # February is mature now and stays; March and April are open.
    later = {"a": [paid("2017-04-30", "2017-05-30")]}
    lake.append(transactions(lake.spark, later), TABLE)
    assert prepare(lake, april, "run-5").labelled == (march, april)


def test_a_period_before_all_data_is_told(lake: Lake) -> None:
    lake.overwrite(transactions(lake.spark, FIRST), TABLE)
    with pytest.raises(ValueError, match="before 2017-01-01"):
        prepare(lake, Period(dt.date(2017, 1, 1)), "run")
