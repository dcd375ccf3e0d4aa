import { expect, test } from "vitest";
import { openDevEndpoint, operationMs, origin } from "./dev-endpoint.ts";

const pipelines = [{ pipelineReference: { referenceName: "P", type: "PipelineReference" } }];

/** An endpoint whose workspace holds the pipeline that all these triggers start. */
function openWithPipeline(...options: Parameters<typeof openDevEndpoint>) {
  const opened = openDevEndpoint(...options);
  opened.service.seed("pipelines", "P", { properties: { activities: [] } });
  return opened;
}

const schedule = (more: Record<string, unknown> = {}) => ({
  properties: {
    type: "ScheduleTrigger",
    typeProperties: {
      recurrence: { frequency: "Day", interval: 1, startTime: "2022-08-30T20:16:00.000Z", timeZone: "UTC" },
    },
    pipelines,
    ...more,
  },
});
const blobEvents = (more: Record<string, unknown> = {}) => ({
  properties: { type: "BlobEventsTrigger", typeProperties: { events: [] }, pipelines, ...more },
});

test("a new trigger is stopped whatever its body says, and its dates lose their empty fraction", async () => {
  const { run } = openWithPipeline();
  const { body } = await run("PUT", "/triggers/T", schedule({ runtimeState: "Started" }));
  expect(body.properties.runtimeState).toBe("Stopped");
  expect(body.properties.typeProperties.recurrence.startTime).toBe("2022-08-30T20:16:00Z");
  const fraction = schedule({ typeProperties: { startTime: "2018-06-16T00:39:13.8441801Z" } });
  const kept = await run("PUT", "/triggers/U", fraction);
  expect(kept.body.properties.typeProperties.startTime).toBe("2018-06-16T00:39:13.8441801Z");
});

test("start and stop are synchronous, empty, and change the etag only when they change the state", async () => {
  const { ask, service } = openWithPipeline();
  service.seed("triggers", "T", schedule());
  const read = async () => {
    const { body } = await ask("GET", "/triggers/T");
    return { state: body.properties.runtimeState, etag: body.etag };
  };
  const before = await read();
  const started = await ask("POST", "/triggers/t/START");
  expect([started.status, started.text]).toEqual([200, ""]);
  const running = await read();
  expect(running.state).toBe("Started");
  expect(running.etag).not.toBe(before.etag);
  await ask("POST", "/triggers/T/start");
  expect(await read()).toEqual(running);
  expect((await ask("POST", "/triggers/T/stop")).status).toBe(200);
  expect((await read()).state).toBe("Stopped");
  expect((await ask("POST", "/triggers/None/start")).body.code).toBe("TriggerNotFound");
});

test("a started trigger is neither updated nor deleted", async () => {
  const { run, ask, service } = openWithPipeline();
  service.seed("triggers", "T", schedule({ runtimeState: "Started" }));
  for (const question of [
    ["PUT", schedule({ description: "new" })],
    ["DELETE", undefined],
  ] as const) {
    const { status, body } = await run(question[0], "/triggers/T", question[1]);
    expect([status, body.status, body.error.code]).toEqual([200, "Failed", "TriggerEnabledCannotUpdate"]);
    expect(body.error.message).toBe("Cannot update enabled Trigger; the trigger needs to be disabled first.");
  }
  expect((await ask("GET", "/triggers/T")).body.properties.description).toBeUndefined();
  await ask("POST", "/triggers/T/stop");
  expect((await run("PUT", "/triggers/T", schedule({ description: "new" }))).body.name).toBe("T");
  expect((await run("DELETE", "/triggers/T")).text).toBe("");
});

test("a trigger is not started while it is written", async () => {
  const { ask, pass, service } = openWithPipeline();
  service.seed("triggers", "T", schedule());
  await ask("PUT", "/triggers/T", schedule());
  expect((await ask("POST", "/triggers/T/start")).status).toBe(409);
  pass(operationMs);
  expect((await ask("POST", "/triggers/T/start")).status).toBe(200);
});

