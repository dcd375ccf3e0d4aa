"""Members with all that a row may hold: ties, gaps of a day more or less, nothing filled in, nulls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from feature_oracle import Heard, Paid, Person

FIRST, LAST = dt.date(2015, 5, 1), dt.date(2016, 8, 1)

_FAR_PAST = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Member:
    """One member, and what the files hold of him."""

    msno: str
    rows: list[Paid]
    logs: list[Heard]
    person: Person | None


def random_members(count: int, seed: int) -> list[Member]:
    """So many members, named ``anyone`` with a number; the same seed gives the same."""
    random = np.random.default_rng(seed)
    return [_member(random, f"anyone {number}") for number in range(count)]


def _member(random: np.random.Generator, msno: str) -> Member:
    return Member(msno, _rows(random, msno), _logs(random, msno), _person(random, msno))


def _rows(random: np.random.Generator, msno: str) -> list[Paid]:
    rows: list[Paid] = []
    at = FIRST + dt.timedelta(days=int(random.integers(0, 430)))
    while at < LAST:
        ends = at
        for _ in range(int(random.choice([1, 1, 1, 1, 2, 3]))):
            row = _row(random, msno, at)
            rows.append(row)
            ends = row.expire
        at = max(at + dt.timedelta(days=1), max(at, ends) + dt.timedelta(days=_gap(random)))
    if rows and random.random() < 0.1:
        rows.append(rows[int(random.integers(0, len(rows)))])
    return [rows[place] for place in random.permutation(len(rows))]


def _gap(random: np.random.Generator) -> int:
    return int(random.choice([-20, -2, 0, 0, 0, 1, 4, 28, 29, 30, 31, 45]))


def _row(random: np.random.Generator, msno: str, at: dt.date) -> Paid:
    plan = int(random.choice([0, 7, 30, 30, 30, 31, 90, 180]))
    # Prices whose order as text is not that of their numbers.
    price = int(random.choice([0, 99, 149, 149, 536, 1000]))
    paid = int(random.choice([price, price, 149, max(price - 30, 0)]))
    cancel = bool(random.random() < 0.2)
    ends = at + dt.timedelta(days=int(random.integers(-3, 8)) if cancel else (plan or 30))
    if random.random() < 0.02:
        ends = _FAR_PAST
    method = int(random.choice([3, 38, 41]))
    return Paid(msno, method, plan, price, paid, bool(random.random() < 0.6), at, ends, cancel, "t.csv")


def _logs(random: np.random.Generator, msno: str) -> list[Heard]:
    """Listening that begins and ends anywhere in the 150 days before July, or not at all."""
    until = dt.date(2016, 7, 1)
    first, last = sorted(random.integers(-3, 150, 2), reverse=True)
    share = float(random.choice([0.0, 0.05, 0.3, 0.9]))
    found = []
    for since in range(int(last), int(first)):
        if random.random() >= share:
            continue
        silent = random.random() < 0.1
        plays = [0] * 5 if silent else [int(count) for count in random.integers(0, 7, 5)]
        unique = int(random.integers(0, sum(plays) + 1))
        seconds = 0.0 if silent else float(np.round(random.gamma(2.0, 900.0), 3))
        found.append(Heard(msno, until - dt.timedelta(days=since), *plays, unique, seconds, False, "u.csv"))
    return found


def _person(random: np.random.Generator, msno: str) -> Person | None:
    if random.random() < 0.15:
        return None
    return Person(
        msno,
        _maybe(random, int(random.integers(1, 23))),
        _maybe(random, int(random.choice([-7168, 0, 9, 10, 25, 70, 71, 2016]))),
        str(random.choice(["female", "male", ""])) if random.random() < 0.8 else None,
        _maybe(random, int(random.choice([-1, 3, 4, 7, 9]))),
        dt.date(2016, 6, 15) - dt.timedelta(days=int(random.integers(-10, 900))),
        "m.csv",
    )


def _maybe(random: np.random.Generator, value: int) -> int | None:
    return value if random.random() < 0.9 else None
