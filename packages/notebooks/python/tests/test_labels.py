import datetime as dt
from functools import reduce

import pandas as pd
import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from transaction_rows import cancel, paid, transactions

from retention.label_oracle import Transaction, as_transactions, difficult_members, disagreements, in_order
from retention.labels import HISTORIES, candidates, labels, rows_about
from retention.period import Period, periods

FEBRUARY = Period(dt.date(2017, 2, 1))
MONTHS = periods(Period(dt.date(2016, 12, 1)), Period(dt.date(2017, 3, 1)))
NEVER = dt.date(2020, 1, 1)

HISTORY = paid("2017-01-10", "2017-02-09")

#: Members and, for February by the literal rules and by the full history, whether they churn;
#: None where they are no candidates.
RULES = {
    "renews on day 29": ([HISTORY, paid("2017-03-10", "2017-04-09")], False, False),
    "renews on day 30": ([HISTORY, paid("2017-03-11", "2017-04-09")], True, True),
    "renews on day 31": ([HISTORY, paid("2017-03-12", "2017-04-09")], True, True),
    "renews before the expiry": ([HISTORY, paid("2017-02-01", "2017-03-09")], False, False),
    "is never seen again": ([HISTORY], True, True),
    "only cancels": ([HISTORY, cancel("2017-02-05", "2017-02-05")], True, True),
    "cancels, which brings day 30 forward": (
        [HISTORY, cancel("2017-02-05", "2017-02-05"), paid("2017-03-07", "2017-04-06")],
        True,
        True,
    ),
    "cancels to a later day, which changes nothing": (
        [HISTORY, cancel("2017-02-05", "2017-02-20"), paid("2017-03-10", "2017-04-06")],
        False,
        False,
    ),
    "cancels back to 1970 and renews": (
        [HISTORY, cancel("2017-02-08", "1970-01-01"), paid("2017-02-09", "2017-03-11")],
        True,
        False,
    ),
    "cancelled back to 1970 before the month": (
        [HISTORY, cancel("2017-01-12", "1970-01-01"), paid("2017-02-09", "2017-03-11")],
        None,
        False,
    ),
    "cancelled back to the last renewal": (
        [HISTORY, cancel("2017-02-08", "2017-01-10"), paid("2017-02-09", "2017-03-11")],
        True,
        True,
    ),
    "bought a long plan": ([paid("2016-08-12", "2017-02-08")], None, True),
    "bought on the first day of the month before": ([paid("2017-01-01", "2017-02-01")], True, True),
    "bought a day earlier": ([paid("2016-12-31", "2017-02-01")], None, True),
    "expires on the last day": ([paid("2017-01-30", "2017-02-28")], True, True),
    "expires a day later": ([paid("2017-01-30", "2017-03-01")], None, None),
    "expires a day too early": ([paid("2017-01-02", "2017-01-31")], None, None),
    "renews and cancels on a day, in any order": (
        [
            cancel("2017-01-10", "2017-02-03"),
            paid("2017-01-10", "2017-02-20"),
            paid("2017-03-05", "2017-04-04"),
        ],
        True,
        True,
    ),
    # As text 99 is more than 149, so that the plan for 149 comes last; its expiry decides.
    "has two plans on a day, told apart as text": (
        [
            paid("2017-01-10", "2017-02-02"),
            paid("2017-01-10", "2017-02-25", plan_list_price=99),
            paid("2017-03-05", "2017-04-04"),
        ],
        True,
        True,
    ),
    "has two equal plans on a day, the later expiry last": (
        [
            paid("2017-01-10", "2017-02-25"),
            paid("2017-01-10", "2017-02-02"),
            paid("2017-03-05", "2017-04-04"),
        ],
        False,
        False,
    ),
    "cancels twice on a day, the earlier expiry last": (
        [
            HISTORY,
            cancel("2017-01-20", "2017-02-02"),
            cancel("2017-01-20", "2017-02-25"),
            paid("2017-03-05", "2017-04-04"),
        ],
        True,
        True,
    ),
}


def test_each_rule_of_the_label(spark: SparkSession) -> None:
    rows = transactions(spark, {name: rule[0] for name, rule in RULES.items()})
    found = labels(rows, [FEBRUARY], HISTORIES, NEVER, 7).collect()
    told = {(row.msno, row.label_source): row.is_churn for row in found}
    for name, (_, literal, full) in RULES.items():
        assert told.get((name, "literal")) is literal, name
        assert told.get((name, "full_history")) is full, name
    by_name = {(row.msno, row.label_source): row for row in found}
    moved = by_name["cancels, which brings day 30 forward", "literal"]
    assert moved.last_expire == dt.date(2017, 2, 9)
    assert moved.effective_expire == dt.date(2017, 2, 5)
    assert (moved.renewal_date, moved.gap) == (dt.date(2017, 3, 7), 30)
    late = by_name["renews on day 31", "literal"]
    assert (late.renewal_date, late.gap, late.is_mature, late.data_version) == (None, None, True, 7)


