"""What a load did: rows and files by table, bad rows by reason, how far the data reach."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FileLoad:
    """One file that was read: rows in it, and rows of it that were quarantined."""

    name: str
    rows_read: int
    rows_quarantined: int
    ignored_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableLoad:
    """What one table got.

    ``rows_loaded`` of the rows of its files are in the table now, in place of ``rows_replaced`` that were
    there. ``reasons`` count every reason of a quarantined row, ``flagged`` what is strange and kept.
    ``files_known`` had been loaded before and were not read; ``left_out`` says why files are not.
    """

    table: str
    files: tuple[FileLoad, ...] = ()
    files_known: int = 0
    rows_loaded: int = 0
    rows_replaced: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    flagged: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        """Rows of the files that were read."""
        return sum(file.rows_read for file in self.files)

    @property
    def rows_quarantined(self) -> int:
        """Rows that were set aside."""
        return sum(file.rows_quarantined for file in self.files)

    @property
    def rows_repeated(self) -> int:
        """Rows that say what another says, or what a newer delivery corrects."""
        return self.rows_read - self.rows_loaded - self.rows_quarantined

    def summary(self) -> dict[str, object]:
        """The figures as JSON takes them."""
        return {
            "files": [file.name for file in self.files],
            "files_known": self.files_known,
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_replaced": self.rows_replaced,
            "rows_repeated": self.rows_repeated,
            "rows_quarantined": self.rows_quarantined,
            "reasons": dict(self.reasons),
            "flagged": dict(self.flagged),
            "left_out": dict(self.left_out),
            "ignored_columns": {
                file.name: list(file.ignored_columns) for file in self.files if file.ignored_columns
            },
        }


@dataclass(frozen=True)
class Freshness:
    """The last day that a source covers, its rows on that day, and single ones that are dated after it."""

    last_day: dt.date
    rows: int
    rows_later: int = 0


@dataclass(frozen=True)
class LoadReport:
    """A load of all tables; ``freshness`` is that of the tables as they are after it, by table."""

    run_id: str
    tables: tuple[TableLoad, ...]
    freshness: dict[str, Freshness]
    published: tuple[str, ...] = ()

    @property
    def data_end(self) -> dt.date | None:
        """The last day that transactions cover, which says how far labels can be known."""
        end = self.freshness.get("transactions")
        return end.last_day if end else None

    def summary(self) -> dict[str, object]:
        """The report as JSON takes it."""
        return {
            "run_id": self.run_id,
            "data_end": self.data_end.isoformat() if self.data_end else None,
            "tables": {table.table: table.summary() for table in self.tables},
            "freshness": {
                table: {
                    "last_day": fresh.last_day.isoformat(),
                    "rows_on_last_day": fresh.rows,
                    "rows_later": fresh.rows_later,
                }
                for table, fresh in self.freshness.items()
            },
            "published": list(self.published),
        }


def reason_counts(counts: dict[str, int]) -> dict[str, int]:
    """Counts by single reason, largest first, from counts by the joined reasons of rows."""
    single: Counter[str] = Counter()
    for reasons, rows in counts.items():
        for reason in reasons.split("; "):
            single[reason] += rows
    return dict(sorted(single.items(), key=lambda item: (-item[1], item[0])))
