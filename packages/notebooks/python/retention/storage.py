"""Files of the lake: what is asked of the place where they lie, be it a folder or a storage account.

Nothing here goes through Java: serverless compute and standard access have none for notebooks. A folder is
read by Python, a storage account by ``dbutils.fs`` and Spark, to which Unity Catalog gives credentials for
its external locations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

#: What a path may hold that Spark would take for a pattern.
_PATTERN = re.compile(r"([\\{}\[\]*?])")

#: A header is in the first bytes of a file, or there is none.
LONGEST_LINE = 65_536


class UnreadableFileError(ValueError):
    """A file whose name says that it is packed, and which cannot be unpacked."""


@dataclass(frozen=True)
class StoredFile:
    """A file: its name, its full path, its size, and when it was last written (ms since 1970, UTC)."""

    name: str
    path: str
    size: int
    modified_ms: int

    @property
    def spark_path(self) -> str:
        """The path as Spark reads it where it is to be this file and no pattern."""
        return _PATTERN.sub(r"\\\1", self.path)


class Storage(Protocol):
    """The files under a root; paths are from there on, such as ``raw/members``."""

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""

    def files(self, folder: str) -> list[StoredFile]:
        """The files right in a folder, by name; none where there is no folder.

        Names that begin with ``_`` or ``.`` are left out: engines write them for themselves.
        """

    def folders(self, folder: str) -> list[tuple[str, int]]:
        """The folders right in a folder, by name, each with when it was last written (ms since 1970)."""

    def first_line(self, path: str) -> bytes:
        """The first line of a text file without its end, unpacked where the name ends with ``.gz``.

        Of a longer line than ``LONGEST_LINE`` the beginning. Raises UnreadableFileError.
        """

    def write(self, path: str, text: str) -> None:
        """Writes a file in UTF-8, over one that is there."""

    def make_folder(self, path: str) -> None:
        """Makes a folder and those above it, if it is not there."""

    def delete(self, path: str) -> None:
        """Removes a file, or a folder with all in it; nothing where there is none."""

    def move(self, path: str, to: str) -> None:
        """Moves a file to a name that is free; raises OSError where it is not, or there is no such folder."""


def is_listed(name: str) -> bool:
    """Whether a file is one of the data, and none that an engine wrote for itself."""
    return not name.startswith(("_", "."))


def refuse_move(root: str, path: str, to: str) -> OSError:
    """What is raised where a file cannot be moved."""
    return OSError(f"{root}/{path} could not be moved to {to}: is the folder there, and the name free?")
