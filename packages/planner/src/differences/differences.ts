import { canonicalText } from "@retain/artifacts/canonical/form";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import { alignElements, elementNames } from "./align.ts";

/** One place where two canonical bodies differ. */
export interface RawDifference {
  /**
   * Keys, indexes, and the names of elements that have one. The index of an element is that in the
   * desired list; of one that goes, that in the live list.
   */
  readonly path: Path;
  /** The path in the live body, where an index differs from that of `path`. */
  readonly livePath?: Path;
  /** The path for people: names of elements in brackets. */
  readonly text: string;
  readonly before?: Json;
  readonly after?: Json;
  /** The elements of a list stand elsewhere: `before` and `after` are their names, in order. */
  readonly order?: true;
}

type Spot = Pick<RawDifference, "path" | "livePath" | "text">;

/** Levels below which a value is shown whole: bodies of real workspaces stay far above. */
const deepest = 64;

/** Lists of texts with more elements are read as lines: scripts, and not a handful of labels. */
export const fewTexts = 5;

/**
 * Every place where two canonical forms differ, in the order of their keys; empty when they are equal.
 * Applied to `before` they give `after`.
 */
export function bodyDifferences(before: Json, after: Json): readonly RawDifference[] {
  const found: RawDifference[] = [];
  compare(before, after, { path: [], text: "" }, found);
  return found;
}

function compare(
  before: Json | undefined,
  after: Json | undefined,
  place: Spot,
  found: RawDifference[],
): void {
  if (before === after) return;
  if (before !== undefined && after !== undefined && place.path.length < deepest) {
    if (isObject(before) && isObject(after)) {
      compareMembers(before, after, place, found);
      return;
    }
    if (Array.isArray(before) && Array.isArray(after) && !areLines(before, after)) {
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

function areLines(before: readonly Json[], after: readonly Json[]): boolean {
  return Math.max(before.length, after.length) > fewTexts && isLines(before) && isLines(after);
}

/** True for a list that holds texts only. */
export function isLines(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === "string");
}

function compareMembers(before: JsonObject, after: JsonObject, place: Spot, found: RawDifference[]): void {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const key of keys) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const next = Object.hasOwn(after, key) ? after[key] : undefined;
    if (old !== next) compare(old, next, inside(place, key, formatPath([key])), found);
  }
}

function compareElements(
  before: readonly Json[],
  after: readonly Json[],
  place: Spot,
  found: RawDifference[],
): void {
  const [old, next] = [elementNames(before), elementNames(after)];
  if (old && next) {
    compareNamed(before, old, after, next, place, found);
    return;
  }
  for (const { before: from, after: to } of alignElements(before, after)) {
    const was = from === undefined ? undefined : before[from];
    const is = to === undefined ? undefined : after[to];
    const index = to ?? from ?? 0;
    if (was !== is) compare(was, is, inside(place, index, `[${index}]`, from ?? index), found);
  }
}

/**
 * Elements with names are the same element wherever they stand. An order that does not follow from
 * those that went and those that came behind the rest is one difference of the list, by its names.
 */
function compareNamed(
  before: readonly Json[],
  old: readonly string[],
  after: readonly Json[],
  next: readonly string[],
  place: Spot,
  found: RawDifference[],
): void {
  const was = new Map(old.map((name, at) => [name, before[at]]));
  const is = new Map(next.map((name, at) => [name, after[at]]));
  const kept = old.filter((name) => is.has(name));
  const expected = [...kept, ...next.filter((name) => !was.has(name))];
  if (expected.some((name, at) => name !== next[at])) {
    found.push({ ...place, before: kept, after: next, order: true });
  }
  for (const name of new Set([...next, ...old])) {
    const [from, to] = [was.get(name), is.get(name)];
    if (from !== to) compare(from, to, inside(place, name, `[${JSON.stringify(name)}]`), found);
  }
}

/** The place one step further in; `live` is the step in the live body, where it is another one. */
function inside(place: Spot, step: string | number, shown: string, live = step): Spot {
  const text =
    place.text === "" || shown.startsWith("[") ? `${place.text}${shown}` : `${place.text}.${shown}`;
  const path = [...place.path, step];
  const moved = place.livePath !== undefined || live !== step;
  return { path, text, ...(moved ? { livePath: [...(place.livePath ?? place.path), live] } : {}) };
}
