import { runningTwin } from "../host/liveness.ts";
import { readPorts } from "../host/state-folder.ts";
import type { TwinStatus } from "../host/status.ts";
import { TwinError } from "../host/twin-error.ts";
import { readVaults } from "../key-vault/vault-names.ts";
import { synapseRole } from "../synapse/roles.ts";
import { textOf, UsageError, type Values } from "./command-line.ts";
import { startDetached } from "./detach.ts";
import { readFaultsFile } from "./faults-command.ts";
import { runCommand } from "./run-command.ts";
import { note, say, whereabouts } from "./speech.ts";

/** `start`, in the foreground, in the background or around a command. Returns the exit code. */
export async function start(
  folder: string,
  { values, run }: { readonly values: Values; readonly run: readonly string[] },
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
    ...rolesOf(values),
  };
  const named = values.workspace as readonly string[] | undefined;
  const lakes = values.lake as readonly string[] | undefined;
  const filesystems = values.filesystem as readonly string[] | undefined;
  const vaults = readVaults((values.vault ?? []) as readonly string[]);
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
  const twin = await startTwin({
    folder,
    settings,
    faults,
    filesystems: filesystems ?? ["churn"],
    vaults,
    ...served,
  });
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
  const given = [
    "filesystem",
    "vault",
    "latency",
    "operation",
    "retry-after",
    "page-size",
    "role",
    "faults",
  ].filter((name) => values[name] !== undefined);
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

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

/** The roles that were asked for, each of which is built in. */
function rolesOf(values: Values): { readonly roles?: readonly string[] } {
  const names = values.role as readonly string[] | undefined;
  if (names === undefined) return {};
  try {
    return { roles: names.map(synapseRole) };
  } catch (error) {
    throw new UsageError((error as Error).message, "see: retain twin start --help");
  }
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
