import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { formatRef, parseRef, refKey } from "@retain/artifacts/words/ref";
import type { Plan } from "./plan.ts";

/** What a plan is bound to at one ref: the live digest, and of a trigger whether it runs. */
export function bindingOf({ digest, started }: LiveArtifact): string {
  return started === undefined ? digest : `${digest} ${started ? "started" : "stopped"}`;
}

/** The refs that a plan decided about and that are no longer as it saw them: edited, vanished or come since. */
export function movedSince(plan: Pick<Plan, "boundTo">, live: LiveSnapshot): readonly string[] {
  const now = new Map(live.artifacts.map((artifact) => [refKey(artifact.ref), bindingOf(artifact)]));
  return Object.entries(plan.boundTo).flatMap(([text, binding]) => {
    const ref = parseRef(text);
    const found = ref && now.get(refKey(ref));
    return (found ?? null) === binding ? [] : [ref ? formatRef(ref) : text];
  });
}
