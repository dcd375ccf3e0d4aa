"""Maps the newspaper's files to those that the notebooks read: the page to write anew for data of your own.

What each column means is in README.md beside this file. Customer numbers do not go into the lake: a member is
the digest of one, and ``ids.csv``, which stays outside, tells which is which.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import sys
from pathlib import Path

import pandas as pd

from retention.contracts import contract

#: Days that an invoice of a product pays for.
PLAN_DAYS = {"trial": 14, "month": 30, "quarter": 91, "year": 365}
PAY_BY = {"card": 1, "debit": 2, "invoice": 3, "paypal": 4}
CAME_BY = {"web": 1, "telephone": 2, "kiosk": 3, "partner": 4}
SEX = {"f": "female", "m": "male"}
#: The files that are read, with the columns that are taken of each.
TAKEN = {
    "subscribers": ("customer_no", "since", "birth_year", "sex", "region", "came_by"),
    "invoices": (
        "customer_no",
        "invoiced_on",
        "product",
        "list_eur",
        "paid_eur",
        "pay_by",
        "auto",
        "paid_until",
    ),
    "cancellations": ("customer_no", "cancelled_on", "ends_on"),
    "reading": ("customer_no", "day", "opened", "finished", "minutes"),
}


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """The newspaper's files by name; raises ValueError, a line for each thing that is missing."""
    problems, found = [], {}
    for name, columns in TAKEN.items():
        file = folder / f"{name}.csv"
        if not file.is_file():
            problems.append(f"{folder} holds no {file.name}.")
            continue
        found[name] = pd.read_csv(file, dtype=str, keep_default_na=False)
        missing = [column for column in columns if column not in found[name].columns]
        if missing:
            problems.append(f"{file.name} lacks {', '.join(missing)}.")
    if problems:
        raise ValueError("\n".join(problems))
    return found


def to_contracts(source: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The three files of the contracts, by the name each begins with; raises ValueError for unknown words."""
    _require_known(source)
    return {
        "members": _members(source["subscribers"]),
        "transactions": _transactions(source["invoices"], source["cancellations"]),
        "user_logs": _user_logs(source["reading"]),
    }


def _require_known(source: dict[str, pd.DataFrame]) -> None:
    """All words must be in the tables above: one that is guessed would be a wrong feature for good."""
    tables = (
        ("invoices", "product", PLAN_DAYS),
        ("invoices", "pay_by", PAY_BY),
        ("subscribers", "came_by", CAME_BY),
    )
    problems = [
        f"{file}.csv holds {column} {', '.join(repr(word) for word in unknown)}: give it a number here."
        for file, column, known in tables
        if (unknown := sorted(set(source[file][column]) - set(known)))
    ]
    if problems:
        raise ValueError("\n".join(problems))


def member(customer_no: str) -> str:
    """The id of a customer in the lake: 44 letters, always the same, that do not tell the number."""
    return base64.b64encode(hashlib.sha256(f"newspaper {customer_no}".encode()).digest()).decode("ascii")


def _members(rows: pd.DataFrame) -> pd.DataFrame:
    since = pd.to_datetime(rows["since"])
    born = pd.to_numeric(rows["birth_year"], errors="coerce")
    return pd.DataFrame(
        {
            "msno": rows["customer_no"].map(member),
            "city": rows["region"],
            # The age when they came: one that changes with the day of the delivery would be another delivery.
            "bd": (since.dt.year - born).fillna(0).astype(int),
            "gender": rows["sex"].map(SEX).fillna(""),
            "registered_via": rows["came_by"].map(CAME_BY),
            "registration_init_time": _day(rows["since"]),
        }
    )


def _transactions(invoices: pd.DataFrame, cancellations: pd.DataFrame) -> pd.DataFrame:
    """An invoice is a payment; a cancellation is the invoice before it, marked, with its own days."""
    paid = pd.DataFrame(
        {
            "msno": invoices["customer_no"].map(member),
            "payment_method_id": invoices["pay_by"].map(PAY_BY),
            "payment_plan_days": invoices["product"].map(PLAN_DAYS),
            "plan_list_price": _cents(invoices["list_eur"]),
            "actual_amount_paid": _cents(invoices["paid_eur"]),
            "is_auto_renew": (invoices["auto"] == "yes").astype(int),
            "transaction_date": _day(invoices["invoiced_on"]),
            "membership_expire_date": _day(invoices["paid_until"]),
            "is_cancel": 0,
        }
    )
    ended = pd.DataFrame(
        {
            "msno": cancellations["customer_no"].map(member),
            "transaction_date": _day(cancellations["cancelled_on"]),
            "membership_expire_date": _day(cancellations["ends_on"]),
        }
    )
    before = pd.merge_asof(
        ended.sort_values("transaction_date"),
        paid.drop(columns="membership_expire_date").sort_values("transaction_date"),
        on="transaction_date",
        by="msno",
    ).dropna(subset="payment_method_id")
    cancelled = before.assign(is_cancel=1).astype({name: int for name in paid if name != "msno"})
    return pd.concat([paid, cancelled[list(paid)]]).sort_values(
        ["transaction_date", "msno", "is_cancel"], kind="stable"
    )


def _user_logs(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a member and day, as the contract has it: what was read in parts of a day is summed up."""
    amounts = rows[["opened", "finished", "minutes"]].astype(float)
    days = amounts.groupby([rows["customer_no"], rows["day"]]).sum().reset_index()
    opened, finished = (days[name].astype(int) for name in ("opened", "finished"))
    return pd.DataFrame(
        {
            "msno": days["customer_no"].map(member),
            "date": _day(days["day"]),
            "num_25": opened - finished,
            "num_50": 0,
            "num_75": 0,
            "num_985": 0,
            "num_100": finished,
            "num_unq": opened,
            "total_secs": (days["minutes"] * 60).round(),
        }
    )


def _day(texts: pd.Series[str]) -> pd.Series[int]:
    return pd.to_datetime(texts, format="%Y-%m-%d").dt.strftime("%Y%m%d").astype(int)


def _cents(texts: pd.Series[str]) -> pd.Series[int]:
    return (texts.astype(float) * 100).round().astype(int)


def main(words: list[str] | None = None) -> int:
    """Reads one folder and writes another; 2 where what it reads is not as it should be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("source", type=Path)
    options.add_argument("raw", type=Path)
    given = options.parse_args(words)
    try:
        source = read(given.source)
        files = to_contracts(source)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    given.raw.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        columns = list(contract(f"raw/{name}").names)
        rows[columns].to_csv(given.raw / f"{name}.csv", index=False)
    numbers = source["subscribers"]["customer_no"]
    ids = pd.DataFrame({"customer_no": numbers, "msno": numbers.map(member)})
    ids.to_csv(given.raw.parent / "ids.csv", index=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
