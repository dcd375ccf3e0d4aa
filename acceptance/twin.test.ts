import { existsSync } from "node:fs";
import { isAlive } from "@retain/twin/host/liveness";
import { expect, test } from "vitest";
import { useTwinFolder } from "./twin-commands.ts";

const { inFolder, statusFile, statusOf, twin } = useTwinFolder();

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
  expect(existsSync(inFolder(".retain/twin"))).toBe(false);
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
