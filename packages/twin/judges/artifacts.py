"""azure-synapse-artifacts and azure-identity, at their default public endpoints."""

import os

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential, DefaultAzureCredential
from azure.synapse.artifacts import ArtifactsClient
from azure.synapse.artifacts import models as m

from judging import check, judge

WORKSPACE = os.environ["JUDGED_WORKSPACE"]
ENDPOINT = f"https://{WORKSPACE}.dev.azuresynapse.net"
STORAGE = f"{WORKSPACE}-WorkspaceDefaultStorage"

secret = ClientSecretCredential(os.environ["AZURE_TENANT_ID"], "an-app", "any")
client = ArtifactsClient(secret, ENDPOINT)


def failure(result) -> dict:
    """What an operation failed of: its end is a 200, which this client takes for a success with an empty artifact."""
    assert result.name is None and result.additional_properties["status"] == "Failed", result
    return result.additional_properties["error"]


def refused(call, *words: str) -> None:
    try:
        call()
    except HttpResponseError as error:
        assert all(word in str(error) for word in words), str(error)
    else:
        raise AssertionError(f"accepted, though {words} was expected")


def life(group, kind: str, noun: str, body, renames: bool = True) -> None:
    """Creates, reads, lists, updates, renames and deletes one artifact."""
    write = getattr(group, f"begin_create_or_update_{noun}")
    get = getattr(group, f"get_{noun}")
    listed = getattr(group, f"get_{kind}_by_workspace")
    name = f"judged {noun}" if noun in ("notebook", "sql_script") else f"judged_{noun}"
    made = write(name, body).result()
    assert made.name == name, made
    assert (
        made.etag and made.id.endswith(f"/{name}") and made.type.startswith("Microsoft.Synapse/workspaces/")
    )
    read = get(name)
    assert read.etag == made.etag
    assert name in [one.name for one in listed()]
    again = write(name, body).result()
    assert again.etag != made.etag, "an update changes the etag"
    if renames:
        getattr(group, f"begin_rename_{noun}")(name, f"{name}_2").result()
        assert get(f"{name}_2").name == f"{name}_2"
        try:
            get(name)
            raise AssertionError("the old name is still there")
        except ResourceNotFoundError:
            name = f"{name}_2"
    getattr(group, f"begin_delete_{noun}")(name).result()
    try:
        get(name)
        raise AssertionError("it is still there")
    except ResourceNotFoundError:
        pass
    assert name not in [one.name for one in listed()]


STORE = m.LinkedServiceReference(type="LinkedServiceReference", reference_name=STORAGE)


@check
def linked_services() -> None:
    body = m.AzureKeyVaultLinkedService(base_url="https://v.vault.azure.net/")
    life(client.linked_service, "linked_services", "linked_service", body)


@check
def datasets() -> None:
    body = m.BinaryDataset(linked_service_name=STORE)
    life(client.dataset, "datasets", "dataset", body)


@check
def pipelines() -> None:
    wait = m.WaitActivity(name="Wait", wait_time_in_seconds=1)
    life(client.pipeline, "pipelines", "pipeline", m.PipelineResource(activities=[wait]))


@check
def triggers() -> None:
    recurrence = m.ScheduleTriggerRecurrence(frequency="Day", interval=1)
    life(
        client.trigger,
        "triggers",
        "trigger",
        m.ScheduleTrigger(recurrence=recurrence),
        renames=False,
    )


@check
def a_trigger_starts_and_stops() -> None:
    client.pipeline.begin_create_or_update_pipeline("judged_run", m.PipelineResource(activities=[])).result()
    run = m.TriggerPipelineReference(
        pipeline_reference=m.PipelineReference(type="PipelineReference", reference_name="judged_run")
    )
    recurrence = m.ScheduleTriggerRecurrence(frequency="Day", interval=1)
    body = m.ScheduleTrigger(recurrence=recurrence, pipelines=[run])
    client.trigger.begin_create_or_update_trigger("judged_daily", body).result()
    assert client.trigger.get_trigger("judged_daily").properties.runtime_state == "Stopped"
    client.trigger.begin_start_trigger("judged_daily").result()
    assert client.trigger.get_trigger("judged_daily").properties.runtime_state == "Started"
    updated = client.trigger.begin_create_or_update_trigger("judged_daily", body).result()
    assert failure(updated)["code"] == "TriggerEnabledCannotUpdate", updated
    client.trigger.begin_stop_trigger("judged_daily").result()
    client.trigger.begin_delete_trigger("judged_daily").result()
    client.pipeline.begin_delete_pipeline("judged_run").result()


