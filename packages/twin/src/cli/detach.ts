import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive, runningTwin } from "../host/liveness.ts";
import { prepareStateFolder, statePaths } from "../host/state-folder.ts";
import type { BaseStatus } from "../host/status.ts";
import { TwinError } from "../host/twin-error.ts";

const startMs = 20_000;

/**
 * Starts this program again in the background, with the words it was started with, and returns the status of the
 * twin once it answers. Throws a `TwinError` with its last words when it does not come up.
 */
export async function startDetached(folder: string): Promise<BaseStatus> {
  prepareStateFolder(folder);
  const { log } = statePaths(folder);
  const output = openSync(log, "w", 0o600);
  const program = process.argv.slice(1).filter((word) => word !== "--detach");
  // A session of its own: closing the terminal or Ctrl-C must not end it.
  const child = spawn(process.execPath, program, { detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  let ended = false;
  child.on("exit", () => {
    ended = true;
  });
  child.on("error", () => {
    ended = true;
  });
  const deadline = Date.now() + startMs;
  while (!ended && Date.now() < deadline) {
    const status = await runningTwin(folder);
    if (status && status.pid === child.pid) {
      child.unref();
      return status;
    }
    await wait(20);
  }
  if (child.pid !== undefined && isAlive(child.pid)) child.kill("SIGKILL");
  throw new TwinError(`the twin did not start${lastWords(log)}`, `its output is in ${log}`);
}

function lastWords(log: string): string {
  const lines = readFileSync(log, "utf8").trim().split("\n");
  const said = lines.find((line) => line.startsWith("Error: "))?.slice("Error: ".length) ?? lines.at(-1);
  return said ? `: ${said}` : "";
}
