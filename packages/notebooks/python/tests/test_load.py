import datetime as dt
import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from retention.delivery import DeliveredFile, DeliveryError, header_problems
from retention.lake import Lake
from retention.load import load
from retention.load_report import reason_counts
from retention.storage import StoredFile
from retention.typed_rows import typed, with_reasons

ADA, BEA, CAT = ("ab/+" * 10 + "ABC=", "ab/+" * 10 + "abc=", "0" * 43 + "=")
MEMBERS = "msno,city,bd,gender,registered_via,registration_init_time"
TRANSACTIONS = (
    "msno,payment_method_id,payment_plan_days,plan_list_price,actual_amount_paid,is_auto_renew,"
    "transaction_date,membership_expire_date,is_cancel"
)
LOGS = "msno,date,num_25,num_50,num_75,num_985,num_100,num_unq,total_secs"
PAID = f"{ADA},41,30,149,149,1,20170101,20170131,0"
HEARD = f"{ADA},20170105,1,2,3,4,5,6,100.5"


def deliver(lake: Lake, table: str, name: str, *lines: str, end: str = "\n", mark: str = "") -> Path:
    folder = Path(lake.root) / "raw" / table
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes((mark + end.join(lines) + end).encode())
    return folder / name


def rows(lake: Lake, table: str, *columns: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in lake.read(table).select(*columns).collect()), key=repr)


def commits(lake: Lake) -> int:
    return len(list(Path(lake.root).glob("*/*/_delta_log/*.json")))


def served(lake: Lake, table: str) -> int:
    return lake.spark.read.parquet(lake.path(f"serving/{table}")).count()


