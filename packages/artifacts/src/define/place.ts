import { fileURLToPath } from "node:url";
import type { Position } from "../words/artifact.ts";

const frame = /^\s*at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;

/**
 * The place in the source file from which `called` was called. Reads the
 * text of the stack: that is the form which Node maps back to TypeScript
 * when a loader brought source maps. Line 1 of an unnamed file when there is no stack.
 */
export function placeOfCall(called: (...values: never[]) => unknown): Position {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  try {
    Error.captureStackTrace(holder, called);
    // Read inside: with source maps on, the text is made (and mapped) on first reading.
    return readFrame(holder.stack ?? "");
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function readFrame(stack: string): Position {
  for (const line of stack.split("\n")) {
    const [, location, row, column] = frame.exec(line) ?? [];
    if (location === undefined) continue;
    return { file: filePath(location), line: Number(row), column: Number(column) };
  }
  return { file: "", line: 1, column: 1 };
}

/** Loaders add queries to the file URLs they hand out; they are not part of the path. */
function filePath(location: string): string {
  if (!location.startsWith("file://")) return location;
  const url = new URL(location);
  url.search = "";
  url.hash = "";
  return fileURLToPath(url);
}
