"""Transactions for tests, written short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from retention.contracts import contract

TABLE = "silver/transactions"


def paid(date: str, until: str, **other: Any) -> dict[str, Any]:
    """A renewal of a 30-day plan for 149, by default."""
    return {
        "payment_method_id": 41,
        "payment_plan_days": 30,
        "plan_list_price": 149,
        "actual_amount_paid": 149,
        "is_auto_renew": True,
        "transaction_date": dt.date.fromisoformat(date),
        "membership_expire_date": dt.date.fromisoformat(until),
        "is_cancel": False,
        "source_file": "transactions.csv",
        **other,
    }


def cancel(date: str, until: str, **other: Any) -> dict[str, Any]:
    """A cancellation that moves the expiry."""
    return paid(date, until, **{"is_cancel": True, **other})


def transactions(spark: SparkSession, members: dict[str, Iterable[dict[str, Any]]]) -> DataFrame:
    """The rows of all members as ``silver/transactions`` has them."""
    schema = contract(TABLE).schema
    rows = [
        tuple({"msno": msno, **row}[name] for name in schema.names)
        for msno, rows in members.items()
        for row in rows
    ]
    return spark.createDataFrame(rows, schema)
