"""Every feature of one candidate, worked out row by row in plain Python from what ``docs/features.md`` says.

Nothing here is shared with the package but the length of a gap: rows are walked one after the other, with no
windows, no sums so far, and no SQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from retention.period import GAP_DAYS

Value = float | str | None


class Paid(NamedTuple):
    """A row of silver/transactions."""

    msno: str
    method: int
    plan: int
    price: int
    paid: int
    auto: bool
    date: dt.date
    expire: dt.date
    cancel: bool
    source: str


class Heard(NamedTuple):
    """A row of silver/user_logs."""

    msno: str
    date: dt.date
    num_25: int
    num_50: int
    num_75: int
    num_985: int
    num_100: int
    unique: int
    seconds: float
    anomalous: bool
    source: str


class Person(NamedTuple):
    """A row of silver/members."""

    msno: str
    city: int | None
    bd: int | None
    gender: str | None
    channel: int | None
    registered: dt.date
    source: str


@dataclass
class Day:
    """What one day of transactions left behind."""

    row: Paid
    plan: int
    price: int
    ends: dt.date
    imputed: bool
    rows: int
    cancels: int
    paid: int
    late: int | None = None
    window: int = 0
    position: int = 1

    @property
    def payment(self) -> bool:
        """Whether anything was paid for on this day, a cancellation after it or not."""
        return self.rows > self.cancels


def features_of(
    start: dt.date,
    expire: dt.date,
    rows: Sequence[Paid],
    logs: Sequence[Heard],
    person: Person | None,
) -> dict[str, Value]:
    """The 73 features, segment and monthly price of a candidate on the first day of a month."""
    days = _days([row for row in rows if row.date < start])
    return {
        "days_to_expiry": (expire - start).days,
        **_subscription(start, days),
        **_registration(start, person),
        **_listening(start, [log for log in logs if log.date < start], days),
    }


def _days(rows: Sequence[Paid]) -> list[Day]:
    found: list[Day] = []
    for date, group in groupby(sorted(rows, key=lambda row: row.date), key=lambda row: row.date):
        of_day = list(group)
        last = of_day[0]
        for row in of_day[1:]:
            last = row if _comes_after(row, last) else last
        plan, price = last.plan, last.price
        if last.plan == 0:
            plan = max((last.expire - date).days, 0)
            price = last.paid if last.price == 0 else last.price
        day = Day(
            last,
            plan,
            price,
            max(last.expire, date),
            last.plan == 0,
            len(of_day),
            sum(row.cancel for row in of_day),
            sum(row.paid for row in of_day if not row.cancel),
        )
        if found:
            before = found[-1]
            day.late = (date - before.ends).days
            lapsed = day.late >= GAP_DAYS
            day.window = before.window + lapsed
            day.position = 1 if lapsed else before.position + 1
        found.append(day)
    return found


def _comes_after(row: Paid, other: Paid) -> bool:
    """Whether a row of a day is later than another of it, or as late and larger."""
    sign, other_sign = (f"{each.price}{each.plan}{each.method}" for each in (row, other))
    if sign != other_sign:
        return sign < other_sign
    if row.cancel != other.cancel:
        return row.cancel
    if row.expire != other.expire:
        return row.expire < other.expire if row.cancel else row.expire > other.expire
    return (row.paid, row.auto, row.price, row.plan, row.method) > (
        other.paid,
        other.auto,
        other.price,
        other.plan,
        other.method,
    )


def _subscription(start: dt.date, days: list[Day]) -> dict[str, Value]:
    if not days:
        return _WITHOUT_ROWS
    last = days[-1]
    window = [day for day in days if day.window == last.window]
    began = window[0].row.date
    paying = [day for day in window if day.payment]
    payments = [day for day in days if day.payment]
    late = [day.late for day in payments if day.position > 1 and day.late is not None and day.late > 0]
    listed, paid = sum(day.price for day in paying), sum(day.paid for day in paying)
    return {
        "window_age_days": (start - began).days,
        "window_start_month": began.month,
        "window_payments": len(paying),
        "window_renewals": sum(day.payment and day.ends > before.ends for before, day in pairwise(window)),
        "window_list_price": listed,
        "window_amount_paid": paid,
        "window_discount": listed - paid,
        "days_since_last_transaction": (start - last.row.date).days,
        "last_list_price": last.price,
        "last_amount_paid": last.row.paid,
        "last_discount": last.price - last.row.paid,
        "last_plan_days": last.plan,
        "price_per_day": last.price / last.plan if last.plan > 0 else None,
        "payment_method": last.row.method,
        "is_cancelled": int(last.row.cancel),
        "is_auto_renew": int(last.row.auto),
        **_changes(window),
        "subscriber_age_days": (start - days[0].row.date).days,
        "past_lapses": last.window,
        "last_lapse_days": window[0].late,
        "has_lapsed_180d": int(last.window > 0 and (start - began).days <= 180),
        "late_renewals": len(late),
        "mean_late_days": sum(late) / len(late) if late else 0,
        "last_late_days": payments[-1].late if payments else None,
        "cancels_90d": sum(day.cancels for day in days if (start - day.row.date).days <= 90),
        "cancels": sum(day.cancels for day in days),
        "payments": len(payments),
        "imputed_rows": sum(day.imputed for day in days),
        "is_first_cohort": int(len(payments) <= 1),
        "segment": _segment(last),
        "monthly_price": 30 * last.price / (last.plan if last.plan > 0 else 30),
    }


#: A candidate of whom no row is known: nothing is known but what is not there.
_WITHOUT_ROWS: dict[str, Value] = {
    **dict.fromkeys(
        [
            "window_age_days",
            "window_start_month",
            "window_payments",
            "window_renewals",
            "window_list_price",
            "window_amount_paid",
            "window_discount",
            "days_since_last_transaction",
            "last_list_price",
            "last_amount_paid",
            "last_discount",
            "last_plan_days",
            "price_per_day",
            "payment_method",
            "subscriber_age_days",
            "past_lapses",
            "last_lapse_days",
            "late_renewals",
            "last_late_days",
            "cancels",
            "payments",
            "imputed_rows",
            "monthly_price",
        ]
    ),
    **dict.fromkeys(
        [
            "is_cancelled",
            "is_auto_renew",
            "change_in_list_price",
            "change_in_amount_paid",
            "change_in_discount",
            "change_in_plan_days",
            "has_changed_method",
            "change_in_cancel",
            "change_in_auto_renew",
            "change_in_expire_days",
            "days_between_last_rows",
            "has_lapsed_180d",
            "mean_late_days",
            "cancels_90d",
            "is_first_cohort",
        ],
        0,
    ),
    "segment": "manual",
}


def _changes(window: list[Day]) -> dict[str, Value]:
    """What the last row changed; nothing where it is the first of its window."""
    last, before = window[-1], window[-2] if len(window) > 1 else window[-1]
    return {
        "change_in_list_price": last.price - before.price,
        "change_in_amount_paid": last.row.paid - before.row.paid,
        "change_in_discount": (last.price - last.row.paid) - (before.price - before.row.paid),
        "change_in_plan_days": last.plan - before.plan,
        "has_changed_method": int(last.row.method != before.row.method),
        "change_in_cancel": last.row.cancel - before.row.cancel,
        "change_in_auto_renew": last.row.auto - before.row.auto,
        "change_in_expire_days": (last.ends - before.ends).days,
        "days_between_last_rows": (last.row.date - before.row.date).days,
    }


def _segment(last: Day) -> str:
    if last.row.cancel:
        return "cancelled"
    if last.plan > 35:
        return "long_plan"
    return "auto_renew" if last.row.auto else "manual"


def _registration(start: dt.date, person: Person | None) -> dict[str, Value]:
    if person is None:
        nothing = ("city", "gender", "registered_via", "age", "registration_tenure_days")
        return {
            **dict.fromkeys(nothing),
            "is_member_missing": 1,
            "is_age_missing": 0,
            "is_gender_missing": 0,
        }
    age = person.bd if person.bd is not None and 10 <= person.bd <= 70 else None
    return {
        "city": person.city,
        "gender": person.gender or None,
        "registered_via": person.channel,
        "age": age,
        "registration_tenure_days": (start - person.registered).days if person.registered < start else None,
        "is_member_missing": 0,
        "is_age_missing": int(age is None),
        "is_gender_missing": int(not person.gender),
    }


def _listening(start: dt.date, logs: Sequence[Heard], days: list[Day]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    sums: dict[str, dict[int, float]] = {"days": {}, "plays": {}, "seconds": {}, "unique": {}}
    for horizon in (7, 30, 90):
        rows = [log for log in logs if (start - log.date).days <= horizon]
        plays = sum(log.num_25 + log.num_50 + log.num_75 + log.num_985 + log.num_100 for log in rows)
        finished = sum(log.num_985 + log.num_100 for log in rows)
        seconds, unique = sum(log.seconds for log in rows), sum(log.unique for log in rows)
        for name, value in (("days", len(rows)), ("plays", plays), ("seconds", seconds), ("unique", unique)):
            sums[name][horizon] = value
        found |= {
            f"active_days_{horizon}d": len(rows),
            f"plays_{horizon}d": plays,
            f"unique_songs_{horizon}d": unique,
            f"seconds_{horizon}d": seconds,
            f"finished_share_{horizon}d": _over(finished, plays),
        }
    for name in ("days", "plays", "seconds"):
        for short, long in ((7, 30), (30, 90)):
            trend = _over(sums[name][short] / short, sums[name][long] / long)
            found[f"{name}_trend_{short}_{long}"] = trend
    heard = [log for log in logs if (start - log.date).days <= 90]
    window = [day for day in days if day.window == days[-1].window]
    reach = min(30, (start - window[0].row.date).days) if window else 30
    return {
        **found,
        "active_share_30d": min(1, sums["days"][30] / reach),
        "seconds_per_active_day_30d": _over(sums["seconds"][30], sums["days"][30]),
        "plays_per_active_day_30d": _over(sums["plays"][30], sums["days"][30]),
        "unique_share_30d": _over(sums["unique"][30], sums["plays"][30]),
        "days_since_last_listen": min((start - log.date).days for log in heard) if heard else None,
        "is_silent": int(not heard),
    }


def _over(part: float, whole: float) -> float | None:
    return part / whole if whole else None
