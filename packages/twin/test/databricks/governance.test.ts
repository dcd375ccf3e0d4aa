import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { importing, type Rest, rest } from "./rest.ts";

let twin: RunningTwin;
let api: Rest;
beforeAll(async () => {
  twin = await startTwin();
  api = rest(twin);
});
afterAll(() => twin.stop());

const invalid = { status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } };

test("a policy is kept as text, is edited whole, and has a name of its own", async () => {
  const definition = JSON.stringify({ spark_version: { type: "fixed", value: "17.3.x-scala2.13" } });
  const { policy_id } = (
    await api.post("2.0/policies/clusters/create", { name: "jobs", definition, description: "for jobs" })
  ).body;
  expect(policy_id).toMatch(/^[0-9A-F]{16}$/);
  expect((await api.get("2.0/policies/clusters/get", { policy_id })).body).toMatchObject({
    ...{ policy_id, name: "jobs", definition, description: "for jobs", is_default: false },
  });
  expect(await api.post("2.0/policies/clusters/create", { name: "jobs", definition })).toMatchObject(invalid);
  expect(
    await api.post("2.0/policies/clusters/create", { name: "x", max_clusters_per_user: 0 }),
  ).toMatchObject(invalid);
  // The shape of a definition is nobody's business before a cluster is made.
  await api.post("2.0/policies/clusters/edit", { policy_id, name: "jobs", definition: "[]" });
  const [listed] = (await api.get("2.0/policies/clusters/list")).body.policies;
  expect(listed).toMatchObject({ policy_id, definition: "[]" });
  expect(listed).not.toHaveProperty("description");
  const broken = { job_clusters: [{ job_cluster_key: "c", new_cluster: { policy_id } }] };
  expect((await api.post("2.2/jobs/create", broken)).body.message).toContain("malformed policy definition");
  await api.post("2.0/policies/clusters/delete", { policy_id });
  expect((await api.get("2.0/policies/clusters/get", { policy_id })).status).toBe(404);
});

test("the cluster of a job has what its policy supplies, and nothing that it does not permit", async () => {
  const definition = JSON.stringify({
    cluster_type: { type: "fixed", value: "job" },
    node_type_id: { type: "allowlist", values: ["small", "large"], defaultValue: "small" },
    "autoscale.max_workers": { type: "range", minValue: 1, maxValue: 8 },
    "spark_conf.spark.sql.session.timeZone": { type: "fixed", value: "UTC" },
    "spark_conf.spark.secret": { type: "forbidden" },
    "custom_tags.team": { type: "regex", pattern: "[a-z]+", isOptional: true },
    spark_version: { type: "blocklist", values: ["old"], isOptional: true },
  });
  const { policy_id } = (await api.post("2.0/policies/clusters/create", { name: "strict", definition })).body;
  const job = (cluster: object) => ({
    job_clusters: [{ job_cluster_key: "c", new_cluster: { policy_id, ...cluster } }],
  });
  const good = { autoscale: { min_workers: 1, max_workers: 8 }, apply_policy_default_values: true };
  const { job_id } = (await api.post("2.2/jobs/create", job(good))).body;
  const { settings } = (await api.get("2.2/jobs/get", { job_id: String(job_id) })).body;
  expect(settings.job_clusters[0].new_cluster).toMatchObject({
    node_type_id: "small",
    spark_conf: { "spark.sql.session.timeZone": "UTC" },
    data_security_mode: "SINGLE_USER",
  });
  expect(settings.job_clusters[0].new_cluster).not.toHaveProperty("apply_policy_default_values");
  const bad = job({
    autoscale: { max_workers: 9 },
    spark_conf: { "spark.secret": "x", "spark.sql.session.timeZone": "CET" },
    custom_tags: { team: "A1" },
    spark_version: "old",
  });
  expect((await api.post("2.2/jobs/create", bad)).body.message).toBe(
    [
      "Cluster validation error: Validation failed for node_type_id, the value must be present",
      'Validation failed for autoscale.max_workers, the value must be between 1 and 8 (is "9")',
      'Validation failed for spark_conf.spark.sql.session.timeZone, the value must be UTC (is "CET")',
      "Validation failed for spark_conf.spark.secret, the value must not be present",
      'Validation failed for custom_tags.team, the value must match [a-z]+ (is "A1")',
      'Validation failed for spark_version, the value must not be one of old (is "old")',
    ].join("; "),
  );
});

