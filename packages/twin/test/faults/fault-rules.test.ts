import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { faultMeanings } from "../../src/faults/fault.ts";
import { readFaultRules } from "../../src/faults/fault-rules.ts";
import { TwinError } from "../../src/host/twin-error.ts";
import { services } from "../../src/services.ts";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

const slow = { kind: "status", status: 503 } as const;
let twin: RunningTwin;
beforeEach(async () => {
  const workspaces = ["alpha", "beta"];
  twin = await startTwin({ workspaces, faults: [{ workspace: "beta", path: "/pipelines", fault: slow }] });
});
afterEach(() => twin.stop());

const statusOf = async (name: string) =>
  (await ask(twin.status, `${twin.workspace(name).origin}/pipelines?api-version=2020-12-01`)).status;

function control(method: string, body?: unknown, secret = twin.status.identity.header) {
  const url = new URL("/faults", twin.status.identity.endpoint);
  return new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
    const sent = request(url, { method, headers: { "X-IDENTITY-HEADER": secret } }, async (answer) =>
      resolve({ status: answer.statusCode, body: JSON.parse(await text(answer)) }),
    );
    sent.on("error", reject);
    sent.end(body === undefined ? "" : JSON.stringify(body));
  });
}

test("rules given at the start hit the workspace they are for", async () => {
  expect([await statusOf("alpha"), await statusOf("beta")]).toEqual([200, 503]);
});

test("the rules of a running twin are shown, replaced and cleared by whoever knows its secret", async () => {
  expect(await control("GET")).toEqual({
    status: 200,
    body: [{ workspace: "beta", path: "/pipelines", fault: slow }],
  });
  const replaced = await control("PUT", [{ times: 1, fault: slow }]);
  expect(replaced.body).toEqual([
    { workspace: "alpha", times: 1, fault: slow },
    { workspace: "beta", times: 1, fault: slow },
  ]);
  expect([await statusOf("alpha"), await statusOf("alpha"), await statusOf("beta")]).toEqual([503, 200, 503]);
  await control("PUT", [{ fault: slow }]);
  expect((await control("DELETE", undefined, "wrong")).status).toBe(401);
  expect(await statusOf("alpha")).toBe(503);
  expect(await control("DELETE")).toEqual({ status: 200, body: [] });
  expect([await statusOf("alpha"), await statusOf("beta")]).toEqual([200, 200]);
});

test("what cannot be a rule is refused, and the rules in force stay", async () => {
  expect(await control("PUT", [{ workspace: "gamma", fault: slow }])).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('the workspace "gamma", which is not served') },
  });
  expect((await control("PUT", { fault: slow })).status).toBe(400);
  expect(await statusOf("beta")).toBe(503);
  await expect(startTwin({ faults: [{ workspace: "gamma", fault: slow }] })).rejects.toThrow("gamma");
});

test("the documentation's example is a list of rules, with every kind of fault in it", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/twin.md"), "utf8");
  const [, example = ""] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(readFaultRules(example, "docs/twin.md", services).map(({ fault }) => fault.kind)).toEqual([
    "latency",
    "throttle",
    "status",
    "lost-response",
    "lost-request",
    "failed-operation",
    "stale-read",
    "hold",
  ]);
  for (const [kind, meaning] of Object.entries(faultMeanings))
    expect(page).toContain(`| \`${kind}\` | ${meaning} |`);
});

test("every kind of fault is read, and every mistake has its place", () => {
  const faults = [
    { kind: "latency", ms: 5 },
    { kind: "throttle", seconds: 7 },
    { kind: "status", status: 500, body: { error: { code: "Oops" } } },
    { kind: "lost-request" },
    { kind: "lost-response" },
    { kind: "failed-operation", code: "BadRequest", message: "no" },
    { kind: "stale-read" },
    { kind: "hold", effect: "before" },
  ];
  const rules = faults.map((fault) => ({
    method: ["PUT", "POST"],
    path: "/**",
    skip: 1,
    times: 2,
    seed: 3,
    fault,
  }));
  expect(readFaultRules(JSON.stringify(rules), "a file", services)).toEqual(rules);
  const wrong = [
    ["[", "a file is not JSON"],
    ["{}", "at the top"],
    ['[{"fault":{"kind":"flood"}}]', "/0/fault"],
    ['[{"fault":{"kind":"hold","effect":"never"}}]', "/0/fault/effect"],
    ['[{"method":[1],"fault":{"kind":"stale-read"}}]', "/0/method"],
    ['[{"fault":{"kind":"latency"}}]', "/0/fault/ms"],
    ['[{"fault":{"kind":"stale-read"},"probability":2}]', "/0/probability"],
    ['[{"fault":{"kind":"stale-read"}},{"paht":"/","fault":{"kind":"stale-read"}}]', '"paht"'],
  ] as const;
  for (const [written, message] of wrong) {
    expect(() => readFaultRules(written, "a file", services), written).toThrow(TwinError);
    expect(() => readFaultRules(written, "a file", services), written).toThrow(message);
  }
});
