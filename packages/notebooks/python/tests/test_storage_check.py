import os
from pathlib import Path

import pytest

from retention.contracts import contract
from retention.delivery import TABLES
from retention.lake import Lake
from retention.storage_check import StorageError, check_storage


def deliver(root: Path) -> None:
    for table in TABLES:
        (root / "raw" / table).mkdir(parents=True)
        header = ",".join(contract(f"raw/{table}").names)
        (root / "raw" / table / f"{table}.csv").write_text(header + "\n")
        (root / "raw" / table / "_SUCCESS").write_text("")


def test_a_good_delivery_is_counted_and_nothing_stays_behind(lake: Lake) -> None:
    root = Path(lake.root)
    deliver(root)
    os.utime(root / "raw/members/members.csv", (1_488_326_400, 1_488_326_400))
    before = sorted(root.rglob("*"))
    report = check_storage(lake)
    report.require()
    assert report.problems == ()
    assert report.summary()["folders"]["raw/members"] == {  # type: ignore[index]
        "files": 1,
        "left_out": {},
        "bytes": 58,
        "newest": "2017-03-01T00:00:00+00:00",
    }
    assert sorted(root.rglob("*")) == before


def test_all_problems_come_at_once(lake: Lake) -> None:
    root = Path(lake.root)
    deliver(root)
    (root / "raw/members/members.csv").unlink()
    (root / "raw/transactions/transactions.csv").write_bytes(b"")
    (root / "raw/user_logs/user_logs.csv").write_bytes(b"\xff\xfem\x00")
    with pytest.raises(StorageError) as raised:
        check_storage(lake).require()
    text = str(raised.value)
    assert "raw/members holds no CSV file: run the pipeline" in text
    assert "raw/transactions/transactions.csv has no header" in text
    assert "raw/user_logs/user_logs.csv is not UTF-8: save it as UTF-8" in text


def test_a_lake_that_is_not_there_or_of_an_unknown_kind_is_told(lake: Lake) -> None:
    assert "is not there: make the file system" in check_storage(lake).problems[0]
    (problem,) = check_storage(Lake(lake.spark, "nosuch://lake")).problems
    assert problem.startswith("nosuch://lake cannot be reached:")


def test_a_lake_that_cannot_be_written_is_told(lake: Lake, tmp_path: Path) -> None:
    # A file where the folder is to be can be seen, and nothing can be written below it.
    blocked = tmp_path / "file"
    blocked.write_text("")
    problems = check_storage(Lake(lake.spark, str(blocked))).problems
    assert any("cannot be written" in problem and "the right to write" in problem for problem in problems)


class Refusing:
    """What ``dbutils.fs`` says to those whom Unity Catalog gives no credentials."""

    def __init__(self, *, reads: bool) -> None:
        self.reads = reads

    def ls(self, path: str) -> list[object]:
        if not self.reads:
            raise RuntimeError("PERMISSION_DENIED: User does not have READ FILES on External Location 'lake'")
        if path.endswith("/raw"):
            raise RuntimeError("java.io.FileNotFoundException: Operation failed: 404")
        return []

    def put(self, *_: object) -> None:
        raise RuntimeError("PERMISSION_DENIED: User does not have WRITE FILES on External Location 'lake'")


def test_what_unity_catalog_has_to_grant_is_told(lake: Lake) -> None:
    root = "abfss://churn@account.dfs.core.windows.net"
    (unreached,) = check_storage(Lake(lake.spark, root, Refusing(reads=False))).problems
    assert unreached.startswith(f"{root} cannot be reached: PERMISSION_DENIED: User does not have READ FILES")
    assert "that an external location of Unity Catalog covers it and grants READ FILES" in unreached
    problems = check_storage(Lake(lake.spark, root, Refusing(reads=True), "spark_catalog")).problems
    assert "grant WRITE FILES on the external location" in problems[0]
    assert "Storage Blob Data Contributor" in problems[0]
    assert problems[1].startswith("The catalog spark_catalog has no schema gold, quarantine, silver")
    (unreached,) = check_storage(Lake(lake.spark, root)).problems
    assert "dbutils.fs, which reaches others, is not here" in unreached
