import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { TwinStatus } from "../status.ts";
import { readCommandLine, type Typed, UsageError } from "./command-line.ts";
import { startDetached } from "./detach.ts";
import { askFaults, readFaultsFile } from "./faults-command.ts";
import { runningTwin, stopTwin } from "./liveness.ts";
import { runCommand } from "./run-command.ts";
import { forgetStatus, readPorts, readStatus, removeState, statePaths } from "./state-folder.ts";
import { TwinError } from "./twin-error.ts";

type Values = Exclude<Typed, { help: string }>["values"];

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
        return await start(folder, typed.values, typed.run, words);
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

async function start(
  folder: string,
  values: Values,
  run: readonly string[],
  words: readonly string[],
): Promise<number> {
  const detach = values.detach === true;
  if (detach && run.length > 0) {
    throw new UsageError(
      "--detach and -- COMMAND exclude each other",
      "with a command, the twin ends when the command does",
    );
  }
  const settings = {
    ...numberOf(values, "latency", "latencyMs"),
    ...numberOf(values, "operation", "operationMs"),
    ...numberOf(values, "retry-after", "retryAfterSeconds"),
    ...numberOf(values, "page-size", "pageSize"),
  };
  const named = values.workspace as readonly string[] | undefined;
  const lakes = values.lake as readonly string[] | undefined;
  const rules = textOf(values, "faults");
  const faults = rules === undefined ? [] : readFaultsFile(rules);
  const running = await runningTwin(folder);
  if (running) {
    refuseSettings(values);
    return await useRunning(folder, running, { workspace: named ?? [], lake: lakes ?? [] }, run);
  }

  if (detach) {
    const status = await startDetached(
      folder,
      words.filter((word) => word !== "--detach"),
    );
    say(`the twin runs in the background (pid ${status.pid})\n${whereabouts(status)}`);
    return 0;
  }
  // Loaded late: certificates and services cost more than every other command together.
  const { startTwin } = await import("../start-twin.ts");
  const kept = readPorts(folder);
  const served = {
    ...namesOf("workspaces", named, kept.workspaces),
    ...namesOf("lakes", lakes, kept.lakes ?? {}),
  };
  // Listens before the start: a signal in the middle of it must not leave a half-started twin behind.
  const ending = run.length > 0 ? undefined : toldToEnd();
  const twin = await startTwin({ folder, settings, faults, ...served });
  try {
    // With a command, stdout is the command's.
    (run.length > 0 ? note : say)(`the twin runs (pid ${process.pid})\n${whereabouts(twin.status)}`);
    if (run.length > 0) return await runCommand(run, twin.status);
    await ending;
    return 0;
  } finally {
    await twin.stop();
  }
}

/** The names to serve: those asked for, else those of the last start; absent when there are none. */
function namesOf<K extends string>(
  key: K,
  asked: readonly string[] | undefined,
  kept: Readonly<Record<string, number>>,
): { readonly [P in K]?: readonly string[] } {
  const names = asked ?? Object.keys(kept);
  return (names.length > 0 ? { [key]: names } : {}) as { readonly [P in K]?: readonly string[] };
}

/** A twin that runs keeps how it was started; nobody should believe otherwise. */
function refuseSettings(values: Values): void {
  const given = ["latency", "operation", "retry-after", "page-size", "faults"].filter(
    (name) => values[name] !== undefined,
  );
  if (given.length === 0) return;
  throw new TwinError(
    `a twin already runs, and --${given.join(", --")} would not reach it`,
    "stop it first: retain twin stop; its fault rules can be changed: retain twin faults",
  );
}

/** Starting twice is fine as long as the twin that runs holds what is asked for. */
async function useRunning(
  folder: string,
  status: TwinStatus,
  asked: { readonly workspace: readonly string[]; readonly lake: readonly string[] },
  run: readonly string[],
): Promise<number> {
  for (const [what, held] of [
    ["workspace", status.workspaces],
    ["lake", status.lakes],
  ] as const) {
    const lacking = asked[what].filter((name) => !Object.hasOwn(held, name)).map((name) => `"${name}"`);
    if (lacking.length === 0) continue;
    throw new TwinError(
      `the twin that runs in ${folder} does not hold the ${what} ${lacking.join(", ")}`,
      "stop it first: retain twin stop",
    );
  }
  (run.length > 0 ? note : say)(`the twin already runs (pid ${status.pid})\n${whereabouts(status)}`);
  return run.length > 0 ? await runCommand(run, status) : 0;
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

function whereabouts(status: TwinStatus): string {
  const rows = [
    ...Object.entries(status.workspaces).map(
      ([name, { synapse }]) => [`workspace ${name}`, synapse] as const,
    ),
    ...Object.entries(status.lakes).map(([name, { endpoint }]) => [`lake ${name}`, endpoint] as const),
    ["identity", status.identity.endpoint] as const,
    ["authority", status.authority] as const,
    ["resource manager", status.arm] as const,
    ["certificates", status.caBundle] as const,
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

const units: Readonly<Record<string, string>> = { "page-size": " from 1 on", "retry-after": " of seconds" };

function numberOf<K extends string>(values: Values, option: string, key: K): { readonly [P in K]?: number } {
  const text = textOf(values, option);
  if (text === undefined) return {};
  const unit = units[option] ?? " of milliseconds";
  const least = option === "page-size" ? 1 : 0;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new UsageError(
      `--${option} takes a whole number${unit}, not "${text}"`,
      "see: retain twin start --help",
    );
  }
  return { [key]: Number(text) } as { readonly [P in K]?: number };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
