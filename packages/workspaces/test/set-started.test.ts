import type { Ref } from "@retain/artifacts/words/ref";
import { type RunningTwin, startTwin } from "@retain/twin/start-twin";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Workspace } from "../src/workspace.ts";
import { openTwinWorkspace } from "./open-twin-workspace.ts";
import { credential, hasty, startStub } from "./stub-service.ts";

const name = "kk";
let twin: RunningTwin;
let workspace: Workspace;
beforeAll(async () => {
  twin = await startTwin({ workspaces: [name], settings: { operationMs: 60 } });
  workspace = openTwinWorkspace(twin, name);
  await workspace.write({ ref: pipeline, body: { properties: { activities: [] } }, etag: undefined });
});
afterAll(() => twin.stop());
afterEach(() => twin.workspace(name).faults.clear());

const pipeline: Ref = { kind: "pipeline", name: "Load" };
const pipelines = [{ pipelineReference: { referenceName: "Load", type: "PipelineReference" } }];

/** A trigger of this type in the workspace, stopped. */
async function trigger(type: string): Promise<Ref> {
  const ref: Ref = { kind: "trigger", name: `${type}${twin.workspace(name).requestCount()}` };
  const recurrence = { frequency: "Day", interval: 1, startTime: "2024-01-01T00:00:00Z", timeZone: "UTC" };
  const typeProperties = type === "ScheduleTrigger" ? { recurrence } : { events: [], scope: "/x" };
  const body = { name: ref.name, properties: { type, pipelines, typeProperties } };
  await workspace.write({ ref, body, etag: undefined });
  return ref;
}

const get = (ref: Ref) => workspace.get(ref, () => "");
const asked = (ref: Ref) =>
  twin
    .workspace(name)
    .requests.filter(
      ({ method, path }) => method === "POST" && path.toLowerCase().includes(ref.name.toLowerCase()),
    )
    .map(({ path }) => path.slice(path.lastIndexOf("/") + 1))
    .filter((action) => action !== "getEventSubscriptionStatus");

test("a schedule starts and stops with one request each, and both may be repeated", async () => {
  const ref = await trigger("ScheduleTrigger");
  expect(await get(ref)).toMatchObject({ started: false });
  expect((await workspace.setStarted?.(ref, true))?.seconds).toBeGreaterThan(0);
  await workspace.setStarted?.(ref, true);
  expect(await get(ref)).toMatchObject({ started: true });
  await workspace.setStarted?.(ref, false);
  await workspace.setStarted?.(ref, false);
  expect(await get(ref)).toMatchObject({ started: false });
  expect(asked(ref)).toEqual(["start", "start", "stop", "stop"]);
  const live = await workspace.read({ digest: () => "", keep: () => false });
  expect(live.artifacts.find(({ ref: { name } }) => name === ref.name)).toMatchObject({ started: false });
  expect(live.artifacts.find(({ ref: { kind } }) => kind === "pipeline")).not.toHaveProperty("started");
});

test.each(["BlobEventsTrigger", "CustomEventsTrigger"])(
  "%s is subscribed, awaited, started; and back",
  async (type) => {
    const ref = await trigger(type);
    await workspace.setStarted?.(ref, true);
    expect(await get(ref)).toMatchObject({ started: true });
    await workspace.setStarted?.(ref, false);
    expect(await get(ref)).toMatchObject({ started: false });
    expect(asked(ref)).toEqual(["subscribeToEvents", "start", "stop", "unsubscribeFromEvents"]);
    // The subscription has ended: a trigger that is still provisioning could not be deleted.
    const etag = (await get(ref))?.etag;
    await workspace.remove({ ref, etag });
    expect(await get(ref)).toBeUndefined();
  },
);

test("lost answers, 429 and 5xx at every step do no harm", async () => {
  const ref = await trigger("BlobEventsTrigger");
  const { faults } = twin.workspace(name);
  const path = `/triggers/${ref.name}/*`;
  const misbehave = () => {
    faults.clear();
    faults.add({ method: "POST", path, times: 2, fault: { kind: "lost-response" } });
    faults.add({ method: "POST", path, times: 1, fault: { kind: "throttle", seconds: 0.02 } });
    faults.add({ method: "POST", path, skip: 1, times: 2, fault: { kind: "status", status: 503 } });
  };
  misbehave();
  await workspace.setStarted?.(ref, true);
  expect(await get(ref)).toMatchObject({ started: true });
  misbehave();
  await workspace.setStarted?.(ref, false);
  expect(await get(ref)).toMatchObject({ started: false });
});

