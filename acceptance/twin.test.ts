import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "@retain/twin/host/liveness";
import type { TwinStatus } from "@retain/twin/start-twin";
import { afterEach, beforeEach, expect, test } from "vitest";
import { program } from "./run-program.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "twin-commands-"));
});
afterEach(async () => {
  if (existsSync(statusFile())) await twin("stop");
  rmSync(cwd, { recursive: true, force: true });
});

function begin(...args: string[]) {
  // Some forty starts: compiled once, each takes a third of the time.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "retain-acceptance-code") };
  const child = spawn(process.execPath, [program, "twin", ...args], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended, output: () => stdout };
}
const twin = (...args: string[]) => begin(...args).ended;
const statusFile = () => join(cwd, ".retain/twin/status.json");
const statusOf = () => JSON.parse(readFileSync(statusFile(), "utf8")) as TwinStatus;

test("detach, status, start again, stop, reset", async () => {
  const started = await twin("start", "--detach", "--workspace", "alpha", "--workspace", "beta");
  expect(started).toMatchObject({ code: 0, stderr: "" });
  const status = statusOf();
  expect(started.stdout).toContain(status.workspaces.alpha?.synapse);
  expect(isAlive(status.pid)).toBe(true);

  const shown = await twin("status", "--json");
  expect(JSON.parse(shown.stdout)).toEqual(status);
  expect((await twin("status")).stdout).toContain("SSL_CERT_FILE=");

  expect(await twin("start")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`already running (pid ${status.pid})`),
  });
  expect(await twin("start", "--workspace", "gamma")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('does not have the workspace "gamma"'),
  });

  expect(await twin("stop")).toMatchObject({ code: 0, stderr: "" });
  // The folder is free a moment before the process has ended.
  await expect.poll(() => isAlive(status.pid)).toBe(false);
  expect(existsSync(statusFile())).toBe(false);
  expect(await twin("stop")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("no twin is running"),
  });
  expect(await twin("status")).toMatchObject({ code: 1, stderr: expect.stringContaining("start --detach") });

  // The workspaces of the last start come back where they were.
  await twin("start", "--detach");
  expect(statusOf().workspaces).toEqual(status.workspaces);
  expect(await twin("reset")).toMatchObject({ code: 0 });
  expect(existsSync(join(cwd, ".retain/twin"))).toBe(false);
});

test("a twin misbehaves by a file of rules, at its start and while it runs", async () => {
  const rules = (status: number) => JSON.stringify([{ times: 1, fault: { kind: "status", status } }]);
  writeFileSync(join(cwd, "first.json"), rules(500));
  writeFileSync(join(cwd, "second.json"), rules(503));
  writeFileSync(join(cwd, "wrong.json"), '[{"fault":{"kind":"flood"}}]');
  expect(await twin("start", "--detach", "--faults", "wrong.json")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("wrong.json is not a list of fault rules: /0/fault"),
  });
  expect((await twin("start", "--detach", "--faults", "none.json")).stderr).toContain("(ENOENT)");
  expect(existsSync(join(cwd, ".retain"))).toBe(false);
  expect(await twin("start", "--detach", "--faults", "first.json")).toMatchObject({ code: 0 });
  const shown = async (...args: string[]) => JSON.parse((await twin("faults", ...args)).stdout);
  expect(await shown()).toMatchObject([{ workspace: "retain-twin", fault: { status: 500 } }]);
  expect(await shown("--set", "second.json")).toMatchObject([{ fault: { status: 503 } }]);
  expect(await shown("--clear")).toEqual([]);
  expect(await twin("start", "--faults", "first.json", "--latency", "5")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("--latency, --faults would have no effect on it"),
  });
  await twin("stop");
  expect((await twin("faults")).stderr).toContain("no twin is running");
});

