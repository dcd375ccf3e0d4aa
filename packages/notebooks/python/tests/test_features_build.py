"""The table over some runs: what a run builds, what it leaves, what it refuses."""

import datetime as dt
import json
from pathlib import Path

import pytest
from delta.tables import DeltaTable
from feature_rows import log, member, table, transaction
from pyspark.sql import functions as F

from retention.features.build import build_features
from retention.features.coverage import MissingUsageError, covering_logs
from retention.features.dictionary import BESIDE, KEY, names
from retention.features.late import LateRows
from retention.features.report import ENOUGH_ROWS
from retention.features.table import TABLE, months_held
from retention.goals.data_goals import differing
from retention.lake import Lake
from retention.period import Period
from retention.transactions import clean_transactions

APRIL, MAY, JUNE, JULY = (Period.parse(f"2016-0{month}-01") for month in (4, 5, 6, 7))

CROWD = [f"member {number}" for number in range(ENOUGH_ROWS)]

#: In June the crowd are candidates, in May one who is none of them, in July one who listens to nothing.
LABELS = [
    (MAY, "early", "full_history"),
    *((JUNE, msno, source) for msno in CROWD for source in ("full_history", "literal")),
    (JULY, CROWD[0], "full_history"),
    (JULY, "literal only", "literal"),
]


@pytest.fixture
def prepared(lake: Lake) -> Lake:
    """A lake with all that features are built from, but no logs."""
    bought = [transaction(msno, "2016-05-20", "2016-06-19", auto=False) for msno in CROWD]
    renewed = transaction(CROWD[0], "2016-06-19", "2016-07-19", price=180, auto=False)
    early = transaction("early", "2016-04-19", "2016-05-19", paid=100)
    transactions = table(lake.spark, "silver/transactions", [*bought, renewed, early])
    lake.append(transactions, "silver/transactions")
    lake.append(clean_transactions(transactions), "silver/clean_transactions")
    people = [member(msno, number % 20, 30, "male", 4, "2016-01-01") for number, msno in enumerate(CROWD)]
    lake.append(table(lake.spark, "silver/members", people), "silver/members")
    rows = [
        (month.start, msno, month.start + dt.timedelta(days=18), None, None, None, None, None, source, 0)
        for month, msno, source in LABELS
    ]
    lake.append(table(lake.spark, "gold/labels", rows), "gold/labels")
    return lake


def _versions(lake: Lake) -> list[str]:
    history = DeltaTable.forPath(lake.spark, lake.path(TABLE)).history()
    return [json.loads(row["userMetadata"])["run_id"] for row in history.collect()]


def _rows(lake: Lake) -> dict[tuple[Period, str], dict[str, object]]:
    return {
        (Period(row["period_start"]), row["msno"]): row.asDict()
        for row in lake.read(TABLE).where(f"msno IN ('early', '{CROWD[0]}')").collect()
    }


@pytest.mark.slow
def test_months_are_added_once_and_kept(prepared: Lake) -> None:
    lake = prepared
    with pytest.raises(MissingUsageError, match=r"2016-06-01: the lake has no table silver/user_logs"):
        build_features(lake, JUNE, months=0, run_id="no logs")
    nothing = covering_logs(lake, JUNE, [JUNE], allow_missing=True)
    assert (nothing.logs.count(), len(nothing.problems)) == (0, 1)
    listened = [log(msno, "2016-05-28") for msno in CROWD[1:]]
    others = [log("early", "2016-04-20"), log("no candidate", "2016-06-30")]
    lake.append(table(lake.spark, "silver/user_logs", [*listened, *others]), "silver/user_logs")

    first = build_features(lake, JUNE, months=0, run_id="first")
    assert first.rows == {JUNE: ENOUGH_ROWS}
    constant = set(first.constant[JUNE])
    assert {"payment_method", "past_lapses", "age", "last_lapse_days"} <= constant
    assert not {"city", "active_days_30d", "finished_share_30d", "days_since_last_listen"} & constant
    assert first.null_shares["last_lapse_days"] == 1
    assert first.null_shares["days_since_last_listen"] == pytest.approx(1 / ENOUGH_ROWS)
    assert [
        word
        for problem in first.problems
        for word in ("logs begin on 2016-04-20", "one value", "newest transaction", "newest log")
        if word in problem
    ] == ["logs begin on 2016-04-20", "one value", "newest transaction", "newest log"]
    assert "2016-06-01 lies 12 days before the month" in first.problems[2]

    built = lake.read(TABLE)
    assert built.columns == [*(name for name, _, _ in KEY), *names(), *(name for name, _, _ in BESIDE)]
    again = build_features(lake, JUNE, months=0, run_id="again")
    assert (again.rows, again.kept) == ({}, (JUNE,))
    assert _versions(lake) == ["first"]
    kept = _rows(lake)

    # In July somebody listens, but no candidate does: that month must not stay in the table.
    with pytest.raises(MissingUsageError, match=r"for 2016-07-01: no candidate has a log"):
        build_features(lake, JULY, months=2, run_id="silent")
    found = _rows(lake)
    assert found.keys() == {(MAY, "early"), (JUNE, CROWD[0])}
    assert found[JUNE, CROWD[0]] == kept[JUNE, CROWD[0]]
    assert found[MAY, "early"]["last_amount_paid"] == 100
    assert found[MAY, "early"]["active_days_30d"] == 1

    assert months_held(lake) == {MAY, JUNE}
    DeltaTable.forPath(lake.spark, lake.path(TABLE)).update("msno = 'early'", {"features_version": "'old'"})
    assert months_held(lake) is None

    # April has no logs: it is left out and told, unless it is asked for, or is all there is to learn from.
    some = covering_logs(lake, JUNE, [APRIL, MAY, JUNE], allow_missing=False)
    assert (some.left_out, some.problems[0]) == (
        (APRIL,),
        "Left out for want of logs, silver/user_logs has no row in the 30 days before: 2016-04-01.",
    )
    for month in (APRIL, MAY):
        with pytest.raises(MissingUsageError, match=r"for 2016-04-01: .* no row in the 30 days before"):
            covering_logs(lake, month, [APRIL, MAY], allow_missing=False)
    # Without any, no month knows of listening: what is learnt without it is not asked with it.
    silent = covering_logs(lake, MAY, [APRIL, MAY], allow_missing=True)
    assert (silent.logs.count(), silent.left_out) == (0, ())
    with pytest.raises(ValueError, match=r"no 'full_history' rows for 2016-04-01.*03_prepare"):
        build_features(lake, APRIL)


