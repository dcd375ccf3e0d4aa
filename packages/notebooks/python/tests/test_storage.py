"""A folder and a storage account are told of alike: by Python here, by ``dbutils.fs`` and Spark there."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from notebook_runs import twin_fs
from pyspark.sql import SparkSession

from retention.local_storage import LocalStorage
from retention.storage import Storage, UnreadableFileError
from retention.workspace_storage import WorkspaceStorage


@pytest.fixture(params=["local", "workspace"])
def storage(
    request: pytest.FixtureRequest, spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Storage:
    if request.param == "local":
        return LocalStorage(str(tmp_path))
    return WorkspaceStorage(spark, f"file:{tmp_path}", twin_fs(monkeypatch))


def test_files_and_folders_are_listed_by_name(storage: Storage, tmp_path: Path) -> None:
    folder = tmp_path / "raw"
    (folder / "inner").mkdir(parents=True)
    for name in ("b.csv", "a b+%25 [1].csv", "_SUCCESS", ".b.csv.crc"):
        (folder / name).write_text("x\n")
    os.utime(folder / "b.csv", (1_488_326_400, 1_488_326_400))
    files = storage.files("raw")
    assert [(file.name, file.size) for file in files] == [("a b+%25 [1].csv", 2), ("b.csv", 2)]
    assert files[1].modified_ms == 1_488_326_400_000
    assert files[1].path.removeprefix("file:") == str(folder / "b.csv")
    assert [name for name, _ in storage.folders("raw")] == ["inner"]
    assert storage.files("absent") == storage.folders("absent") == []
    assert storage.exists("") and storage.exists("raw/b.csv") and not storage.exists("absent")
    assert storage.first_line("raw/a b+%25 [1].csv") == b"x"


def test_a_first_line_is_its_bytes(storage: Storage, tmp_path: Path) -> None:
    told = {
        "plain.csv": b"a,b\n1,2\n",
        "windows.csv": b"a,b\r\n1,2\r\n",
        "old.csv": b"a,b\r1,2\r",
        "bare.csv": b"a,b",
    }
    for name, content in told.items():
        (tmp_path / name).write_bytes(content)
        assert storage.first_line(name) == b"a,b", name
    (tmp_path / "packed.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert storage.first_line("packed.csv.gz") == b"a,b"
    (tmp_path / "empty.csv").write_bytes(b"")
    assert storage.first_line("empty.csv") == b""
    (tmp_path / "other.csv").write_bytes(b"\xff\xfea\n")
    assert storage.first_line("other.csv") == b"\xff\xfea"
    (tmp_path / "broken.csv.gz").write_bytes(b"a,b\n")
    with pytest.raises(UnreadableFileError):
        storage.first_line("broken.csv.gz")


def test_files_are_written_moved_and_removed(storage: Storage, tmp_path: Path) -> None:
    storage.make_folder("one/two")
    storage.make_folder("one/two")
    storage.write("one/name", "été")
    assert (tmp_path / "one/name").read_text("utf-8") == "été"
    storage.write("one/name", "other")
    storage.move("one/name", "one/two/name")
    storage.write("one/name", "third")
    for taken in ("one/two/name", "absent/name"):
        with pytest.raises(OSError, match="is the folder there, and the name free"):
            storage.move("one/name", taken)
    assert (tmp_path / "one/two/name").read_text() == "other"
    storage.delete("one/two/name")
    storage.delete("one/two/name")
    assert storage.files("one/two") == []
    storage.delete("one")
    assert not (tmp_path / "one").exists()