@pytest.mark.slow
def test_a_delivery_is_loaded_once_grows_and_heals(lake: Lake) -> None:
    # Windows line ends, a byte order mark, quotes, columns in another order, an empty last line.
    deliver(
        lake,
        "members",
        "members v3+[1].csv",
        "bd,msno,gender,city,registered_via,registration_init_time,note",
        f'"-7168","{ADA}","female","1","7","20140101","x"',
        f'2016,{BEA},"",1,-1,20140102,y',
        f"30,{BEA},male,1,7,20140102,z",
        "",
        end="\r\n",
        mark="\ufeff",
    )
    deliver(
        lake,
        "transactions",
        "transactions.csv",
        TRANSACTIONS,
        PAID,
        PAID,
        f"{ADA},41,0,0,149,1,20170102,19700101,1",
        f"{BEA},41,30,149,149,2,20170230,20170131,0",
        f"{BEA},41,30,149,149,1,20170101",
        "short=,4.5,30,149,99999999999,1,20170101,20170131,0",
    )
    deliver(
        lake, "transactions", "transactions_v2.csv", TRANSACTIONS, PAID, PAID.replace("20170101", "20170301")
    )
    deliver(
        lake,
        "user_logs",
        "user_logs.csv",
        LOGS,
        HEARD.replace("100.5", "99"),
        HEARD.replace("100.5", "100.50"),
        HEARD,
        HEARD,
        HEARD.replace("0105", "0106").replace("100.5", "-9.2e15"),
        HEARD.replace("0105", "0107").replace("100.5", "86400.1"),
    )
    deliver(lake, "user_logs", "user_logs_v2.csv", LOGS)

    report = load(lake, "first")

    members, transactions, logs = report.tables
    day = dt.date
    assert rows(lake, "silver/members", "msno", "bd", "gender", "registration_init_time") == [
        (ADA, -7168, "female", day(2014, 1, 1)),
        (BEA, 30, "male", day(2014, 1, 2)),
    ]
    assert (members.rows_read, members.rows_loaded, members.rows_quarantined) == (3, 2, 1)
    assert members.files[0].name == "members v3+[1].csv"
    assert members.files[0].ignored_columns == ("note",)
    assert rows(
        lake, "silver/transactions", "transaction_date", "membership_expire_date", "is_cancel", "source_file"
    ) == [
        (day(2017, 1, 1), day(2017, 1, 31), False, "transactions.csv"),
        (day(2017, 1, 2), day(1970, 1, 1), True, "transactions.csv"),
        (day(2017, 3, 1), day(2017, 1, 31), False, "transactions_v2.csv"),
    ]
    assert (transactions.rows_read, transactions.rows_loaded, transactions.rows_repeated) == (8, 3, 2)
    assert transactions.reasons == {
        "actual_amount_paid is not a whole number": 1,
        "is_auto_renew is not 0 or 1": 1,
        "msno is not 44 base64 characters": 1,
        "payment_method_id is not a whole number": 1,
        "the number of fields is not 9": 1,
        "transaction_date is not a day written yyyyMMdd": 1,
    }
    assert rows(lake, "silver/user_logs", "date", "total_secs", "is_anomalous") == [
        (day(2017, 1, 5), 100.5, False),
        (day(2017, 1, 6), 0.0, True),
        (day(2017, 1, 7), 86400.0, True),
    ]
    assert (logs.rows_read, logs.rows_repeated) == (6, 2)
    assert logs.reasons == {"a row further down in the file says otherwise of this member and day": 1}
    assert logs.flagged == {"total_secs was cut to a day": 2}
    assert [(file.name, file.rows_read) for file in logs.files] == [
        ("user_logs.csv", 6),
        ("user_logs_v2.csv", 0),
    ]
    assert sorted(row[:2] for row in rows(lake, "quarantine/rows", "table_name", "row_text")) == sorted(
        [
            ("members", f'2016,{BEA},"",1,-1,20140102,y'),
            ("transactions", f"{BEA},41,30,149,149,2,20170230,20170131,0"),
            ("transactions", f"{BEA},41,30,149,149,1,20170101"),
            ("transactions", "short=,4.5,30,149,99999999999,1,20170101,20170131,0"),
            ("user_logs", HEARD.replace("100.5", "99")),
        ]
    )
    assert report.data_end == day(2017, 3, 1)
    assert (served(lake, "members"), served(lake, "user_logs")) == (2, 3)

    # A second run does nothing.
    before = commits(lake)
    again = load(lake, "again")
    assert [(table.files, table.files_known) for table in again.tables] == [((), 1), ((), 2), ((), 2)]
    assert again.published == ()
    assert commits(lake) == before
    # The next reads a new file, a changed one with what may depend on it, and one that was written but never
    # noted, as if the run had died before that.
    lake.overwrite(lake.read("silver/loaded_files").where("table_name <> 'members'"), "silver/loaded_files")
    deliver(lake, "transactions", "transactions.csv", TRANSACTIONS, PAID.replace(ADA, CAT))
    deliver(
        lake,
        "user_logs",
        "user_logs_v3.csv",
        LOGS,
        HEARD,
        HEARD.replace("100.5", "7"),
        HEARD.replace("20170105", "20170401"),
    )
    grown = load(lake, "grown")
    # The row that transactions.csv no longer has was in the second file too, and is kept from there.
    assert rows(lake, "silver/transactions", "msno", "transaction_date", "source_file") == [
        (CAT, day(2017, 1, 1), "transactions.csv"),
        (ADA, day(2017, 1, 1), "transactions_v2.csv"),
        (ADA, day(2017, 3, 1), "transactions_v2.csv"),
    ]
    assert [table.rows_loaded for table in grown.tables] == [2, 3, 2]
    # The newer delivery wins; in it the row further down, and the one above is set aside.
    assert (grown.tables[2].rows_replaced, grown.tables[2].rows_quarantined) == (1, 1)
    heard = rows(lake, "silver/user_logs", "date", "total_secs", "source_file")
    assert (day(2017, 1, 5), 7.0, "user_logs_v3.csv") in heard
    assert len(rows(lake, "silver/members", "msno")) == 2
    assert {name.split(".")[0] for name in grown.published} == {"members", "2017-01", "2017-04"}
    assert (served(lake, "members"), served(lake, "user_logs")) == (2, 4)
    assert grown.freshness["user_logs"].last_day == day(2017, 4, 1)
    quarantined = rows(lake, "quarantine/rows", "table_name", "source_file", "reason")
    assert [row[:2] for row in quarantined] == [
        ("members", "members v3+[1].csv"),
        ("user_logs", "user_logs.csv"),
        ("user_logs", "user_logs_v3.csv"),
    ]
    noted = rows(lake, "silver/loaded_files", "source_file", "run_id", "rows_read")
    assert ("transactions.csv", "grown", 1) in noted
    assert ("user_logs.csv", "first", 6) in noted
    assert grown.summary()["data_end"] == "2017-03-01"


