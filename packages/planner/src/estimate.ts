import { kinds } from "@retain/artifacts/ref";
import type { Estimate } from "./plan.ts";

/** One list a kind, once before and once after. */
const lists = kinds.length * 2;

/** A write is a PUT and about two polls of its operation: it is asked for when operations usually end. */
const requestsPerWrite = 3;

/** Seconds of an operation: in recorded traffic the server took 1 to 3. */
const operationSeconds = 2;

/** Seconds to read a workspace: its lists are asked for side by side. */
const readSeconds = 1;

/** Writes under way at once: what public publishers found the service to bear without answering 429. */
const atOnce = 25;

/** What `writes` changes will cost whose longest chain is `chain`. */
export function estimateCost(writes: number, chain: readonly string[]): Estimate {
  const rounds = Math.max(chain.length, writes / atOnce);
  return {
    requests: writes === 0 ? kinds.length : lists + writes * requestsPerWrite,
    seconds: writes === 0 ? readSeconds : Number((2 * readSeconds + rounds * operationSeconds).toFixed(1)),
    criticalPath: chain,
  };
}
