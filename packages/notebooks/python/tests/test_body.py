"""How far rows reach, whatever single ones say; without Spark."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from retention.body import Body, body_of

START = dt.date(2015, 1, 1)


def days(*counts: int, start: dt.date = START) -> dict[dt.date, int]:
    return {start + dt.timedelta(days=day): rows for day, rows in enumerate(counts) if rows}


def ends(rows: dict[dt.date, int]) -> tuple[dt.date, dt.date]:
    body = body_of(rows)
    assert body is not None
    return body.first, body.last


def test_single_rows_far_away_are_beyond_the_body() -> None:
    year = days(*[4] * 365)
    last = max(year)
    assert ends(year) == (START, last)
    typos = {
        dt.date(2036, 10, 15): 1,
        dt.date(2036, 10, 16): 2,
        dt.date(2016, 3, 3): 1,
        dt.date(2004, 5, 6): 1,
    }
    assert body_of({**year, **typos}) == Body(START, last, earlier=1, later=4)
    assert body_of({}) is None


def test_sparse_days_a_missing_month_and_a_last_day_that_has_begun_are_of_the_body() -> None:
    sparse = {START: 1, dt.date(2015, 1, 31): 1, dt.date(2015, 3, 5): 1}
    assert ends(sparse) == (START, dt.date(2015, 3, 5))
    gap = days(*[100] * 60, *[0] * 31, *[100] * 30)
    assert ends(gap) == (START, max(gap))
    begun = days(*[100] * 60, 7)
    assert ends(begun) == (START, max(begun))


@given(st.lists(st.integers(2, 9), min_size=60, max_size=90), st.integers(40, 20_000), st.booleans())
def test_one_row_never_tells_how_far_the_data_reach(counts: list[int], away: int, ahead: bool) -> None:
    rows = days(*counts)
    first, last = ends(rows)
    assert (first, last) == (START, max(rows))
    row = last + dt.timedelta(days=away) if ahead else first - dt.timedelta(days=away)
    assert ends({**rows, row: 1}) == (first, last)


@given(st.dictionaries(st.dates(START, dt.date(2035, 1, 1)), st.integers(1, 50), min_size=1))
def test_the_body_is_of_days_there_are_and_the_same_forwards_and_backwards(rows: dict[dt.date, int]) -> None:
    body = body_of(rows)
    assert body is not None
    assert {body.first, body.last} <= set(rows)
    mirrored = body_of({START - (day - START): count for day, count in rows.items()})
    assert mirrored is not None
    assert (mirrored.first - START, mirrored.last - START) == (START - body.last, START - body.first)
    assert (mirrored.earlier, mirrored.later) == (body.later, body.earlier)
