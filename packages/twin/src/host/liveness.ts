import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { pulsePath } from "../identity/managed-identity.ts";
import { forgetStatus, readStatus, statePaths } from "./state-folder.ts";
import type { BaseStatus } from "./status.ts";
import { TwinError } from "./twin-error.ts";

const pulseMs = 5000;
const startMs = 30_000;
const stopMs = 10_000;

/** What a twin answers to whoever wants to know whether it is the one of a `status.json`. */
export function pulseOf(status: { readonly pid: number; readonly startedAt: string }): string {
  return `${status.pid} ${status.startedAt}`;
}

/**
 * The status of the twin that runs in `folder`. A process that ended without a
 * word leaves a `status.json`: its pid must live and its endpoint must answer as itself.
 */
export async function runningTwin(folder: string): Promise<BaseStatus | undefined> {
  const status = readStatus(folder);
  return status && isAlive(status.pid) && (await hasPulse(status)) ? status : undefined;
}

function hasPulse(status: BaseStatus): Promise<boolean> {
  const url = new URL(pulsePath, status.identity.endpoint);
  return new Promise((resolve) => {
    // An agent of its own: the shared one may be told to go through a proxy.
    const asking = get(url, { agent: false, timeout: pulseMs }, async (answer) => {
      resolve((await text(answer).catch(() => "")) === JSON.stringify({ twin: pulseOf(status) }));
    });
    asking.on("error", () => resolve(false));
    asking.on("timeout", () => {
      // Too busy to answer is not gone; a refused connection is.
      resolve(true);
      asking.destroy();
    });
  });
}

/** Whether a process of this id runs; one that ended and waits for its parent does not. */
export function isAlive(pid: number): boolean {
  // 0 would mean every process of our group.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

/**
 * Makes this process the only twin of `folder` and returns what gives it free again.
 * Throws a `TwinError` when another one runs or is just starting there.
 */
export async function claimFolder(folder: string): Promise<() => void> {
  const { lock } = statePaths(folder);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const holder = lockHolder(folder);
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      forgetStatus(folder);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const status = await runningTwin(folder);
      if (status)
        throw new TwinError(`a twin is already running in ${folder} (pid ${status.pid})`, "retain twin stop");
      if (isStarting(folder)) throw new TwinError(`a twin is starting in ${folder}`, "retain twin status");
      dropStaleLock(lock, holder);
    }
  }
  throw new TwinError(`another twin took the folder ${folder}`, "retain twin status");
}

/** Removes the lock that `holder` left. Moved aside first: meanwhile another twin may have claimed the folder. */
function dropStaleLock(lock: string, holder: number): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (Object.is(Number(readFileSync(aside, "utf8")), holder)) rmSync(aside);
    else renameSync(aside, lock);
  } catch (error) {
    // Gone already: the next attempt finds out who was quicker.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** A fresh lock of a living process, with no status yet. */
function isStarting(folder: string): boolean {
  const { lock } = statePaths(folder);
  try {
    const isFresh = Date.now() - statSync(lock).mtimeMs < startMs;
    return isFresh && isAlive(lockHolder(folder)) && readStatus(folder) === undefined;
  } catch {
    return false;
  }
}

/** The process that holds the folder; 0 when none does. */
function lockHolder(folder: string): number {
  try {
    return Number(readFileSync(statePaths(folder).lock, "utf8"));
  } catch {
    return 0;
  }
}

/** Asks the twin of `folder` to end and waits until it has. Throws a `TwinError` when it does not. */
export async function stopTwin(folder: string, status: BaseStatus): Promise<void> {
  process.kill(status.pid, "SIGTERM");
  const deadline = Date.now() + stopMs;
  // The lock is the last that a twin gives up: whoever starts next finds the folder and the ports free.
  while (isAlive(status.pid) && lockHolder(folder) === status.pid) {
    if (Date.now() > deadline) {
      throw new TwinError(`the twin (pid ${status.pid}) does not stop`, `kill it: kill -9 ${status.pid}`);
    }
    await wait(20);
  }
}
