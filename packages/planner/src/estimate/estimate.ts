import { contractOf, kindsOf } from "@retain/artifacts/kinds/contracts";
import type { Target } from "@retain/artifacts/words/live";
import { byRef, type Kind, refKey } from "@retain/artifacts/words/ref";
import { isStep } from "../plan/actions.ts";
import type { Change, Estimate } from "../plan/plan.ts";
import type { PlanInput } from "../plan/plan-input.ts";
import { requestSeconds } from "./change-seconds.ts";
import { walkSeconds } from "./walk-seconds.ts";

/** Seconds to receive, parse and compare an artifact of 12 kB, the mean of real ones, on one of two cores. */
const artifactSeconds = 0.0003;

/** Writes under way at once: what public publishers found the service to bear without answering 429. */
const atOnce = 25;

/** What there is to read. */
interface Reading {
  /** Requests to read all there is once. */
  readonly requests: number;
  /** All that the workspaces show. */
  readonly artifacts: number;
}

/** One list of each kind that can be listed; of others what the repository or a release says is looked at. */
export function readingOf(
  { desired, published, live }: Pick<PlanInput, "desired" | "published" | "live">,
  targets: readonly Target[],
): Reading {
  const lists = targets.flatMap(({ service }) => kindsOf(service)).filter((kind) => looksOf(kind) === 0);
  const known = byRef([...desired, ...(published?.artifacts ?? [])]);
  return {
    requests: [...known.values()].reduce((sum, { ref }) => sum + looksOf(ref.kind), lists.length),
    artifacts: live.artifacts.length,
  };
}

function looksOf(kind: Kind): number {
  return contractOf(kind).cost.look ?? 0;
}

/** What some changes will cost whose longest chain, by ids, is `chain`. */
export function estimateCost(
  changes: readonly Change[],
  chain: readonly string[],
  reading: Reading,
): Estimate {
  const writing = changes.filter((change) => !isStep(change));
  const steps = changes.length - writing.length;
  const requests = writing.reduce((sum, { ref }) => sum + contractOf(ref.kind).cost.requests, steps);
  // And once more after the writes.
  const reads = reading.requests;
  const refs = new Map(changes.map(({ id, ref }) => [id, ref]));
  const path = chain.flatMap((id) => refs.get(id) ?? []);
  return {
    requests: changes.length === 0 ? reads : 2 * reads + requests,
    seconds: Number(
      ((changes.length === 0 ? 0 : walkSeconds(changes, atOnce)) + readSeconds(changes, reading)).toFixed(1),
    ),
    // A trigger is stopped, written and started: one artifact on the way.
    criticalPath: path.filter((ref, at) => at === 0 || refKey(ref) !== refKey(path[at - 1] ?? ref)),
  };
}

/** Its lists are asked for side by side; what is created shows in them as well. */
function readSeconds(changes: readonly Change[], { artifacts }: Reading): number {
  const created = changes.filter(({ action }) => action === "create").length;
  return requestSeconds + (artifacts + created) * artifactSeconds;
}
