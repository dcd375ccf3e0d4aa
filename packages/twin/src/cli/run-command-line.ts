import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { runningTwin, stopTwin } from "../host/liveness.ts";
import { forgetStatus, readStatus, removeState, statePaths } from "../host/state-folder.ts";
import type { TwinStatus } from "../host/status.ts";
import { TwinError } from "../host/twin-error.ts";
import { readCommandLine, textOf, UsageError, type Values } from "./command-line.ts";
import { askFaults, readFaultsFile } from "./faults-command.ts";
import { note, say, whereabouts } from "./speech.ts";
import { start } from "./start-command.ts";

/** Exit codes: 0 done, 1 failed, 2 wrong use; that of the command after `--`. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  try {
    const typed = readCommandLine(words);
    if ("help" in typed) {
      say(typed.help);
      return 0;
    }
    const folder = resolve(textOf(typed.values, "folder") ?? ".retain/twin");
    switch (typed.command) {
      case "start":
        return await start(folder, typed, words);
      case "status":
        return await showStatus(folder, typed.values.json === true);
      case "faults":
        return await changeFaults(folder, typed.values);
      case "stop":
        return await stop(folder);
      case "reset":
        return await reset(folder);
    }
  } catch (error) {
    if (!(error instanceof TwinError)) throw error;
    note(`Error: ${error.message}\n  -> ${error.advice}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** The twin that runs in `folder`. Throws a `TwinError` when none does. */
async function needTwin(folder: string): Promise<TwinStatus> {
  const status = await runningTwin(folder);
  if (status) return status;
  throw new TwinError(`no twin runs in ${folder}`, "start one: retain twin start --detach");
}

async function changeFaults(folder: string, values: Values): Promise<number> {
  const file = textOf(values, "set");
  if (file !== undefined && values.clear === true) {
    throw new UsageError("--set and --clear exclude each other", "see: retain twin faults --help");
  }
  const rules = file !== undefined ? readFaultsFile(file) : values.clear === true ? [] : undefined;
  say(JSON.stringify(await askFaults(await needTwin(folder), rules), null, 2));
  return 0;
}

async function showStatus(folder: string, json: boolean): Promise<number> {
  const status = await needTwin(folder);
  if (json) {
    say(JSON.stringify(status, null, 2));
    return 0;
  }
  const variables = Object.entries(status.environment).map(([name, value]) => `  ${name}=${value}`);
  say(
    [
      `the twin runs (pid ${status.pid}, since ${status.startedAt})`,
      whereabouts(status),
      "environment for a client:",
      ...variables,
    ].join("\n"),
  );
  return 0;
}

async function stop(folder: string): Promise<number> {
  const status = await runningTwin(folder);
  if (!status) {
    const isStale = readStatus(folder) !== undefined;
    if (isStale) forgetStatus(folder);
    say(isStale ? `the twin in ${folder} had ended without a word` : `no twin runs in ${folder}`);
    return 0;
  }
  await stopTwin(folder, status);
  say(`the twin (pid ${status.pid}) has stopped; its state stays in ${folder}`);
  return 0;
}

async function reset(folder: string): Promise<number> {
  const status = await runningTwin(folder);
  if (status) await stopTwin(folder, status);
  const held = existsSync(statePaths(folder).ignore) || existsSync(statePaths(folder).ports);
  if (held) removeState(folder);
  say(held ? `the twin's state in ${folder} is removed` : `there is no state of a twin in ${folder}`);
  return 0;
}
