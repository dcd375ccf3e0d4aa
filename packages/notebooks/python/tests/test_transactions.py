import datetime as dt

from pyspark.sql import SparkSession
from transaction_rows import cancel, paid, transactions

from retention.contracts import contract
from retention.transactions import clean_transactions

DAY = "2016-05-01"

MEMBERS = {
    "renews and cancels": [cancel(DAY, "2016-05-01"), paid(DAY, "2016-05-31", actual_amount_paid=100)],
    "pays twice": [
        paid(DAY, "2016-05-31", plan_list_price=99, actual_amount_paid=99),
        paid(DAY, "2016-05-31", plan_list_price=149),
    ],
    "twins": [
        paid(DAY, "2016-05-31", actual_amount_paid=149),
        paid(DAY, "2016-05-31", actual_amount_paid=120),
    ],
    "not filled in": [paid(DAY, "2016-06-02", payment_plan_days=0, plan_list_price=0)],
    "not filled in, expired": [paid(DAY, "2016-04-02", payment_plan_days=0, plan_list_price=0)],
    "free": [paid(DAY, "2016-05-08", payment_plan_days=7, plan_list_price=0, actual_amount_paid=0)],
    "backdated": [cancel(DAY, "1970-01-01")],
    "changes": [
        paid("2016-03-01", "2016-03-31", is_auto_renew=False, payment_method_id=38),
        paid("2016-03-31", "2016-06-29", plan_list_price=400, actual_amount_paid=380, payment_plan_days=90),
        cancel("2016-04-10", "2016-04-10", plan_list_price=400, actual_amount_paid=0, payment_plan_days=90),
        paid("2016-05-10", "2016-06-09"),
    ],
}


def test_a_day_becomes_its_last_row(spark: SparkSession) -> None:
    rows = clean_transactions(transactions(spark, MEMBERS))
    assert rows.columns == contract("silver/clean_transactions").names
    days = {(row.msno, row.transaction_date): row for row in rows.collect()}
    assert len(days) == 11

    def day(msno: str):  # type: ignore[no-untyped-def]
        return days[msno, dt.date(2016, 5, 1)]

    both = day("renews and cancels")
    assert (both.is_cancel, both.day_amount_paid, both.day_rows, both.day_cancels) == (True, 100, 2, 1)
    assert (day("pays twice").plan_list_price, day("pays twice").day_amount_paid) == (149, 248)
    assert (day("twins").actual_amount_paid, day("twins").day_rows) == (149, 2)
    filled = day("not filled in")
    assert (filled.payment_plan_days, filled.plan_list_price, filled.is_imputed) == (32, 149, True)
    assert day("not filled in, expired").payment_plan_days == 0
    free = day("free")
    assert (free.payment_plan_days, free.plan_list_price, free.is_imputed) == (7, 0, False)
    backdated = day("backdated")
    assert backdated.membership_expire_date == dt.date(1970, 1, 1)
    assert backdated.floored_expire_date == dt.date(2016, 5, 1)

    changes = [
        "window_position",
        "change_in_days",
        "change_in_list_price",
        "change_in_amount_paid",
        "change_in_discount",
        "change_in_plan_days",
        "change_of_method",
        "change_in_cancel",
        "change_in_auto_renew",
        "change_in_expire_days",
    ]
    told = [
        tuple(days["changes", date][name] for name in changes)
        for date in sorted(date for msno, date in days if msno == "changes")
    ]
    assert told == [
        (1, None, 0, 0, 0, 0, 0, 0, 0, 0),
        (2, 30, 251, 231, 20, 60, 1, 0, 1, 90),
        (3, 10, 0, -380, 380, 0, 0, 1, 0, -80),
        # Thirty days after the cancellation it is a new subscription, and nothing to compare with.
        (1, None, 0, 0, 0, 0, 0, 0, 0, 0),
    ]
