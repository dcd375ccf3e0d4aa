"""What was delivered: the CSV files of a raw folder and what their headers say."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass

from retention.contracts import contract
from retention.storage import Storage, StoredFile

#: The tables that are delivered, by the name of their folder under ``raw`` and of their table in ``silver``.
TABLES = ("members", "transactions", "user_logs")

#: Columns that tell the outcome. The withdrawn members.csv has one: a snapshot taken after the labels.
_LEAKS = {"members": ("expiration_date",), "transactions": ("expiration_date",)}

_BYTE_ORDER_MARK = "\ufeff"


class DeliveryError(ValueError):
    """Files that cannot be loaded; the message lists every problem there is."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            f"The delivery has {len(problems)} problem{'s' if len(problems) > 1 else ''}:\n- "
            + "\n- ".join(problems)
        )
        self.problems = problems


@dataclass(frozen=True)
class DeliveredFile:
    """A file of a table with its columns in the order that it has them, and its header as it is written."""

    table: str
    file: StoredFile
    columns: tuple[str, ...]
    header: str

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns that no one asked for."""
        return tuple(name for name in self.columns if name not in contract(f"raw/{self.table}").names)


def delivered(storage: Storage, table: str) -> list[StoredFile]:
    """The CSV files of a raw table, by name."""
    return [file for file in storage.files(f"raw/{table}") if file.name.lower().endswith(".csv")]


def read_header(storage: Storage, table: str, file: StoredFile) -> DeliveredFile:
    """Reads the header of a file; raises DeliveryError with all that is wrong with it."""
    where = f"raw/{table}/{file.name}"
    try:
        text = storage.head(where).decode("utf-8-sig", errors="strict" if file.size < 65_536 else "ignore")
    except UnicodeDecodeError:
        raise DeliveryError([f"{where} is not UTF-8: save it as UTF-8 and deliver it again."]) from None
    header = text.replace("\r", "\n").split("\n", 1)[0]
    if header.strip() == "":
        raise DeliveryError([f"{where} has no header: its first line is to name the columns."])
    columns = tuple(name.strip() for name in next(csv.reader([header])))
    problems = header_problems(where, columns, contract(f"raw/{table}").names, _LEAKS.get(table, ()))
    if problems:
        raise DeliveryError(problems)
    return DeliveredFile(table, file, columns, header)


def header_problems(
    where: str, columns: tuple[str, ...], wanted: list[str], leaks: tuple[str, ...] = ()
) -> list[str]:
    """What is wrong with the columns of a file: missing, twice there, or telling the outcome."""
    extra = [name for name in columns if name not in wanted]
    problems = []
    for name in wanted:
        if name not in columns:
            near = difflib.get_close_matches(name, [one.lower() for one in extra], 1)
            written = next((one for one in extra if near and one.lower() == near[0]), None)
            problems.append(
                f"{where} has no column '{name}': "
                + (
                    f"its column '{written}' looks like it, rename it in the header."
                    if written
                    else f"it has {', '.join(columns)}; the header is to name all of {', '.join(wanted)}."
                )
            )
    problems += [
        f"{where} has the column '{name}' twice: leave one."
        for name in sorted({name for name in columns if columns.count(name) > 1})
    ]
    problems += [
        f"{where} has the column '{name}', which tells the outcome that is to be foretold "
        f"(the withdrawn members.csv had it): deliver the file without it, for example members_v3.csv."
        for name in leaks
        if name in extra
    ]
    return problems


def header_lines(files: list[DeliveredFile]) -> list[str]:
    """The lines that are a header in any of the files, with and without a byte order mark."""
    return sorted({mark + file.header for file in files for mark in ("", _BYTE_ORDER_MARK)})
