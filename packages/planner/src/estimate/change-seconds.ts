import type { Change } from "../plan/plan.ts";

/** Seconds of a request on its way and back, from one region to another or from an office. */
export const requestSeconds = 0.15;

/** Seconds of an operation: in recorded traffic the server took 1 to 3. */
const operationSeconds = 2;

/** Requests of a step of a trigger: what it fires on is looked at, and after a stop its etag. */
const stepRequests = { start: 2, stop: 3 } as const;

/** Requests to write a directory of the lake: made or given its access, its contract looked at and written, read back in two. */
export const requestsPerDirectory = 5;

/** Seconds from the first request of a change to the answer to its last. */
export function changeSeconds({ action, ref }: Pick<Change, "action" | "ref">): number {
  if (action === "stop" || action === "start") return stepRequests[action] * requestSeconds;
  // The last two go at once.
  if (ref.kind === "lake-directory") return (requestsPerDirectory - 1) * requestSeconds;
  // Accepted, and asked for when it is done; a delete looks at the etag first.
  return (action === "delete" ? 3 : 2) * requestSeconds + operationSeconds;
}
