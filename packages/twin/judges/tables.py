"""pyarrow's AzureFileSystem (Azure's C++ SDK) and deltalake (Rust's object_store), at the default public endpoints."""

import os

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as fs
import pyarrow.parquet as pq
from deltalake import DeltaTable, write_deltalake

from judging import check, judge

ACCOUNT = os.environ["JUDGED_ACCOUNT"]
KEY = os.environ["JUDGED_KEY"]
rows = pa.table({"k": pa.array(range(1000)), "v": [str(n % 7) for n in range(1000)]})


@check
def file_system_of_arrow() -> None:
    system = fs.AzureFileSystem(ACCOUNT, account_key=KEY)
    system.create_dir("judged-f/in/deep", recursive=True)
    with system.open_output_stream("judged-f/in/a.txt") as out:
        out.write(b"one" * 100_000)
    with system.open_input_file("judged-f/in/a.txt") as file:
        assert file.size() == 300_000
        file.seek(299_997)
        assert file.read() == b"one"
    below = system.get_file_info(fs.FileSelector("judged-f/in", recursive=True))
    assert [one.path for one in below] == ["judged-f/in/a.txt", "judged-f/in/deep"]
    assert system.get_file_info("judged-f/none").type == fs.FileType.NotFound
    assert system.get_file_info("judged-f/in/deep").type == fs.FileType.Directory
    assert system.get_file_info("judged-nowhere").type == fs.FileType.NotFound
    system.move("judged-f/in/a.txt", "judged-f/in/deep/b.txt")
    system.copy_file("judged-f/in/deep/b.txt", "judged-f/c.txt")
    system.create_dir("judged-f/t")
    pq.write_table(rows, "judged-f/t/part.parquet", filesystem=system)
    assert ds.dataset("judged-f/t", filesystem=system).count_rows() == 1000
    system.delete_file("judged-f/c.txt")
    system.delete_dir_contents("judged-f/in")
    assert system.get_file_info("judged-f/in").type == fs.FileType.Directory
    assert system.get_file_info("judged-f/in/deep").type == fs.FileType.NotFound
    system.delete_dir("judged-f")
    try:
        system.open_input_file("judged-f/none")
        raise AssertionError("opened what is not there")
    except FileNotFoundError:
        pass


@check
def delta_tables() -> None:
    fs.AzureFileSystem(ACCOUNT, account_key=KEY).create_dir("judged-g")
    where = f"abfss://judged-g@{ACCOUNT}.dfs.core.windows.net/tables/t"
    options = {"azure_storage_account_name": ACCOUNT, "azure_storage_account_key": KEY}
    write_deltalake(where, rows, storage_options=options)
    for at in range(3):
        write_deltalake(where, rows.slice(at, 10), mode="append", storage_options=options)
    table = DeltaTable(where, storage_options=options)
    assert table.version() == 3 and table.to_pyarrow_table().num_rows == 1030
    compacted = table.optimize.compact()
    assert compacted["numFilesAdded"] == 1 and compacted["numFilesRemoved"] == 4, compacted
    table.delete("v = '0'")
    kept = [*range(1000), *range(10), *range(1, 11), *range(2, 12)]
    assert table.to_pyarrow_table().num_rows == sum(n % 7 != 0 for n in kept)
    table.create_checkpoint()
    write_deltalake(where, rows.slice(0, 1), mode="append", storage_options=options)
    fresh = DeltaTable(where, storage_options=options)
    assert fresh.version() == 6
    assert [one["operation"] for one in fresh.history()] == ["WRITE", "DELETE", "OPTIMIZE", *["WRITE"] * 4]
    assert DeltaTable(where, version=1, storage_options=options).to_pyarrow_table().num_rows == 1010
    removed = fresh.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)
    assert len(removed) >= 5, removed
    assert (
        DeltaTable(where, storage_options=options).to_pyarrow_table().num_rows
        == fresh.to_pyarrow_table().num_rows
    )
    fs.AzureFileSystem(ACCOUNT, account_key=KEY).delete_dir("judged-g")


@check
def delta_tables_of_an_application() -> None:
    where = f"abfss://judged-h@{ACCOUNT}.dfs.core.windows.net/t"
    fs.AzureFileSystem(ACCOUNT, account_key=KEY).create_dir("judged-h")
    secret = {
        "azure_storage_account_name": ACCOUNT,
        "azure_tenant_id": os.environ["AZURE_TENANT_ID"],
        "azure_client_id": "an-app",
        "azure_client_secret": "any",
    }
    write_deltalake(where, rows, storage_options=secret)
    assert DeltaTable(where, storage_options=secret).to_pyarrow_table().num_rows == 1000


judge()