test("a started trigger is neither written nor deleted; stopped, both work with its new etag", async () => {
  const ref = await trigger("ScheduleTrigger");
  await workspace.setStarted?.(ref, true);
  const started = await get(ref);
  await expect(workspace.remove({ ref, etag: started?.etag })).rejects.toMatchObject({
    reason: "refused",
    diagnostic: { why: expect.stringContaining("TriggerEnabledCannotUpdate") },
  });
  await workspace.setStarted?.(ref, false);
  await expect(workspace.remove({ ref, etag: started?.etag })).rejects.toMatchObject({ reason: "conflict" });
  await workspace.remove({ ref, etag: (await get(ref))?.etag });
  expect(await get(ref)).toBeUndefined();
});

test("what a trigger refers to is deleted after it", async () => {
  const child: Ref = { kind: "pipeline", name: "Child" };
  await workspace.write({ ref: child, body: { properties: { activities: [] } }, etag: undefined });
  const parent: Ref = { kind: "trigger", name: "OfChild" };
  const properties = {
    type: "ScheduleTrigger",
    pipelines: [{ pipelineReference: { referenceName: "Child", type: "PipelineReference" } }],
  };
  await workspace.write({ ref: parent, body: { properties }, etag: undefined });
  await expect(workspace.remove({ ref: child, etag: undefined })).rejects.toMatchObject({
    reason: "refused",
    diagnostic: { advice: "change or delete what refers to it first" },
  });
  await workspace.remove({ ref: parent, etag: undefined });
  await workspace.remove({ ref: child, etag: undefined });
  expect(await get(child)).toBeUndefined();
});

test("a refused start tells why; only triggers are started; a missing one is not found", async () => {
  const ref = await trigger("BlobEventsTrigger");
  const error = {
    code: "BadRequest",
    message: "not authorized for Microsoft.EventGrid/eventSubscriptions/write",
  };
  twin
    .workspace(name)
    .faults.add({ path: "/triggers/*/start", fault: { kind: "status", status: 400, body: { error } } });
  await expect(workspace.setStarted?.(ref, true)).rejects.toMatchObject({
    reason: "refused",
    diagnostic: {
      message: `cannot start trigger/${ref.name}: the service refused it`,
      advice: expect.stringContaining("EventGrid EventSubscription Contributor"),
    },
  });
  await expect(workspace.setStarted?.(pipeline, true)).rejects.toThrow(
    "only triggers can be started and stopped",
  );
  const missing: Ref = { kind: "trigger", name: "nobody" };
  await expect(workspace.setStarted?.(missing, false)).rejects.toMatchObject({ reason: "not-found" });
});

test("a start refused during provisioning is sent again; a subscription that never settles is told", async () => {
  await using stub = await startStub();
  const ref: Ref = { kind: "trigger", name: "t" };
  let starts = 0;
  let status = "Provisioning";
  const properties = { type: "CustomEventsTrigger" };
  stub.reply = ({ method, path }) => {
    if (method === "GET") return { status: 200, body: { name: "t", properties } };
    if (!path.endsWith("/start")) return { status: 200, body: { triggerName: "t", status } };
    starts += 1;
    const body = {
      error: { code: "BadRequest", message: "The trigger cannot be updated during provisioning." },
    };
    return starts < 3 ? { status: 400, body } : { status: 200 };
  };
  const impatient = stub.open({ credential, patience: { ...hasty, operation: 0.1 } });
  await expect(impatient.setStarted?.(ref, true)).rejects.toMatchObject({
    reason: "service",
    diagnostic: { why: "its last reported status: Provisioning" },
  });
  expect(starts).toBe(0);
  status = "Enabled";
  await stub.open().setStarted?.(ref, true);
  expect(starts).toBe(3);
  status = "Provisioning";
  const stop = new AbortController();
  const stopped = stub.open().setStarted?.(ref, true, stop.signal);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ reason: "interrupted" });
});
