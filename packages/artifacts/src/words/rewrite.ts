import { isContainer, type Json, type JsonObject } from "./json.ts";

type List = readonly Json[];

/** What is done at each place of a tree; `S` is what is known about the place. */
export interface Rewriting<S> {
  /** What is known about a member or element, from what is known about its holder. */
  readonly below: (holder: S, key: string | number, value: Json) => S;
  /** False to leave a container as it is, with all that lies in it. */
  readonly enters: (place: S) => boolean;
  /** The value in the place of this one, members first; undefined removes it. */
  readonly replace: (value: Json, place: S) => Json | undefined;
}

/** A container whose members are being gone through; `copy` is made at the first member that changes. */
interface Open<S> {
  readonly parent: Open<S> | undefined;
  readonly place: S;
  readonly source: List | JsonObject;
  /** The keys of an object; undefined for an array. */
  readonly keys: readonly string[] | undefined;
  readonly size: number;
  at: number;
  copy: Json[] | Record<string, Json> | undefined;
}

/**
 * Rewrites a tree, members before what holds them. What does not change is shared, not
 * copied. Goes without recursion: bodies may nest deeper than the stack.
 */
export function rewriteTree<S>(root: Json, start: S, rewriting: Rewriting<S>): Json | undefined {
  const first = enter(undefined, root, start, rewriting);
  if (!first) return rewriting.replace(root, start);
  let open: Open<S> = first;
  for (;;) {
    const entered: Open<S> | undefined = proceed(open, rewriting);
    if (entered) {
      open = entered;
      continue;
    }
    const done: Json | undefined = rewriting.replace(open.copy ?? open.source, open.place);
    if (!open.parent) return done;
    open = open.parent;
    put(open, done);
  }
}

/** Settles members until one has to be gone into, which is returned. */
function proceed<S>(open: Open<S>, rewriting: Rewriting<S>): Open<S> | undefined {
  const { source, keys, place } = open;
  while (open.at < open.size) {
    const key = keys ? (keys[open.at] as string) : open.at;
    const value = (source as { readonly [key: string | number]: Json })[key] as Json;
    const below = rewriting.below(place, key, value);
    const entered = enter(open, value, below, rewriting);
    if (entered) return entered;
    put(open, rewriting.replace(value, below));
  }
  return undefined;
}

function enter<S>(
  parent: Open<S> | undefined,
  value: Json,
  place: S,
  rewriting: Rewriting<S>,
): Open<S> | undefined {
  if (!isContainer(value) || !rewriting.enters(place)) return undefined;
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  const size = keys ? keys.length : (value as List).length;
  return { parent, place, source: value, keys, size, at: 0, copy: undefined };
}

/** Takes the result for the member at hand and moves on. */
function put<S>(open: Open<S>, result: Json | undefined): void {
  const { source, keys, at } = open;
  open.at += 1;
  const key = keys?.[at];
  const before = key === undefined ? (source as List)[at] : (source as JsonObject)[key];
  if (!open.copy) {
    if (result === before) return;
    open.copy = keys ? firstMembers(source as JsonObject, keys, at) : (source as List).slice(0, at);
  }
  if (result === undefined) return;
  if (key === undefined) (open.copy as Json[]).push(result);
  else setMember(open.copy as Record<string, Json>, key, result);
}

function firstMembers(source: JsonObject, keys: readonly string[], count: number): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (let i = 0; i < count; i++) {
    const key = keys[i] as string;
    setMember(copy, key, source[key] as Json);
  }
  return copy;
}

/** Assignment to `__proto__` would set the prototype in the place of a member. */
function setMember(target: Record<string, Json>, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}
