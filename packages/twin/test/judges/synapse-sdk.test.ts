import type { ArtifactsClient } from "@azure/synapse-artifacts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { sdkClient, type TypedKind, typedKinds } from "./synapse-sdk.ts";

let twin: RunningTwin;
let client: ArtifactsClient;
beforeAll(async () => {
  // At once: the SDK's poller waits 2 seconds before its third look, and 10 where Retry-After says so.
  twin = await startTwin({ settings: { operationMs: 0, pageSize: 2 } });
  client = sdkClient(twin);
});
afterAll(() => twin.stop());

const namesOf = async (kind: TypedKind) => {
  const names: (string | undefined)[] = [];
  for await (const { name } of kind.list()) names.push(name);
  return names;
};

test.each([
  "linkedServices",
  "datasets",
  "pipelines",
  "triggers",
  "dataFlows",
  "notebooks",
  "sqlScripts",
  "sparkJobDefinitions",
  "kqlScripts",
  "sparkConfigurations",
])("%s: create, update, get, list over pages, rename, delete", async (segment) => {
  const kind = typedKinds(client)[segment] as TypedKind;
  const before = await namesOf(kind);
  const names = ["Judged_1", "Judged_2", "Judged_3", "Judged_4", "Judged_5"];
  for (const name of names) expect((await kind.create(name)).name).toBe(name);
  expect(await namesOf(kind)).toEqual([...names, ...before]);
  const first = await kind.get("judged_1");
  expect(first).toMatchObject({ name: "Judged_1", etag: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect((await kind.create("Judged_1")).etag).not.toBe(first.etag);
  await kind.rename?.("Judged_1", "Renamed");
  const left = kind.rename ? "Renamed" : "Judged_1";
  expect((await kind.get(left)).name).toBe(left);
  for (const name of [left, ...names.slice(1)]) await kind.remove(name);
  expect(await namesOf(kind)).toEqual(before);
  await expect(kind.get(left)).rejects.toMatchObject({ statusCode: 404 });
});

test("triggers start and stop; event triggers subscribe first", async () => {
  const { triggerOperations: of } = client;
  const stateOf = async (name: string) => (await of.getTrigger(name)).properties.runtimeState;
  const pipelines = [{ pipelineReference: { referenceName: "Load", type: "PipelineReference" } }];
  twin.workspace("retain-twin").seed("triggers", "Hourly", {
    properties: { type: "ScheduleTrigger", pipelines, typeProperties: { recurrence: {} } },
  });
  await of.beginStartTriggerAndWait("Hourly");
  expect(await stateOf("Hourly")).toBe("Started");
  await of.beginStopTriggerAndWait("Hourly");
  expect(await stateOf("Hourly")).toBe("Stopped");

  twin.workspace("retain-twin").seed("triggers", "Arrival", {
    properties: { type: "BlobEventsTrigger", pipelines, typeProperties: { events: [], scope: "s" } },
  });
  await expect(of.beginStartTriggerAndWait("Arrival")).rejects.toMatchObject({ statusCode: 400 });
  await of.beginSubscribeTriggerToEventsAndWait("Arrival", { updateIntervalInMs: 5 });
  expect((await of.getEventSubscriptionStatus("Arrival")).status).toBe("Enabled");
  await of.beginStartTriggerAndWait("Arrival");
  await of.beginStopTriggerAndWait("Arrival");
  await of.beginUnsubscribeTriggerFromEventsAndWait("Arrival", { updateIntervalInMs: 5 });
  expect((await of.getEventSubscriptionStatus("Arrival")).status).toBe("Disabled");
});

test("what the SDK only reads: workspace, runtimes, pools, libraries, link connections", async () => {
  const { seed } = twin.workspace("retain-twin");
  seed("bigdatapools", "pool", { location: "westeurope", properties: { sparkVersion: "3.4" } });
  seed("sqlpools", "dedicated", { location: "westeurope", sku: { name: "DW100c" }, properties: {} });
  expect((await client.workspaceOperations.get()).name).toBe("retain-twin");
  const runtimes = (await client.integrationRuntimes.list()).value;
  expect(runtimes.map(({ name }) => name)).toEqual(["AutoResolveIntegrationRuntime"]);
  expect((await client.bigDataPools.get("pool")).sparkVersion).toBe("3.4");
  expect((await client.bigDataPools.list()).value).toHaveLength(1);
  expect((await client.sqlPools.get("dedicated")).sku?.name).toBe("DW100c");
  expect((await client.sqlPools.list()).value).toHaveLength(1);
  for await (const _ of client.library.list()) expect.unreachable();
  for await (const _ of client.linkConnectionOperations.listByWorkspace()) expect.unreachable();
});

test("conditions: a read of a known etag, a write over an edit", async () => {
  const { pipelineOperations: of } = client;
  const { etag = "" } = await of.beginCreateOrUpdatePipelineAndWait("Guarded", { activities: [] });
  expect(await of.getPipeline("Guarded", { ifNoneMatch: etag })).not.toHaveProperty("name");
  await of.beginCreateOrUpdatePipelineAndWait("Guarded", { activities: [] }, { ifMatch: etag });
  const again = of.beginCreateOrUpdatePipelineAndWait("Guarded", { activities: [] }, { ifMatch: etag });
  await expect(again).rejects.toMatchObject({ statusCode: 412, code: "PreconditionFailed" });
});

test("a failed operation is what the SDK's poller takes for success", async () => {
  const dataset = {
    properties: {
      type: "Binary" as const,
      linkedServiceName: { type: "LinkedServiceReference" as const, referenceName: "Absent" },
    },
  };
  const answer = await client.datasetOperations.beginCreateOrUpdateDatasetAndWait("Broken", dataset);
  expect(answer).toMatchObject({ status: "Failed", error: { code: "BadRequest" } });
  await expect(client.datasetOperations.getDataset("Broken")).rejects.toMatchObject({ statusCode: 404 });
});
