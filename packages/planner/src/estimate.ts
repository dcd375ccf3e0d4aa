import { synapseKinds } from "@retain/artifacts/ref";
import type { Change, Estimate } from "./plan.ts";

/** A write is a PUT and about two polls of its operation: it is asked for when operations usually end. */
const requestsPerWrite = 3;

/** A directory of the lake is made or given its access, its contract is looked at, written in three requests, and read back. */
const requestsPerDirectory = 7;

/** A directory of the lake is looked at, with its contract: there is no list of those that matter. */
const requestsPerLook = 2;

/** Seconds of an operation: in recorded traffic the server took 1 to 3. */
const operationSeconds = 2;

/** Seconds to read a workspace: its lists are asked for side by side. */
const readSeconds = 1;

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
  const rounds = Math.max(chain.length, writes / atOnce);
  const refs = new Map(changes.map(({ id, ref }) => [id, ref]));
  const path = chain.map((id) => refs.get(id) ?? id);
  return {
    requests: changes.length === 0 ? reads : 2 * reads + requests,
    seconds:
      changes.length === 0 ? readSeconds : Number((2 * readSeconds + rounds * operationSeconds).toFixed(1)),
    // A trigger is stopped, written and started: one artifact on the way.
    criticalPath: path.filter((ref, at) => ref !== path[at - 1]),
  };
}
