"""Rows of tables that features read, written short."""

import datetime as dt
from collections.abc import Iterable

from pyspark.sql import DataFrame, SparkSession

from retention.contracts import contract

Day = dt.date | str


def day(text: Day) -> dt.date:
    return text if isinstance(text, dt.date) else dt.date.fromisoformat(text)


def transaction(
    msno: str,
    on: Day,
    expire: Day,
    *,
    method: int = 41,
    plan: int = 30,
    price: int = 149,
    paid: int | None = None,
    auto: bool = True,
    cancel: bool = False,
) -> tuple[object, ...]:
    """A row of silver/transactions; paid is the list price unless said otherwise."""
    paid = price if paid is None else paid
    return (msno, method, plan, price, paid, auto, day(on), day(expire), cancel, "transactions.csv")


def log(
    msno: str,
    on: Day,
    plays: tuple[int, int, int, int, int] = (0, 0, 0, 0, 1),
    unique: int = 1,
    seconds: float = 60.0,
) -> tuple[object, ...]:
    """A row of silver/user_logs."""
    return (msno, day(on), *plays, unique, seconds, False, "user_logs.csv")


def member(
    msno: str, city: int, bd: int, gender: str | None, channel: int, registered: Day
) -> tuple[object, ...]:
    """A row of silver/members."""
    return (msno, city, bd, gender, channel, day(registered), "members.csv")


def table(spark: SparkSession, name: str, rows: Iterable[tuple[object, ...]]) -> DataFrame:
    """The rows as a frame with the columns of the table's contract."""
    return spark.createDataFrame(list(rows), contract(name).schema)
