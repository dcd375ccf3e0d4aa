"""The order of a member's transactions, which decides what the last one of a day is."""

from __future__ import annotations

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

#: The columns that order the rows of a member, made by ``by_member``, and which way each goes.
_WAYS = {"transaction_date": "ASC", "signature": "DESC", "is_cancel": "ASC", "expire_rank": "ASC"}

ORDER = tuple(_WAYS)

#: The order as a window of SQL, for what the functions of Python cannot say.
BY_MEMBER_FORWARDS = f"PARTITION BY msno ORDER BY {', '.join(f'{name} {way}' for name, way in _WAYS.items())}"


def by_member(transactions: DataFrame) -> DataFrame:
    """The transactions with all rows of a member in one partition, in their order.

    Adds ``signature`` and ``expire_rank``, of which the order is made; a row without a cancel flag is no
    cancellation. The only shuffle that cleaning and labelling need. Rows that are by member already stay as
    they are, so that both can start from the same.
    """
    if set(ORDER) <= set(transactions.columns):
        return transactions
    cancelled = F.coalesce("is_cancel", F.lit(False))
    rank = F.unix_date("membership_expire_date")
    return (
        transactions.where(F.col("transaction_date").isNotNull())
        # What the order is made of is computed behind the shuffle, so that it does not travel.
        .repartition("msno")
        .withColumns(
            {
                "is_cancel": cancelled,
                # Compared as text, as the rules of the label have it: 99… comes after 149…
                "signature": F.concat(*(_text(name) for name in _SIGNED)),
                "expire_rank": F.when(cancelled, -rank).otherwise(rank),
            }
        )
        .sortWithinPartitions("msno", *forwards(), *ties())
    )


def forwards() -> list[Column]:
    """Date, then signature from high to low, renewals before cancellations, then expiry.

    Of renewals the earliest expiry comes first, of cancellations the latest. Rows that are equal in all four
    give the same labels.
    """
    return [F.col(name).asc() if way == "ASC" else F.col(name).desc() for name, way in _WAYS.items()]


def ties() -> list[Column]:
    """What tells rows apart that the order leaves equal: for a result that no order of the input changes."""
    return [F.col(name).asc() for name in ("actual_amount_paid", "is_auto_renew", *_SIGNED)]


_SIGNED = ("plan_list_price", "payment_plan_days", "payment_method_id")


def _text(name: str) -> Column:
    return F.coalesce(F.col(name).cast("string"), F.lit(""))
