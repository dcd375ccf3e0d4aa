"""A lake in a folder of one machine, or of a volume, which Databricks shows as a folder."""

from __future__ import annotations

import gzip
import shutil
import zlib
from pathlib import Path

from retention.storage import LONGEST_LINE, StoredFile, UnreadableFileError, is_listed, refuse_move


class LocalStorage:
    """The files under a folder; see ``retention.storage.Storage``."""

    def __init__(self, root: str) -> None:
        self._root = Path(root.removeprefix("file:"))

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return (self._root / path).exists()

    def files(self, folder: str) -> list[StoredFile]:
        """The files right in a folder, by name."""
        found = []
        for entry in self._entries(folder):
            if entry.is_file() and is_listed(entry.name):
                status = entry.stat()
                found.append(StoredFile(entry.name, str(entry), status.st_size, _ms(status.st_mtime_ns)))
        return found

    def folders(self, folder: str) -> list[tuple[str, int]]:
        """The folders right in a folder, by name."""
        return [
            (entry.name, _ms(entry.stat().st_mtime_ns)) for entry in self._entries(folder) if entry.is_dir()
        ]

    def first_line(self, path: str) -> bytes:
        """The first line of a text file, plain or packed."""
        place = self._root / path
        try:
            with gzip.open(place) if path.endswith(".gz") else place.open("rb") as stream:
                start: bytes = stream.readline(LONGEST_LINE)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UnreadableFileError(f"{place}: {error}") from error
        return start.replace(b"\r", b"\n").split(b"\n", 1)[0]

    def write(self, path: str, text: str) -> None:
        """Writes a file in UTF-8."""
        (self._root / path).write_text(text, "utf-8")

    def make_folder(self, path: str) -> None:
        """Makes a folder and those above it."""
        (self._root / path).mkdir(parents=True, exist_ok=True)

    def delete(self, path: str) -> None:
        """Removes a file, or a folder with all in it."""
        place = self._root / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
            # The sum that Spark wrote beside it: one of a file that is gone would be taken for another's.
            place.with_name(f".{place.name}.crc").unlink(missing_ok=True)

    def move(self, path: str, to: str) -> None:
        """Moves a file to a name that is free, in one step."""
        target = self._root / to
        if target.exists() or not target.parent.is_dir():
            raise refuse_move(str(self._root), path, to)
        (self._root / path).rename(target)

    def _entries(self, folder: str) -> list[Path]:
        place = self._root / folder
        return sorted(place.iterdir()) if place.is_dir() else []


def _ms(nanoseconds: int) -> int:
    return nanoseconds // 1_000_000
