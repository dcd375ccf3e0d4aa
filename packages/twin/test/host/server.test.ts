import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

let twin: RunningTwin;
let origin: string;
beforeAll(async () => {
  twin = await startTwin();
  origin = twin.workspace("retain-twin").origin;
});
afterAll(() => twin.stop());

test("an unknown route is 501 and named; its request has an id to complain with", async () => {
  const answer = await ask(twin.status, `${origin}/no/such%20route?api-version=2020-12-01`, {
    method: "PATCH",
  });
  expect([answer.status, answer.body.error.code]).toEqual([501, "NotImplemented"]);
  expect(answer.body.error.message).toContain("PATCH /no/such%20route");
  expect(answer.headers["x-ms-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test("a body that is too large is refused as a whole, and the twin lives on", async () => {
  const url = `${origin}/sqlScripts/Large?api-version=2020-12-01`;
  const query = "x".repeat(30_000_001);
  const answer = await ask(twin.status, url, { method: "PUT", body: { properties: { content: { query } } } });
  expect([answer.status, answer.body.error.code]).toEqual([413, "RequestEntityTooLarge"]);
  expect((await ask(twin.status, url)).status).toBe(404);
});

test("odd paths are answered, not fallen over", async () => {
  for (const path of ["//evil.example/x", "/%", "/pipelines/%E0%A4%A", "/..%2f..%2fstatus.json", "/%00"]) {
    const { status } = await ask(twin.status, `${origin}${path}?api-version=2020-12-01`);
    expect([404, 501], path).toContain(status);
  }
});

test("a connection that never shook hands keeps no twin from stopping", async () => {
  const other = await startTwin({ settings: { roles: ["Synapse User"] } });
  const { origin: url } = other.workspace("retain-twin");
  // What a twin is started with holds from its first answer.
  expect((await ask(other.status, `${url}/pipelines?api-version=2020-12-01`)).status).toBe(403);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  const closed = once(socket, "close");
  await other.stop();
  await closed;
});