@pytest.mark.slow
def test_what_comes_late_reaches_the_months_that_are_there(prepared: Lake, tmp_path: Path) -> None:
    lake = prepared
    heard = [log(msno, "2016-05-28") for msno in CROWD] + [log("early", "2016-04-20")]
    lake.append(table(lake.spark, "silver/user_logs", heard), "silver/user_logs")
    note(lake, "members", "members.csv")
    note(lake, "user_logs", "user_logs.csv")
    assert build_features(lake, JUNE, months=1, run_id="first").rows == {MAY: 1, JUNE: ENOUGH_ROWS}

    # A member nobody knew, a day of listening, one who is no candidate any more, and a new age.
    late = transaction("late", "2016-05-25", "2016-06-24", auto=False)
    arrive(lake, "silver/transactions", [late, transaction(CROWD[0], "2016-07-20", "2016-08-19")])
    bought = lake.read("silver/transactions")
    lake.overwrite(clean_transactions(bought), "silver/clean_transactions")
    arrive(lake, "silver/user_logs", [log(CROWD[1], "2016-05-29"), log(CROWD[4], "2016-06-02")])
    arrive(lake, "silver/members", [member(CROWD[3], 5, 41, "female", 4, "2016-01-01")], instead=True)
    labels = lake.read("gold/labels").where(f"msno <> '{CROWD[2]}'")
    row = (JUNE.start, "late", dt.date(2016, 6, 24), None, None, None, None, None, "full_history", 0)
    lake.overwrite(labels.unionByName(table(lake.spark, "gold/labels", [row])), "gold/labels")

    second = build_features(lake, JUNE, months=1, run_id="second")
    assert (second.rows, second.kept) == ({}, (MAY, JUNE))
    assert second.late == {JUNE: LateRows(added=1, removed=1, rebuilt=2)}
    assert second.summary()["late"] == {"2016-06-01": {"added": 1, "removed": 1, "rebuilt": 2}}
    rows = {row["msno"]: row for row in lake.read(TABLE).where("period_start = '2016-06-01'").collect()}
    assert len(rows) == ENOUGH_ROWS and CROWD[2] not in rows
    assert rows["late"]["last_list_price"] == 149
    assert (rows[CROWD[1]]["active_days_30d"], rows[CROWD[4]]["active_days_30d"]) == (2, 1)
    assert (rows[CROWD[3]]["age"], rows[CROWD[4]]["age"]) == (41, 30)
    assert build_features(lake, JUNE, months=1, run_id="third").late == {}

    other = Lake(lake.spark, str(tmp_path / "clean"))
    for name in ("silver/transactions", "silver/clean_transactions", "silver/members", "silver/user_logs"):
        other.overwrite(lake.read(name), name)
    other.overwrite(lake.read("gold/labels"), "gold/labels")
    build_features(other, JUNE, months=1, run_id="clean")
    both = [one.read(TABLE).withColumn("data_version", F.lit(0)) for one in (lake, other)]
    assert differing(*both) == 0

    # Rows that are taken back: nothing tells whom they were about, so all is built again.
    lake.overwrite(lake.read("silver/user_logs").where("source_file <> 'late.csv'"), "silver/user_logs")
    note(lake, "user_logs", "late.csv", content="mended")
    again = build_features(lake, JUNE, months=1, run_id="fourth")
    assert set(again.rows) == {MAY, JUNE}
    assert again.problems[0].startswith("Rows of silver/user_logs were changed or taken back")


def arrive(lake: Lake, name: str, rows: list[tuple[object, ...]], *, instead: bool = False) -> None:
    """Adds rows as a file that came late, or puts them in the place of those of the same members."""
    new = table(lake.spark, name, rows).withColumn("source_file", F.lit("late.csv"))
    if instead:
        new = lake.read(name).join(new.select("msno"), "msno", "left_anti").unionByName(new)
        lake.overwrite(new, name)
    else:
        lake.append(new, name)
    note(lake, name.removeprefix("silver/"), "late.csv")


def note(lake: Lake, name: str, file: str, *, content: str = "") -> None:
    """Notes a file as loaded."""
    row = (name, file, content, 1, None, "", None, None, None)
    lake.merge(table(lake.spark, "silver/loaded_files", [row]), "silver/loaded_files")
