import { synapseKinds } from "@retain/artifacts/ref";
import { requestSeconds, requestsPerDirectory } from "./change-seconds.ts";
import type { Change, Estimate } from "./plan.ts";
import { walkSeconds } from "./walk-seconds.ts";

/** A write is a PUT and about two polls of its operation: it is asked for when operations usually end. */
const requestsPerWrite = 3;

/** A directory of the lake is looked at, with its contract: there is no list of those that matter. */
const requestsPerLook = 2;

/** Seconds to read a workspace: its lists are asked for side by side, and each may have several pages. */
const readSeconds = 1;

/** Requests that open the journal: it is looked for, made beside its place in two, moved there, and begun. */
const journalRequests = 5;

/** Writes under way at once: what public publishers found the service to bear without answering 429. */
const atOnce = 25;

/** What some changes will cost whose longest chain, by ids, is `chain`; `looked` directories of the lake are read. */
export function estimateCost(changes: readonly Change[], chain: readonly string[], looked: number): Estimate {
  const writing = changes.filter(({ action }) => action !== "stop" && action !== "start");
  const writes = writing.length;
  const directories = writing.filter(({ ref }) => ref.startsWith("lake-directory/")).length;
  const steps = changes.length - writes;
  const requests = (writes - directories) * requestsPerWrite + directories * requestsPerDirectory + steps;
  // One list a kind, and once more after the writes.
  const reads = synapseKinds.length + looked * requestsPerLook;
  const refs = new Map(changes.map(({ id, ref }) => [id, ref]));
  const path = chain.map((id) => refs.get(id) ?? id);
  return {
    requests: changes.length === 0 ? reads : 2 * reads + requests,
    seconds: Number((changes.length === 0 ? readSeconds : applySeconds(changes)).toFixed(1)),
    // A trigger is stopped, written and started: one artifact on the way.
    criticalPath: path.filter((ref, at) => ref !== path[at - 1]),
  };
}

/** From the agreement to a plan to its proof: the journal is opened, the changes are made, the workspace is read again. */
function applySeconds(changes: readonly Change[]): number {
  return journalRequests * requestSeconds + walkSeconds(changes, atOnce) + readSeconds;
}
