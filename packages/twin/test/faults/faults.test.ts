import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import type { TwinWorkspace } from "../../src/synapse/serve.ts";
import { ask } from "../ask.ts";

let twin: RunningTwin;
let workspace: TwinWorkspace;
const version = "api-version=2020-12-01";
const url = (path: string) => `${workspace.origin}${path}?${version}`;
const get = (path: string) => ask(twin.status, url(path));
const put = (path: string, body: unknown = { properties: { activities: [] } }) =>
  ask(twin.status, url(path), { method: "PUT", body });

beforeAll(async () => {
  twin = await startTwin({ settings: { operationMs: 0 } });
  workspace = twin.workspace("retain-twin");
});
afterEach(() => workspace.faults.clear());
afterAll(() => twin.stop());

/** Polls until the operation is over. */
async function finished(location: unknown) {
  for (;;) {
    const answer = await ask(twin.status, String(location));
    if (answer.status !== 202) return answer;
  }
}

test("throttle: 429 whose delay stands in the text only", async () => {
  workspace.faults.add({ path: "/pipelines", times: 1, fault: { kind: "throttle", seconds: 7 } });
  const answer = await get("/pipelines");
  expect(answer.status).toBe(429);
  expect(answer.headers["retry-after"]).toBeUndefined();
  expect(answer.body.message).toContain("after 7 seconds");
  expect((await get("/pipelines")).status).toBe(200);
});

test("status: the request has no effect", async () => {
  const body = { error: { code: "Oops" } };
  workspace.faults.add({ method: "put", path: "/PIPELINES/*", fault: { kind: "status", status: 503, body } });
  const answer = await put("/pipelines/Refused");
  expect([answer.status, answer.body]).toEqual([503, body]);
  expect((await get("/pipelines/Refused")).status).toBe(404);
  workspace.faults.clear();
  workspace.faults.add({ fault: { kind: "status", status: 500 } });
  expect((await get("/pipelines")).status).toBe(500);
});

test("lost-response: the write happens and the connection is cut", async () => {
  workspace.faults.add({ method: "PUT", times: 1, fault: { kind: "lost-response" } });
  await expect(put("/pipelines/Lost")).rejects.toThrow(/socket hang up|ECONNRESET/);
  await expect.poll(async () => (await get("/pipelines/Lost")).status).toBe(200);
  expect(workspace.requests.find(({ path }) => path === "/pipelines/Lost")).toMatchObject({
    method: "PUT",
    status: 0,
  });
});

test("lost-request: the connection is cut and nothing happened", async () => {
  workspace.faults.add({ method: "PUT", times: 1, fault: { kind: "lost-request" } });
  await expect(put("/pipelines/Never")).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect((await get("/pipelines/Never")).status).toBe(404);
});

test("failed-operation: accepted, without effect, ends as 200 with status Failed", async () => {
  const fault = { kind: "failed-operation", code: "BadRequest", message: "no such thing" } as const;
  workspace.faults.add({ path: "/pipelines/**", fault });
  const accepted = await put("/pipelines/Failing");
  expect([accepted.status, accepted.body.type]).toEqual([202, "Pipeline"]);
  expect(accepted.headers.location).toBe(
    `${workspace.origin}/operationResults/${accepted.body.operationId}?${version}`,
  );
  const end = await finished(accepted.headers.location);
  expect([end.status, end.body]).toEqual([
    200,
    {
      status: "Failed",
      error: { code: "BadRequest", message: "no such thing", target: "Failing", details: null },
    },
  ]);
  expect((await get("/pipelines/Failing")).status).toBe(404);
  workspace.seed("pipelines", "Held", { properties: { activities: [] } });
  const removed = await ask(twin.status, url("/pipelines/Held"), { method: "DELETE" });
  expect(removed.body.state).toBe("Deleting");
  expect((await finished(removed.headers.location)).body.status).toBe("Failed");
  expect((await get("/pipelines/Held")).status).toBe(200);
});

test("stale-read: answers with the state before the last write", async () => {
  await finished(
    (await put("/pipelines/Stale", { properties: { activities: [], description: "one" } })).headers.location,
  );
  await finished(
    (await put("/pipelines/Stale", { properties: { activities: [], description: "two" } })).headers.location,
  );
  workspace.faults.add({ path: "/pipelines/Stale", times: 1, fault: { kind: "stale-read" } });
  expect((await get("/pipelines/Stale")).body.properties.description).toBe("one");
  expect((await get("/pipelines/Stale")).body.properties.description).toBe("two");
  await finished((await put("/pipelines/Fresh")).headers.location);
  workspace.faults.add({ path: "/pipelines/Fresh", times: 1, fault: { kind: "stale-read" } });
  expect((await get("/pipelines/Fresh")).status).toBe(404);
  expect((await get("/pipelines/Fresh")).status).toBe(200);
});

test.each(["before", "after"] as const)("hold %s the effect, until the rules are cleared", async (effect) => {
  const path = `/sqlScripts/Held ${effect}`;
  const isThere = () => workspace.snapshot().sqlscripts?.[`Held ${effect}`] !== undefined;
  const rule = { method: ["post", "put"], path, fault: { kind: "hold", effect } } as const;
  workspace.faults.add(rule);
  const answer = put(encodeURI(path), { properties: { type: "SqlQuery", content: { query: "" } } });
  const refused = expect(answer).rejects.toThrow(/socket hang up|ECONNRESET/);
  await workspace.faults.untilHeld();
  // A second one who asks need not wait.
  await workspace.faults.untilHeld();
  await expect.poll(isThere).toBe(effect === "after");
  expect((await get(encodeURI(path))).status).toBe(effect === "after" ? 200 : 404);
  workspace.faults.clear();
  await refused;
  expect(isThere()).toBe(effect === "after");
});

test("latency joins the fault behind it", async () => {
  workspace.faults.add({ fault: { kind: "latency", ms: 5 } });
  workspace.faults.add({ fault: { kind: "status", status: 418 } });
  expect((await get("/pipelines")).status).toBe(418);
});

test("skip, times and the order of rules decide which request is hit", async () => {
  workspace.faults.add({ skip: 1, times: 2, fault: { kind: "status", status: 500 } });
  workspace.faults.add({ skip: 1, times: 1, fault: { kind: "status", status: 502 } });
  const seen = [];
  for (let count = 0; count < 5; count += 1) seen.push((await get("/pipelines")).status);
  expect(seen).toEqual([200, 500, 500, 502, 200]);
});

test("a probability hits the same requests for the same seed, and about its share", async () => {
  const run = async (seed: number) => {
    workspace.faults.clear();
    workspace.faults.add({ probability: 0.5, seed, fault: { kind: "status", status: 500 } });
    const seen = [];
    for (let count = 0; count < 40; count += 1) seen.push((await get("/pipelines")).status);
    return seen;
  };
  const first = await run(7);
  expect(await run(7)).toEqual(first);
  expect(await run(8)).not.toEqual(first);
  expect(first.filter((status) => status === 500).length).toBeGreaterThan(10);
  expect(first.filter((status) => status === 500).length).toBeLessThan(30);
  expect(() => workspace.faults.add({ probability: 2, fault: { kind: "latency", ms: 1 } })).toThrow(
    RangeError,
  );
});

test("a glob keeps to its segment unless it has two stars", async () => {
  workspace.faults.add({ path: "/pipelines/*", fault: { kind: "status", status: 500 } });
  expect((await get("/pipelines")).status).toBe(200);
  expect((await get("/pipelines/a.b")).status).toBe(500);
  expect((await get("/pipelines/a/b")).status).not.toBe(500);
});
