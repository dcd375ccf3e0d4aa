"""Labels: who churned in which month, and who could.

A member is a candidate of a month when the last transaction before the month says that the membership
expires in it. The member churns when the next renewal comes ``GAP_DAYS`` or more after the expiry, or never;
a cancellation in between brings the expiry forward.

Two histories tell which transaction is the last one before the month:

- ``literal`` looks at the calendar month before and at nothing earlier, as the rules of the competition were
  published. It drops members with long plans, and a cancellation that is dated back to 1970 makes a churner
  of a member who renews the same day.
- ``full_history`` looks at all transactions, and leaves out a cancellation whose expiry lies before the
  member's last renewal: it cancels something that had already ended.

``official`` labels come as files, see ``official_labels``. The three are never mixed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from retention.contracts import contract
from retention.period import GAP_DAYS, Period
from retention.transaction_order import BY_MEMBER_FORWARDS, ORDER, by_member, forwards

#: Sources of labels that are computed from transactions.
HISTORIES = ("full_history", "literal")


def labels(
    transactions: DataFrame,
    periods: Sequence[Period],
    source: str | Sequence[str],
    data_end: dt.date,
    data_version: int,
) -> DataFrame:
    """The rows of ``gold/labels`` for all periods and one or several histories, in one shuffle.

    ``data_end`` is the last day that the data cover. A row is mature when they cover the ``GAP_DAYS - 1``
    days after ``last_expire``: what comes later cannot change ``is_churn``, and neither ``renewal_date`` nor
    ``gap`` tell of a later renewal, so that a mature row is final. ``is_churn`` is null while nothing is
    decided: no renewal is seen, and the data end before day ``GAP_DAYS - 1`` after the effective expiry.
    A row that is not mature but decided is a biased choice of its month: only mature rows are for training.
    Raises ValueError for a source that is not in ``HISTORIES``.
    """
    end = F.lit(data_end)
    in_time = F.datediff("renewal_date", "last_expire") < GAP_DAYS
    decided = F.col("renewal_date").isNotNull() | (end >= F.date_add("effective_expire", GAP_DAYS - 1))
    churned = F.col("gap").isNull() | (F.col("gap") >= GAP_DAYS)
    return (
        _candidate_rows(transactions, periods, source)
        .withColumn("effective_expire", F.least("last_expire", "cancel_expire"))
        .withColumn("renewal_date", F.when(in_time, F.col("renewal_date")))
        .withColumn("gap", F.datediff("renewal_date", "effective_expire"))
        .withColumns(
            {
                "is_churn": F.when(decided, churned),
                "is_mature": end >= F.date_add("last_expire", GAP_DAYS - 1),
                "data_version": F.lit(data_version).cast("bigint"),
            }
        )
        .select(contract("gold/labels").names)
    )


def rows_about(transactions: DataFrame, periods: Sequence[Period]) -> DataFrame:
    """The transactions that labels of these periods hang on: few, where the history is long.

    These are the rows from the month before the first period on. Of some members it is all rows: those with
    an earlier row that expires in one of the periods, and those with a later cancellation of what had expired
    before that month, as only their earlier renewals can tell whether it is void.
    """
    first, last = min(periods), max(periods)
    since = F.lit(first.plus(-1).start)
    date, expire = F.col("transaction_date"), F.col("membership_expire_date")
    reaches = (date < since) & expire.between(F.lit(first.start), F.lit(last.last_day))
    cancels_long_after = F.col("is_cancel") & (date >= since) & (expire < since)
    # A number for each member is small; whose number it is too, by chance, gets rows that change nothing.
    member = F.xxhash64("msno").alias("_member")
    whole = transactions.where(reaches | cancels_long_after).select(member).distinct()
    earlier = (
        transactions.where(date < since)
        .withColumn("_member", member)
        .join(F.broadcast(whole), "_member", "left_semi")
        .drop("_member")
    )
    return transactions.where(date >= since).unionByName(earlier)


def candidates(
    transactions: DataFrame, periods: Sequence[Period], history: str = "full_history"
) -> DataFrame:
    """Whose membership expires in each period, as far as the transactions before it say.

    One row a candidate: period_start, msno, last_expire. Transactions dated in the period or later change
    nothing. Raises ValueError for a history that is not in ``HISTORIES``.
    """
    known = transactions.where(F.col("transaction_date") < F.lit(max(periods).start))
    return _candidate_rows(known, periods, history).select("period_start", "msno", "last_expire")


def _candidate_rows(
    transactions: DataFrame, periods: Sequence[Period], source: str | Sequence[str]
) -> DataFrame:
    """One row a candidate, period and source, with the next renewal and the earliest cancellation before it.

    A transaction makes a candidate of one month at most, the month it expires in, and does so when it is
    the last one before that month. So each row finds its own period, and many periods cost no more than one.
    """
    sources = (source,) if isinstance(source, str) else tuple(source)
    unknown = [name for name in sources if name not in HISTORIES]
    if unknown:
        raise ValueError(f"No labels are computed as {', '.join(unknown)}: choose of {', '.join(HISTORIES)}.")
    rows = _with_what_follows(by_member(transactions))
    month = F.trunc("membership_expire_date", "month")
    date = F.col("transaction_date")

    def last_before_month(following: str) -> Column:
        return (date < month) & (F.col(following).isNull() | (F.col(following) >= month))

    made_by = {
        "literal": last_before_month("next_date") & (date >= F.add_months(month, -1)),
        "full_history": last_before_month("next_kept_date") & ~F.col("is_void"),
    }
    found = F.array_compact(
        F.array(
            *(
                F.when(
                    made_by[name],
                    F.struct(
                        F.lit(name).alias("label_source"),
                        F.col(f"cancel_{name}").alias("cancel_expire"),
                    ),
                )
                for name in sources
            )
        )
    )
    return (
        rows.where(month.isin([period.start for period in periods]))
        .select(
            "msno",
            month.alias("period_start"),
            F.col("membership_expire_date").alias("last_expire"),
            "renewal_date",
            F.explode(found).alias("found"),
        )
        .select("*", "found.label_source", "found.cancel_expire")
    )


def _with_what_follows(rows: DataFrame) -> DataFrame:
    """Each transaction with the next ones: of any kind, kept, a renewal, and cancellations up to the renewal.

    A renewal opens a stretch that ends before the next renewal: the cancellations after a row and before the
    next renewal are those that come later in its stretch.
    """
    in_order = Window.partitionBy("msno").orderBy(*forwards())
    before = in_order.rowsBetween(Window.unboundedPreceding, -1)
    so_far = in_order.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    stretch = Window.partitionBy("msno", "_renewals").orderBy(*forwards())
    later = stretch.rowsBetween(1, Window.unboundedFollowing)
    date, expire, cancel = F.col("transaction_date"), F.col("membership_expire_date"), F.col("is_cancel")
    void = cancel & F.coalesce(expire < F.col("_paid_before"), F.lit(False))
    kept = ~F.col("is_void")

    def following(that: str) -> Column:
        return F.expr(f"lead(IF({that}, transaction_date, NULL)) IGNORE NULLS OVER ({BY_MEMBER_FORWARDS})")

    return (
        rows.select("msno", "membership_expire_date", *ORDER)
        .withColumns(
            {
                "_paid_before": F.max(F.when(~cancel, date)).over(before),
                "_renewals": F.count(F.when(~cancel, 1)).over(so_far),
            }
        )
        .withColumn("is_void", void)
        .withColumns(
            {
                "next_date": F.lead(date).over(in_order),
                "next_kept_date": following("NOT is_void"),
                "renewal_date": following("NOT is_cancel"),
            }
        )
        .withColumns(
            {
                "cancel_literal": F.min(F.when(cancel, expire)).over(later),
                "cancel_full_history": F.min(F.when(cancel & kept, expire)).over(later),
            }
        )
    )
