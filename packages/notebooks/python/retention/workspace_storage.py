"""A lake in a storage account, through what Unity Catalog gives credentials to: ``dbutils.fs``, and Spark."""

from __future__ import annotations

from typing import Any

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from retention.storage import LONGEST_LINE, StoredFile, UnreadableFileError, is_listed, refuse_move

#: How errors say that nothing is there. Their types are those of the runtime, which differ by access mode.
_ABSENT = ("FileNotFoundException", "FileNotFoundError", "PATH_NOT_FOUND", "No such file or directory")


class WorkspaceStorage:
    """The files under a root such as ``abfss://…``; see ``retention.storage.Storage``.

    ``fs`` is ``dbutils.fs`` of the notebook.
    """

    def __init__(self, spark: SparkSession, root: str, fs: Any) -> None:
        self._spark = spark
        self._root = root.rstrip("/")
        self._fs = fs

    def exists(self, path: str) -> bool:
        """Whether a file or a folder is there."""
        return self._listed(path) is not None

    def files(self, folder: str) -> list[StoredFile]:
        """The files right in a folder, by name."""
        return [
            StoredFile(str(entry.name), str(entry.path), int(entry.size), int(entry.modificationTime))
            for entry in self._entries(folder)
            if not entry.name.endswith("/") and is_listed(entry.name)
        ]

    def folders(self, folder: str) -> list[tuple[str, int]]:
        """The folders right in a folder, by name."""
        return [
            (str(entry.name).rstrip("/"), int(entry.modificationTime))
            for entry in self._entries(folder)
            if entry.name.endswith("/")
        ]

    def first_line(self, path: str) -> bytes:
        """The first line of a text file, plain or packed; Spark gives its bytes, ``dbutils.fs.head`` text."""
        name = path.rsplit("/", 1)[-1]
        where = StoredFile(name, self._path(path), 0, 0).spark_path
        try:
            lines = self._spark.read.text(where).select(F.col("value").cast("binary")).head(1)
        except Exception as error:
            if not path.endswith(".gz") or "FAILED_READ_FILE" not in str(error):
                raise
            raise UnreadableFileError(f"{self._path(path)}: {error}") from error
        return bytes(lines[0][0])[:LONGEST_LINE] if lines else b""

    def write(self, path: str, text: str) -> None:
        """Writes a file in UTF-8."""
        self._fs.put(self._path(path), text, True)

    def make_folder(self, path: str) -> None:
        """Makes a folder and those above it."""
        self._fs.mkdirs(self._path(path))

    def delete(self, path: str) -> None:
        """Removes a file, or a folder with all in it."""
        if self.exists(path):
            self._fs.rm(self._path(path), True)

    def move(self, path: str, to: str) -> None:
        """Moves a file to a name that is free. Databricks copies it: for a moment it is there in part."""
        if self.exists(to) or not self.exists(to.rsplit("/", 1)[0]):
            raise refuse_move(self._root, path, to)
        self._fs.mv(self._path(path), self._path(to))

    def _path(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def _entries(self, folder: str) -> list[Any]:
        return sorted(self._listed(folder) or [], key=lambda entry: str(entry.name))

    def _listed(self, path: str) -> list[Any] | None:
        """The entries of a folder, or a file itself; None where there is neither."""
        try:
            return list(self._fs.ls(self._path(path)))
        except Exception as error:
            if any(word in f"{type(error).__name__} {error}" for word in _ABSENT):
                return None
            raise
