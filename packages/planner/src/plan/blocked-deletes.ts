import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { JsonObject } from "@retain/artifacts/words/json";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { holdersOf } from "./holders.ts";

interface Holder {
  readonly ref: Ref;
  readonly body: JsonObject;
}

/**
 * What must not be deleted because something that stays refers to it or lies in it: by key, the ref that needs it.
 * What is kept for that reason keeps what it refers to. `staying` are the bodies as they will be.
 */
export function blockedDeletes(
  deleting: ReadonlyMap<string, Holder>,
  staying: Iterable<Holder>,
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
