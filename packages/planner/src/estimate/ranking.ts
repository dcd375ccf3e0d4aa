/** Things of which the first in rank is taken first. */
export interface Ranking<T> {
  readonly add: (item: T) => void;
  readonly first: () => T | undefined;
  readonly take: () => T | undefined;
  readonly size: () => number;
}

/** An empty ranking; `before` is negative where one goes before another, never 0. */
export function makeRanking<T>(before: (one: T, other: T) => number): Ranking<T> {
  /** The first one stands last, where it is taken away at no cost. */
  const items: T[] = [];
  return {
    add: (item) => {
      let [low, high] = [0, items.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (before(item, items[middle] as T) < 0) low = middle + 1;
        else high = middle;
      }
      items.splice(low, 0, item);
    },
    first: () => items.at(-1),
    take: () => items.pop(),
    size: () => items.length,
  };
}