def test_wrong_headers_are_told_together_before_anything_is_written(lake: Lake) -> None:
    deliver(lake, "members", "members.csv", MEMBERS + ",expiration_date")
    deliver(lake, "user_logs", "user_logs.csv", LOGS.replace("num_unq", "num_uniq"))
    with pytest.raises(DeliveryError) as raised:
        load(lake, "r")
    leak, none, near = raised.value.problems
    assert "raw/members/members.csv has the column 'expiration_date', which tells the outcome" in leak
    assert none.startswith("raw/transactions holds no CSV file: run the pipeline")
    assert near == (
        "raw/user_logs/user_logs.csv has no column 'num_unq': its column 'num_uniq' looks like it, "
        "rename it in the header."
    )
    assert not lake.exists("silver/members")


def test_a_header_names_each_column_once() -> None:
    (missing, twice) = header_problems("f.csv", ("a", "a", "Zed"), ["a", "quite other", "x"])
    assert missing.startswith("f.csv has no column 'quite other', 'x': it has a, a, Zed;")
    assert twice == "f.csv has the column 'a' twice: leave one."
    assert header_problems("f.csv", ("MSNO",), ["msno"]) == [
        "f.csv has no column 'msno': its column 'MSNO' looks like it, rename it in the header."
    ]


def test_one_thing_to_mend_is_one_sentence_and_no_member_stands_in_it() -> None:
    wanted = MEMBERS.split(",")
    (no_header,) = header_problems("f.csv", (ADA, "1", "30", "male", "7", "20140101"), wanted)
    assert no_header == f"f.csv has no header: its first line is to be {MEMBERS}."
    (separated,) = header_problems("f.csv", (MEMBERS.replace(",", ";"),), wanted)
    assert separated == "f.csv separates its columns by semicolons: separate them by commas."


