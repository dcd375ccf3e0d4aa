"""Which months are labelled, run after run, without Spark."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from retention.label_plan import Labelled, months_between, months_to_label
from retention.period import Period, periods
from retention.prepare_report import MonthOfLabels

FIRST = Period(dt.date(2016, 11, 1))
NOVEMBER, DECEMBER, JANUARY, FEBRUARY = (FIRST.plus(step) for step in range(4))
BOTH = ("full_history", "literal")


def planned(  # type: ignore[no-untyped-def]
    start: Period, period: Period, before: Labelled | None, months=(), *, version=0, sources=BOTH, official=()
) -> list[Period]:
    wanted = months_between(start, period, before)
    return months_to_label(wanted, before, months, version=version, sources=sources, official=official)


def held(period: Period, rows: int, mature: int, source: str = "full_history") -> MonthOfLabels:
    return MonthOfLabels(period, source, rows, mature, 0)


def test_no_month_is_left_out_between_runs_that_label_a_few() -> None:
    assert planned(DECEMBER, DECEMBER, None) == [DECEMBER]
    december = Labelled(0, DECEMBER, DECEMBER, BOTH)
    assert planned(FEBRUARY, FEBRUARY, december) == [JANUARY, FEBRUARY]
    since = Labelled(0, DECEMBER, FEBRUARY, BOTH)
    assert planned(NOVEMBER, FEBRUARY, since) == [NOVEMBER]
    assert planned(FIRST.plus(-2), FIRST.plus(-2), since) == periods(FIRST.plus(-2), NOVEMBER)
    assert planned(NOVEMBER, NOVEMBER, Labelled(0, NOVEMBER, FEBRUARY, BOTH)) == []


def test_open_months_are_computed_again_with_newer_data_and_mature_ones_never() -> None:
    before = Labelled(4, DECEMBER, FEBRUARY, BOTH)
    months = [held(DECEMBER, 3, 3), held(JANUARY, 3, 2), held(FEBRUARY, 3, 0)]
    assert planned(DECEMBER, FEBRUARY, before, months, version=4) == []
    assert planned(DECEMBER, FEBRUARY, before, months, version=5) == [JANUARY, FEBRUARY]
    assert planned(FEBRUARY, FEBRUARY, before, months, version=5) == [JANUARY, FEBRUARY]


def test_official_labels_are_added_once_and_other_sources_compute_all() -> None:
    before = Labelled(0, DECEMBER, FEBRUARY, BOTH)
    months = [held(month, 1, 1) for month in (DECEMBER, JANUARY, FEBRUARY)]
    assert planned(DECEMBER, FEBRUARY, before, months, official=[JANUARY]) == [JANUARY]
    given_before = [*months, held(JANUARY, 1, 1, "official")]
    assert planned(DECEMBER, FEBRUARY, before, given_before, official=[JANUARY]) == []
    assert planned(FEBRUARY, FEBRUARY, before, months, sources=["full_history"]) == [
        DECEMBER,
        JANUARY,
        FEBRUARY,
    ]


month = st.integers(0, 40).map(FIRST.plus)


@given(st.lists(st.tuples(month, st.integers(0, 6)), min_size=1, max_size=6))
def test_whatever_runs_come_the_months_are_whole_and_computed_once(runs: list[tuple[Period, int]]) -> None:
    before, done = None, []
    for period, back in runs:
        todo = planned(period.plus(-back), period, before, [held(one, 1, 1) for one in done])
        assert not set(todo) & set(done)
        done = sorted({*done, *todo})
        assert {period.plus(-back), period} <= set(done)
        assert done == periods(done[0], done[-1])
        before = Labelled(0, done[0], done[-1], BOTH)
