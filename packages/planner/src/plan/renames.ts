import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { liveIdText } from "@retain/artifacts/ids/live-id-text";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Named } from "@retain/artifacts/words/artifact";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import type { Tolerance } from "@retain/artifacts/words/kind";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { formatRef, type Kind, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Drafts } from "./draft.ts";
import type { PlanInput } from "./plan-input.ts";

/** Says of a delete and a create of equal bodies that they are a rename. */
export function withRenames(
  { tolerances }: Pick<PlanInput, "tolerances">,
  drafts: Drafts,
  held: ReadonlyMap<string, LiveArtifact>,
): Drafts {
  const going = [...drafts.values()].flatMap(({ ref, action, side }) => {
    const body = held.get(refKey(ref))?.body;
    return action === "delete" && side === "ours" && body !== undefined ? [{ ref, body }] : [];
  });
  if (going.length === 0) return drafts;
  const coming = [...drafts.values()].flatMap(({ ref, action, body }) =>
    action === "create" && body !== undefined ? [{ ref, body }] : [],
  );
  const result = new Map(drafts);
  for (const [key, from] of findRenames(going, coming, tolerances)) {
    const [created, deleted] = [drafts.get(key), drafts.get(refKey(from))];
    if (created === undefined || deleted === undefined) continue;
    const to = created.ref;
    result.set(key, { ...created, renamedFrom: from, reason: `renamed from ${formatRef(from)}` });
    result.set(refKey(from), { ...deleted, renamedTo: to, reason: `renamed to ${formatRef(to)}` });
  }
  return result;
}

/**
 * Finds what only got another name: a body that goes and one that comes, equal but for the name, and
 * but for the new names of what they refer to. Maps the key of the new ref to the old ref. Where
 * several bodies are equal, they are paired in the order of their names.
 */
function findRenames(
  going: readonly Named[],
  coming: readonly Named[],
  tolerances: (kind: Kind) => readonly Tolerance[],
): ReadonlyMap<string, Ref> {
  const renames = new Map<string, Ref>();
  const newNames = new Map<string, string>();
  // Kinds that are referred to come first, and names of what they were renamed to are known then.
  const old = [...going].sort((a, b) => compareRefs(a.ref, b.ref));
  const fresh = [...coming].sort((a, b) => compareRefs(a.ref, b.ref));
  const digest = ({ ref, body }: Named) =>
    `${ref.kind} ${canonicalDigest(ref.kind, nameless(body), tolerances(ref.kind))}`;
  for (const kind of new Set(old.map(({ ref }) => ref.kind))) {
    const free = new Map<string, Ref[]>();
    for (const one of old) {
      if (one.ref.kind !== kind) continue;
      const key = digest({ ref: one.ref, body: repointed(one, newNames) });
      free.set(key, [...(free.get(key) ?? []), one.ref]);
    }
    for (const one of fresh) {
      if (one.ref.kind !== kind) continue;
      const match = free.get(digest(one))?.shift();
      if (match === undefined) continue;
      renames.set(refKey(one.ref), match);
      newNames.set(refKey(match), one.ref.name);
    }
  }
  return renames;
}

function nameless(body: JsonObject): JsonObject {
  const { name: _, ...rest } = body;
  return rest;
}

/** The body with its references following what was renamed. */
function repointed({ ref, body }: Named, newNames: ReadonlyMap<string, string>): JsonObject {
  let result: Json = body;
  if (newNames.size === 0) return body;
  for (const { to, path, form } of contractOf(ref.kind).references(body).static) {
    const name = newNames.get(refKey(to));
    if (name === undefined || form === "call") continue;
    result = put(result, path, form === "id" ? liveIdText({ kind: to.kind, name }) : name);
  }
  return isObject(result) ? result : body;
}

function put(holder: Json, [key, ...rest]: readonly (string | number)[], value: Json): Json {
  if (key === undefined) return value;
  if (Array.isArray(holder)) return holder.map((one, at) => (at === key ? put(one, rest, value) : one));
  if (!isObject(holder)) return holder;
  return { ...holder, [key]: put(holder[key] ?? null, rest, value) };
}
