import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

const pause = 250;

/**
 * Holds a lock file that names this process, and waits while a living one holds
 * it; the lock of a process that is gone is taken over. Answers how to let go.
 */
export async function holdLock(file: string, waiting: () => void): Promise<() => void> {
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    if (holderLives(file)) {
      if (!told) waiting();
      told = true;
      await setTimeout(pause);
    } else {
      rmSync(file, { force: true });
    }
  }
}

function holderLives(file: string): boolean {
  let text: string;
  let age: number;
  try {
    text = readFileSync(file, "utf8");
    age = Date.now() - statSync(file).mtimeMs;
  } catch {
    return false;
  }
  // A file without a number is being written this moment, or its writer died at that.
  const pid = Number(text);
  if (!Number.isInteger(pid) || pid <= 0) return age < 10_000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
