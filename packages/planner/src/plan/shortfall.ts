import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { refKey } from "@retain/artifacts/words/ref";
import { isWrite } from "./actions.ts";
import { lastDeletes } from "./last-deletes.ts";
import type { Plan } from "./plan.ts";

/** What a plan cannot do, since something it refers to is not there. */
export interface Shortfall {
  /** The references that lead to nothing; a call in the source of a notebook fails nobody's publishing and is not among them. */
  readonly missing: Plan["unresolved"];
  /** Ids of the changes that wait for one that holds such a reference, at whatever distance. */
  readonly waiting: readonly string[];
}

/** What is missing of a plan in the workspace as it is now: what a saved plan missed may have come since. Pure. */
export function shortfallOf(
  { changes, unresolved }: Pick<Plan, "changes" | "unresolved">,
  live: Pick<LiveSnapshot, "artifacts">,
): Shortfall {
  const held = new Set(live.artifacts.map(({ ref }) => refKey(ref)));
  const missing = unresolved.filter(
    ({ to, path }) => path.endsWith("referenceName") && !held.has(refKey(to)),
  );
  if (missing.length === 0) return { missing, waiting: [] };
  const holders = new Set(missing.map(({ from }) => refKey(from)));
  const isHolder = (change: Plan["changes"][number]) => isWrite(change) && holders.has(refKey(change.ref));
  const stuck = new Set(changes.filter(isHolder).map(({ id }) => id));
  const direct = new Set(stuck);
  const last = lastDeletes(changes);
  for (let before = -1; before !== stuck.size; ) {
    before = stuck.size;
    for (const { id, waitsFor, restores } of changes) {
      // Deletes wait for all writes; a trigger that ran is started again whatever becomes of the rest.
      if (restores !== true && (last.has(id) || waitsFor.some((other) => stuck.has(other)))) stuck.add(id);
    }
  }
  return { missing, waiting: [...stuck].filter((id) => !direct.has(id)) };
}
