"""Which delivered files a load reads: the new ones, and those that hold something else than when loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from retention.contracts import contract
from retention.delivery import TABLES, DeliveredFile, DeliveryError, delivered, read_header
from retention.lake import Lake
from retention.sql_text import among
from retention.survey import Surveyed, survey

LOADED_FILES = "silver/loaded_files"


@dataclass(frozen=True)
class Known:
    """What is noted of a file that was loaded."""

    content: str
    delivery: int


@dataclass(frozen=True)
class Choice:
    """Which files of a table to read, by name, and whether rows of them are in the table already."""

    names: tuple[str, ...]
    replaces: bool


@dataclass(frozen=True)
class TablePlan:
    """The files of a table to read, with what a look at them told.

    ``replaces`` where rows of them may be in the table already, ``is_first`` where there is no table yet;
    ``known`` counts the files that need no reading. ``deliveries`` numbers all files that were ever loaded, a
    higher number for a newer delivery; ``newest`` is the newest day that rows of a file may have.
    """

    table: str
    files: tuple[DeliveredFile, ...]
    known: int
    replaces: bool
    is_first: bool
    surveyed: Mapping[str, Surveyed] = field(default_factory=dict)
    deliveries: Mapping[str, int] = field(default_factory=dict)
    newest: Mapping[str, dt.date] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of the files."""
        return [file.file.name for file in self.files]


def plan_load(lake: Lake, today: dt.date) -> list[TablePlan]:
    """Compares the raw folders with what was loaded; raises DeliveryError with every problem there is."""
    storage = lake.storage
    headers: dict[str, tuple[list[DeliveredFile], Mapping[str, str]]] = {}
    written, problems = {}, []
    for table in TABLES:
        delivery = delivered(storage, table)
        written[table] = lake.exists(f"silver/{table}")
        if not delivery.files and not written[table]:
            problems.append(delivery.none_found(table))
        read = []
        for file in delivery.files:
            try:
                read.append(read_header(storage, table, file))
            except DeliveryError as error:
                problems += error.problems
        headers[table] = read, delivery.left_out
    if problems:
        raise DeliveryError(problems)
    loaded = known_files(lake)

    def planned(table: str) -> TablePlan:
        files, left_out = headers[table]
        before = loaded.get(table, {}) if written[table] else {}
        looked_at = survey(lake.spark, files, before)
        fresh = [file.file.name for file in files if file.file.name not in before]
        choice = choose(
            {name: found.content for name, found in looked_at.items()},
            before,
            keyed=bool(contract(f"silver/{table}").key),
            half_written=written[table] and _has_rows(lake, table, fresh),
        )
        read = tuple(file for file in files if file.file.name in choice.names)
        looked_at |= survey(lake.spark, [file for file in read if file.file.name in before])
        return TablePlan(
            table,
            read,
            len(files) - len(read),
            choice.replaces,
            not written[table],
            looked_at,
            numbered([file.file.name for file in files], before),
            {name: looked_at[name].newest(today) for name in choice.names},
            left_out,
        )

    with ThreadPoolExecutor() as pool:
        return list(pool.map(planned, TABLES))


def choose(
    contents: Mapping[str, str], before: Mapping[str, Known], *, keyed: bool, half_written: bool
) -> Choice:
    """The files to read, from what files hold now and held when they were loaded.

    A file is known by what it holds: neither its time nor its size says that it is the same. Where one
    changed, all files of its table are read again, for rows that repeated or replaced its old rows depend on
    it. ``half_written``: a run wrote rows of new files and did not get to note them. They replace what it
    wrote; where rows have a key, it may have replaced rows of other files, which are read again too.
    """
    fresh = [name for name in contents if name not in before]
    changed = any(before[name].content != content for name, content in contents.items() if name in before)
    if changed or (keyed and half_written):
        return Choice(tuple(contents), replaces=True)
    return Choice(tuple(fresh), replaces=half_written)


def numbered(names: Sequence[str], before: Mapping[str, Known]) -> dict[str, int]:
    """A number for each file: what came with an earlier load stays the older delivery."""
    numbers = {name: known.delivery for name, known in before.items()}
    following = max(numbers.values(), default=0) + 1
    fresh = [name for name in names if name not in numbers]
    return numbers | {name: following + place for place, name in enumerate(fresh)}


def known_files(lake: Lake) -> dict[str, dict[str, Known]]:
    """What is noted of loaded files, by table and name; a note without content says that nothing is known."""
    if not lake.exists(LOADED_FILES):
        return {}
    noted = lake.read(LOADED_FILES)
    if not {"content", "delivery"} <= set(noted.columns):
        return {}
    found: dict[str, dict[str, Known]] = {}
    for row in noted.select("table_name", "source_file", "content", "delivery").collect():
        found.setdefault(row.table_name, {})[row.source_file] = Known(row.content, row.delivery)
    return found


def _has_rows(lake: Lake, table: str, names: list[str]) -> bool:
    """Whether a table has rows of files; Delta skips what its statistics say has none."""
    if not names:
        return False
    return bool(lake.read(f"silver/{table}").where(among("source_file", names)).limit(1).collect())
