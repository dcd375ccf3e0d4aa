import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Named } from "@retain/artifacts/words/artifact";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { bodiesAfter } from "./bodies-after.ts";
import type { Drafts } from "./draft.ts";
import { holdersOf } from "./holders.ts";
import type { Plan } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";

/** Takes back the deletes of what something needs that stays. */
export function withoutNeeded(
  { desired, live }: Pick<PlanInput, "desired" | "live">,
  drafts: Drafts,
  kept: Plan["kept"],
): { readonly drafts: Drafts; readonly kept: Plan["kept"] } {
  const deleting = new Map(
    live.artifacts.flatMap(({ ref, body }) =>
      drafts.get(refKey(ref))?.action === "delete" ? [[refKey(ref), { ref, body: body ?? {} }] as const] : [],
    ),
  );
  if (deleting.size === 0) return { drafts, kept };
  const staying = bodiesAfter({ desired, live }, drafts).filter(({ ref }) => !deleting.has(refKey(ref)));
  const blocked = blockedDeletes(deleting, staying);
  if (blocked.size === 0) return { drafts, kept };
  const needed = [...drafts].flatMap(([key, { ref }]) => {
    const by = blocked.get(key);
    return by === undefined ? [] : [{ ref, reason: `not deleted: ${formatRef(by)} needs it` }];
  });
  return { drafts: new Map([...drafts].filter(([key]) => !blocked.has(key))), kept: [...kept, ...needed] };
}

/**
 * What must not be deleted because something that stays refers to it or lies in it: by key, the ref that needs it.
 * What is kept for that reason keeps what it refers to. `staying` are the bodies as they will be.
 */
export function blockedDeletes(
  deleting: ReadonlyMap<string, Named>,
  staying: Iterable<Named>,
): ReadonlyMap<string, Ref> {
  const blocked = new Map<string, Ref>();
  if (deleting.size === 0) return blocked;
  const open = [...staying];
  for (let holder = open.pop(); holder; holder = open.pop()) {
    const referred = contractOf(holder.ref.kind).references(holder.body).static;
    for (const to of [...referred.map((reference) => reference.to), ...holdersOf(holder.ref)]) {
      const key = refKey(to);
      const target = deleting.get(key);
      if (target === undefined || blocked.has(key) || key === refKey(holder.ref)) continue;
      blocked.set(key, holder.ref);
      open.push(target);
    }
  }
  return blocked;
}
