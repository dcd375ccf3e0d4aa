import type { Pair } from "./align.ts";

/** Elements on either side up to which all are compared with all; beyond, pairs are made by place. */
const mostElements = 60;

/** Characters up to which texts are compared for what they share. */
const mostText = 2_000_000;

/** Share of common parts from which two elements count as one that was edited. */
const alike = 0.3;

/**
 * Pairs texts that went with texts that came, keeping the order of both: first those that share most
 * of their parts, then what is left between them by place. Every text is in exactly one pair.
 */
export function pairAlike(gone: readonly string[], come: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let [b, a] = [0, 0];
  for (const [before, after] of [...anchors(gone, come), [gone.length, come.length] as const]) {
    const [lost, won] = [before - b, after - a];
    for (let at = 0; at < Math.max(lost, won); at++) {
      pairs.push({ ...(at < lost ? { before: b + at } : {}), ...(at < won ? { after: a + at } : {}) });
    }
    if (before < gone.length) pairs.push({ before, after });
    [b, a] = [before + 1, after + 1];
  }
  return pairs;
}

/** The pairs, in the order of both lists, whose likeness adds up to most. */
function anchors(gone: readonly string[], come: readonly string[]): readonly (readonly [number, number])[] {
  const [rows, columns] = [gone.length, come.length];
  const size = [...gone, ...come].reduce((sum, text) => sum + text.length, 0);
  // One on each side, or as many on both as nobody could tell apart better than by place.
  if (rows === 0 || columns === 0 || (rows === 1 && columns === 1)) return [];
  if (Math.max(rows, columns) > mostElements || size > mostText) return [];
  const [old, next] = [gone.map(partsOf), come.map(partsOf)];
  const likeness = old.map((parts) => next.map((others) => share(parts, others)));
  // best[b][a]: the most that texts from b and a on can add up to.
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  const worth = (b: number, a: number) => best[b]?.[a] ?? 0;
  const pairing = (b: number, a: number) => {
    const here = likeness[b]?.[a] ?? 0;
    return here < alike ? -1 : here + worth(b + 1, a + 1);
  };
  for (let b = rows - 1; b >= 0; b--) {
    for (let a = columns - 1; a >= 0; a--) {
      const row = best[b] as Float64Array;
      row[a] = Math.max(worth(b + 1, a), worth(b, a + 1), pairing(b, a));
    }
  }
  const found: (readonly [number, number])[] = [];
  for (let [b, a] = [0, 0]; b < rows && a < columns; ) {
    if (pairing(b, a) === worth(b, a)) found.push([b++, a++]);
    else if (worth(b + 1, a) === worth(b, a)) b++;
    else a++;
  }
  return found;
}

/** The lines and members of a canonical text, and how often each is there. */
function partsOf(text: string): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const part of text.split(/\\n|[,{}[\]]/)) {
    const bare = part.trim();
    if (bare !== "") parts.set(bare, (parts.get(bare) ?? 0) + 1);
  }
  return parts;
}

/** Common parts of all parts of the longer one: 1 when they are the same, 0 when nothing is. */
function share(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let [common, sizeA, sizeB] = [0, 0, 0];
  for (const [part, times] of a) {
    sizeA += times;
    common += Math.min(times, b.get(part) ?? 0);
  }
  for (const times of b.values()) sizeB += times;
  return sizeA === 0 || sizeB === 0 ? 0 : common / Math.max(sizeA, sizeB);
}
