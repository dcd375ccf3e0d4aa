"""Values worked out by hand, and what later rows must not change: all cases in one run of Spark."""

import datetime as dt

import numpy as np
import pytest
from feature_oracle import features_of
from feature_rows import log, member, table, transaction
from pyspark.sql import Row, SparkSession
from random_members import random_members

from retention.features.build import features
from retention.features.dictionary import FEATURES, names
from retention.period import Period
from retention.transactions import clean_transactions

JUNE, JULY = Period.parse("2016-06-01"), Period.parse("2016-07-01")

CANDIDATES = [
    (JUNE.start, "regular", dt.date(2016, 6, 11)),
    (JULY.start, "regular", dt.date(2016, 7, 11)),
    (JUNE.start, "returner", dt.date(2016, 6, 20)),
    (JUNE.start, "newcomer", dt.date(2016, 6, 19)),
    (JUNE.start, "canceller", dt.date(2016, 6, 1)),
    (JUNE.start, "unseen", dt.date(2016, 6, 30)),
]

TRANSACTIONS = [
    transaction("regular", "2016-03-10", "2016-04-09"),
    transaction("regular", "2016-04-09", "2016-05-09"),
    transaction("regular", "2016-05-12", "2016-06-11", paid=100),
    transaction("regular", "2016-06-11", "2016-07-11"),
    transaction("returner", "2015-12-01", "2015-12-31", method=38, price=180, auto=False),
    # Nothing filled in, as in the summer of 2015: 30 days for 149.
    transaction("returner", "2016-02-10", "2016-03-11", method=38, plan=0, price=0, paid=149, auto=False),
    transaction("returner", "2016-03-11", "2016-04-10"),
    # Renewed and cancelled on one day: the cancellation is the row of the day, the payment counts.
    transaction("returner", "2016-04-10", "2016-07-09", plan=90, price=447),
    transaction("returner", "2016-04-10", "2016-06-20", plan=90, price=447, paid=0, cancel=True),
    transaction("newcomer", "2016-05-20", "2016-06-19", method=37, price=0, auto=False),
    transaction("canceller", "2015-11-01", "2016-06-30", plan=240, price=1000),
    transaction("canceller", "2016-03-02", "2016-06-10", plan=240, price=1000, paid=0, cancel=True),
    transaction("canceller", "2016-03-03", "2016-06-01", plan=240, price=1000, paid=0, cancel=True),
    transaction("canceller", "2016-06-01", "2016-06-01", plan=240, price=1000, paid=0, cancel=True),
]

LOGS = [
    log("regular", "2016-03-02", (0, 0, 0, 0, 100), 100, 9000.0),  # 91 days before June
    log("regular", "2016-03-03", (0, 0, 0, 0, 5), 5, 900.0),
    log("regular", "2016-05-01", (10, 0, 0, 0, 0), 10, 300.0),
    log("regular", "2016-05-24", (0, 0, 0, 0, 6), 3, 1200.0),
    log("regular", "2016-05-25", (2, 0, 0, 0, 2), 4, 600.0),
    log("regular", "2016-05-31", (1, 0, 0, 1, 8), 9, 2000.0),
    log("regular", "2016-06-01", (0, 0, 0, 0, 50), 50, 5000.0),
    log("newcomer", "2016-06-01"),
]

MEMBERS = [
    member("regular", 13, 25, "female", 9, "2015-06-01"),
    # Twice, and registered after the month began: neither may make a row more, or an age below nothing.
    member("newcomer", 1, 0, "", 4, "2016-06-05"),
    member("newcomer", 1, 0, "", 4, "2016-06-05"),
    member("listener", 1, 30, "male", 4, "2016-01-01"),
]

