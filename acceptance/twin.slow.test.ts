import { spawn } from "node:child_process";
import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { isAlive } from "@retain/twin/host/liveness";
import { expect, test } from "vitest";
import { useTwinFolder } from "./twin-commands.ts";

const { begin, inFolder, statusFile, statusOf, twin } = useTwinFolder();

test("a twin misbehaves by a file of rules, at its start and while it runs", async () => {
  const rules = (status: number) => JSON.stringify([{ times: 1, fault: { kind: "status", status } }]);
  writeFileSync(inFolder("first.json"), rules(500));
  writeFileSync(inFolder("second.json"), rules(503));
  writeFileSync(inFolder("wrong.json"), '[{"fault":{"kind":"flood"}}]');
  expect(await twin("start", "--detach", "--faults", "wrong.json")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("wrong.json is not a list of fault rules: /0/fault"),
  });
  expect((await twin("start", "--detach", "--faults", "none.json")).stderr).toContain("(ENOENT)");
  expect(existsSync(inFolder(".retain"))).toBe(false);
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

test("start -- COMMAND uses a twin that runs already and leaves it running", async () => {
  await twin("start", "--detach");
  const { pid, identity } = statusOf();
  const script = "console.log(process.env.IDENTITY_ENDPOINT)";
  expect(await twin("start", "--", process.execPath, "-e", script)).toMatchObject({
    code: 0,
    stdout: `${identity.endpoint}\n`,
  });
  expect(isAlive(pid)).toBe(true);
  mkdirSync(inFolder("else"));
  const there = ["--cwd", "else", "--folder", inFolder(".retain/twin")];
  const where = await twin("start", ...there, "--", process.execPath, "-e", "console.log(process.cwd())");
  expect(where.stdout).toBe(`${realpathSync(inFolder("else"))}\n`);
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
  writeFileSync(inFolder("file"), "");
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
  mkdirSync(inFolder("mine"));
  writeFileSync(inFolder("mine/file"), "");
  expect((await twin("reset", "--folder", "mine")).stdout).toContain("no twin state");
  await twin("start", "--folder", "mine", "--", process.execPath, "-e", "0");
  await twin("reset", "--folder", "mine");
  expect(existsSync(inFolder("mine/file"))).toBe(true);
  expect(existsSync(inFolder("mine/authority"))).toBe(false);
});
