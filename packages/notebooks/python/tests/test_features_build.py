"""The table over some runs: what a run builds, what it leaves, what it refuses."""

import datetime as dt

import pytest
from delta.tables import DeltaTable
from feature_rows import log, member, table, transaction

from retention.features.build import build_features
from retention.features.coverage import MissingUsageError, covering_logs
from retention.features.dictionary import BESIDE, KEY, names
from retention.features.report import ENOUGH_ROWS
from retention.features.table import TABLE, months_held
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
    return [row["userMetadata"] for row in history.collect()]


def _rows(lake: Lake) -> dict[tuple[Period, str], dict[str, object]]:
    return {
        (Period(row["period_start"]), row["msno"]): row.asDict()
        for row in lake.read(TABLE).where(f"msno IN ('early', '{CROWD[0]}')").collect()
    }


def test_months_are_added_once_and_kept(prepared: Lake) -> None:
    lake = prepared
    with pytest.raises(MissingUsageError, match=r"2016-06-01: the lake has no table silver/user_logs"):
        build_features(lake, JUNE, months=0, run_id="no logs")
    nothing, problems = covering_logs(lake, [JUNE], allow_missing=True)
    assert (nothing.count(), len(problems)) == (0, 1)
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
    assert _versions(lake) == ["run first"]
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

    with pytest.raises(MissingUsageError, match=r"for 2016-04-01: .* no row in the 30 days before"):
        covering_logs(lake, [APRIL, MAY], allow_missing=False)
    with pytest.raises(ValueError, match=r"no 'full_history' rows for 2016-04-01.*03_prepare"):
        build_features(lake, APRIL)
