"""The seven notebooks one after another on one small lake, as the job runs them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import mlflow
import pytest
from notebook_runs import run_notebook
from pyspark.sql import SparkSession

from retention.lake import Lake

PERIOD = "2017-04-01"
#: So few members teach little of the risk: terms by which a contact pays at any.
GENEROUS = '{"accept_rate": 0, "contact_cost": 0}'


@pytest.mark.slow
def test_the_month_goes_from_files_to_a_list_and_its_checks(
    spark: SparkSession, lake: Lake, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(world / "raw", tmp_path / "lake" / "raw")
    mlflow.set_tracking_uri((tmp_path / "mlruns").as_uri())

    def run(name: str, **more: str):  # type: ignore[no-untyped-def]
        shared = {"lake_root": lake.root, "period_start": PERIOD, "run_id": "job-1"}
        return run_notebook(spark, name, {**shared, **more}, monkeypatch)

    checked = run("01_storage_check")
    assert checked["folders"]["raw/user_logs"]["files"] == 2

    loaded = run("02_load")
    assert loaded["tables"]["transactions"]["files"] == ["transactions.csv", "transactions_v2.csv"]

    prepared = run("03_prepare", months="2")
    assert prepared["labelled"] == ["2017-02-01", "2017-03-01", PERIOD]
    assert prepared["candidates"] > 100

    # Logs reach back to the month before February.
    built = run("04_features", months="2")
    assert list(built["rows"]) == ["2017-02-01", "2017-03-01", PERIOD]
    assert built["rows"][PERIOD] == prepared["candidates"]

    trained = run("05_train", train_months="2", model_name="churn")
    assert (trained["model_version"], trained["promoted"]) == ("1", True)

    plan = run("06_score_and_decide", model_name="churn", terms=GENEROUS, budget_contacts="20")
    decided = ("n_target", "n_control", "n_no_value", "n_over_budget", "n_ineligible")
    assert sum(plan[name] for name in decided) == plan["candidates"] == prepared["candidates"]
    assert plan["n_target"] == 20
    reasons = [f"reason_{place} = 'None'" for place in (1, 2, 3)]
    assert lake.read("gold/retention_decision").where(" or ".join(reasons)).count() == 0
    published = [path.name for path in (tmp_path / "lake/serving/predictions").glob("*.parquet")]
    assert published and all(name.startswith(f"{PERIOD}-job-1.") for name in published)

    watched = run("07_monitor")
    assert watched["failed"] == 0
    assert watched["ok"] > 20
    page = Path(watched["page"].removeprefix("file://")).read_text("utf-8")
    assert f"<dd>{plan['candidates']:,}</dd>" in page and "version 1, trained for 2017-04-01" in page
    assert not re.search(r"[A-Za-z0-9+/]{43}=", page)
    assert lake.read("gold/model_monitor").count() == watched["ok"] + watched["warning"]


@pytest.mark.slow
def test_with_the_logs_of_one_month_alone_it_goes_on_without_listening(
    spark: SparkSession, lake: Lake, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(world / "raw", tmp_path / "lake" / "raw")
    (tmp_path / "lake/raw/user_logs/user_logs.csv").unlink()
    mlflow.set_tracking_uri((tmp_path / "mlruns").as_uri())

    def run(name: str, **more: str):  # type: ignore[no-untyped-def]
        shared = {"lake_root": lake.root, "period_start": PERIOD, "run_id": "job-1"}
        return run_notebook(spark, name, {**shared, **more}, monkeypatch)

    run("02_load")
    prepared = run("03_prepare", months="2")
    with pytest.raises(Exception, match=r"for 2017-02-01, 2017-03-01: .*set allow_missing_usage"):
        run("04_features", months="2")
    built = run("04_features", months="2", allow_missing_usage="true")
    assert "Now no month knows of any." in built["problems"][0]
    assert run("05_train", train_months="2", model_name="churn")["promoted"]
    plan = run("06_score_and_decide", model_name="churn", terms=GENEROUS, budget_contacts="20")
    assert plan["candidates"] == prepared["candidates"]
