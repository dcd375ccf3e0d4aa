import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
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

test("every port answers to this machine's names alone", async () => {
  const { status } = twin;
  const lake = Object.values(status.lakes)[0]?.origin ?? "";
  const identity = new URL(status.identity.endpoint).origin;
  for (const url of [origin, lake, status.arm, status.authority, identity]) {
    const answers: string[] = [];
    for (const host of [
      "evil.example",
      "127.0.0.1.evil.example:80",
      "",
      "LOCALHOST:1",
      "[::1]",
      "127.0.0.1",
    ]) {
      answers.push((await raw(url, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).status);
    }
    answers.push(
      (await raw(url, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .status,
    );
    expect(
      answers.map((one) => one === "400"),
      url,
    ).toEqual([true, true, true, false, false, false, true]);
  }
});

test.each([
  ["an unknown route", "/no", true],
  ["a missing token", "/data/x", false],
  ["a missing path", "/data/x", true],
])("an error to HEAD announces no body: %s", async (_what, path, signed) => {
  const [name, lake] = Object.entries(twin.status.lakes)[0] ?? [];
  for (const [url, target] of [
    [origin, path],
    [lake?.origin ?? "", `/${name}${path}`],
  ] as const) {
    const token = signed ? `Authorization: Bearer ${twin.status.token}\r\n` : "";
    const { status, head } = await raw(
      url,
      `HEAD ${target} HTTP/1.1\r\nHost: localhost\r\n${token}x-ms-version: 2021-06-08\r\nConnection: close\r\n\r\n`,
    );
    expect(Number(status), head).toBeGreaterThanOrEqual(400);
    expect(head).not.toMatch(/^content-(type|length):/im);
    expect(head).toMatch(/^transfer-encoding: chunked/im);
    if (url !== origin) expect(head).toMatch(/^x-ms-error-code: \w+/im);
    if (url !== origin) expect(head).toMatch(/^x-ms-version: 2021-06-08/im);
  }
});

/** Sends these very bytes and reads until the other side hangs up. */
async function raw(url: string, bytes: string): Promise<{ readonly status: string; readonly head: string }> {
  const port = Number(new URL(url).port);
  const socket = url.startsWith("https:")
    ? connectTls({ port, host: "127.0.0.1", ca: readFileSync(twin.status.ca) })
    : connect(port, "127.0.0.1");
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const [head = ""] = Buffer.concat(chunks).toString().split("\r\n\r\n");
  return { status: head.split(" ")[1] ?? "", head };
}

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
