"""What was delivered: the files of a raw folder, which of them can be read, and what their headers say."""

from __future__ import annotations

import csv
import difflib
import re
from dataclasses import dataclass

from retention.contracts import contract
from retention.storage import Storage, StoredFile, UnreadableFileError

#: The tables that are delivered, by the name of their folder under ``raw`` and of their table in ``silver``.
TABLES = ("members", "transactions", "user_logs")

#: The day of each table at which something happened, and after which nothing of its file can have.
HAPPENED = {"members": "registration_init_time", "transactions": "transaction_date", "user_logs": "date"}

#: Columns that tell the outcome. The withdrawn members.csv has one: a snapshot taken after the labels.
_LEAKS = {"members": ("expiration_date",), "transactions": ("expiration_date",)}

_BYTE_ORDER_MARK = "\ufeff"

#: Where the first line holds a member, it is a row. It is not shown: no member is to stand in a log.
_MEMBER = "[A-Za-z0-9+/]{43}="

#: How files are packed that are not read, by the end of their names.
_PACKED = {
    ".7z": "7z",
    ".zip": "zip",
    ".rar": "rar",
    ".bz2": "bzip2",
    ".xz": "xz",
    ".zst": "zstd",
    ".tar": "tar",
    ".tgz": "tar",
}

#: Signs that separate columns elsewhere.
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


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


@dataclass(frozen=True)
class Delivery:
    """The files of a raw table that are read, in the order of their names, and why each other is not."""

    files: list[StoredFile]
    left_out: dict[str, str]

    def none_found(self, table: str) -> str:
        """What to do where nothing can be read, with what lies there instead."""
        if not self.left_out:
            return f"raw/{table} holds no CSV file: run the pipeline that copies the delivery there."
        others = "; ".join(f"{name} lies there, and {why}" for name, why in self.left_out.items())
        return f"raw/{table} holds no CSV file: {others}."


def delivered(storage: Storage, table: str) -> Delivery:
    """The CSV files of a raw table, plain or packed with gzip, and what else lies beside them."""
    files, left_out = [], {}
    for file in storage.files(f"raw/{table}"):
        why = _unread(file.name)
        if why is None:
            files.append(file)
        else:
            left_out[file.name] = why
    return Delivery(sorted(files, key=lambda file: by_number(file.name)), left_out)


def by_number(name: str) -> list[tuple[int, str]]:
    """Orders names as people do: ``members_v9.csv`` comes before ``members_v10.csv``."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", name)]


def _unread(name: str) -> str | None:
    """Why a file is not read; None where it is."""
    lower = name.lower()
    if lower.endswith(".csv") or (lower.endswith(".csv.gz") and name.endswith(".gz")):
        return None
    if lower.endswith(".csv.gz"):
        return "its ending .gz is to be in small letters, by which Spark knows that it is packed"
    packed = next((how for end, how in _PACKED.items() if lower.endswith(end)), None)
    return "is no CSV file" if packed is None else f"is packed as {packed}: unpack it there"


def read_header(storage: Storage, table: str, file: StoredFile) -> DeliveredFile:
    """Reads the header of a file; raises DeliveryError with all that is wrong with it."""
    where = f"raw/{table}/{file.name}"
    try:
        header = storage.first_line(where).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DeliveryError([f"{where} is not UTF-8: save it as UTF-8 and deliver it again."]) from None
    except UnreadableFileError:
        raise DeliveryError(
            [f"{where} is not packed with gzip, as its name says: deliver it anew."]
        ) from None
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
    """What is wrong with the columns of a file, one sentence for each thing to mend.

    That is: another separator, no header at all, columns that are missing, are there twice, or tell the
    outcome. A header that is none is no list of missing columns.
    """
    whole = _no_header(where, columns, wanted)
    if whole is not None:
        return [whole]
    extra = [name for name in columns if name not in wanted]
    problems, missing = [], []
    for name in (name for name in wanted if name not in columns):
        near = difflib.get_close_matches(name, [one.lower() for one in extra], 1)
        written = next((one for one in extra if near and one.lower() == near[0]), None)
        if written is None:
            missing.append(f"'{name}'")
        else:
            problems.append(
                f"{where} has no column '{name}': its column '{written}' looks like it, "
                f"rename it in the header."
            )
    if missing:
        problems.append(
            f"{where} has no column {', '.join(missing)}: it has {', '.join(columns)}; "
            f"the header is to name all of {', '.join(wanted)}."
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


def _no_header(where: str, columns: tuple[str, ...], wanted: list[str]) -> str | None:
    """What is wrong where the first line as a whole is none that names columns between commas."""
    if len(columns) == 1:
        for sign, name in _SEPARATORS.items():
            if columns[0].count(sign) >= len(wanted) - 1 > 0:
                return f"{where} separates its columns by {name}: separate them by commas."
    if any(re.fullmatch(_MEMBER, name) for name in columns):
        return f"{where} has no header: its first line is to be {','.join(wanted)}."
    return None


def header_lines(files: list[DeliveredFile]) -> list[str]:
    """The lines that are a header in any of the files, with and without a byte order mark."""
    return sorted({mark + file.header for file in files for mark in ("", _BYTE_ORDER_MARK)})
