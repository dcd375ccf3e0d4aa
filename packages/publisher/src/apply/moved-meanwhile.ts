import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, formatRef, parseRef, refKey, textKey } from "@retain/artifacts/words/ref";
import { bindingOf } from "@retain/planner/plan/binding";
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
  const settled = new Set([...plan.changes, ...plan.kept].map(({ ref }) => textKey(ref)));
  const decided = Object.keys(plan.boundTo);
  // A plan says nothing of what it did not see; of a saved one nobody knows what it was to look at.
  const unseen = Object.keys(desired === undefined ? {} : (recovered?.entries ?? {})).filter((text) => {
    const ref = parseRef(text);
    const found = now.get(textKey(text));
    return (
      ref !== undefined && found !== undefined && !before.has(refKey(ref)) && selects(ref, found.body ?? {})
    );
  });
  const refs = new Map([...decided, ...unseen].map((text) => [textKey(text), text]));
  return [...refs].flatMap(([key, text]): readonly Unproven[] => {
    const [was, is] = [before.get(key), now.get(key)];
    if (settled.has(key) || bindingIn(was) === bindingIn(is)) return [];
    const why = is === undefined ? "gone" : was === undefined ? "there" : "not as the plan saw it";
    return [{ ref: is ? formatRef(is.ref) : text, differences: [], why: `it is ${why} by now` }];
  });
}

function bindingIn(found: LiveArtifact | undefined): string | undefined {
  return found && bindingOf(found);
}
