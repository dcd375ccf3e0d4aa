"""`dbutils.fs`: files by Hadoop's own file systems, so that what Spark reads is what it lists."""

from __future__ import annotations

from typing import Any, NamedTuple


class FileInfo(NamedTuple):
    """One entry of a folder; the name of a folder ends with a slash."""

    path: str
    name: str
    size: int
    modificationTime: int

    def isDir(self) -> bool:
        return self.name.endswith("/")

    def isFile(self) -> bool:
        return not self.isDir()


class Files:
    """The commands of `dbutils.fs` that need no workspace."""

    def ls(self, path: str) -> list[FileInfo]:
        system, place = self._at(path)
        return sorted(self._info(status) for status in system.listStatus(place))

    def mkdirs(self, path: str) -> bool:
        system, place = self._at(path)
        return bool(system.mkdirs(place))

    def cp(self, from_: str, to: str, recurse: bool = False) -> bool:
        return self._copy(from_, to, recurse, False)

    def mv(self, from_: str, to: str, recurse: bool = False) -> bool:
        return self._copy(from_, to, recurse, True)

    def rm(self, path: str, recurse: bool = False) -> bool:
        system, place = self._at(path)
        return bool(system.delete(place, recurse))

    def head(self, path: str, maxBytes: int = 65536) -> str:
        system, place = self._at(path)
        stream = system.open(place)
        try:
            length = min(maxBytes, system.getFileStatus(place).getLen())
            return bytes(_java().org.apache.commons.io.IOUtils.toByteArray(stream, int(length))).decode(
                errors="replace"
            )
        finally:
            stream.close()

    def put(self, path: str, contents: str, overwrite: bool = False) -> bool:
        system, place = self._at(path)
        stream = system.create(place, overwrite)
        try:
            stream.write(bytearray(contents.encode()))
        finally:
            stream.close()
        print(f"Wrote {len(contents.encode())} bytes.")
        return True

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(
            f"dbutils.fs.{name} is not in the twin: the lake is reached by its path, without mounts."
        )

    def _copy(self, source: str, target: str, recurse: bool, move: bool) -> bool:
        old, old_place = self._at(source)
        new, new_place = self._at(target)
        if old.getFileStatus(old_place).isDirectory() and not recurse:
            raise ValueError(f"Cannot copy the folder {source} unless recurse is true")
        copy = _java().org.apache.hadoop.fs.FileUtil.copy
        return bool(copy(old, old_place, new, new_place, move, True, _settings()))

    def _at(self, path: str) -> tuple[Any, Any]:
        place = _java().org.apache.hadoop.fs.Path(path)
        return place.getFileSystem(_settings()), place

    def _info(self, status: Any) -> FileInfo:
        slash = "/" if status.isDirectory() else ""
        place = status.getPath()
        return FileInfo(
            place.toString() + slash,
            place.getName() + slash,
            int(status.getLen()),
            int(status.getModificationTime()),
        )


def _java() -> Any:
    """The Java of the cluster, which notebooks on Spark Connect do not see."""
    from pyspark import SparkContext

    return SparkContext._active_spark_context._jvm  # type: ignore[union-attr]


def _settings() -> Any:
    from pyspark import SparkContext

    return SparkContext._active_spark_context._jsc.hadoopConfiguration()  # type: ignore[union-attr]
