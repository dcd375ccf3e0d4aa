import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, type Ref } from "@retain/artifacts/words/ref";
import type { Binding, Plan } from "./plan.ts";

/** What a plan is bound to where it finds an artifact, or none. */
export function bindingOf(found: LiveArtifact): Binding;
export function bindingOf(found: LiveArtifact | undefined): Binding | null;
export function bindingOf(found: LiveArtifact | undefined): Binding | null {
  if (found === undefined) return null;
  const { digest, started } = found;
  return { digest, ...(started === undefined ? {} : { started }) };
}

/** True where nothing moved between two looks. */
export function isSameBinding(one: Binding | null, other: Binding | null): boolean {
  return one?.digest === other?.digest && one?.started === other?.started;
}

/** The refs that a plan decided about and that are no longer as it saw them: edited, vanished or come since. */
export function movedSince(plan: Pick<Plan, "boundTo">, live: LiveSnapshot): readonly Ref[] {
  const now = byRef(live.artifacts);
  return [...plan.boundTo].flatMap(([key, { ref, found }]) =>
    isSameBinding(bindingOf(now.get(key)), found) ? [] : [ref],
  );
}