@check
def data_flows() -> None:
    body = m.MappingDataFlow(script="source() ~> a")
    group = client.data_flow
    assert group.begin_create_or_update_data_flow("judged_flow", body).result().name == "judged_flow"
    assert "judged_flow" in [one.name for one in group.get_data_flows_by_workspace()]
    group.begin_rename_data_flow("judged_flow", "judged_flow_2").result()
    group.begin_delete_data_flow("judged_flow_2").result()


@check
def notebooks() -> None:
    cell = m.NotebookCell(cell_type="code", metadata={}, source=["print(1)\n"], outputs=[])
    notebook = m.Notebook(nbformat=4, nbformat_minor=2, metadata=m.NotebookMetadata(), cells=[cell])
    life(
        client.notebook,
        "notebooks",
        "notebook",
        m.NotebookResource(name="judged notebook", properties=notebook),
    )
    assert [one.name for one in client.notebook.get_notebook_summary_by_work_space()] is not None


@check
def sql_scripts() -> None:
    content = m.SqlScriptContent(
        query="SELECT 1\r\nGO\t-- as it is", metadata=m.SqlScriptMetadata(language="sql")
    )
    body = m.SqlScriptResource(name="judged sql_script", properties=m.SqlScript(content=content))
    life(client.sql_script, "sql_scripts", "sql_script", body)


@check
def spark_job_definitions() -> None:
    job = m.SparkJobProperties(
        file="main.py",
        driver_memory="28g",
        driver_cores=4,
        executor_memory="28g",
        executor_cores=4,
        num_executors=2,
    )
    pool = m.BigDataPoolReference(type="BigDataPoolReference", reference_name="pool")
    body = m.SparkJobDefinition(target_big_data_pool=pool, job_properties=job)
    life(client.spark_job_definition, "spark_job_definitions", "spark_job_definition", body)


@check
def kql_scripts() -> None:
    body = m.KqlScriptResource(
        name="judged_kql", properties=m.KqlScript(content=m.KqlScriptContent(query="T | take 1"))
    )
    client.kql_script.begin_create_or_update("judged_kql", body).result()
    assert client.kql_script.get_by_name("judged_kql").properties.content.query == "T | take 1"
    assert "judged_kql" in [one.name for one in client.kql_scripts.get_all()]
    client.kql_script.begin_rename("judged_kql", "judged_kql_2").result()
    client.kql_script.begin_delete_by_name("judged_kql_2").result()
    refused(lambda: client.kql_script.get_by_name("judged_kql_2"), "NotFound")


@check
def spark_configurations() -> None:
    body = m.SparkConfiguration(configs={"spark.executor.cores": "4"})
    group = client.spark_configuration
    group.begin_create_or_update_spark_configuration("judged_conf", body).result()
    assert group.get_spark_configuration("judged_conf").properties.configs == {"spark.executor.cores": "4"}
    assert "judged_conf" in [one.name for one in group.get_spark_configurations_by_workspace()]
    group.begin_delete_spark_configuration("judged_conf").result()


@check
def what_is_only_read() -> None:
    assert client.workspace.get().name == WORKSPACE
    assert "AutoResolveIntegrationRuntime" in [one.name for one in client.integration_runtimes.list().value]
    assert (
        client.integration_runtimes.get("AutoResolveIntegrationRuntime").name
        == "AutoResolveIntegrationRuntime"
    )
    assert list(client.big_data_pools.list().value) == []
    assert list(client.sql_pools.list().value) == []
    assert list(client.library.list()) == []
    assert list(client.link_connection.list_by_workspace()) == []


@check
def what_is_missing() -> None:
    for read in (
        client.linked_service.get_linked_service,
        client.dataset.get_dataset,
        client.pipeline.get_pipeline,
        client.trigger.get_trigger,
        client.data_flow.get_data_flow,
        client.notebook.get_notebook,
        client.sql_script.get_sql_script,
        client.spark_job_definition.get_spark_job_definition,
        client.spark_configuration.get_spark_configuration,
    ):
        try:
            read("nowhere")
            raise AssertionError(read)
        except ResourceNotFoundError:
            pass


@check
def a_reference_to_nothing() -> None:
    nothing = m.LinkedServiceReference(type="LinkedServiceReference", reference_name="Nowhere")
    body = m.BinaryDataset(linked_service_name=nothing)
    result = client.dataset.begin_create_or_update_dataset("judged_broken", body).result()
    assert "invalid reference 'Nowhere'" in failure(result)["message"], result
    assert "judged_broken" not in [one.name for one in client.dataset.get_datasets_by_workspace()]


@check
def the_identity_of_the_machine() -> None:
    machine = ArtifactsClient(DefaultAzureCredential(), ENDPOINT)
    assert f"{WORKSPACE}-WorkspaceDefaultStorage" in [
        one.name for one in machine.linked_service.get_linked_services_by_workspace()
    ]


judge()
