"""databricks-sdk at the address of a workspace: objects, jobs and their runs, secrets, policies, permissions."""

import base64
import io
import logging
import os

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import (
    InvalidParameterValue,
    NotFound,
    PermissionDenied,
    ResourceAlreadyExists,
    ResourceDoesNotExist,
)
from databricks.sdk.service import compute, iam, jobs, workspace

from judging import check, judge

# A warning is a disagreement: the SDK warns where it finds no configuration at a well-known address.
warned: list[str] = []


class Warnings(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        warned.append(record.getMessage())


logging.getLogger("databricks").addHandler(Warnings(logging.WARNING))
client = WorkspaceClient(host=os.environ["JUDGED_HOST"], token=os.environ["JUDGED_TOKEN"])
HEADER = "# Databricks notebook source\n"


def refused(kind: type[Exception], act: object) -> None:
    try:
        act()  # type: ignore[operator]
    except kind:
        return
    raise AssertionError(f"was not refused with {kind.__name__}")


@check
def who_asks() -> None:
    me = client.current_user.me()
    assert me.user_name and me.active
    assert client.get_workspace_id() == int(os.environ["JUDGED_ID"])
    assert client.config.is_azure
    assert warned == [], warned


@check
def objects() -> None:
    api = client.workspace
    api.mkdirs("/Workspace/Shared/judged/in")
    api.upload("/Shared/judged/n.py", io.BytesIO(f"{HEADER}print(1)\n".encode()), overwrite=True)
    api.upload(
        "/Shared/judged/in/auto.py",
        io.BytesIO(f"{HEADER}print('ü')\n".encode()),
        format=workspace.ImportFormat.AUTO,
    )
    api.upload("/Shared/judged/f.txt", io.BytesIO(b"text"), format=workspace.ImportFormat.AUTO)
    sql = base64.b64encode(b"SELECT 1").decode()
    api.import_("/Shared/judged/q", content=sql, language=workspace.Language.SQL)
    found = {one.path: one for one in api.list("/Shared/judged", recursive=True)}
    assert sorted(found) == [
        *("/Shared/judged/f.txt", "/Shared/judged/in/auto", "/Shared/judged/n.py", "/Shared/judged/q"),
    ], sorted(found)
    assert found["/Shared/judged/q"].language == workspace.Language.SQL
    assert found["/Shared/judged/f.txt"].size == 4
    assert found["/Shared/judged/in/auto"].modified_at > 0
    assert api.download("/Shared/judged/in/auto").read().decode() == f"{HEADER}print('ü')"
    exported = api.export("/Shared/judged/q", format=workspace.ExportFormat.SOURCE)
    assert base64.b64decode(exported.content) == b"-- Databricks notebook source\nSELECT 1"
    refused(
        ResourceAlreadyExists,
        lambda: api.import_("/Shared/judged/q", content=sql, language=workspace.Language.SQL),
    )
    refused(ResourceDoesNotExist, lambda: api.get_status("/Shared/judged/none"))
    refused(NotFound, lambda: api.import_("/Shared/nowhere/q", content=sql, language=workspace.Language.SQL))
    api.delete("/Shared/judged", recursive=True)
    refused(ResourceDoesNotExist, lambda: list(api.list("/Shared/judged")))


def condition(key: str, left: str, **more: object) -> jobs.Task:
    task = jobs.ConditionTask(op=jobs.ConditionTaskOp.EQUAL_TO, left=left, right="yes")
    return jobs.Task(task_key=key, condition_task=task, **more)  # type: ignore[arg-type]


@check
def jobs_and_runs() -> None:
    api = client.jobs
    job = api.create(
        name="judged",
        tags={"estate": "judged"},
        parameters=[jobs.JobParameterDefinition(name="answer", default="no")],
        tasks=[
            condition("asked", "{{job.parameters.answer}}"),
            condition("then", "yes", depends_on=[jobs.TaskDependency(task_key="asked", outcome="true")]),
            condition("else", "yes", depends_on=[jobs.TaskDependency(task_key="asked", outcome="false")]),
        ],
    )
    settings = api.get(job.job_id).settings
    assert settings.max_concurrent_runs == 1 and settings.tasks[0].run_if == jobs.RunIf.ALL_SUCCESS
    assert [one.job_id for one in api.list(name="JUDGED", expand_tasks=True)] == [job.job_id]
    run = api.run_now(job.job_id, job_parameters={"answer": "yes"}, idempotency_token="judged").result()
    assert run.state.result_state == jobs.RunResultState.SUCCESS
    assert run.status.termination_details.code == jobs.TerminationCodeCode.SUCCESS
    states = {one.task_key: one.state.result_state.value for one in run.tasks}
    assert states == {"asked": "SUCCESS", "then": "SUCCESS", "else": "EXCLUDED"}, states
    assert api.run_now(job.job_id, idempotency_token="judged").response.run_id == run.run_id
    output = api.get_run_output(run.tasks[0].run_id)
    assert output.metadata.run_id == run.tasks[0].run_id
    listed = [one.run_id for one in api.list_runs(job_id=job.job_id)]
    assert listed == [run.run_id], (listed, run.run_id)
    again = api.repair_run(run.run_id, rerun_tasks=["then"]).result()
    assert again.state.result_state == jobs.RunResultState.SUCCESS
    api.cancel_run(run.run_id)
    api.reset(job.job_id, jobs.JobSettings(name="judged too"))
    assert not api.get(job.job_id).settings.tasks
    api.delete(job.job_id)
    refused(ResourceDoesNotExist, lambda: api.get(job.job_id))


@check
def long_jobs() -> None:
    job = client.jobs.create(name="long", tasks=[condition(f"t{n}", "yes") for n in range(230)])
    assert len(client.jobs.get(job.job_id).settings.tasks) == 230
    [listed] = client.jobs.list(name="long", expand_tasks=True)
    assert len(listed.settings.tasks) == 230
    client.jobs.delete(job.job_id)


@check
def policies() -> None:
    api = client.cluster_policies
    made = api.create(name="judged", definition='{"spark_version": {"type": "fixed", "value": "x"}}')
    assert api.get(made.policy_id).name == "judged"
    api.edit(made.policy_id, name="judged", definition="{}")
    assert [one.definition for one in api.list() if one.policy_id == made.policy_id] == ["{}"]
    refused(InvalidParameterValue, lambda: api.create(name="judged", definition="{}"))
    cluster = compute.ClusterSpec(policy_id="0" * 16)
    named = jobs.JobCluster(job_cluster_key="c", new_cluster=cluster)
    refused(InvalidParameterValue, lambda: client.jobs.create(name="x", job_clusters=[named]))
    api.delete(made.policy_id)
    refused(NotFound, lambda: api.get(made.policy_id))
    assert any("LTS" in one.name for one in client.clusters.spark_versions().versions)


@check
def secrets() -> None:
    api = client.secrets
    api.create_scope("judged", initial_manage_principal="users")
    refused(ResourceAlreadyExists, lambda: api.create_scope("judged"))
    api.put_secret("judged", "key", string_value="planted")
    assert [one.key for one in api.list_secrets("judged")] == ["key"]
    refused(PermissionDenied, lambda: api.get_secret("judged", "key"))
    api.put_acl("judged", "analysts", workspace.AclPermission.READ)
    assert api.get_acl("judged", "analysts").permission == workspace.AclPermission.READ
    assert {one.principal for one in api.list_acls("judged")} == {"users", "analysts"}
    api.delete_scope("judged")
    refused(ResourceDoesNotExist, lambda: list(api.list_secrets("judged")))


@check
def permissions() -> None:
    client.workspace.mkdirs("/Shared/granted")
    folder = str(client.workspace.get_status("/Shared/granted").object_id)
    entry = iam.AccessControlRequest(group_name="analysts", permission_level=iam.PermissionLevel.CAN_RUN)
    client.permissions.set("directories", folder, access_control_list=[entry])
    held = client.permissions.get("directories", folder)
    direct = [
        (one.group_name, level.permission_level.value)
        for one in held.access_control_list
        for level in one.all_permissions
        if not level.inherited
    ]
    assert direct == [("analysts", "CAN_RUN")], direct
    levels = client.permissions.get_permission_levels("directories", folder).permission_levels
    assert [one.permission_level.value for one in levels] == ["CAN_READ", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"]


judge()
