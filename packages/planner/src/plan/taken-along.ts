import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { holdersOf } from "./holders.ts";

/** What a selection is widened by. */
export interface TakenAlongInput {
  readonly desired: readonly Artifact[];
  readonly live: Pick<LiveSnapshot, "artifacts">;
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  /** True for what may be taken along; absent: nothing may. */
  readonly takes?: ((ref: Ref, body: JsonObject) => boolean) | undefined;
}

/**
 * What the selected artifacts of the repository need, at whatever distance, and the workspace does not hold: by key,
 * the ref that needs it first. Pure, and the order of its inputs does not matter.
 */
export function takenAlong({ desired, live, selects, takes }: TakenAlongInput): ReadonlyMap<string, Ref> {
  const along = new Map<string, Ref>();
  if (takes === undefined) return along;
  const held = byRef(live.artifacts);
  const written = byRef(desired);
  const open = [...desired]
    .filter(({ ref, body }) => selects(ref, body))
    .sort((a, b) => compareRefs(a.ref, b.ref));
  for (const { ref, body } of open) {
    const referred = contractOf(ref.kind)
      .references(body)
      .static.map(({ to }) => to);
    for (const to of [...referred, ...holdersOf(ref)]) {
      const key = refKey(to);
      const needed = written.get(key);
      if (needed === undefined || held.has(key) || along.has(key)) continue;
      if (selects(needed.ref, needed.body) || !takes(needed.ref, needed.body)) continue;
      along.set(key, ref);
      // The list grows while it is walked: what is taken along needs things as well.
      open.push(needed);
    }
  }
  return along;
}