test("scopes hold secrets and rights, and never show a value", async () => {
  const vault = { resource_id: "/subscriptions/s/vaults/kv", dns_name: "https://kv.vault.azure.net/" };
  await api.post("2.0/secrets/scopes/create", { scope: "own", initial_manage_principal: "users" });
  await api.post("2.0/secrets/scopes/create", {
    scope: "vaulted",
    scope_backend_type: "AZURE_KEYVAULT",
    backend_azure_keyvault: vault,
  });
  expect((await api.get("2.0/secrets/scopes/list")).body.scopes).toEqual([
    { name: "own", backend_type: "DATABRICKS" },
    { name: "vaulted", backend_type: "AZURE_KEYVAULT", keyvault_metadata: vault },
  ]);
  const planted = ["not", "to", "be", "seen"].join("-");
  await api.post("2.0/secrets/put", { scope: "own", key: "ftp", string_value: planted });
  const listed = await api.get("2.0/secrets/list", { scope: "own" });
  expect(listed.body).toEqual({ secrets: [{ key: "ftp", last_updated_timestamp: expect.any(Number) }] });
  const value = await api.get("2.0/secrets/get", { scope: "own", key: "ftp" });
  expect(value).toMatchObject({ status: 403 });
  expect(JSON.stringify([listed, value])).not.toContain(planted);
  await api.post("2.0/secrets/acls/put", { scope: "own", principal: "analysts", permission: "READ" });
  expect((await api.get("2.0/secrets/acls/list", { scope: "own" })).body.items).toEqual([
    { principal: "users", permission: "MANAGE" },
    { principal: "analysts", permission: "READ" },
  ]);
  await api.post("2.0/secrets/acls/delete", { scope: "own", principal: "analysts" });
  const refused = [
    await api.get("2.0/secrets/acls/get", { scope: "own", principal: "analysts" }),
    await api.get("2.0/secrets/list", { scope: "none" }),
    await api.get("2.0/secrets/get", { scope: "own", key: "none" }),
    await api.post("2.0/secrets/scopes/create", { scope: "own" }),
    await api.post("2.0/secrets/put", { scope: "vaulted", key: "k", string_value: "v" }),
    await api.post("2.0/secrets/put", { scope: "own", key: "k" }),
    await api.post("2.0/secrets/put", { scope: "own", key: "a b", string_value: "v" }),
    await api.post("2.0/secrets/put", { scope: "own", key: "k", string_value: "v".repeat(128 * 1024 + 1) }),
    await api.post("2.0/secrets/acls/put", { scope: "own", principal: "x", permission: "OWN" }),
  ];
  expect(refused.map(({ status, body }) => `${status} ${body.error_code}`)).toEqual([
    ...["404 RESOURCE_DOES_NOT_EXIST", "404 RESOURCE_DOES_NOT_EXIST", "404 RESOURCE_DOES_NOT_EXIST"],
    ...["400 RESOURCE_ALREADY_EXISTS", "400 BAD_REQUEST"],
    ...Array(4).fill("400 INVALID_PARAMETER_VALUE"),
  ]);
  await api.post("2.0/secrets/scopes/delete", { scope: "own" });
  expect((await api.get("2.0/secrets/list", { scope: "own" })).status).toBe(404);
});

test("a folder hands its permissions down, and answers have another shape than requests", async () => {
  await api.post("2.0/workspace/mkdirs", { path: "/Shared/granted" });
  await importing(api, "/Shared/granted/n.py", "# Databricks notebook source");
  const id = async (path: string) => (await api.get("2.0/workspace/get-status", { path })).body.object_id;
  const folder = await id("/Shared/granted");
  const analysts = { group_name: "analysts", permission_level: "CAN_RUN" };
  const put = await api.send("PUT", `2.0/permissions/directories/${folder}`, {
    access_control_list: [analysts, { user_name: "a@b.c", permission_level: "CAN_READ" }],
  });
  expect(put.body).toMatchObject({ object_id: `/directories/${folder}`, object_type: "directory" });
  const merged = await api.send("PATCH", `2.0/permissions/directories/${folder}`, {
    access_control_list: [{ user_name: "a@b.c", permission_level: "CAN_MANAGE" }],
  });
  const direct = (answer: typeof merged) =>
    answer.body.access_control_list.flatMap((one: Record<string, unknown>) =>
      (one.all_permissions as { permission_level: string; inherited: boolean }[])
        .filter(({ inherited }) => !inherited)
        .map(({ permission_level }) => [one.display_name, permission_level]),
    );
  expect(direct(merged)).toEqual([
    ["analysts", "CAN_RUN"],
    ["a@b.c", "CAN_MANAGE"],
  ]);
  const notebook = await api.get(`2.0/permissions/notebooks/${await id("/Shared/granted/n")}`);
  expect(direct(notebook)).toEqual([]);
  const inherited = (name: string) =>
    notebook.body.access_control_list.find((one: { group_name?: string }) => one.group_name === name);
  expect(inherited("analysts").all_permissions).toEqual([
    { permission_level: "CAN_RUN", inherited: true, inherited_from_object: [`/directories/${folder}`] },
  ]);
  expect(inherited("admins").all_permissions[0].permission_level).toBe("CAN_MANAGE");
  const emptied = await api.send("PUT", `2.0/permissions/directories/${folder}`, { access_control_list: [] });
  expect(direct(emptied)).toEqual([]);
  const levels = await api.get(`2.0/permissions/directories/${folder}/permissionLevels`);
  expect(
    levels.body.permission_levels.map((one: { permission_level: string }) => one.permission_level),
  ).toEqual(["CAN_READ", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"]);
});

test("a job has exactly one owner, and what is not there has no permissions", async () => {
  const { job_id } = (await api.post("2.2/jobs/create", { name: "owned" })).body;
  const put = (list: object[], path = `jobs/${job_id}`) =>
    api.send("PUT", `2.0/permissions/${path}`, { access_control_list: list });
  const view = { group_name: "users", permission_level: "CAN_VIEW" };
  const owner = { user_name: "me@b.c", permission_level: "IS_OWNER" };
  expect((await put([view])).body.message).toBe("The job must have exactly one owner.");
  expect((await put([view, { ...view, permission_level: "IS_OWNER" }])).status).toBe(400);
  expect((await put([owner, { ...view, permission_level: "CAN_RUN" }])).body.message).toContain(
    "CAN_RUN is not one of",
  );
  expect((await put([owner, { permission_level: "CAN_VIEW" }])).status).toBe(400);
  expect((await put([owner, view])).body.object_type).toBe("job");
  expect((await put([], "jobs/7")).body.message).toBe("Job 7 does not exist.");
  expect((await put([], "directories/7")).status).toBe(404);
  expect((await put([], "cluster-policies/7")).status).toBe(404);
  expect((await put([], "dashboards/7")).status).toBe(501);
});
