import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { twinCommands } from "../../src/cli/commands.ts";
import { openTwin } from "../../src/host/open-twin.ts";
import { statePaths } from "../../src/host/state-folder.ts";
import { statusSchema } from "../../src/host/status.ts";
import { services } from "../../src/services.ts";
import type { Typed } from "../../src/twin-service.ts";
import { ask } from "../ask.ts";
import { type Engine, queueService } from "./queue-service.ts";

const engine: Engine = { greet: (name) => `hello ${name}` };
// What is there is any package of this repository's.
const there = queueService({ name: "zod", version: "4", load: async () => engine });
const absent = {
  name: "@nobody/no-such-engine",
  version: "3",
  load: () => import(String("@nobody/no-such-engine")) as Promise<Engine>,
};
const install = "npm install @nobody/no-such-engine@3";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twin-services-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command of a twin with such a service, and tells what it said. */
async function command(
  service: ReturnType<typeof queueService>,
  name: string,
  typed: Typed,
  ...program: string[]
) {
  const said: string[] = [];
  const found = twinCommands([...services, service]).find((one) => one.name === name);
  const run = await found?.load();
  const hear = (text: string) => void said.push(text);
  const ended = await run?.({ cwd: folder, typed: { folder, ...typed }, program, say: hear, note: hear });
  return { ended, said: said.join("\n") };
}

test("no service is called what the host, a rule or another service is called", () => {
  const names = services.flatMap(({ one, all }) => [one, all]);
  const rule = ["method", "path", "skip", "times", "probability", "seed", "fault"];
  const host = [...Object.keys(statusSchema.shape), ...Object.keys(statePaths(folder)), "status", "stop"];
  expect(names.filter((name) => [...host, ...rule].includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  const options = twinCommands(services)[0]?.options.map(({ flags }) => flags.split(" ")[0]) ?? [];
  expect(new Set(options).size).toBe(options.length);
});

test("a service in the list has ports, a folder, a status, faults, resources and a face", async () => {
  const twin = await openTwin([...services, there], { folder, queues: ["jobs", "mails"], depth: 1 });
  const { endpoint } = twin.status.queues.jobs ?? { endpoint: "" };
  expect(twin.queue("jobs")).toMatchObject({ endpoint });
  twin.queue("jobs").put("one");
  twin.queue("jobs").put("two");
  expect(await ask(twin.status, `${endpoint}/messages`)).toMatchObject({ status: 200, body: ["hello one"] });
  expect(await ask(twin.status, `${endpoint}/messages`, { token: null })).toMatchObject({
    status: 401,
    body: { fault: "no token" },
  });
  expect((await ask(twin.status, `${endpoint}/nothing`)).status).toBe(501);
  twin.queue("jobs").faults.add({ times: 1, fault: { kind: "stale-read" } });
  expect((await ask(twin.status, `${endpoint}/messages`)).body).toEqual(["hello one"]);
  expect(twin.queue("jobs").requests.map(({ status }) => status)).toEqual([200, 401, 501, 200]);
  expect((await ask(twin.status, `${twin.status.arm}/queues`)).body).toEqual(["jobs", "mails"]);
  expect(twin.status.missing).toEqual({});
  expect(() => twin.queue("others")).toThrow('the twin serves no job queue "others", only jobs, mails');
  await twin.stop();
  expect(readFileSync(join(folder, "queues/jobs/left"), "utf8")).toBe("one\ntwo");

  const fault = { kind: "status", status: 503 } as const;
  const again = await openTwin([...services, there], {
    folder,
    queues: ["jobs"],
    faults: [{ queue: "jobs", fault }],
  });
  expect(again.status.queues.jobs).toEqual({ endpoint });
  expect((await ask(again.status, `${endpoint}/messages`)).status).toBe(503);
  await again.stop();
  const placed = { folder, queues: ["jobs"], faults: [{ queue: "other", fault }] };
  await expect(openTwin([...services, there], placed)).rejects.toThrow('the job queue "other", which is not');
  const taken = { folder, queues: ["jobs"], ports: { queues: { jobs: 65_536 } } };
  await expect(openTwin([...services, there], taken)).rejects.toThrow(
    "port 65536 for job queue jobs is not permitted",
  );
});

test("its options are those of start, its instances come back, and a reset removes them", async () => {
  const node = [process.execPath, "-e", "process.exit(4)"];
  const first = await command(there, "start", { queue: ["jobs"], depth: "5" }, ...node);
  expect(first).toMatchObject({
    ended: { status: "ran", code: 4 },
    said: expect.stringContaining("job queue jobs"),
  });
  expect((await command(there, "start", {}, ...node)).said).toMatch(/job queue jobs +https:\S+\/q$/m);
  expect((await command(there, "start", { depth: "0" })).ended).toMatchObject({
    status: "usage",
    message: '--depth takes a whole number from 1 on, not "0"',
  });
  expect(existsSync(join(folder, "queues"))).toBe(true);
  await command(there, "reset", {});
  expect(existsSync(folder)).toBe(false);
});

test("a running twin may hold what is asked for; how it was started stays", async () => {
  const twin = await openTwin([...services, there], { folder, queues: ["jobs"] });
  const node = [process.execPath, "-e", ""];
  expect((await command(there, "start", { queue: ["jobs"] }, ...node)).ended).toEqual({
    status: "ran",
    code: 0,
  });
  expect((await command(there, "start", { queue: ["mails"] })).ended).toMatchObject({
    message: `the twin running in ${folder} does not have the job queue "mails"`,
  });
  expect((await command(there, "start", { depth: "1" })).ended).toMatchObject({
    message: "a twin is already running, and --depth would have no effect on it",
  });
  await twin.stop();
});

test("without its peer a service answers 501 in its own words, and status says what to install", async () => {
  const lacking = queueService(absent);
  const twin = await openTwin([...services, lacking], { folder, queues: ["jobs"] });
  const messages = `${twin.status.queues.jobs?.endpoint}/messages`;
  expect(await ask(twin.status, messages)).toMatchObject({
    status: 501,
    body: { fault: `this needs the package @nobody/no-such-engine, which is not installed: ${install}` },
  });
  expect((await ask(twin.status, messages, { token: null })).status).toBe(401);
  const pipelines = `${twin.workspace("retain-twin").origin}/pipelines?api-version=2020-12-01`;
  expect((await ask(twin.status, pipelines)).status).toBe(200);
  expect(twin.status.missing).toEqual({ queues: install });
  expect((await command(lacking, "status", {})).said).toContain(`/q  answers 501 until: ${install}`);
  expect(JSON.parse((await command(lacking, "status", { json: true })).said).missing).toEqual({
    queues: install,
  });
  await twin.stop();
});

test("a peer is loaded by the first request that needs it, also when it came or was mended meanwhile", async () => {
  let loads = 0;
  const late = queueService({
    name: "zod",
    version: "4",
    load: async () => {
      loads += 1;
      if (loads === 1) throw new Error("no binary for this machine");
      return engine;
    },
  });
  const twin = await openTwin([...services, late], { folder, queues: ["jobs"] });
  expect(loads).toBe(0);
  const messages = `${twin.status.queues.jobs?.endpoint}/messages`;
  const { status, body } = await ask(twin.status, messages);
  expect([status, body.fault]).toEqual([
    501,
    "this needs the package zod, which cannot be loaded (no binary for this machine): npm install zod@4",
  ]);
  expect((await ask(twin.status, messages)).status).toBe(200);
  await twin.stop();
});