REGULAR = {
    "window_age_days": 83,
    "window_start_month": 3,
    "window_payments": 3,
    "window_renewals": 2,
    "window_list_price": 447.0,
    "window_amount_paid": 398.0,
    "window_discount": 49.0,
    "days_to_expiry": 10,
    "days_since_last_transaction": 20,
    "last_list_price": 149,
    "last_amount_paid": 100,
    "last_discount": 49,
    "last_plan_days": 30,
    "price_per_day": 149 / 30,
    "payment_method": 41,
    "is_cancelled": 0,
    "is_auto_renew": 1,
    "change_in_list_price": 0,
    "change_in_amount_paid": -49,
    "change_in_discount": 49,
    "change_in_plan_days": 0,
    "has_changed_method": 0,
    "change_in_cancel": 0,
    "change_in_auto_renew": 0,
    "change_in_expire_days": 33,
    "days_between_last_rows": 33,
    "subscriber_age_days": 83,
    "past_lapses": 0,
    "last_lapse_days": None,
    "has_lapsed_180d": 0,
    "late_renewals": 1,
    "mean_late_days": 3.0,
    "last_late_days": 3,
    "cancels_90d": 0,
    "cancels": 0,
    "payments": 3,
    "imputed_rows": 0,
    "is_first_cohort": 0,
    "city": 13,
    "gender": "female",
    "registered_via": 9,
    "age": 25,
    "registration_tenure_days": 366,
    "is_member_missing": 0,
    "is_age_missing": 0,
    "is_gender_missing": 0,
    "active_days_7d": 2,
    "plays_7d": 14.0,
    "unique_songs_7d": 13.0,
    "seconds_7d": 2600.0,
    "finished_share_7d": 11 / 14,
    "active_days_30d": 3,
    "plays_30d": 20.0,
    "unique_songs_30d": 16.0,
    "seconds_30d": 3800.0,
    "finished_share_30d": 17 / 20,
    "active_days_90d": 5,
    "plays_90d": 35.0,
    "unique_songs_90d": 31.0,
    "seconds_90d": 5000.0,
    "finished_share_90d": 22 / 35,
    "days_trend_7_30": (2 / 7) / (3 / 30),
    "days_trend_30_90": (3 / 30) / (5 / 90),
    "plays_trend_7_30": (14 / 7) / (20 / 30),
    "plays_trend_30_90": (20 / 30) / (35 / 90),
    "seconds_trend_7_30": (2600 / 7) / (3800 / 30),
    "seconds_trend_30_90": (3800 / 30) / (5000 / 90),
    "active_share_30d": 0.1,
    "seconds_per_active_day_30d": 3800 / 3,
    "plays_per_active_day_30d": 20 / 3,
    "unique_share_30d": 0.8,
    "days_since_last_listen": 1,
    "is_silent": 0,
}

#: Nothing heard: sums are 0, what is divided by them is null.
SILENT = {
    feature.name: 0 if feature.expression.startswith("coalesce") else None
    for feature in FEATURES
    if feature.group == "activity"
} | {"active_share_30d": 0.0, "is_silent": 1}

RETURNER = SILENT | {
    "window_age_days": 112,
    "window_start_month": 2,
    "window_payments": 3,
    "window_renewals": 2,
    "window_list_price": 745.0,
    "window_amount_paid": 745.0,
    "window_discount": 0.0,
    "days_to_expiry": 19,
    "days_since_last_transaction": 52,
    "last_list_price": 447,
    "last_amount_paid": 0,
    "last_discount": 447,
    "last_plan_days": 90,
    "price_per_day": 447 / 90,
    "payment_method": 41,
    "is_cancelled": 1,
    "is_auto_renew": 1,
    "change_in_list_price": 298,
    "change_in_amount_paid": -149,
    "change_in_discount": 447,
    "change_in_plan_days": 60,
    "has_changed_method": 0,
    "change_in_cancel": 1,
    "change_in_auto_renew": 0,
    "change_in_expire_days": 71,
    "days_between_last_rows": 30,
    "subscriber_age_days": 183,
    "past_lapses": 1,
    "last_lapse_days": 41,
    "has_lapsed_180d": 1,
    "late_renewals": 0,
    "mean_late_days": 0.0,
    "last_late_days": 0,
    "cancels_90d": 1,
    "cancels": 1,
    "payments": 4,
    "imputed_rows": 1,
    "is_first_cohort": 0,
    "city": None,
    "gender": None,
    "registered_via": None,
    "age": None,
    "registration_tenure_days": None,
    "is_member_missing": 1,
    "is_age_missing": 0,
    "is_gender_missing": 0,
}

