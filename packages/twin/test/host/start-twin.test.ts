import { X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TwinError } from "../../src/host/twin-error.ts";
import { type RunningTwin, startTwin, type TwinOptions } from "../../src/start-twin.ts";
import { ask } from "../ask.ts";

const version = "api-version=2020-12-01";
let folder: string;
const running: RunningTwin[] = [];
const start = async (options: TwinOptions = {}) => {
  const twin = await startTwin({ folder, ...options });
  running.push(twin);
  return twin;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twin-test-"));
});
afterEach(async () => {
  for (const twin of running.splice(0)) await twin.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("each workspace has an origin and a state of its own", async () => {
  const twin = await start({ workspaces: ["alpha", "beta"] });
  const [alpha, beta] = [twin.workspace("alpha"), twin.workspace("beta")];
  expect(alpha.origin).not.toBe(beta.origin);
  alpha.seed("pipelines", "Load", { properties: { activities: [] } });
  expect((await ask(twin.status, `${alpha.origin}/pipelines/Load?api-version=2020-12-01`)).status).toBe(200);
  expect((await ask(twin.status, `${beta.origin}/pipelines/Load?api-version=2020-12-01`)).status).toBe(404);
  expect(() => twin.workspace("gamma")).toThrow('no workspace "gamma", only alpha, beta');
});

test("the certificate holds the three loopback names and its chain ends at the twin's authority", async () => {
  const { status } = await start();
  const port = Number(new URL(status.workspaces["retain-twin"]?.synapse ?? "").port);
  for (const servername of ["localhost", "127.0.0.1", "::1"]) {
    const socket = connect({
      host: "127.0.0.1",
      port,
      ca: readFileSync(status.caBundle),
      checkServerIdentity: (_host, certificate) => {
        const parsed = new X509Certificate(certificate.raw);
        const isNamed =
          servername === "localhost" ? parsed.checkHost(servername) : parsed.checkIP(servername);
        return isNamed === undefined ? new Error(`not for ${servername}`) : undefined;
      },
    });
    await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
    expect(socket.authorized).toBe(true);
    socket.destroy();
  }
  const bundle = readFileSync(status.caBundle, "utf8");
  expect(bundle.split("BEGIN CERTIFICATE").length).toBeGreaterThan(20);
  expect(bundle).toContain(readFileSync(status.ca, "utf8").trim());
});

test("authority, ports, identity header and tokens outlive a restart", async () => {
  const first = await start({ workspaces: ["alpha"] });
  await first.stop();
  const second = await start({ workspaces: ["alpha"] });
  expect(readFileSync(second.status.ca)).toEqual(readFileSync(first.status.ca));
  const { workspaces, identity, authority, arm } = first.status;
  expect(second.status).toMatchObject({ workspaces, identity, authority, arm });
  const answer = await ask(second.status, `${second.workspace("alpha").origin}/pipelines?${version}`, {
    token: first.status.token,
  });
  expect(answer.status).toBe(200);
});

test("a folder has one twin, however many start at once; the lock of one that is gone is dropped", async () => {
  for (const left of ["999999999", "", "no number"]) {
    writeFileSync(join(folder, "lock"), left);
    await (await start()).stop();
  }
  writeFileSync(join(folder, "lock"), "999999999");
  const started = await Promise.allSettled([start(), start(), start()]);
  expect(started.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of started) {
    if (result.status === "rejected") expect(result.reason).toBeInstanceOf(TwinError);
  }
  await expect(start()).rejects.toThrow(`a twin is already running in ${folder} (pid ${process.pid})`);
  await running.at(-1)?.stop();
  await start();
});

test("a write that was accepted outlives a stop", async () => {
  const first = await start({ settings: { operationMs: 60_000 } });
  const url = (twin: RunningTwin) => `${twin.workspace("retain-twin").origin}/pipelines/Load?${version}`;
  const body = { properties: { activities: [] } };
  expect((await ask(first.status, url(first), { method: "PUT", body })).status).toBe(202);
  await first.stop();
  const second = await start();
  expect((await ask(second.status, url(second))).status).toBe(200);
});

test("a damaged authority is made anew", async () => {
  const first = await start();
  const before = readFileSync(first.status.ca, "utf8");
  await first.stop();
  writeFileSync(first.status.ca, "nonsense");
  const second = await start();
  expect(readFileSync(second.status.ca, "utf8")).not.toBe(before);
  const pipelines = `${second.workspace("retain-twin").origin}/pipelines?${version}`;
  expect((await ask(second.status, pipelines)).status).toBe(200);
});

test("a kept port that is taken meanwhile is replaced, one that was asked for is refused", async () => {
  const first = await start();
  const port = Number(new URL(first.workspace("retain-twin").origin).port);
  await first.stop();
  const thief = createServer().listen(port, "127.0.0.1");
  await new Promise((resolve) => thief.once("listening", resolve));
  try {
    const second = await start();
    expect(new URL(second.workspace("retain-twin").origin).port).not.toBe(String(port));
    await second.stop();
    await expect(start({ ports: { workspaces: { "retain-twin": port } } })).rejects.toThrow(
      `port ${port} for workspace retain-twin is taken by another program`,
    );
    expect(existsSync(join(folder, "status.json"))).toBe(false);
    expect(existsSync(join(folder, "lock"))).toBe(false);
  } finally {
    thief.close();
  }
});

test("status.json is for its owner only, says what the library says, and goes at the stop", async () => {
  const twin = await start();
  const path = join(folder, "status.json");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(twin.status);
  await twin.stop();
  await twin.stop();
  expect(existsSync(path)).toBe(false);
});

test("a temporary folder goes with the twin", async () => {
  const twin = await startTwin();
  const temporary = dirname(twin.status.caBundle);
  expect(existsSync(temporary)).toBe(true);
  await twin.stop();
  expect(existsSync(temporary)).toBe(false);
});

test("one folder holds one twin", async () => {
  await start();
  await expect(start()).rejects.toThrow("already running");
});

test("what is left of a twin that died is recognised", async () => {
  const twin = await start();
  const left = readFileSync(join(folder, "status.json"));
  await twin.stop();
  writeFileSync(join(folder, "status.json"), left);
  for (const left of ["999999999", "", "no number"]) {
    writeFileSync(join(folder, "lock"), left);
    await (await start()).stop();
  }
  writeFileSync(join(folder, "lock"), "999999999");
  expect((await start()).status.startedAt).not.toBe(twin.status.startedAt);
});

test("names that Azure refuses are refused, all at once", async () => {
  await expect(start({ workspaces: ["Upper", "ok", "../up"] })).rejects.toThrow(
    '"Upper", "../up" is not a valid workspace name',
  );
});

test("requests are recorded with their status", async () => {
  const twin = await start();
  const { origin, requests, requestCount } = twin.workspace("retain-twin");
  await ask(twin.status, `${origin}/pipelines?${version}`);
  await ask(twin.status, `${origin}/pipelines/None?${version}`);
  await ask(twin.status, `${origin}/nowhere`, { method: "POST", body: {} });
  expect(requests.map(({ method, path, query, status }) => [method, path, query, status])).toEqual([
    ["GET", "/pipelines", "?api-version=2020-12-01", 200],
    ["GET", "/pipelines/None", "?api-version=2020-12-01", 404],
    ["POST", "/nowhere", "", 501],
  ]);
  expect(requestCount()).toBe(3);
  expect(Date.parse(requests[0]?.time ?? "")).toBeGreaterThan(Date.parse("2024-01-01"));
});

test("an unknown route is a 501 that names it, and every answer carries a request id", async () => {
  const twin = await start();
  const answer = await ask(twin.status, `${twin.workspace("retain-twin").origin}/no/such/thing`, {
    method: "PATCH",
  });
  expect(answer.status).toBe(501);
  expect(answer.body.error.message).toContain("PATCH /no/such/thing");
  expect(answer.headers["x-ms-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});
