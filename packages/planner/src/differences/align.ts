import { canonicalText } from "@retain/artifacts/canonical/form";
import { type Json, textAt } from "@retain/artifacts/words/json";
import { diffArrays } from "diff";
import { pairAlike } from "./pair-alike.ts";

/** An element that stands on both sides, or on one of them; indexes count from 0. */
export interface Pair {
  readonly before?: number;
  readonly after?: number;
}

/** Edits after which no shortest script is looked for. */
const mostEdits = 1_000;

/** The names of elements that all have one of their own; undefined when they cannot be told apart by name. */
export function elementNames(list: readonly Json[]): readonly string[] | undefined {
  const names = new Set<string>();
  for (const element of list) {
    const name = textAt(element, "name");
    if (name === undefined || name === "") return undefined;
    names.add(name);
  }
  return names.size < list.length ? undefined : [...names];
}

/**
 * Pairs the elements of two lists in order: equal ones by a shortest edit script, and between those
 * the ones that went with the ones that came and resemble them most. An inserted cell is one element
 * that came, not twenty that changed.
 */
export function alignElements(before: readonly Json[], after: readonly Json[]): readonly Pair[] {
  const [old, next] = [before.map(canonicalText), after.map(canonicalText)];
  const runs = diffArrays(old, next, { maxEditLength: mostEdits }) ?? [
    { added: false, removed: true, count: old.length },
    { added: true, removed: false, count: next.length },
  ];
  const pairs: Pair[] = [];
  let [b, a, gone, come] = [0, 0, 0, 0];
  const settle = () => {
    const alike = pairAlike(old.slice(b, b + gone), next.slice(a, a + come));
    for (const pair of alike) {
      pairs.push({
        ...(pair.before === undefined ? {} : { before: b + pair.before }),
        ...(pair.after === undefined ? {} : { after: a + pair.after }),
      });
    }
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
