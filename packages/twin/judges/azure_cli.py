"""The Azure CLI, from login to delete, as its users type it."""

import io
import json
import logging
import multiprocessing
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from pathlib import Path

from azure.cli.core import get_default_cli

from judging import check, judge

WORKSPACE = os.environ["JUDGED_WORKSPACE"]
ACCOUNT = os.environ["JUDGED_ACCOUNT"]
VAULT = os.environ["JUDGED_VAULT"]
folder = Path(tempfile.mkdtemp())


def az(words: str, expect: int = 0):
    """Runs a command and answers what it would print. `expect` is its exit code: 3 where something is not there."""
    cli = get_default_cli()
    with redirect_stderr(io.StringIO()), open(os.devnull, "w") as out:
        try:
            code = cli.invoke(words.split(), out_file=out)
        except SystemExit as error:
            code = error.code
    assert code == expect, f"az {words} ended with {code}: {cli.result.error if cli.result else 'nothing'}"
    return cli.result.result if cli.result else None


def file(name: str, text: str | dict) -> str:
    path = folder / name
    path.write_text(text if isinstance(text, str) else json.dumps(text))
    return str(path)


def life(group: str, body: str, name: str, sure: str = " -y") -> None:
    """Creates, shows, lists and deletes one artifact."""
    here = f"--workspace-name {WORKSPACE}"
    assert az(f"synapse {group} create {here} --name {name} --file {body}")["name"] == name
    assert az(f"synapse {group} show {here} --name {name}")["name"] == name
    assert name in [one["name"] for one in az(f"synapse {group} list {here}")]
    az(f"synapse {group} delete {here} --name {name}{sure}")
    az(f"synapse {group} show {here} --name {name}", expect=3)


@check
def subscriptions_and_resources() -> None:
    assert az("account show")["name"]
    assert WORKSPACE in [one["name"] for one in az("synapse workspace list")]
    assert az(f"synapse workspace show --name {WORKSPACE} --resource-group g")["name"] == WORKSPACE
    for kind in ("spark pool", "sql pool", "integration-runtime"):
        az(f"synapse {kind} list --workspace-name {WORKSPACE} --resource-group g")
    assert az(f"storage account show -n {ACCOUNT} -g g")
    assert len(list(az(f"storage account keys list -n {ACCOUNT} -g g"))) == 2
    assert [one["name"] for one in az(f"keyvault secret list --vault-name {VAULT}")] == ["ftp"]


@check
def roles_and_lists() -> None:
    here = f"--workspace-name {WORKSPACE}"
    assert az(f"synapse role assignment list {here}")
    assert az(f"synapse role definition list {here}")
    assert az(f"synapse role scope list {here}")
    assert len(list(az(f"synapse managed-private-endpoints list {here}"))) == 2
    assert list(az(f"synapse workspace-package list {here}")) == []
    assert list(az(f"synapse link-connection list {here}")) == []


@check
def linked_services() -> None:
    body = {"type": "AzureKeyVault", "typeProperties": {"baseUrl": "https://v.vault.azure.net/"}}
    life("linked-service", "@" + file("ls.json", {"name": "AzL", "properties": body}), "AzL")


@check
def datasets() -> None:
    store = {"referenceName": f"{WORKSPACE}-WorkspaceDefaultStorage", "type": "LinkedServiceReference"}
    body = {"type": "Binary", "linkedServiceName": store, "typeProperties": {}}
    life("dataset", "@" + file("ds.json", {"name": "AzD", "properties": body}), "AzD")


@check
def pipelines() -> None:
    life("pipeline", "@" + file("p.json", {"name": "AzP", "properties": {"activities": []}}), "AzP")


@check
def triggers() -> None:
    here = f"--workspace-name {WORKSPACE} --name AzT"
    run = {"pipelineReference": {"referenceName": "AzRun", "type": "PipelineReference"}}
    body = {
        "type": "ScheduleTrigger",
        "pipelines": [run],
        "typeProperties": {"recurrence": {"frequency": "Day", "interval": 1}},
    }
    pipeline = file("run.json", {"name": "AzRun", "properties": {"activities": []}})
    az(f"synapse pipeline create --workspace-name {WORKSPACE} --name AzRun --file @{pipeline}")
    az(f"synapse trigger create {here} --file @{file('t.json', {'name': 'AzT', 'properties': body})}")
    az(f"synapse trigger start {here}")
    assert az(f"synapse trigger show {here}")["properties"]["runtimeState"] == "Started"
    az(f"synapse trigger stop {here}")
    az(f"synapse trigger delete {here} -y")


@check
def data_flows() -> None:
    body = {"type": "MappingDataFlow", "typeProperties": {"script": "source() ~> a"}}
    life("data-flow", "@" + file("df.json", {"name": "AzF", "properties": body}), "AzF")


@check
def notebooks() -> None:
    cell = {
        "cell_type": "code",
        "metadata": {},
        "source": ["print(1)"],
        "outputs": [],
        "execution_count": None,
    }
    body = file("n.ipynb", {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [cell]})
    life("notebook", f"@{body}", "AzN")


@check
def sql_scripts() -> None:
    life("sql-script", file("q.sql", "SELECT 1"), "AzS", sure="")


@check
def spark_job_definitions() -> None:
    sizes = {
        "driverMemory": "28g",
        "driverCores": 4,
        "executorMemory": "28g",
        "executorCores": 4,
        "numExecutors": 2,
    }
    job = {"name": "j", "file": "main.py", **sizes}
    pool = {"referenceName": "pool", "type": "BigDataPoolReference"}
    body = {"targetBigDataPool": pool, "requiredSparkVersion": "3.4", "jobProperties": job}
    life("spark-job-definition", "@" + file("sjd.json", body), "AzJ", sure="")


@check
def files_of_an_account() -> None:
    here = f"--account-name {ACCOUNT} --auth-mode login"
    az(f"storage fs create -n azfs {here}")
    az(f"storage fs file upload -f azfs -s {file('hi.txt', 'hi')} -p d/hi.txt {here}")
    assert [one["name"] for one in az(f"storage fs file list -f azfs {here}")] == ["d", "d/hi.txt"]
    az(f"storage fs file move -f azfs -p d/hi.txt --new-path azfs/d/ho.txt {here}")
    az(f"storage fs file download -f azfs -p d/ho.txt -d {folder} {here}")
    assert (folder / "ho.txt").read_text() == "hi"
    assert [one["name"] for one in az(f"storage blob list -c azfs {here}")] == ["d", "d/ho.txt"]
    az(f"storage fs directory delete -f azfs -n d -y {here}")
    az(f"storage fs delete -n azfs -y {here}")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    os.environ["AZURE_CONFIG_DIR"] = str(folder / "config")
    az(f"login --service-principal --username an-app --password any --tenant {os.environ['AZURE_TENANT_ID']}")
    # The CLI keeps its state by process.
    judge(ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("fork")))
    az("logout")