def test_what_a_month_of_deliveries_brings_is_kept_corrected_or_set_aside_with_its_reason(lake: Lake) -> None:
    deliver(
        lake, "members", "members_v9.csv", MEMBERS, f"{ADA},1,30,male,7,20140101", f"{BEA},1,,,4,20140102"
    )
    deliver(lake, "transactions", "transactions.CSV", TRANSACTIONS, PAID)
    packed = deliver(lake, "user_logs", "user_logs.csv.gz", LOGS)
    packed.write_bytes(gzip.compress(f"{LOGS}\n{HEARD}\n".encode()))
    deliver(lake, "user_logs", "user_logs_v2.csv.7z", "7z")
    first = load(lake, "first")
    assert [table.rows_loaded for table in first.tables] == [2, 1, 1]
    assert first.tables[2].left_out == {"user_logs_v2.csv.7z": "is packed as 7z: unpack it there"}

    # A file is known by what it holds: touched it is the same, and changed in place it is another.
    os.utime(packed)
    member = Path(lake.root) / "raw/members/members_v9.csv"
    stamp = member.stat()
    member.write_bytes(member.read_bytes().replace(b",7,", b",9,"))
    os.utime(member, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    deliver(lake, "members", "members_v10.csv", MEMBERS, f"{BEA},5,,,4,20140102", f"{CAT},1,,,4,20170329")
    rest = PAID.split(",", 1)[1]
    steady = [f"{ADA},{rest.replace('20170101', f'201703{day:02}')}" for day in range(1, 32) for _ in "abc"]
    ahead = [
        PAID.replace("20170101", "20361015"),
        PAID.replace("20170101", "20170815"),
        PAID.replace("20170101", "18991231"),
        PAID.replace("20170131", "18991231"),
        PAID.replace("20170131", "20991231"),
        PAID.replace(",149,149,", ",-149,149,"),
        PAID.replace(",41,30,", ",41,-30,"),
        PAID.replace(",149,149,", ",149,9999999,"),
        PAID.replace(",30,", ',""30"",'),
    ]
    told = deliver(lake, "transactions", "transactions_v2.csv", TRANSACTIONS, *steady, *ahead)
    with told.open("ab") as handle:
        handle.write(PAID.encode() + b"\xff\n" + b"x" * 70_000)
    deliver(lake, "user_logs", "user_logs_v3.csv", LOGS, HEARD.replace(",1,2,", ",-1,99999,"), HEARD)

    second = load(lake, "second")

    members, transactions, logs = second.tables
    assert [file.name for file in members.files] == ["members_v9.csv", "members_v10.csv"]
    assert rows(lake, "silver/members", "msno", "city", "registered_via") == [
        (CAT, 1, 4),
        (ADA, 1, 9),
        (BEA, 5, 4),
    ]
    assert (members.rows_read, members.rows_loaded, members.rows_quarantined) == (4, 3, 0)
    assert (transactions.rows_read, transactions.rows_loaded) == (93 + 9 + 2, 31)
    late = "transaction_date lies after the days of its file, which end by 2017-04-07"
    assert transactions.reasons == {
        late: 2,
        "actual_amount_paid is above 1,000,000": 1,
        "membership_expire_date lies before 1970-01-01": 1,
        "membership_expire_date lies more than 30 years after the transaction": 1,
        "payment_plan_days is negative": 1,
        "payment_plan_days is not a whole number": 1,
        "plan_list_price is negative": 1,
        "the number of fields is not 9": 1,
        "the row is not UTF-8": 1,
        "transaction_date lies before 2004-01-01": 1,
    }
    assert second.data_end == dt.date(2017, 3, 31)
    assert logs.reasons == {"num_25 is negative": 1, "num_50 is above 86,400": 1}
    assert (logs.files_known, logs.rows_loaded, logs.rows_repeated) == (1, 0, 1)


def test_reasons_of_a_row_are_counted_one_by_one() -> None:
    assert reason_counts({"a": 1, "a; b": 2}) == {"a": 3, "b": 2}


def is_day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date() if len(text) == 8 and text.isascii() else None
    except ValueError:
        return None


def test_whatever_text_comes_is_typed_or_told(spark: SparkSession) -> None:
    texts: list[tuple[str, str]] = []
    whole = st.integers(-(2**33), 2**33).map(str) | st.sampled_from(
        ["1.0", "", " 7 ", "x", "+5", "1e3", "٣", "--1"]
    )
    days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)).map(lambda day: f"{day:%Y%m%d}".zfill(8)) | (
        st.integers(0, 10**9).map(str)
    )

    @settings(
        max_examples=60,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.tuples(whole, days), min_size=1, max_size=4))
    def collect(examples: list[tuple[str, str]]) -> None:
        texts.extend(examples)

    collect()
    lines = spark.createDataFrame(
        [(f"{ADA},{number},0,,7,{day}", number, day) for number, day in texts],
        "row_text string, number string, day string",
    ).withColumns({"source_file": F.lit("f"), "newest": F.lit(dt.date(2030, 1, 31))})
    columns = tuple(MEMBERS.split(","))
    file = DeliveredFile("members", StoredFile("f", "f", 1, 1), columns, MEMBERS)
    frame = typed(lines, "members", columns)
    found = frame.collect()
    reasons = {
        row.row_text: row.reason for row in with_reasons(frame.where("not is_right"), [file]).collect()
    }
    assert len(found) == len(texts) > 50
    for row, (number, day) in zip(found, texts, strict=True):
        stripped = number.strip()
        value = (
            int(stripped)
            if stripped.isascii() and stripped.lstrip("+-").isdigit() and stripped != "--1"
            else None
        )
        value = value if value is not None and -(2**31) <= value < 2**31 else None
        known = is_day(day)
        name = "registration_init_time"
        expected = [
            *(["city is not a whole number"] if value is None and stripped != "" else []),
            *([f"{name} is not a day written yyyyMMdd"] if known is None else []),
            *([f"{name} lies before 2004-01-01"] if known and known < dt.date(2004, 1, 1) else []),
            *(
                [f"{name} lies after the days of its file, which end by 2030-01-31"]
                if known and known > dt.date(2030, 1, 31)
                else []
            ),
        ]
        assert (row.city, row.registration_init_time) == (value, known)
        assert row.is_right == (expected == [])
        assert reasons.get(row.row_text, "") == "; ".join(expected)
