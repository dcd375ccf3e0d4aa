"""Which months are labelled, run after run, without Spark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from retention.arrivals import Arrivals, Contents, arrivals
from retention.label_plan import Labelled, months_between, plan_labels
from retention.period import Period, periods

FIRST = Period(dt.date(2016, 11, 1))
NOVEMBER, DECEMBER, JANUARY, FEBRUARY = (FIRST.plus(step) for step in range(4))
BOTH = ("full_history", "literal")
#: The data cover January, so that December is mature: its last outcome is known on 29 January.
END = dt.date(2017, 1, 31)
NOTHING = Arrivals(())


def labelled(since: Period, through: Period, official: tuple[Period, ...] = ()) -> Labelled:
    return Labelled({"t.csv": "1"}, END, since, through, BOTH, official)


def planned(
    start: Period,
    period: Period,
    before: Labelled | None,
    came: Arrivals | None = NOTHING,
    *,
    end: dt.date = END,
    sources: Sequence[str] = BOTH,
    official: Sequence[Period] = (),
) -> tuple[Period, ...]:
    wanted = months_between(start, period, before)
    return plan_labels(wanted, before, came, end=end, sources=sources, official=official)


def test_no_month_is_left_out_between_runs_that_label_a_few() -> None:
    def months(start: Period, period: Period, before: Labelled | None) -> list[Period]:
        return list(planned(start, period, before))

    assert months(DECEMBER, DECEMBER, None) == [DECEMBER]
    assert months(FEBRUARY, FEBRUARY, labelled(DECEMBER, DECEMBER)) == [JANUARY, FEBRUARY]
    since = labelled(DECEMBER, FEBRUARY)
    assert months(NOVEMBER, FEBRUARY, since) == [NOVEMBER]
    assert months(FIRST.plus(-2), FIRST.plus(-2), since) == periods(FIRST.plus(-2), NOVEMBER)
    assert months(NOVEMBER, NOVEMBER, labelled(NOVEMBER, FEBRUARY)) == []


def test_rows_of_a_new_month_open_what_was_open_and_late_rows_what_they_are_about() -> None:
    before = labelled(NOVEMBER, FEBRUARY)
    assert planned(NOVEMBER, FEBRUARY, before) == ()
    march = FEBRUARY.plus(1)
    later = Arrivals(("t2.csv",), dt.date(2017, 2, 1))
    grown = planned(NOVEMBER, march, before, later, end=dt.date(2017, 2, 28))
    assert grown == (JANUARY, FEBRUARY, march)
    # December matures on 29 January: a row of that day may be about it, one of the next may not.
    for day, first in ((29, DECEMBER), (30, JANUARY)):
        late = Arrivals(("t2.csv",), dt.date(2017, 1, day), is_later=False)
        assert planned(NOVEMBER, FEBRUARY, before, late) == tuple(periods(first, FEBRUARY))


def test_all_months_are_open_again_where_rows_were_taken_back_or_the_data_end_earlier() -> None:
    before = labelled(NOVEMBER, FEBRUARY)
    everything = (NOVEMBER, DECEMBER, JANUARY, FEBRUARY)
    assert planned(FEBRUARY, FEBRUARY, before, None) == everything
    assert planned(FEBRUARY, FEBRUARY, before, end=dt.date(2017, 1, 30)) == everything
    assert planned(FEBRUARY, FEBRUARY, before, sources=["full_history"]) == everything


def test_official_labels_are_added_once() -> None:
    before = labelled(DECEMBER, FEBRUARY)
    assert planned(DECEMBER, FEBRUARY, before, official=[JANUARY]) == (JANUARY,)
    given_before = labelled(DECEMBER, FEBRUARY, (JANUARY,))
    assert planned(DECEMBER, FEBRUARY, given_before, official=[JANUARY]) == ()


def test_what_came_is_told_by_what_files_left_in_the_table() -> None:
    day = dt.date(2017, 1, 5)
    held = Contents({"a": "1", "b": "2"}, {"a": {day: 3}, "b": {day: 1, dt.date(2017, 2, 1): 1}})
    assert held.rows_by_day() == {day: 4, dt.date(2017, 2, 1): 1}
    assert arrivals(None, held) is None
    assert arrivals({"a": "1", "b": "2"}, held) == Arrivals(())
    assert arrivals({"a": "1"}, held) == Arrivals(("b",), day, is_later=False)
    assert arrivals({"a": "other"}, held) is None
    assert arrivals({"a": "1", "gone": "3"}, held) is None


month = st.integers(0, 40).map(FIRST.plus)


@given(st.lists(st.tuples(month, st.integers(0, 6)), min_size=1, max_size=6))
def test_whatever_runs_come_the_months_are_whole_and_computed_once(runs: list[tuple[Period, int]]) -> None:
    before: Labelled | None = None
    done: list[Period] = []
    for period, back in runs:
        months = planned(period.plus(-back), period, before)
        assert not set(months) & set(done)
        done = sorted({*done, *months})
        assert {period.plus(-back), period} <= set(done)
        assert done == periods(done[0], done[-1])
        before = labelled(done[0], done[-1])
