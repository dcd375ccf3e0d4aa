"""Asks a lake, before anything is read, whether it can be used: reachable, writable, delivered as agreed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from retention.catalog import Catalog
from retention.delivery import TABLES, DeliveryError, delivered, read_header
from retention.lake import Lake
from retention.storage import Storage


class StorageError(ValueError):
    """The lake cannot be used as it is; the message lists everything that is wrong with it."""


@dataclass(frozen=True)
class FolderCheck:
    """The CSV files of a raw folder: how many, their bytes, and when the newest was written (UTC).

    left_out: other files that lie there, each with why it is not read.
    """

    files: int
    bytes: int
    newest: dt.datetime | None
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StorageReport:
    """What a lake holds of the delivery, and what is wrong with it."""

    root: str
    folders: dict[str, FolderCheck]
    problems: tuple[str, ...]

    def require(self) -> None:
        """Raises StorageError with all problems, if there are any."""
        if self.problems:
            raise StorageError(f"The lake {self.root} cannot be used yet:\n- " + "\n- ".join(self.problems))

    def summary(self) -> dict[str, object]:
        """The report as JSON takes it."""
        return {
            "root": self.root,
            "folders": {
                name: {
                    "files": folder.files,
                    "bytes": folder.bytes,
                    "newest": folder.newest.isoformat() if folder.newest else None,
                    "left_out": folder.left_out,
                }
                for name, folder in self.folders.items()
            },
            "problems": list(self.problems),
        }


def check_storage(lake: Lake) -> StorageReport:
    """Checks a lake and tells all problems at once, each with what to do; it changes nothing that stays."""
    try:
        storage = lake.storage
        reachable = storage.exists("")
    except Exception as error:
        return StorageReport(lake.root, {}, (_unreachable(lake.root, error),))
    if not reachable:
        return StorageReport(
            lake.root,
            {},
            (f"{lake.root} is not there: make the file system or the folder, or mend lake_root.",),
        )
    problems = [*_probe(storage, lake.root), *Catalog(lake.spark, lake.catalog).problems()]
    folders = {}
    for table in TABLES:
        delivery = delivered(storage, table)
        files = delivery.files
        newest = max((file.modified_ms for file in files), default=None)
        folders[f"raw/{table}"] = FolderCheck(
            len(files),
            sum(file.size for file in files),
            None if newest is None else dt.datetime.fromtimestamp(newest / 1000, dt.UTC),
            delivery.left_out,
        )
        if not files:
            problems.append(
                delivery.none_found(table)
                if storage.exists(f"raw/{table}")
                else f"raw/{table} is not there: run the pipeline that copies the delivery there."
            )
        for file in files:
            try:
                read_header(storage, table, file)
            except DeliveryError as error:
                problems += error.problems
    return StorageReport(lake.root, folders, tuple(problems))


def _probe(storage: Storage, root: str) -> list[str]:
    """Writes a file, reads it back and removes it."""
    name, content = f"_storage_check_{uuid.uuid4().hex}", "retention"
    try:
        storage.write(name, content)
        back = storage.first_line(name).decode("utf-8", "replace")
        storage.delete(name)
    except Exception as error:
        way_out = "give the user the right to write"
        if "://" in root:
            way_out = (
                "grant WRITE FILES on the external location of Unity Catalog that covers it, and give the "
                "identity of its storage credential the role Storage Blob Data Contributor"
            )
        return [f"{root} cannot be written: {_cause(error)}. To mend it, {way_out}."]
    return [] if back == content else [f"{root} gives back other bytes than were written: check the storage."]


def _unreachable(root: str, error: Exception) -> str:
    return (
        f"{root} cannot be reached: {_cause(error)}. Check lake_root; that an external location of Unity "
        f"Catalog covers it and grants READ FILES and WRITE FILES to whom the notebook runs as; and the "
        f"network rules of the account."
    )


def _cause(error: Exception) -> str:
    java = getattr(error, "java_exception", None)
    text = str(java.toString()) if java is not None else str(error)
    return text.splitlines()[0].rstrip(".") if text else type(error).__name__
