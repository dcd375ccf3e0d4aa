import type { Json } from "@retain/artifacts/words/json";
import { alignElements, elementNames, type Pair } from "@retain/planner/differences/align";

/**
 * Every element of two lists once, with the one it is on the other side: by name where all have one,
 * else by likeness. In the order of `after`; those that went stand where they were, or last when they have names.
 */
export function pairElements(before: readonly Json[], after: readonly Json[]): readonly Pair[] {
  const [old, next] = [elementNames(before), elementNames(after)];
  return old && next ? byName(old, next) : byLikeness(before, after);
}

function byName(old: readonly string[], next: readonly string[]): readonly Pair[] {
  const places = new Map(old.map((name, at) => [name, at]));
  const stay = new Set(next);
  const kept = next.map((name, at): Pair => {
    const found = places.get(name);
    return found === undefined ? { after: at } : { before: found, after: at };
  });
  return [...kept, ...old.flatMap((name, at): readonly Pair[] => (stay.has(name) ? [] : [{ before: at }]))];
}

/** The alignment tells what differs; between that, both lists are equal. */
function byLikeness(before: readonly Json[], after: readonly Json[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let [b, a] = [0, 0];
  const equalUntil = (isReached: () => boolean) => {
    while (!isReached()) pairs.push({ before: b++, after: a++ });
  };
  for (const pair of alignElements(before, after)) {
    equalUntil(() => b === (pair.before ?? b) && a === (pair.after ?? a));
    pairs.push(pair);
    if (pair.before !== undefined) b += 1;
    if (pair.after !== undefined) a += 1;
  }
  equalUntil(() => b >= before.length || a >= after.length);
  return pairs;
}
