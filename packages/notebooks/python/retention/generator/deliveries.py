"""The files as delivered: one of members, and of transactions and logs one and one more for each month."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
from pyarrow import csv

from retention.generator.blocks import Block
from retention.generator.calendar import MONTH_OF, as_numbers, day
from retention.generator.randomness import Flags, Ints
from retention.generator.world import FIRST_DELIVERY_END, World

MEMBERS = ("msno", "city", "bd", "gender", "registered_via", "registration_init_time")
TRANSACTIONS = (
    "msno", "payment_method_id", "payment_plan_days", "plan_list_price", "actual_amount_paid",
    "is_auto_renew", "transaction_date", "membership_expire_date", "is_cancel",
)  # fmt: skip
USER_LOGS = ("msno", "date", "num_25", "num_50", "num_75", "num_985", "num_100", "num_unq", "total_secs")

_FORMAT = csv.WriteOptions(include_header=False, quoting_style="none")
_GENDER = pa.array([None, "male", "female"])


def delivery_of(days: Ints) -> Ints:
    """Number of the delivery of rows with these days: 1 up to February 2017, then one for each month."""
    since = MONTH_OF[days] - MONTH_OF[day(FIRST_DELIVERY_END)]
    return np.asarray(1 + np.maximum(since, 0), dtype=np.int64)


def file_name(table: str, delivery: int) -> str:
    """``transactions/transactions.csv``, ``transactions/transactions_v2.csv`` and so on."""
    return f"{table}/{table}.csv" if delivery == 1 else f"{table}/{table}_v{delivery}.csv"


def file_names(world: World) -> list[str]:
    """All files of a world, relative to its folder."""
    numbers = range(1, world.deliveries + 1)
    return ["members/members_v3.csv"] + [
        file_name(table, number) for table in ("transactions", "user_logs") for number in numbers
    ]


def members_table(made: Block) -> pa.Table:
    """Rows of the member file."""
    who = made.who
    known = np.flatnonzero(who.has_row)
    return pa.table(
        [
            pa.array(made.ids).take(pa.array(known)),
            who.city[known],
            who.age[known],
            _GENDER.take(pa.array(who.gender[known])),
            who.channel[known],
            as_numbers(who.registered[known]),
        ],
        names=list(MEMBERS),
    )


def transactions_table(made: Block, chosen: Flags) -> pa.Table:
    """Rows of a file of transactions."""
    rows = made.payments
    place = np.flatnonzero(chosen)
    return pa.table(
        [
            pa.array(made.ids).take(pa.array(rows.member[place])),
            rows.method[place],
            rows.plan[place],
            rows.list_price[place],
            rows.paid[place],
            rows.auto[place].astype(np.int64),
            as_numbers(rows.date[place]),
            as_numbers(rows.expiry[place]),
            rows.cancel[place].astype(np.int64),
        ],
        names=list(TRANSACTIONS),
    )


def tables(made: Block, world: World) -> Iterator[tuple[str, pa.Table]]:
    """The rows of a block for each file that gets any, with the file's name."""
    yield "members/members_v3.csv", members_table(made)
    if len(made.payments.date):
        delivery = np.where(made.held, 2, delivery_of(made.payments.date))
        for number in range(1, world.deliveries + 1):
            yield file_name("transactions", number), transactions_table(made, delivery == number)
    if not made.heard.days.any():
        return
    rows = made.logs(world.oddities.log_anomalies)
    everything = pa.table(
        [
            pa.array(made.ids).take(pa.array(rows.member)),
            as_numbers(rows.day), rows.num_25, rows.num_50, rows.num_75, rows.num_985, rows.num_100,
            rows.num_unq, rows.total_secs,
        ],
        names=list(USER_LOGS),
    )  # fmt: skip
    delivery = delivery_of(rows.day)
    for number in range(1, world.deliveries + 1):
        chosen = np.flatnonzero(delivery == number)
        yield file_name("user_logs", number), everything.take(pa.array(chosen))


@dataclass
class Files:
    """Files being written: all to the end, or none."""

    folder: Path
    open: dict[str, BinaryIO]
    rows: dict[str, int] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)

    def add(self, name: str, table: pa.Table) -> None:
        """Appends rows to a file."""
        if table.num_rows:
            csv.write_csv(table, self.open[name], _FORMAT)
            self.rows[name] += table.num_rows


@contextmanager
def writing(folder: Path, names: list[str]) -> Iterator[Files]:
    """Opens files beside their final names; at the end each takes its place unless the same is there.

    Raises FileExistsError, and changes nothing, where a file of another data set is in the place of one.
    """
    headers = {"members": MEMBERS, "transactions": TRANSACTIONS, "user_logs": USER_LOGS}
    parts = {name: folder / f"{name}.part" for name in names}
    files = Files(folder, {}, dict.fromkeys(names, 0))
    try:
        for name, part in parts.items():
            part.parent.mkdir(parents=True, exist_ok=True)
            files.open[name] = part.open("wb")
            files.open[name].write((",".join(headers[name.split("/")[0]]) + "\n").encode())
        yield files
        for handle in files.open.values():
            handle.close()
        there = [name for name in names if (folder / name).exists()]
        same = [name for name in there if filecmp.cmp(parts[name], folder / name, shallow=False)]
        other = [name for name in there if name not in same]
        if other:
            raise FileExistsError(
                f"The folder {folder} holds another data set ({', '.join(other)}): give an empty folder, "
                "or the members, seed and options it was made with."
            )
        for name in names:
            if name in same:
                files.unchanged.append(name)
            else:
                parts[name].replace(folder / name)
    finally:
        for handle in files.open.values():
            handle.close()
        for part in parts.values():
            part.unlink(missing_ok=True)
