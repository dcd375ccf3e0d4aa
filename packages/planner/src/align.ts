import { canonicalText } from "@retain/artifacts/canonical";
import { type Json, textAt } from "@retain/artifacts/json";
import { diffArrays } from "diff";

/** An element that stands on both sides, or on one of them; indexes count from 0. */
export interface Pair {
  readonly before?: number;
  readonly after?: number;
}

/** Edits after which elements are simply paired by place. */
const mostEdits = 1_000;

/** The names of elements that all have one of their own; undefined when they cannot be told apart by name. */
export function elementNames(list: readonly Json[]): readonly string[] | undefined {
  const names = list.map((element) => textAt(element, "name"));
  if (names.length === 0 || new Set(names).size < names.length) return undefined;
  return names.every((name) => name !== undefined && name !== "") ? (names as readonly string[]) : undefined;
}

/**
 * Pairs the elements of two lists in order: equal ones by a shortest edit script, and between
 * those the ones that went with the ones that came, first with first. An inserted cell is one
 * element that came, not twenty that changed.
 */
export function alignElements(before: readonly Json[], after: readonly Json[]): readonly Pair[] {
  const runs = diffArrays(before.map(canonicalText), after.map(canonicalText), { maxEditLength: mostEdits });
  if (!runs) return pairInOrder(0, before.length, 0, after.length);
  const pairs: Pair[] = [];
  let [b, a, gone, come] = [0, 0, 0, 0];
  const settle = () => {
    pairs.push(...pairInOrder(b, gone, a, come));
    [b, a, gone, come] = [b + gone, a + come, 0, 0];
  };
  for (const { added, removed, count } of runs) {
    if (added) come += count;
    else if (removed) gone += count;
    else {
      settle();
      b += count;
      a += count;
    }
  }
  settle();
  return pairs;
}

function pairInOrder(b: number, gone: number, a: number, come: number): Pair[] {
  return Array.from({ length: Math.max(gone, come) }, (_, at) => ({
    ...(at < gone ? { before: b + at } : {}),
    ...(at < come ? { after: a + at } : {}),
  }));
}