#: What the other cases are there for.
OTHERS = {
    ("regular", JULY): {
        "window_payments": 4,
        "window_amount_paid": 547.0,
        "change_in_amount_paid": 49,
        "late_renewals": 1,
        "last_late_days": 0,
        "days_since_last_transaction": 20,
        "active_days_30d": 1,
        "active_days_90d": 5,
        "days_since_last_listen": 30,
        "registration_tenure_days": 396,
    },
    ("newcomer", JUNE): SILENT
    | {
        "window_age_days": 12,
        "window_payments": 1,
        "window_renewals": 0,
        "price_per_day": 0.0,
        "is_auto_renew": 0,
        "change_in_auto_renew": 0,
        "change_in_list_price": 0,
        "change_in_expire_days": 0,
        "days_between_last_rows": 0,
        "last_late_days": None,
        "last_lapse_days": None,
        "is_first_cohort": 1,
        "city": 1,
        "gender": None,
        "age": None,
        "registration_tenure_days": None,
        "is_member_missing": 0,
        "is_age_missing": 1,
        "is_gender_missing": 1,
    },
    # Of two cancellations, 91 and 90 days before the month, one is in the last 90 days; that of the first
    # day of the month is in none.
    ("canceller", JUNE): {
        "cancels_90d": 1,
        "cancels": 2,
        "days_since_last_transaction": 90,
        "days_to_expiry": 0,
        "change_in_cancel": 0,
    },
    # A candidate without any row is a row nevertheless.
    ("unseen", JUNE): SILENT
    | {
        "days_to_expiry": 29,
        "payments": None,
        "past_lapses": None,
        "is_first_cohort": 0,
        "is_member_missing": 1,
        "active_share_30d": 0.0,
    },
}

SEGMENTS = {
    ("regular", JUNE): ("auto_renew", 149.0),
    ("returner", JUNE): ("cancelled", 149.0),
    ("newcomer", JUNE): ("manual", 0.0),
    ("canceller", JUNE): ("cancelled", 125.0),
}

#: Members with random rows, each with three others that are the same before June and differ from then on.
RANDOM = 25
DIFFERENT = ("changed", "cut", "longer")

#: Members whose every feature is worked out a second time, in plain Python.
ANYONE = random_members(500, seed=8)


def _expiry(month: Period, number: int) -> dt.date:
    return month.start + dt.timedelta(days=number % 28)


