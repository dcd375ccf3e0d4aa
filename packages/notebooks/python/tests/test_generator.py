"""The command that writes the data: files, headers, months that are added, and wrong requests."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from generated_world import run

from retention.generator.calendar import date_of
from retention.generator.events import FIRST_FILE_LAST_EXPIRY

HEADERS = {
    "members": "msno,city,bd,gender,registered_via,registration_init_time",
    "transactions": "msno,payment_method_id,payment_plan_days,plan_list_price,actual_amount_paid,"
    "is_auto_renew,transaction_date,membership_expire_date,is_cancel",
    "user_logs": "msno,date,num_25,num_50,num_75,num_985,num_100,num_unq,total_secs",
}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="") as handle:
        yield from csv.DictReader(handle)


def test_files_have_the_names_and_headers_of_the_release(world: Path) -> None:
    made = files(world / "raw")
    assert list(made) == [
        "members/members_v3.csv",
        "transactions/transactions.csv",
        "transactions/transactions_v2.csv",
        "user_logs/user_logs.csv",
        "user_logs/user_logs_v2.csv",
    ]
    for name, content in made.items():
        assert content.decode().split("\n", 1)[0] == HEADERS[name.split("/")[0]]
        assert b'"' not in content and content.endswith(b"\n")


def test_rows_are_in_their_file_by_day(world: Path) -> None:
    raw = world / "raw"
    first = list(rows(raw / "transactions/transactions.csv"))
    second = list(rows(raw / "transactions/transactions_v2.csv"))
    last = f"{date_of(FIRST_FILE_LAST_EXPIRY):%Y%m%d}"
    assert max(row["transaction_date"] for row in first) <= "20170228"
    assert max(row["membership_expire_date"] for row in first) <= last
    assert max(row["transaction_date"] for row in second) <= "20170331"
    assert any(row["transaction_date"] < "20170301" for row in second)
    assert {row["date"][:6] for row in rows(raw / "user_logs/user_logs_v2.csv")} == {"201703"}
    keys = [(row["msno"], row["date"]) for row in rows(raw / "user_logs/user_logs.csv")]
    assert len(set(keys)) == len(keys)


def test_members_are_listed_once_and_two_differ_in_case_only(world: Path) -> None:
    listed = [row["msno"] for row in rows(world / "raw/members/members_v3.csv")]
    assert len(set(listed)) == len(listed)
    assert 950 < len(listed) <= 1000
    assert all(len(name) == 44 and name.endswith("=") for name in listed)
    paying = {row["msno"] for row in rows(world / "raw/transactions/transactions.csv")}
    assert 300 < len(paying) <= 400


def test_the_truth_has_the_months_up_to_the_next(world: Path) -> None:
    table = pq.read_table(world / "truth.parquet")
    assert table.column_names == ["period_start", "msno", "p_true", "save_rate_true", "value_true"]
    months = sorted({str(month) for month in table["period_start"].to_pylist()})
    assert months[0] == "2016-01-01" and months[-1] == "2017-04-01" and len(months) == 16
    assert all(0 < chance < 1 for chance in table["p_true"].to_pylist())


def test_a_later_run_adds_a_month_and_changes_nothing_before(world: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "2017-02-28") == 0
    before = files(tmp_path / "raw")
    assert run(tmp_path, "2017-03-31") == 0
    after = files(tmp_path / "raw")
    assert set(after) - set(before) == {"transactions/transactions_v2.csv", "user_logs/user_logs_v2.csv"}
    assert {name: after[name] for name in before} == before
    assert after == files(world / "raw")
    assert (tmp_path / "truth.parquet").read_bytes() == (world / "truth.parquet").read_bytes()


def test_a_second_run_says_what_was_there(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(world, "2017-03-31", "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert set(made["unchanged"]) == set(made["files"])
    assert [period["period_start"] for period in made["periods"]][-1] == "2017-04-01"


def test_another_data_set_is_not_written_over(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(world / "raw")
    assert run(world, "2017-03-31", members=401) == 2
    assert "holds another data set" in capsys.readouterr().err
    assert files(world / "raw") == before


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--oddities", "twins"], "There is no oddity 'twins'"),
        (["--members", "0"], "at least 1 member"),
        (["--until", "March"], "--until is a date such as 2017-03-31, and 'March' is not."),
        (["--until", "2017-03-15"], "write 2017-03-31"),
        (["--frailty", "-1"], "from 0 to 5"),
        (["--interactions", "4"], "from 0 to 3"),
        (["--first-period", "2016-01"], "any of its days such as 2017-03-01"),
        (["--out", ""], "Give the folder"),
        (["--out", "/proc/none"], "Cannot write /proc/none"),
    ],
)
def test_wrong_requests_get_one_sentence(
    more: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "2017-03-31", *more) == 2
    told = capsys.readouterr().err
    assert says in told and told.count("\n") == 1
    assert not list(tmp_path.rglob("*.*"))


def test_the_truth_stays_out_of_the_lake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "2017-03-31", "--truth", str(tmp_path / "raw" / "truth.parquet")) == 2
    assert "outside" in capsys.readouterr().err


def test_the_self_test_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "2017-03-31", "--self-test", members=60) == 0
    assert "ok     labels agree with the chances" in capsys.readouterr().out
    assert not list(tmp_path.rglob("*.*"))


def test_with_frailty_both_ceilings_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "2016-06-30", "--frailty", "0.8", "--json") == 0
    for period in json.loads(capsys.readouterr().out)["periods"]:
        assert period["oracle_log_loss"] < period["bayes_log_loss"] + 0.02
    assert pq.read_table(tmp_path / "truth.parquet").column_names[-1] == "p_latent"