def test_nothing_is_told_before_it_is_decided(spark: SparkSession) -> None:
    rows = transactions(
        spark,
        {
            "waits": [HISTORY],
            "renewed": [HISTORY, paid("2017-02-09", "2017-03-11")],
            "cancelled": [HISTORY, cancel("2017-02-03", "2017-02-03")],
        },
    )

    days = [dt.date(2017, 1, 31), dt.date(2017, 3, 4), dt.date(2017, 3, 10)]
    runs = [
        labels(rows.where(F.col("transaction_date") <= day), [FEBRUARY], "full_history", day, day.toordinal())
        for day in days
    ]
    found = {
        (dt.date.fromordinal(row.data_version), row.msno): (row.is_churn, row.is_mature)
        for row in reduce(DataFrame.unionByName, runs).collect()
    }
    told = [tuple(found[day, name] for name in ("waits", "renewed", "cancelled")) for day in days]
    assert told == [
        ((None, False), (None, False), (None, False)),
        ((None, False), (False, False), (True, False)),
        ((True, True), (False, True), (True, True)),
    ]


def test_what_comes_in_the_month_makes_no_candidate(spark: SparkSession) -> None:
    members = {f"all of {name}": rule[0] for name, rule in RULES.items()}
    before = {
        f"before of {name}": [row for row in rule[0] if row["transaction_date"] < FEBRUARY.start]
        for name, rule in RULES.items()
    }
    rows = transactions(spark, members | before)
    runs = [candidates(rows, [FEBRUARY], history).select(F.lit(history), "*") for history in HISTORIES]
    found = reduce(DataFrame.unionAll, runs).collect()

    def of(kind: str) -> set[tuple[object, ...]]:
        return {
            (row[0], row.msno.removeprefix(kind), row.last_expire)
            for row in found
            if row.msno.startswith(kind)
        }

    assert of("all of ") == of("before of ")
    assert len(of("all of ")) > 20


def test_an_unknown_history_is_told_with_those_there_are(spark: SparkSession) -> None:
    with pytest.raises(ValueError, match=r"as all.*full_history, literal"):
        candidates(transactions(spark, {}), [FEBRUARY], "all")


@pytest.mark.parametrize("members", [4_000, pytest.param(50_000, marks=pytest.mark.slow)])
def test_labels_agree_with_the_walk_on_difficult_members(spark: SparkSession, members: int) -> None:
    parity = disagreements(spark, members, MONTHS[1:], seed=20170301)
    assert parity.differences == 0
    assert parity.compared > 0.8 * members


@pytest.mark.parametrize("members", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_the_order_and_the_partitions_of_the_rows_change_nothing(spark: SparkSession, members: int) -> None:
    frame = difficult_members(members, MONTHS, seed=5)
    shuffled = frame.sample(frac=1, random_state=1).assign(member=lambda rows: rows["member"] + members)
    rows = as_transactions(spark, pd.concat([frame, shuffled])).repartition(5, F.rand(1))
    number = F.substring("msno", 2, 20).cast("int")
    found = labels(rows, MONTHS, HISTORIES, NEVER, 0).withColumn("msno", number).collect()
    first = {tuple(row) for row in found if row.msno < members}
    assert first == {(row[0], row.msno - members, *row[2:]) for row in found if row.msno >= members}
    assert len(first) > members


def test_labels_of_few_months_hang_on_few_rows(spark: SparkSession) -> None:
    rows = as_transactions(spark, difficult_members(1_000, MONTHS, seed=6))
    about = rows_about(rows, MONTHS[-1:])
    of_all, of_few = (labels(each, MONTHS[-1:], HISTORIES, NEVER, 0).collect() for each in (rows, about))
    assert sorted(map(tuple, of_few), key=repr) == sorted(map(tuple, of_all), key=repr)
    assert about.count() < 0.8 * rows.count()
    # What tells that a cancellation is void may be as old as the first row.
    void = [paid("2016-05-01", "2016-11-01"), cancel("2017-01-20", "2016-04-01")]
    members = {"void": void, "old plan": [paid("2016-05-01", "2017-02-10")], "over": void[:1]}
    few = rows_about(transactions(spark, members), [FEBRUARY]).collect()
    assert sorted(row.msno for row in few) == ["old plan", "void", "void"]


def test_the_walk_orders_as_the_rules_say() -> None:
    def row(date: int, price: int, expire: int, is_cancel: bool) -> Transaction:
        return Transaction(date, price, 30, 41, expire, is_cancel)

    ordered = [
        row(1, 149, 50, False),
        row(2, 99, 50, False),
        row(2, 99, 40, True),
        row(2, 149, 40, False),
        row(2, 149, 50, False),
        row(2, 149, 50, True),
        row(2, 149, 40, True),
    ]
    assert in_order(ordered[::-1]) == ordered