def _random_rows() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    random = np.random.default_rng(7)
    transactions, logs = [], []
    for number in range(RANDOM):
        at = dt.date(2015, 6, 1) + dt.timedelta(days=int(random.integers(0, 300)))
        while at < dt.date(2016, 9, 1):
            plan = int(random.choice([0, 7, 30, 30, 30, 90]))
            cancel = bool(random.random() < 0.15)
            ends = at + dt.timedelta(days=int(random.integers(-3, 5)) if cancel else (plan or 30))
            values = {"method": int(random.integers(30, 42)), "plan": plan, "cancel": cancel}
            values |= {"price": int(random.choice([0, 99, 149])), "auto": bool(random.random() < 0.7)}
            transactions.append(transaction(f"{number} original", at, ends, **values))  # type: ignore[arg-type]
            at = max(at, ends) + dt.timedelta(days=int(random.choice([-2, 0, 0, 1, 4, 45])))
        for since in sorted(random.choice(200, 40, replace=False)):
            plays = tuple(int(count) for count in random.integers(0, 9, 5))
            on = dt.date(2016, 1, 1) + dt.timedelta(days=int(since))
            logs.append(log(f"{number} original", on, plays, sum(plays) // 2, 100.0 * sum(plays)))  # type: ignore[arg-type]
    return transactions, logs


def _differently(rows: list[tuple[object, ...]], date: int, how: str) -> list[tuple[object, ...]]:
    """The rows of the other members: those dated June or later are changed, left out, or joined by more."""
    result = []
    for row in rows:
        other = (str(row[0]).replace("original", how), *row[1:])
        if row[date] < JUNE.start:  # type: ignore[operator]
            result.append(other)
        elif how == "changed":
            result.append(
                (*(value + 3 if type(value) is int else value for value in other[:-2]), *other[-2:])
            )
        elif how == "longer":
            shifted = (*other[:date], row[date] - dt.timedelta(days=1), *other[date + 1 :])  # type: ignore[operator]
            result += [other, shifted] if shifted[date] >= JUNE.start else [other]  # type: ignore[operator]
    if how == "longer":
        for number in range(RANDOM):
            first = f"{number} {how}"
            new = transaction(first, JUNE.start, JULY.start, price=1) if date == 6 else log(first, JUNE.start)
            result = [row for row in result if row[0] != first or row[date] != JUNE.start] + [new]
    return result


@pytest.fixture(scope="module")
def built(spark: SparkSession) -> list[Row]:
    transactions, logs = _random_rows()
    candidates = [
        (month.start, f"{number} {how}", month.start + dt.timedelta(days=number))
        for number in range(RANDOM)
        for how in ("original", *DIFFERENT)
        for month in (JUNE, JULY)
    ]
    candidates += [
        (month.start, one.msno, _expiry(month, number))
        for number, one in enumerate(ANYONE)
        for month in (JUNE, JULY)
    ]
    others = [(_differently(transactions, 6, how), _differently(logs, 1, how)) for how in DIFFERENT]
    all_transactions = [*TRANSACTIONS, *transactions, *(row for rows, _ in others for row in rows)]
    all_transactions += [row for one in ANYONE for row in one.rows]
    all_logs = [*LOGS, *logs, *(row for _, rows in others for row in rows)]
    all_logs += [row for one in ANYONE for row in one.logs]
    people = [*MEMBERS, *(one.person for one in ANYONE if one.person is not None)]
    frame = features(
        spark.createDataFrame([*CANDIDATES, *candidates], "period_start date, msno string, last_expire date"),
        clean_transactions(table(spark, "silver/transactions", all_transactions)),
        table(spark, "silver/members", people),
        table(spark, "silver/user_logs", all_logs),
        [JUNE, JULY],
        data_version=3,
    )
    return frame.collect()


def _found(built: list[Row], msno: str, month: Period) -> dict[str, object]:
    [row] = [row for row in built if row["msno"] == msno and row["period_start"] == month.start]
    return row.asDict()


@pytest.mark.parametrize(
    ("msno", "month", "expected"),
    [
        ("regular", JUNE, REGULAR),
        ("returner", JUNE, RETURNER),
        *((msno, month, expected) for (msno, month), expected in OTHERS.items()),
    ],
)
def test_values_are_those_worked_out_by_hand(
    built: list[Row], msno: str, month: Period, expected: dict[str, object]
) -> None:
    found = _found(built, msno, month)
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_every_feature_is_worked_out_for_two_members() -> None:
    assert set(REGULAR) == set(RETURNER) == set(names())


def test_all_features_are_those_of_plain_python(built: list[Row]) -> None:
    found = {(row["msno"], row["period_start"]): row for row in built}
    wrong: dict[str, list[tuple[str, str, object, object]]] = {}
    seen: dict[str, set[str]] = {name: set() for name in names()}
    for number, one in enumerate(ANYONE):
        for month in (JUNE, JULY):
            expected = features_of(month.start, _expiry(month, number), one.rows, one.logs, one.person)
            row = found[one.msno, month.start]
            assert set(expected) == {*names(), "segment", "monthly_price"}
            for name, value in expected.items():
                if row[name] != pytest.approx(value):
                    wrong.setdefault(name, []).append((one.msno, str(month), row[name], value))
                elif name in seen:
                    seen[name].add("null" if value is None else "nothing" if value == 0 else "something")
    assert {name: cases[:3] for name, cases in wrong.items()} == {}
    # Nothing is compared in vain: each feature varies, and each trend is null here, 0 there.
    assert [name for name, values in seen.items() if len(values) < 2] == []
    trends = [name for name in names() if "_trend_" in name]
    assert {len(seen[name]) for name in trends} == {3}


def test_segment_and_monthly_price_come_from_the_last_row(built: list[Row]) -> None:
    found = {key: _found(built, *key) for key in SEGMENTS}
    assert {key: (row["segment"], row["monthly_price"]) for key, row in found.items()} == SEGMENTS


def test_there_is_one_row_for_each_candidate(built: list[Row]) -> None:
    keys = [(row["period_start"], row["msno"]) for row in built]
    made = RANDOM * (1 + len(DIFFERENT)) + len(ANYONE)
    assert len(keys) == len(set(keys)) == len(CANDIDATES) + made * 2


def test_flags_are_0_or_1(built: list[Row]) -> None:
    assert {row[name] for row in built for name in names("flag")} == {0, 1}


@pytest.mark.parametrize("how", DIFFERENT)
def test_rows_dated_in_the_month_or_later_change_nothing(built: list[Row], how: str) -> None:
    def of(month: Period, kind: str) -> list[list[object]]:
        rows = [_found(built, f"{number} {kind}", month) for number in range(RANDOM)]
        return [[row[name] for name in (*names(), "segment", "monthly_price")] for row in rows]

    assert of(JUNE, how) == of(JUNE, "original")
    # What differs in June is seen in July, so the test would notice.
    assert of(JULY, how) != of(JULY, "original")
