"""azure-storage-file-datalake, azure-storage-blob and adlfs, at the default public endpoints of an account."""

import os

import adlfs
from azure.core import MatchConditions
from azure.core.exceptions import (
    HttpResponseError,
    ResourceExistsError,
    ResourceModifiedError,
    ResourceNotFoundError,
)
from azure.identity import DefaultAzureCredential
from azure.storage.blob import BlobServiceClient
from azure.storage.filedatalake import DataLakeServiceClient

from judging import check, judge

ACCOUNT = os.environ["JUDGED_ACCOUNT"]
KEY = os.environ["JUDGED_KEY"]
DFS = f"https://{ACCOUNT}.dfs.core.windows.net"
BLOB = f"https://{ACCOUNT}.blob.core.windows.net"

lake = DataLakeServiceClient(DFS, DefaultAzureCredential())
blobs = BlobServiceClient(BLOB, DefaultAzureCredential())
by_key = DataLakeServiceClient(DFS, KEY)


def raises(kind: type[HttpResponseError], code: str, call) -> None:
    try:
        call()
    except kind as error:
        assert error.error_code == code, error
    else:
        raise AssertionError(f"accepted, though {code} was expected")


@check
def file_systems() -> None:
    made = lake.create_file_system("judged-a", metadata={"owner": "judge"})
    assert "judged-a" in [one.name for one in lake.list_file_systems()]
    assert made.get_file_system_properties().metadata == {"owner": "judge"}
    raises(ResourceExistsError, "ContainerAlreadyExists", lambda: lake.create_file_system("judged-a"))
    assert "judged-a" in [one.name for one in blobs.list_containers()]
    assert by_key.get_file_system_client("judged-a").exists()
    made.delete_file_system()
    assert not made.exists()


@check
def files() -> None:
    system = lake.create_file_system("judged-b")
    text = bytes(range(256)) * 4096
    file = system.get_file_client("one/two three/ä+b.bin")
    file.upload_data(text, overwrite=True, metadata={"a": "1"}, chunk_size=300_000)
    assert file.download_file().readall() == text
    assert file.download_file(offset=10, length=20).readall() == text[10:30]
    properties = file.get_file_properties()
    assert properties.size == len(text) and properties.metadata == {"a": "1"}
    raises(HttpResponseError, "ConditionNotMet", lambda: file.upload_data(b"x"))
    file.append_data(b"+", len(text))
    file.flush_data(len(text) + 1)
    assert file.get_file_properties().size == len(text) + 1
    other = {"etag": '"0x1"', "match_condition": MatchConditions.IfNotModified}
    raises(ResourceModifiedError, "ConditionNotMet", lambda: file.delete_file(**other))
    assert [one.name for one in system.get_paths(path="one")] == ["one/two three", "one/two three/ä+b.bin"]
    moved = file.rename_file("judged-b/one/two three/moved?.bin")
    assert moved.get_file_properties().size == len(text) + 1
    raises(ResourceNotFoundError, "BlobNotFound", file.get_file_properties)
    system.get_directory_client("one").delete_directory()
    assert list(system.get_paths()) == []
    system.delete_file_system()


@check
def rights_and_leases() -> None:
    system = by_key.create_file_system("judged-c")
    folder = system.create_directory("d")
    folder.set_access_control(acl="user::rwx,group::r-x,other::---")
    assert folder.get_access_control()["permissions"] == "rwxr-x---"
    file = folder.create_file("f")
    updated = folder.update_access_control_recursive("user:7e7a1900-0000-4000-8000-000000000009:rwx")
    assert updated.counters.failure_count == 0
    lease = file.acquire_lease(15)
    raises(HttpResponseError, "LeaseIdMissing", lambda: file.upload_data(b"x", overwrite=True))
    lease.release()
    file.upload_data(b"x", overwrite=True)
    system.delete_file_system()


@check
def blob_verbs() -> None:
    container = blobs.create_container("judged-d")
    blob = container.upload_blob("a/b.txt", b"one", metadata={"m": "1"})
    container.upload_blob("a/c.txt", b"x" * 9_000_000, max_concurrency=2, overwrite=True)
    assert blob.download_blob().readall() == b"one"
    assert container.get_blob_client("a/c.txt").get_blob_properties().size == 9_000_000
    assert [one.name for one in container.walk_blobs()] == ["a/"]
    assert [one.name for one in container.list_blobs(name_starts_with="a/")] == ["a/b.txt", "a/c.txt"]
    (listed,) = container.list_blobs(name_starts_with="a/b", include=["metadata"])
    assert listed.metadata == {"m": "1"}
    copy = container.get_blob_client("a/d.txt")
    assert copy.start_copy_from_url(blob.url)["copy_status"] == "success"
    assert copy.download_blob().readall() == b"one"
    blob.set_blob_metadata({"n": "2"})
    assert blob.get_blob_properties().metadata == {"n": "2"}
    raises(ResourceNotFoundError, "BlobNotFound", container.get_blob_client("none").get_blob_properties)
    raises(ResourceNotFoundError, "BlobNotFound", lambda: container.get_blob_client("none").download_blob())
    raises(
        ResourceNotFoundError,
        "ContainerNotFound",
        lambda: list(blobs.get_container_client("nowhere").list_blobs()),
    )
    raises(ResourceExistsError, "BlobAlreadyExists", lambda: container.upload_blob("a/b.txt", b""))
    assert [one.status_code for one in container.delete_blobs("a/c.txt", "a/d.txt")] == [202, 202]
    container.delete_blob("a/b.txt")
    assert not blob.exists()
    blobs.delete_container("judged-d")


@check
def file_system_of_adlfs() -> None:
    system = adlfs.AzureBlobFileSystem(account_name=ACCOUNT, anon=False)
    system.mkdir("judged-e")
    with system.open("judged-e/in/a.csv", "wb") as file:
        file.write(b"k,v\n" * 1000)
    system.pipe("judged-e/in/deep/b.csv", b"b")
    assert system.ls("judged-e/in", detail=False) == ["judged-e/in/a.csv", "judged-e/in/deep"]
    assert system.glob("judged-e/**/*.csv") == ["judged-e/in/a.csv", "judged-e/in/deep/b.csv"]
    assert system.info("judged-e/in/a.csv")["size"] == 4000
    assert system.isdir("judged-e/in/deep") and system.isfile("judged-e/in/deep/b.csv")
    system.cp("judged-e/in/a.csv", "judged-e/copy.csv")
    assert system.cat("judged-e/copy.csv") == b"k,v\n" * 1000
    system.mv("judged-e/copy.csv", "judged-e/moved.csv")
    assert not system.exists("judged-e/copy.csv") and system.exists("judged-e/moved.csv")
    system.mv("judged-e/in", "judged-e/out", recursive=True)
    found = system.find("judged-e")
    assert found == ["judged-e/moved.csv", "judged-e/out/a.csv", "judged-e/out/deep/b.csv"], found
    assert system.du("judged-e") == 8001
    try:
        system.cat("judged-e/none")
        raise AssertionError("read what is not there")
    except FileNotFoundError:
        pass
    system.rm("judged-e/out", recursive=True)
    assert not system.exists("judged-e/out")
    system.rm("judged-e", recursive=True)
    assert not system.exists("judged-e")


judge()
