"""The example with data that are not KKbox's: what its mapping makes of a newspaper's words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from newspaper.mapping import main, member, read, to_contracts
from newspaper.subscribers import make

from retention.contracts import contract


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newspaper")
    files = make(60, 1)
    # A day that was noted twice.
    files["reading"] = pd.concat([files["reading"], files["reading"].head(1)])
    for name, rows in files.items():
        rows.to_csv(folder / f"{name}.csv", index=False)
    return folder


def test_files_of_the_contracts_come_out(source: Path, tmp_path: Path) -> None:
    raw = tmp_path / "out" / "raw"
    assert main([str(source), str(raw)]) == 0
    rows = {}
    for name in ("members", "transactions", "user_logs"):
        rows[name] = pd.read_csv(raw / f"{name}.csv")
        assert tuple(rows[name].columns) == tuple(contract(f"raw/{name}").names)
        assert rows[name]["msno"].str.fullmatch("[A-Za-z0-9+/]{43}=").all()
    invoices, cancelled = (pd.read_csv(source / f"{name}.csv") for name in ("invoices", "cancellations"))
    transactions = rows["transactions"]
    paid = transactions[transactions["is_cancel"] == 0]
    assert len(paid) == len(invoices) and len(transactions) == len(invoices) + len(cancelled)
    assert paid["actual_amount_paid"].sum() == round(100 * invoices["paid_eur"].sum())
    assert (transactions["transaction_date"] <= transactions["membership_expire_date"]).all()
    # A cancellation bears the plan of the invoice before it.
    ended = transactions[transactions["is_cancel"] == 1].merge(paid, on="msno", suffixes=("", "_before"))
    before = ended[ended["transaction_date_before"] <= ended["transaction_date"]]
    newest = before.sort_values("transaction_date_before").groupby(["msno", "transaction_date"]).tail(1)
    assert (newest["payment_plan_days"] == newest["payment_plan_days_before"]).all()
    logs = rows["user_logs"]
    assert not logs.duplicated(["msno", "date"]).any()
    assert logs["num_unq"].sum() == pd.read_csv(source / "reading.csv")["opened"].sum()
    # No number of a customer enters the lake, and beside it stands which is which.
    assert not any("TB-" in file.read_text() for file in raw.iterdir())
    ids = pd.read_csv(raw.parent / "ids.csv")
    assert ids["msno"].nunique() == 60 and ids["msno"][7] == member(ids["customer_no"][7])


def test_what_the_mapping_does_not_know_is_refused(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = shutil.copytree(source, tmp_path / "other")
    (other / "reading.csv").unlink()
    invoices = pd.read_csv(other / "invoices.csv", dtype=str)
    invoices.drop(columns="paid_until").to_csv(other / "invoices.csv", index=False)
    assert main([str(other), str(tmp_path / "raw")]) == 2
    told = capsys.readouterr().err
    assert "holds no reading.csv." in told and "invoices.csv lacks paid_until." in told
    frames = read(source)
    frames["invoices"].loc[0, "product"] = "weekend"
    with pytest.raises(ValueError, match=r"invoices.csv holds product 'weekend'"):
        to_contracts(frames)
