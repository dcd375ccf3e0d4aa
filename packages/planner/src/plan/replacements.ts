import { contractOf } from "@retain/artifacts/kinds/contracts";
import { isObject } from "@retain/artifacts/words/json";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { blockedDeletes } from "./blocked-deletes.ts";
import type { Collected } from "./collect-drafts.ts";
import { named } from "./desired-digests.ts";
import type { Draft, Drafts, Single } from "./draft.ts";
import { originOf } from "./draft-change.ts";
import type { Plan } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";

/** Drafts by key, and what is left as it is live. */
interface Decided {
  readonly drafts: Drafts;
  readonly kept: Plan["kept"];
}

/**
 * Replaces along what refers to something that is replaced and goes on doing so: the service deletes nothing that
 * something refers to. What holds its id is written again afterwards (`withNewIds`). Where one of those is not the plan's to change, neither is what it refers to.
 */
export function withReplacements(
  { desired, live, selects, protect }: PlanInput,
  { drafts, kept }: Decided,
  { held, decided }: Collected,
): Decided {
  const replaced = new Map([...drafts].filter(([, { action }]) => action === "replace"));
  if (replaced.size === 0) return { drafts, kept };
  const result = new Map(drafts);
  const mine = desired.filter(
    ({ ref, body }) => decided.has(refKey(ref)) && held.has(refKey(ref)) && selects(ref, body),
  );
  for (let before = -1; before !== replaced.size; ) {
    before = replaced.size;
    for (const { ref, body, origin } of mine) {
      const key = refKey(ref);
      const found = held.get(key);
      const own = result.get(key);
      if (found === undefined || replaced.has(key) || own?.action === "create") continue;
      const refersTo = (holder: typeof body) =>
        contractOf(ref.kind)
          .references(holder)
          .static.find(({ to, form }) => form !== "id" && replaced.has(refKey(to)))?.to;
      const cause = refersTo(body);
      // Of what is as it was published the live body was not kept: it says what the repository says.
      if (cause === undefined || refersTo(isObject(found.body) ? found.body : body) === undefined) continue;
      const draft: Draft = {
        ref: found.ref,
        risk: "destructive",
        differences: [],
        origin: originOf(origin),
        ...own,
        action: "replace",
        body: named(found.ref.name, body, true),
        reason: `it refers to ${formatRef(cause)}, which is replaced`,
      };
      replaced.set(key, draft);
      result.set(key, draft);
    }
  }
  const going = new Map(
    [...replaced].map(([key, { ref, body }]) => [key, { ref, body: held.get(key)?.body ?? body ?? {} }]),
  );
  const guarded = [...replaced].flatMap(([key, { ref }]) => {
    const why = protect?.(ref);
    const body = going.get(key)?.body;
    return why === undefined || body === undefined ? [] : [{ key, ref, why, body }];
  });
  for (const { key } of guarded) {
    going.delete(key);
    result.delete(key);
  }
  const own = new Set(mine.map(({ ref }) => refKey(ref)));
  const others = live.artifacts.flatMap(({ ref, body }) =>
    body === undefined || own.has(refKey(ref)) || result.has(refKey(ref)) ? [] : [{ ref, body }],
  );
  const unselected = desired.filter(({ ref }) => held.has(refKey(ref)) && !own.has(refKey(ref)));
  const blocked = blockedDeletes(going, [...unselected, ...others, ...guarded]);
  const left = [...blocked].flatMap(([key, by]) => {
    const ref: Ref | undefined = replaced.get(key)?.ref;
    result.delete(key);
    return ref === undefined
      ? []
      : [{ ref, reason: `not replaced: ${formatRef(by)} needs it and does not change` }];
  });
  return {
    drafts: result,
    kept: [...kept, ...guarded.map(({ ref, why }) => ({ ref, reason: `not replaced: ${why}` })), ...left],
  };
}

/** A draft as what is done: a replacement is a delete and a create. */
export function halvesOf(draft: Draft): readonly Single[] {
  const { action } = draft;
  if (action !== "replace") return [{ ...draft, action }];
  const { ref, reason, side } = draft;
  const shared = {
    ref,
    reason,
    risk: "destructive",
    replaces: true,
    ...(side === undefined ? {} : { side }),
  } as const;
  return [
    { ...shared, action: "delete", differences: [] },
    { ...draft, ...shared, action: "create" },
  ];
}
