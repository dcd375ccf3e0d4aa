import type { LiveSnapshot } from "@retain/artifacts/live";
import { formatRef, parseRef, refKey } from "@retain/artifacts/ref";
import type { Plan } from "./plan.ts";

/** The refs that a plan decided about and that are no longer as it saw them: edited, vanished or come since. */
export function movedSince(plan: Pick<Plan, "boundTo">, live: LiveSnapshot): readonly string[] {
  const digests = new Map(live.artifacts.map(({ ref, digest }) => [refKey(ref), digest]));
  return Object.entries(plan.boundTo).flatMap(([text, digest]) => {
    const ref = parseRef(text);
    const now = ref && digests.get(refKey(ref));
    return (now ?? null) === digest ? [] : [ref ? formatRef(ref) : text];
  });
}
