"""Months of a generated world as a model reads them, without Spark: what was known, what came, what was true.

Features and labels are worked out by the walks in plain Python, which other tests hold the tables to.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

import numpy as np
import pandas as pd
from feature_oracle import Heard, Paid, Person, features_of

from retention.features.dictionary import names
from retention.generator.blocks import Block, block
from retention.generator.calendar import date_of
from retention.generator.truth import truth
from retention.generator.world import World
from retention.label_oracle import Transaction, days_since_epoch, in_order, walk
from retention.period import Period

_GENDERS = ("", "male", "female")


def known_months(world: World, months: Sequence[Period]) -> pd.DataFrame:
    """A row for each candidate of these months: key, features, ``is_churn``, and the columns of the truth."""
    made = block(world, np.arange(world.members))
    true = truth(made).to_pandas().set_index(["period_start", "msno"])
    rows, logs = _rows(made), _logs(made, world)
    found = []
    for place, msno in enumerate(made.ids):
        ordered = in_order([_walked(row) for row in rows[place]])
        if not ordered:
            continue
        person = _person(made, place)
        days = [log.date for log in logs[place]]
        for month in months:
            outcome = walk(ordered, month, "full_history")
            if outcome is None or (month.start, msno) not in true.index:
                continue
            expire = dt.date(1970, 1, 1) + dt.timedelta(days=outcome.last_expire)
            since = bisect_left(days, month.start - dt.timedelta(days=90))
            heard = logs[place][since : bisect_left(days, month.start)]
            seen = features_of(month.start, expire, rows[place], heard, person)
            found.append((str(month), month.start, msno, expire, outcome.is_churn, seen))
    keys = ("period_start", "start", "msno", "last_expire", "is_churn")
    frame = pd.DataFrame([row[:5] for row in found], columns=list(keys))
    features = pd.DataFrame([row[5] for row in found])
    # As a training reads them: numbers in four bytes, categories as text.
    for name in names("category"):
        text = features[name].map(lambda value: None if pd.isna(value) else str(_whole(value)))
        features[name] = text.astype("category")
    numbers = [name for name in (*names(), "monthly_price") if name not in names("category")]
    features[numbers] = features[numbers].astype(np.float32)
    features["segment"] = features["segment"].astype("category")
    joined = frame.join(true, ["start", "msno"]).drop(columns="start")
    joined["last_expire"] = pd.to_datetime(joined["last_expire"])
    joined["is_churn"] = joined["is_churn"].astype(np.float64)
    return pd.concat([joined, features], axis=1).sort_values(["period_start", "msno"], ignore_index=True)


def _whole(value: float | str) -> int | str:
    return value if isinstance(value, str) else int(value)


def _rows(made: Block) -> list[list[Paid]]:
    found: list[list[Paid]] = [[] for _ in made.ids]
    rows = made.payments
    columns = (rows.member, rows.method, rows.plan, rows.list_price, rows.paid, rows.auto, rows.date)
    for member, method, plan, price, paid, auto, date, expiry, cancel in zip(
        *(column.tolist() for column in (*columns, rows.expiry, rows.cancel)), strict=True
    ):
        on, ends = date_of(date), date_of(expiry)
        found[member].append(Paid("", method, plan, price, paid, auto, on, ends, cancel, ""))
    return found


def _walked(row: Paid) -> Transaction:
    on, ends = days_since_epoch(row.date), days_since_epoch(row.expire)
    return Transaction(on, row.price, row.plan, row.method, ends, row.cancel)


def _logs(made: Block, world: World) -> list[list[Heard]]:
    found: list[list[Heard]] = [[] for _ in made.ids]
    if not made.heard.days.any():
        return found
    rows = made.logs(world.oddities.log_anomalies)
    seconds = np.clip(rows.total_secs, 0.0, 86_400.0)
    plays = (rows.num_25, rows.num_50, rows.num_75, rows.num_985, rows.num_100, rows.num_unq)
    columns = (rows.member, rows.day, *plays, seconds)
    for member, on, *played, second in zip(*(each.tolist() for each in columns), strict=True):
        found[member].append(Heard("", date_of(on), *played, second, False, ""))
    for logs in found:
        logs.sort(key=attrgetter("date"))
    return found


def _person(made: Block, place: int) -> Person | None:
    who = made.who
    if not who.has_row[place]:
        return None
    return Person(
        "",
        int(who.city[place]),
        int(who.age[place]),
        _GENDERS[int(who.gender[place])],
        int(who.channel[place]),
        date_of(int(who.registered[place])),
        "",
    )
