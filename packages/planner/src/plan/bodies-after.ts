import type { Named } from "@retain/artifacts/words/artifact";
import { byRef, refKey } from "@retain/artifacts/words/ref";
import type { Drafts } from "./draft.ts";
import type { PlanInput } from "./plan-input.ts";

/** All bodies as they will be, and those that go: what the plan leaves alone stays as it is live, whatever is desired. */
export function bodiesAfter(
  { desired, live }: Pick<PlanInput, "desired" | "live">,
  drafts: Drafts,
): readonly Named[] {
  const held = byRef(live.artifacts);
  const wanted = new Set(desired.map(({ ref }) => refKey(ref)));
  const kept = desired.flatMap(({ ref, body }): readonly Named[] => {
    const found = held.get(refKey(ref));
    if (drafts.has(refKey(ref))) return [{ ref, body }];
    // A live body that was not kept equals the desired one.
    return found === undefined ? [] : [{ ref: found.ref, body: found.body ?? body }];
  });
  const rest = live.artifacts.flatMap(({ ref, body }) =>
    body === undefined || wanted.has(refKey(ref)) ? [] : [{ ref, body }],
  );
  return [...kept, ...rest];
}