test("start -- COMMAND sets the variables, passes the exit code on and ends the twin", async () => {
  const script =
    "console.log(process.env.SSL_CERT_FILE, process.env.IDENTITY_ENDPOINT, process.argv[1]); process.exit(7)";
  const { code, stdout, stderr } = await twin(
    "start",
    "--",
    process.execPath,
    "-e",
    script,
    "--",
    "--detach",
  );
  expect(code).toBe(7);
  expect(stdout).toMatch(/^\S+ca-bundle\.pem http:\/\/127\.0\.0\.1:\d+\/msi\/token --detach\n$/);
  expect(stderr).toContain("the twin is running");
  expect(existsSync(statusFile())).toBe(false);
});

test("start -- COMMAND uses a twin that runs already and leaves it running", async () => {
  await twin("start", "--detach");
  const { pid, identity } = statusOf();
  const script = "console.log(process.env.IDENTITY_ENDPOINT)";
  expect(await twin("start", "--", process.execPath, "-e", script)).toMatchObject({
    code: 0,
    stdout: `${identity.endpoint}\n`,
  });
  expect(isAlive(pid)).toBe(true);
  mkdirSync(join(cwd, "else"));
  const there = ["--cwd", "else", "--folder", join(cwd, ".retain/twin")];
  const where = await twin("start", ...there, "--", process.execPath, "-e", "console.log(process.cwd())");
  expect(where.stdout).toBe(`${realpathSync(join(cwd, "else"))}\n`);
});

test("a command that does not exist is one sentence, and the twin ends", async () => {
  const { code, stderr } = await twin("start", "--", "no-such-program-here");
  expect(code).toBe(1);
  expect(stderr).toContain('Error: "no-such-program-here" cannot be run: program not found');
  expect(existsSync(statusFile())).toBe(false);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends a twin in the foreground cleanly", async (signal) => {
  const { child, ended, output } = begin("start");
  await expect.poll(output).toContain("the twin is running");
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 0, stderr: "" });
  expect(existsSync(statusFile())).toBe(false);
});

test("a twin that was killed is not taken for a running one", async () => {
  await twin("start", "--detach");
  const { pid } = statusOf();
  process.kill(pid, "SIGKILL");
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect((await twin("status")).code).toBe(1);
  expect((await twin("stop")).stdout).toContain("was already gone");
  expect(existsSync(statusFile())).toBe(false);
  expect((await twin("start", "--detach")).code).toBe(0);
});

test("the pid of another program is not mistaken for the twin and not harmed", async () => {
  await twin("start", "--detach");
  const status = statusOf();
  await twin("stop");
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  writeFileSync(statusFile(), JSON.stringify({ ...status, pid: other.pid }));
  expect((await twin("status")).code).toBe(1);
  expect((await twin("stop")).code).toBe(0);
  expect(isAlive(other.pid ?? 0)).toBe(true);
  other.kill();
});

test("a folder that cannot be written is one sentence, detached or not", async () => {
  writeFileSync(join(cwd, "file"), "");
  for (const flags of [[], ["--detach"]]) {
    const { code, stderr } = await twin("start", "--folder", "file/twin", ...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Error: the state folder .*file\/twin cannot be written \(ENOTDIR\)\n {2}-> .*\n$/,
    );
  }
});

test("a start in the background that fails says why", async () => {
  const { code, stderr } = await twin("start", "--detach", "--workspace", "NOT_A_NAME");
  expect(code).toBe(1);
  expect(stderr).toContain('the twin did not start: "NOT_A_NAME" is not a valid workspace name');
});

test("reset leaves alone what is not the twin's", async () => {
  mkdirSync(join(cwd, "mine"));
  writeFileSync(join(cwd, "mine/file"), "");
  expect((await twin("reset", "--folder", "mine")).stdout).toContain("no twin state");
  await twin("start", "--folder", "mine", "--", process.execPath, "-e", "0");
  await twin("reset", "--folder", "mine");
  expect(existsSync(join(cwd, "mine/file"))).toBe(true);
  expect(existsSync(join(cwd, "mine/authority"))).toBe(false);
});
