import { isExactNumber, type Json, type JsonObject } from "../words/json.ts";
import type { HeldId, LiveId } from "../words/live.ts";
import { type Kind, type Ref, refKey } from "../words/ref.ts";
import { type HoldsIds, idAt, rewriteIds } from "./id-places.ts";
import { escapedText, liveIdText, unescaped } from "./live-id-text.ts";

/** The live ids of artifacts. */
export interface LiveIds {
  /** The id of an artifact, with the ref as it is spelled live. */
  readonly find: (ref: Ref) => HeldId | undefined;
  /** Of the kinds, whose id this value is; as a string where `as` says so. */
  readonly refOf: (kinds: readonly Kind[], value: Json, as?: "string") => Ref | undefined;
}

/** Live ids that come and go. */
export interface KnownIds extends LiveIds {
  readonly set: (ref: Ref, id: LiveId) => void;
  readonly delete: (ref: Ref) => void;
}

/** Ids by artifact and artifacts by id; of two with one id the last counts. */
export function knownIds(ids: Iterable<HeldId> = []): KnownIds {
  const byArtifact = new Map<string, HeldId>();
  const byId = new Map<string, Ref>();
  const keysOf = ({ of: { kind }, id }: HeldId) => [keyOf(kind, id), keyOf(kind, id, "string")];
  const remove = (ref: Ref) => {
    const held = byArtifact.get(refKey(ref));
    byArtifact.delete(refKey(ref));
    for (const key of held === undefined ? [] : keysOf(held))
      if (refKey(byId.get(key) ?? ref) === refKey(ref)) byId.delete(key);
  };
  const set = (of: Ref, id: LiveId) => {
    remove(of);
    byArtifact.set(refKey(of), { of, id });
    for (const key of keysOf({ of, id })) byId.set(key, of);
  };
  for (const { of, id } of ids) set(of, id);
  return {
    find: (ref) => byArtifact.get(refKey(ref)),
    refOf: (kinds, value, as) => {
      if (as === "string" && typeof value !== "string") return undefined;
      for (const kind of kinds) {
        const found = byId.get(keyOf(kind, value, as));
        if (found !== undefined) return found;
      }
      return undefined;
    },
    set,
    delete: remove,
  };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Under what an id is found. Services write UUIDs in either case, and RFC 9562 has them compared ignoring it. */
function keyOf(kind: Kind, id: Json, as?: "string"): string {
  const value = as === "string" && (typeof id === "number" || isExactNumber(id)) ? idText(id) : id;
  const plain = typeof value === "string" && uuid.test(value) ? value.toLowerCase() : value;
  return `${kind} ${as ?? ""} ${JSON.stringify(plain)}`;
}

function idText(id: LiveId): string {
  return isExactNumber(id) ? id.rawJSON : String(id);
}

/** A live body that says whose ids it holds, and the ids that were there. What stands for itself is told from that. */
export function nameIds(
  contract: HoldsIds,
  body: JsonObject,
  ids: LiveIds,
): { readonly body: JsonObject; readonly held: readonly HeldId[] } {
  const held = new Map<string, HeldId>();
  const rewritten = rewriteIds(contract, body, (value, { of, as }) => {
    const ref = ids.refOf(of, value, as);
    if (ref === undefined) return escapedText(value);
    const found = ids.find(ref);
    if (found !== undefined) held.set(refKey(ref), found);
    return liveIdText(ref);
  });
  return { body: rewritten, held: [...held.values()] };
}

/**
 * A body that says whose ids it holds also where it has one as it is, and each ref as `spell` gives it: names are
 * compared ignoring case, and texts are not.
 */
export function nameMoreIds(
  contract: HoldsIds,
  body: JsonObject,
  ids: LiveIds,
  spell: (ref: Ref) => Ref = (ref) => ref,
): JsonObject {
  return rewriteIds(contract, body, (value, place) => {
    const ref = idAt(value, place) ?? ids.refOf(place.of, value, place.as);
    return ref === undefined ? value : liveIdText(spell(ref));
  });
}

/** A body as it is sent, with ids in their places, and the artifacts whose ids are not known. */
export function fillIds(
  contract: HoldsIds,
  body: JsonObject,
  ids: LiveIds,
): { readonly body: JsonObject; readonly unknown: readonly Ref[] } {
  const unknown = new Map<string, Ref>();
  const filled = rewriteIds(contract, body, (value, place) => {
    const ref = idAt(value, place);
    if (ref === undefined) return unescaped(value);
    const found = ids.find(ref);
    if (found === undefined) {
      unknown.set(refKey(ref), ref);
      return value;
    }
    return place.as === "string" ? idText(found.id) : found.id;
  });
  return { body: filled, unknown: [...unknown.values()] };
}
