import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { TwinError } from "../host/twin-error.ts";
import type { Change } from "./changes.ts";

/** The writes of a lake in their order, one line each: what cannot be read off its files, and the way back after a crash. */
export interface Journal {
  /** Notes a write, does it, and notes that it is done. A process that is killed in between does it at the next start. */
  write(changes: readonly Change[], perform: () => void): void;
  close(): void;
}

// A write without changes: the one before it is done.
const done = "[]\n";

/**
 * The writes noted in `path`. A last line that was cut short is left out: its write was not begun.
 * Throws a `TwinError` when a line before it cannot be read.
 */
export function readJournal(path: string): readonly (readonly Change[])[] {
  const lines = textOf(path).split("\n");
  const whole = lines.slice(0, -1);
  return whole.map((line, index) => {
    try {
      return JSON.parse(line) as Change[];
    } catch {
      throw new TwinError(`line ${index + 1} of ${path} cannot be read`, "reset the twin: retain twin reset");
    }
  });
}

/** Replaces the journal by one that says `changes` at once, and opens it for more. */
export function startJournal(path: string, changes: Iterable<Change>): Journal {
  const draft = `${path}.tmp`;
  rmSync(draft, { force: true });
  const file = openSync(draft, "a");
  for (const change of changes) writeSync(file, `${JSON.stringify([change])}\n`);
  writeSync(file, done);
  closeSync(file);
  renameSync(draft, path);
  const open = openSync(path, "a");
  return {
    write(changes, perform) {
      writeFileSync(open, `${JSON.stringify(changes)}\n`);
      perform();
      writeSync(open, done);
    },
    close: () => closeSync(open),
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
