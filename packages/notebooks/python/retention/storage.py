"""Files of the lake as the file system of the session sees them: a folder, or a storage account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pyspark.sql import SparkSession

#: What a path may hold that Spark would take for a pattern.
_PATTERN = re.compile(r"([\\{}\[\]*?])")


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


class Storage:
    """The file system under a root, through Hadoop: the same calls for ``abfss://…`` and a local folder."""

    def __init__(self, spark: SparkSession, root: str) -> None:
        jvm: Any = spark._jvm
        session: Any = spark._jsparkSession
        self._root = root.rstrip("/")
        self._make_path: Any = jvm.org.apache.hadoop.fs.Path
        self._fs: Any = self._make_path(root).getFileSystem(session.sessionState().newHadoopConf())

    def path(self, path: str) -> Any:
        """The Hadoop path of a path under the root."""
        return self._make_path(f"{self._root}/{path}" if path else self._root)

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return bool(self._fs.exists(self.path(path)))

    def files(self, folder: str) -> list[StoredFile]:
        """The files right in a folder, by name; none where there is no folder.

        Names that begin with ``_`` or ``.`` are left out: engines write them for themselves.
        """
        return [
            StoredFile(
                str(status.getPath().getName()),
                str(status.getPath().toString()),
                int(status.getLen()),
                int(status.getModificationTime()),
            )
            for status in self._statuses(folder)
            if status.isFile() and not str(status.getPath().getName()).startswith(("_", "."))
        ]

    def folders(self, folder: str) -> list[tuple[str, int]]:
        """The folders right in a folder, by name, each with when it was last written (ms since 1970)."""
        return [
            (str(status.getPath().getName()), int(status.getModificationTime()))
            for status in self._statuses(folder)
            if status.isDirectory()
        ]

    def head(self, path: str, size: int = 65_536) -> bytes:
        """The first bytes of a file."""
        stream = self._fs.open(self.path(path))
        try:
            return bytes(stream.readNBytes(size))
        finally:
            stream.close()

    def write(self, path: str, content: bytes) -> None:
        """Writes a file, over one that is there."""
        stream = self._fs.create(self.path(path), True)
        try:
            stream.write(bytearray(content))
        finally:
            stream.close()

    def make_folder(self, path: str) -> None:
        """Makes a folder and those above it, if it is not there."""
        self._fs.mkdirs(self.path(path))

    def delete(self, path: str) -> None:
        """Removes a file, or a folder with all in it; nothing where there is none."""
        self._fs.delete(self.path(path), True)

    def move(self, path: str, to: str) -> None:
        """Moves a file within the file system in one step; raises OSError where it cannot."""
        if not self._fs.rename(self.path(path), self.path(to)):
            raise OSError(
                f"{self._root}/{path} could not be moved to {to}: is the folder there, and the name free?"
            )

    def _statuses(self, folder: str) -> list[Any]:
        if not self.exists(folder):
            return []
        return sorted(
            self._fs.listStatus(self.path(folder)), key=lambda status: str(status.getPath().getName())
        )
