"""Three months of the job with all that a second month brings, against a run to which nothing happens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd
import pytest
from generated_world import run as generate
from notebook_runs import run_notebook
from pyspark.sql import SparkSession

from retention.lake import Lake

#: The month that is decided on, and the newest delivery that is there by then.
MONTHS = {"2017-04-01": 2, "2017-05-01": 3, "2017-06-01": 4}
FIRST, SECOND, _ = MONTHS
NOTEBOOKS = {
    "01_storage_check": {},
    "02_load": {},
    "03_prepare": {"months": "2"},
    "04_features": {"months": "2"},
    "05_train": {"train_months": "2", "model_name": "churn"},
    "06_score_and_decide": {
        "model_name": "churn",
        "terms": '{"accept_rate": 0, "contact_cost": 0}',
        "budget_contacts": "20",
    },
    "07_monitor": {},
}
#: What has to be the same in the end. Late rows lie in a file of another name.
TABLES = (
    "silver/members",
    "silver/transactions",
    "silver/user_logs",
    "gold/labels",
    "gold/features",
    "gold/retention_decision",
    "gold/campaign_plan",
)
#: Times, and numbers of commits and models, which a run that is done again moves.
OTHERWISE = {"source_file", "data_version", "model_version", "loaded_at", "scored_at"}
LATE_ROWS = 60
BAD_DATE = "20361015"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of 1,000 members until the end of May 2017."""
    folder = tmp_path_factory.mktemp("months")
    assert generate(folder, "2017-05-31", members=1_000) == 0
    return folder / "raw"


class _KilledError(RuntimeError):
    """In the place of a process that is gone."""


@contextmanager
def _killed_after_first_write(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets one table be written, and nothing come after it."""
    with monkeypatch.context() as patch:
        for name in ("overwrite", "append", "merge"):
            write = getattr(Lake, name)

            def dying(*given: Any, __write: Any = write, **named: Any) -> None:
                __write(*given, **named)
                raise _KilledError("the process was killed")

            patch.setattr(Lake, name, dying)
        yield


class _Estate:
    """A lake, a registry of models, and what is delivered to it."""

    def __init__(self, spark: SparkSession, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.spark = spark
        self.lake = Lake(spark, str(folder / "lake"))
        self.raw = folder / "lake" / "raw"
        self.models = (folder / "mlruns").as_uri()
        self.monkeypatch = monkeypatch

    def deliver(self, source: Path, delivery: int) -> None:
        """Copies the files of a delivery; members came once."""
        for table in ("members", "transactions", "user_logs"):
            (self.raw / table).mkdir(parents=True, exist_ok=True)
            for file in (source / table).iterdir():
                number = int(file.stem.rpartition("_v")[2]) if "_v" in file.stem else 1
                if table == "members" or number <= delivery:
                    place = self.raw / table / file.name
                    if not place.exists():
                        shutil.copy(file, place)

    def run(self, name: str, period: str) -> dict[str, Any]:
        """Runs a notebook for a month."""
        mlflow.set_tracking_uri(self.models)
        shared = {"lake_root": self.lake.root, "period_start": period, "run_id": f"job-{period}"}
        return run_notebook(self.spark, name, {**shared, **NOTEBOOKS[name]}, self.monkeypatch)

    def month(self, period: str) -> dict[str, dict[str, Any]]:
        """Runs the seven notebooks as the job does."""
        return {name: self.run(name, period) for name in NOTEBOOKS}

    def table(self, table: str) -> pd.DataFrame:
        """The rows of a table that holds, without what is bound to differ, in an order of their own."""
        frame = self.lake.read(table)
        if "holds" in frame.columns:
            frame = frame.where("holds")
        columns = sorted(set(frame.columns) - OTHERWISE)
        rows = frame.select(*columns).toPandas()
        return rows.sort_values(list(rows.columns), key=lambda c: c.astype(str)).reset_index(drop=True)


def _spoil(place: Path) -> Path:
    """Takes rows out of a delivery, adds one of the far future, and answers the file of what is late."""
    file = place / "transactions" / "transactions_v2.csv"
    head, *rows = file.read_text().splitlines()
    late, kept = rows[::7][:LATE_ROWS], [row for at, row in enumerate(rows) if at % 7 or at // 7 >= LATE_ROWS]
    assert len(late) == LATE_ROWS and len(late) + len(kept) == len(rows)
    columns = head.split(",")
    bad = dict(zip(columns, kept[0].split(","), strict=True))
    bad["transaction_date"] = bad["membership_expire_date"] = BAD_DATE
    file.write_text("\n".join([head, *kept, ",".join(bad[name] for name in columns)]) + "\n")
    other = place.parent.parent / "transactions_v2_late.csv"
    other.write_text("\n".join([head, *late]) + "\n")
    return other


def _misstate_member(place: Path) -> Path:
    """Lets the first delivery say another city of a member, and answers the file that puts it right."""
    file = place / "members" / "members_v3.csv"
    head, first, *rows = file.read_text().splitlines()
    who, city, rest = first.split(",", 2)
    file.write_text("\n".join([head, f"{who},{int(city) + 1},{rest}", *rows]) + "\n")
    right = place.parent.parent / "members_v4.csv"
    right.write_text(f"{head}\n{first}\n")
    return right


def _difference(rough: pd.DataFrame, clean: pd.DataFrame) -> str:
    """What two tables do not share, in words; empty where they share all."""
    try:
        pd.testing.assert_frame_equal(rough, clean)
    except AssertionError as error:
        return str(error)
    return ""


@pytest.mark.slow
def test_three_months_with_late_rows_bad_dates_and_kills_end_like_a_clean_run(
    spark: SparkSession, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = _Estate(spark, tmp_path / "clean", monkeypatch)
    for period, delivery in MONTHS.items():
        clean.deliver(raw, delivery)
        clean.month(period)

    rough = _Estate(spark, tmp_path / "rough", monkeypatch)
    rough.deliver(raw, MONTHS[FIRST])
    late, right = _spoil(rough.raw), _misstate_member(rough.raw)
    loaded = {name: rough.run(name, FIRST) for name in list(NOTEBOOKS)[:4]}["02_load"]
    assert sum(loaded["tables"]["transactions"]["reasons"].values()) == 1
    # Labels and features are made by now: what comes late has to reach them before anybody learns from them.
    shutil.copy(late, rough.raw / "transactions" / late.name)
    shutil.copy(right, rough.raw / "members" / right.name)
    for period, delivery in MONTHS.items():
        rough.deliver(raw, delivery)
        if period == SECOND:
            for name in NOTEBOOKS:
                with _killed_after_first_write(monkeypatch):
                    try:
                        rough.run(name, period)
                    except Exception as error:
                        assert "the process was killed" in str(error)
                rough.run(name, period)
        answers = rough.month(period)
        decided = answers["06_score_and_decide"]
        kinds = ("n_target", "n_control", "n_no_value", "n_over_budget", "n_ineligible")
        assert sum(decided[kind] for kind in kinds) == decided["candidates"] > 100
        assert decided["candidates"] == answers["03_prepare"]["candidates"]
        assert answers["07_monitor"]["failed"] == 0

    others = {table: _difference(rough.table(table), clean.table(table)) for table in TABLES}
    assert others == dict.fromkeys(TABLES, "")
