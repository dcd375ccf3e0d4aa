"""Which files are read, load after load, without Spark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retention.delivery import by_number
from retention.load_plan import Choice, Known, choose, numbered


def test_files_are_known_by_what_they_hold() -> None:
    before = {"v1": Known("a", 1), "v2": Known("b", 2), "gone": Known("c", 3)}
    same = {"v1": "a", "v2": "b"}

    def chosen(contents: dict[str, str], *, keyed: bool = True, half_written: bool = False) -> Choice:
        return choose(contents, before, keyed=keyed, half_written=half_written)

    assert chosen(same) == Choice((), replaces=False)
    assert chosen({**same, "v3": "d"}) == Choice(("v3",), replaces=False)
    assert chosen({**same, "v2": "mended"}) == Choice(("v1", "v2"), replaces=True)
    # What a run that died wrote is written again; with keys it may have replaced rows of other files.
    assert chosen({**same, "v3": "d"}, half_written=True) == Choice(("v1", "v2", "v3"), replaces=True)
    assert chosen({**same, "v3": "d"}, keyed=False, half_written=True) == Choice(("v3",), replaces=True)


def test_names_are_ordered_by_their_numbers() -> None:
    names = ["members_v10.csv", "members.csv", "members_v9.csv"]
    assert sorted(names, key=by_number) == ["members.csv", "members_v9.csv", "members_v10.csv"]


@given(st.lists(st.lists(st.text("ab1", min_size=1, max_size=3), max_size=3), max_size=5))
def test_what_comes_later_is_the_newer_delivery_for_good(loads: list[list[str]]) -> None:
    known: dict[str, Known] = {}
    for names in loads:
        ordered = sorted({*names, *known}, key=by_number)
        numbers = numbered(ordered, known)
        assert {name: one.delivery for name, one in known.items()}.items() <= numbers.items()
        fresh = [numbers[name] for name in ordered if name not in known]
        assert fresh == sorted(fresh)
        assert len(set(numbers.values())) == len(numbers)
        assert all(number > one.delivery for number in fresh for one in known.values())
        known = {name: Known("", number) for name, number in numbers.items()}
