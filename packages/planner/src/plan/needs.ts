import { contractOf } from "@retain/artifacts/kinds/contracts";
import { isWorkspaceDefault } from "@retain/artifacts/references/defaults";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatPath } from "@retain/artifacts/words/path";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { changeId } from "./change-id.ts";
import type { Draft, Drafts } from "./draft.ts";
import { holdersOf } from "./holders.ts";
import type { Plan } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";
import type { TriggerStep } from "./trigger-steps.ts";

/** What changes need of each other, by their ids, and what they need of nobody. */
export interface Needs {
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly unresolved: Plan["unresolved"];
}

/** The ids of the change that begins what a draft does, and of the one that ends it: a replacement has two. */
function idsOf({ action, ref }: Draft): { readonly first: string; readonly last: string } {
  if (action !== "replace") return { first: changeId({ action, ref }), last: changeId({ action, ref }) };
  return { first: changeId({ action: "delete", ref }), last: changeId({ action: "create", ref }) };
}

/** What a change needs, itself or by way of those in `through`. */
function neededThrough(
  id: string,
  through: ReadonlySet<string>,
  needs: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set([id]);
  for (const one of seen)
    for (const other of needs.get(one) ?? []) (through.has(other) ? seen : found).add(other);
  return found;
}

/** Follows the references of changes to other changes and to what is live; `drafts` by the key of their refs. */
export function needsOf(
  drafts: Drafts,
  steps: readonly TriggerStep[],
  { live, desired }: Pick<PlanInput, "live" | "desired">,
): Needs {
  const written = new Set(desired.map(({ ref }) => refKey(ref)));
  const bodies = new Map(live.artifacts.map(({ ref, body }) => [refKey(ref), body]));
  const whole = new Set(live.listed);
  const unresolved: Plan["unresolved"][number][] = [];
  const needs = new Map<string, Set<string>>();
  const need = (id: string, other: string) => {
    const found = needs.get(id) ?? new Set();
    if (other !== id) found.add(other);
    needs.set(id, found);
  };
  // Of a kind that could not be read nobody knows what there is; one that was read and is empty has none.
  const isKnown = (to: Ref) =>
    bodies.has(refKey(to)) || isWorkspaceDefault(to) || (!contractOf(to.kind).managed && !whole.has(to.kind));
  for (const [key, draft] of drafts) {
    const { first, last: id } = idsOf(draft);
    for (const one of [first, id]) needs.set(one, needs.get(one) ?? new Set());
    if (first !== id) need(id, first);
    for (const { to, path } of referencesOf(draft.ref, draft.body)) {
      const target = drafts.get(refKey(to));
      if (target !== undefined && target.action !== "delete") need(id, idsOf(target).last);
      else if (target === undefined && refKey(to) !== key && !isKnown(to)) {
        unresolved.push({
          from: draft.ref,
          to,
          path: formatPath(path),
          ...(written.has(refKey(to)) ? { leftOut: true } : {}),
        });
      }
    }
    for (const to of holdersOf(draft.ref)) {
      const holder = drafts.get(refKey(to));
      if (holder === undefined) continue;
      if (draft.action !== "delete") need(id, idsOf(holder).last);
      else if (holder.action === "delete") need(idsOf(holder).first, id);
    }
    if (draft.action === "create") continue;
    // What a live body refers to is deleted only when that body is gone or says something else.
    // Of what is as it was published the live body was not kept: it says what is written.
    for (const { to, form } of referencesOf(draft.ref, bodies.get(key) ?? draft.body)) {
      const target = drafts.get(refKey(to));
      // It has to hold the id of what is made anew, which nobody knows before.
      if (form === "id" && target?.action === "replace" && draft.action === "update" && needsId(draft, to))
        continue;
      if (target?.action === "delete" || target?.action === "replace") need(idsOf(target).first, first);
    }
  }
  // Nothing is deleted for a replacement before all is there that its second half needs: that may fail.
  const replaced = [...drafts.values()].filter(({ action }) => action === "replace").map(idsOf);
  const halves = new Set(replaced.flatMap(({ first, last }) => [first, last]));
  const deletes = new Set(
    [...drafts.values()].flatMap((draft) => (draft.action === "delete" ? [idsOf(draft).first] : [])),
  );
  for (const { first, last } of replaced)
    for (const other of neededThrough(last, halves, needs)) if (!deletes.has(other)) need(first, other);
  const starts = new Map(
    steps.flatMap(({ draft }) => (draft.action === "start" ? [[refKey(draft.ref), draft] as const] : [])),
  );
  for (const { draft, around } of steps) {
    const id = changeId(draft);
    needs.set(id, needs.get(id) ?? new Set());
    for (const key of around) {
      const change = drafts.get(key);
      if (change === undefined) continue;
      if (draft.action === "stop") need(idsOf(change).first, id);
      else if (change.action !== "delete") need(id, idsOf(change).last);
    }
    if (draft.action === "stop") {
      const start = starts.get(refKey(draft.ref));
      if (start !== undefined) need(idsOf(start).last, id);
      continue;
    }
    // A tumbling window trigger may depend on another one.
    const body = drafts.get(refKey(draft.ref))?.body ?? bodies.get(refKey(draft.ref));
    for (const { to } of referencesOf(draft.ref, body)) {
      const other = starts.get(refKey(to));
      if (other !== undefined) need(id, idsOf(other).last);
    }
  }
  return { needs: new Map([...needs].map(([id, others]) => [id, [...others].sort()])), unresolved };
}

/** True for what will hold the id of an artifact. */
function needsId({ ref, body }: Draft, of: Ref): boolean {
  return referencesOf(ref, body).some(({ to, form }) => form === "id" && refKey(to) === refKey(of));
}

function referencesOf({ kind }: Ref, body: JsonObject | undefined) {
  return body === undefined ? [] : contractOf(kind).references(body).static;
}
