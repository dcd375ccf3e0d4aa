import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, refKey } from "@retain/artifacts/words/ref";
import { bindingOf, isSameBinding } from "@retain/planner/plan/binding";
import type { EstatePlan } from "../plan-estate.ts";
import type { Unproven } from "./report.ts";

/**
 * What the plan left alone and is no longer as the plan saw it: somebody worked on it meanwhile, or the plan
 * was made from a read that lagged behind. Either way the environment may not be what the repository says.
 */
export function movedMeanwhile(
  {
    plan,
    live,
    recovered,
    desired,
    selects,
  }: Pick<EstatePlan, "plan" | "live" | "recovered" | "desired" | "selects">,
  after: LiveSnapshot,
): readonly Unproven[] {
  const [before, now] = [byRef(live.artifacts), byRef(after.artifacts)];
  const settled = new Set([...plan.changes, ...plan.kept].map(({ ref }) => refKey(ref)));
  // A plan says nothing of what it did not see; of a saved one nobody knows what it was to look at.
  const known = desired === undefined ? [] : (recovered?.published.artifacts ?? []);
  const unseen = known.filter(({ ref }) => {
    const found = now.get(refKey(ref));
    return found !== undefined && !before.has(refKey(ref)) && selects(ref, found.body ?? {});
  });
  const refs = byRef([...plan.boundTo.values(), ...unseen]);
  return [...refs].flatMap(([key, { ref }]): readonly Unproven[] => {
    const [was, is] = [before.get(key), now.get(key)];
    if (settled.has(key) || isSameBinding(bindingOf(was), bindingOf(is))) return [];
    const why = is === undefined ? "gone" : was === undefined ? "there" : "no longer as the plan saw it";
    return [{ ref: is?.ref ?? ref, differences: [], why: `it is now ${why}` }];
  });
}