test("an event trigger: subscribe, provisioning, enabled, start; then back", async () => {
  const { ask, run, pass, service } = openWithPipeline();
  service.seed("triggers", "T", blobEvents());
  const status = async () => (await ask("POST", "/triggers/T/getEventSubscriptionStatus")).body;
  expect(await status()).toEqual({ triggerName: "T", status: "Disabled" });
  expect((await ask("POST", "/triggers/T/start")).status).toBe(400);

  const subscribed = await ask("POST", "/triggers/T/subscribeToEvents");
  expect([subscribed.status, subscribed.body.status]).toEqual([202, "Provisioning"]);
  expect(subscribed.headers.Location).toBe(
    `${origin}/triggers/T/getEventSubscriptionStatus?api-version=2020-12-01`,
  );
  expect((await ask("GET", subscribed.headers.Location ?? "")).status).toBe(202);
  const early = await ask("POST", "/triggers/T/start");
  expect([early.status, early.body.message]).toEqual([400, expect.stringContaining("during provisioning")]);
  expect((await run("PUT", "/triggers/T", blobEvents())).body.status).toBe("Failed");

  pass(operationMs);
  expect(await status()).toEqual({ triggerName: "T", status: "Enabled" });
  expect((await ask("GET", subscribed.headers.Location ?? "")).status).toBe(200);
  expect((await run("PUT", "/triggers/T", blobEvents())).body.name).toBe("T");
  expect((await status()).status).toBe("Enabled");
  expect((await ask("POST", "/triggers/T/start")).status).toBe(200);

  await ask("POST", "/triggers/T/stop");
  const unsubscribed = await ask("POST", "/triggers/T/unsubscribeFromEvents");
  expect([unsubscribed.status, unsubscribed.body.status]).toEqual([202, "Deprovisioning"]);
  pass(operationMs);
  expect((await status()).status).toBe("Disabled");
});

test("a schedule answers a subscription at once", async () => {
  const { ask, service } = openWithPipeline();
  service.seed("triggers", "T", schedule());
  const fresh = await ask("POST", "/triggers/T/getEventSubscriptionStatus");
  expect(fresh.body).toEqual({ triggerName: "T", status: "Enabled" });
  const answer = await ask("POST", "/triggers/T/subscribeToEvents");
  expect([answer.status, answer.body]).toEqual([200, { triggerName: "T", status: "Enabled" }]);
  expect((await ask("POST", "/triggers/T/unsubscribeFromEvents")).body.status).toBe("Disabled");
});

test("a trigger that starts no pipeline is refused when it is started", async () => {
  const { ask, service } = openDevEndpoint();
  service.seed("triggers", "T", schedule({ pipelines: [] }));
  const { status, body } = await ask("POST", "/triggers/T/start");
  expect([status, body.message]).toEqual([400, "Missing or invalid pipeline references for trigger T"]);
});

test.each([
  ["startTime", "2024-01-02T00:00:00Z", "TumblingWindowTriggerStartTimeUpdateNotAllowed"],
  ["frequency", "Minute", "TumblingWindowTriggerFrequencyOrIntervalUpdateNotAllowed"],
  ["interval", 2, "TumblingWindowTriggerFrequencyOrIntervalUpdateNotAllowed"],
  ["startTime", "2024-01-01T00:00:00.000Z", undefined],
  ["delay", "00:10:00", undefined],
])("the windows of a tumbling window trigger are fixed: %s %s", async (member, value, code) => {
  const { run, service } = openWithPipeline();
  const tumbling = (more: Readonly<Record<string, string | number>> = {}) => ({
    properties: {
      type: "TumblingWindowTrigger",
      pipeline: { pipelineReference: { referenceName: "P", type: "PipelineReference" } },
      typeProperties: {
        frequency: "Hour",
        interval: 1,
        startTime: "2024-01-01T00:00:00Z",
        maxConcurrency: 1,
        ...more,
      },
    },
  });
  service.seed("triggers", "T", tumbling());
  const { body } = await run("PUT", "/triggers/T", tumbling({ [member]: value }));
  expect(body.error?.code).toBe(code);
});
