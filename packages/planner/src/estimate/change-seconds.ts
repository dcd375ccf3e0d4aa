import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Change } from "../plan/plan.ts";

/** Seconds of a request on its way and back, from one region to another or from an office. */
export const requestSeconds = 0.15;

/** Seconds from the first request of a change to the answer to its last. */
export function changeSeconds({ action, ref }: Pick<Change, "action" | "ref">): number {
  const { fires, cost } = contractOf(ref.kind);
  if (action === "stop" || action === "start") return (fires?.requests[action] ?? 0) * requestSeconds;
  return cost.waits[action === "delete" ? "delete" : "write"] * requestSeconds + (cost.operation ?? 0);
}
