import { canonicalText } from "@retain/artifacts/canonical";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/json";
import { formatPath, type Path } from "@retain/artifacts/path";
import { alignElements, elementNames } from "./align.ts";

/** One place where two canonical bodies differ. */
export interface RawDifference {
  /** Keys, indexes, and the names of elements that have one. */
  readonly path: Path;
  /** The path for people: names of elements in brackets. */
  readonly text: string;
  readonly before?: Json;
  readonly after?: Json;
}

interface Place {
  readonly path: Path;
  readonly text: string;
}

/** Levels below which a value is shown whole: bodies of real workspaces stay far above. */
const deepest = 64;

/** Every place where two canonical forms differ, in the order of their keys; empty when they are equal. */
export function bodyDifferences(before: Json, after: Json): readonly RawDifference[] {
  const found: RawDifference[] = [];
  compare(before, after, { path: [], text: "" }, found);
  return found;
}

function compare(
  before: Json | undefined,
  after: Json | undefined,
  place: Place,
  found: RawDifference[],
): void {
  if (before === after) return;
  if (before !== undefined && after !== undefined && place.path.length < deepest) {
    if (isObject(before) && isObject(after)) {
      compareMembers(before, after, place, found);
      return;
    }
    if (Array.isArray(before) && Array.isArray(after)) {
      compareElements(before, after, place, found);
      return;
    }
  }
  if (before !== undefined && after !== undefined && canonicalText(before) === canonicalText(after)) return;
  found.push({
    ...place,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
}

function compareMembers(before: JsonObject, after: JsonObject, place: Place, found: RawDifference[]): void {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const key of keys) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const next = Object.hasOwn(after, key) ? after[key] : undefined;
    compare(old, next, member(place, key), found);
  }
}

function compareElements(
  before: readonly Json[],
  after: readonly Json[],
  place: Place,
  found: RawDifference[],
): void {
  const [old, next] = [elementNames(before), elementNames(after)];
  if (old && next) {
    compareNamed(before, old, after, next, place, found);
    return;
  }
  for (const pair of alignElements(before, after)) {
    const index = pair.after ?? pair.before ?? 0;
    const [was, is] = [pair.before, pair.after].map((at, side) =>
      at === undefined ? undefined : (side === 0 ? before : after)[at],
    );
    compare(was, is, { path: [...place.path, index], text: `${place.text}[${index}]` }, found);
  }
}

/** Elements with names are the same element wherever they stand; another order is one difference of the list. */
function compareNamed(
  before: readonly Json[],
  old: readonly string[],
  after: readonly Json[],
  next: readonly string[],
  place: Place,
  found: RawDifference[],
): void {
  const was = new Map(old.map((name, at) => [name, before[at]]));
  const is = new Map(next.map((name, at) => [name, after[at]]));
  const kept = old.filter((name) => is.has(name));
  const order = next.filter((name) => was.has(name));
  if (kept.some((name, at) => name !== order[at])) found.push({ ...place, before: kept, after: order });
  for (const name of new Set([...next, ...old])) {
    const text = `${place.text}[${JSON.stringify(name)}]`;
    compare(was.get(name), is.get(name), { path: [...place.path, name], text }, found);
  }
}

function member(place: Place, key: string): Place {
  const step = formatPath([key]);
  const text = place.text === "" || step.startsWith("[") ? `${place.text}${step}` : `${place.text}.${step}`;
  return { path: [...place.path, key], text };
}
