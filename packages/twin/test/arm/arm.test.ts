import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

let twin: RunningTwin;
let workspace: string;
beforeAll(async () => {
  twin = await startTwin();
  workspace = `${twin.status.arm}/subscriptions/s/resourceGroups/g/providers/Microsoft.Synapse/workspaces/Retain-Twin`;
});
afterAll(() => twin.stop());

const version = "?api-version=2021-06-01";

test.each([
  ["integrationRuntimes", { properties: { type: "SelfHosted" } }],
  ["bigDataPools", { location: "westeurope", properties: { nodeCount: 3, sparkVersion: "3.4" } }],
  ["sqlPools", { location: "westeurope", sku: { name: "DW100c" }, properties: {} }],
])("%s are made here and shown by the dev endpoint", async (type, body) => {
  const url = `${workspace}/${type}/Mine${version}`;
  expect((await ask(twin.status, url)).body.error.code).toBe("ResourceNotFound");
  const made = await ask(twin.status, url, { method: "PUT", body });
  expect([made.status, made.body.type]).toEqual([200, `Microsoft.Synapse/workspaces/${type}`]);
  expect((await ask(twin.status, url)).body).toMatchObject({ ...body, name: "Mine" });
  const dev = `${twin.workspace("retain-twin").origin}/${type}/mine?api-version=2020-12-01`;
  expect((await ask(twin.status, dev)).body).toMatchObject({ ...body, name: "Mine" });
});

test("a Spark pool has the members that it was not sent", async () => {
  const body = { location: "westeurope", properties: { nodeCount: 3, cacheSize: 7 } };
  await ask(twin.status, `${workspace}/bigDataPools/Whole${version}`, { method: "PUT", body });
  const dev = `${twin.workspace("retain-twin").origin}/bigDataPools/Whole?api-version=2020-12-01`;
  const { id, type, properties } = (await ask(twin.status, dev)).body;
  expect([id.split("/").at(-2), type]).toEqual(["bigDataPools", "Microsoft.Synapse/workspaces/bigDataPools"]);
  expect(properties).toMatchObject({
    ...body.properties,
    creationDate: expect.any(String),
    isComputeIsolationEnabled: false,
    sessionLevelPackagesEnabled: false,
    dynamicExecutorAllocation: { enabled: false },
    lastSucceededTimestamp: expect.any(String),
    provisioningState: "Succeeded",
  });
});

test("a client that signs in finds its subscription, its tenant and the workspaces in it", async () => {
  const at = (path: string) => ask(twin.status, `${twin.status.arm}${path}${version}`);
  const { body } = await at("/subscriptions");
  const [{ id, tenantId, state }] = body.value;
  expect([tenantId, state, body.count]).toEqual([twin.status.tenant, "Enabled", { type: "Total", value: 1 }]);
  expect((await at(id)).body).toEqual(body.value[0]);
  expect((await at("/subscriptions/other")).body.error.code).toBe("SubscriptionNotFound");
  expect((await at("/tenants")).body.value[0].tenantId).toBe(twin.status.tenant);
  for (const group of ["", "/resourceGroups/retain-twin"]) {
    const { value, ...rest } = (await at(`${id}${group}/providers/Microsoft.Synapse/workspaces`)).body;
    expect([value.length, rest]).toEqual([1, {}]);
    expect(value[0].id).toBe(
      `${id}/resourceGroups/retain-twin/providers/Microsoft.Synapse/workspaces/retain-twin`,
    );
    expect(value[0].properties).not.toHaveProperty("defaultDataLakeStorage");
    expect((await at(value[0].id)).body).toMatchObject(value[0]);
  }
});

test.each(["integrationRuntimes", "bigDataPools", "sqlPools"])("%s are listed here too", async (type) => {
  await ask(twin.status, `${workspace}/${type}/Listed${version}`, {
    method: "PUT",
    body: { properties: {} },
  });
  const { value, ...rest } = (await ask(twin.status, `${workspace}/${type}${version}`)).body;
  const listed = value.find(({ name }: { name: string }) => name === "Listed");
  expect(rest).toEqual({});
  expect(listed).toEqual((await ask(twin.status, `${workspace}/${type}/Listed${version}`)).body);
});

test("a query parameter that is not imitated is refused", async () => {
  for (const path of ["/subscriptions", `${workspace.slice(twin.status.arm.length)}/sqlPools`]) {
    const answer = await ask(twin.status, `${twin.status.arm}${path}${version}&$filter=x`);
    expect([answer.status, answer.body.error.message]).toEqual([501, expect.stringContaining("$filter")]);
  }
});

test("what is no resource is refused, other types and verbs are not known", async () => {
  const url = `${workspace}/sqlPools/Mine${version}`;
  for (const body of ["", "{", "[]", { properties: 1 }]) {
    expect((await ask(twin.status, url, { method: "PUT", body })).body.error.code).toBe(
      "InvalidRequestContent",
    );
  }
  expect((await ask(twin.status, `${workspace}/kustoPools/Mine${version}`)).status).toBe(501);
  expect((await ask(twin.status, `${workspace}${version}`, { method: "PUT", body: {} })).status).toBe(501);
  const absent = `${workspace.replace("Retain-Twin", "other")}/sqlPools/Mine${version}`;
  expect((await ask(twin.status, absent)).status).toBe(404);
});
