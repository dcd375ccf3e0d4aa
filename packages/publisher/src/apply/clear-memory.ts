import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** With fewer changes there is little to clear, and the walk is over before it would matter. */
const many = 500;

/**
 * Clears what planning left in memory before a walk of many changes, and lets less pile up from then on: it waits for
 * the service for minutes, and as long as there is room V8 leaves its garbage lying, half a gigabyte at 10,000 changes.
 */
export function clearMemory(changes: number): void {
  if (changes < many) return;
  setFlagsFromString("--heap-growing-percent=30");
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
