import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TwinStatus } from "@retain/twin/start-twin";
import { afterEach, beforeEach } from "vitest";
import { program } from "./run-program.ts";

/** Gives each test of a file a folder in which `retain twin …` runs as it is shipped. */
export function useTwinFolder() {
  let cwd = "";
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

  return { begin, twin, statusFile, statusOf, inFolder: (path: string) => join(cwd, path) };
}
