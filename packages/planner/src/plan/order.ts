/** Where a change stands in the order: counts from 1, and what it waits for. */
export interface Turn {
  readonly wave: number;
  readonly waitsFor: readonly string[];
}

/**
 * Orders nodes by what they need. A wave holds what needs earlier waves only. Needs that lead in a
 * circle are cut where they come back to a node that is still open, so that every order ends.
 * `needs` names nodes of the map, in an order that does not vary.
 */
export function orderByNeeds(needs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, Turn> {
  const done = new Map<string, Turn>();
  for (const start of needs.keys()) {
    const open = new Set<string>();
    // Without recursion: chains may be longer than the stack.
    const path: { readonly node: string; readonly left: string[]; readonly kept: string[] }[] = [];
    const enter = (node: string) => {
      open.add(node);
      path.push({ node, left: [...(needs.get(node) ?? [])].reverse(), kept: [] });
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.pop();
      if (next === undefined) {
        const wave = 1 + top.kept.reduce((most, node) => Math.max(most, done.get(node)?.wave ?? 0), 0);
        done.set(top.node, { wave, waitsFor: top.kept });
        open.delete(top.node);
        path.pop();
      } else if (done.has(next)) top.kept.push(next);
      else if (!open.has(next)) {
        top.left.push(next);
        enter(next);
      }
    }
  }
  return done;
}

/** A longest chain of nodes that wait for each other, first to last; empty when there are none. */
export function longestChain(places: ReadonlyMap<string, Turn>): readonly string[] {
  const waveOf = (node: string) => places.get(node)?.wave ?? 0;
  const latest = (nodes: Iterable<string>) =>
    [...nodes]
      .sort()
      .reduce<string | undefined>(
        (best, node) => (best === undefined || waveOf(node) > waveOf(best) ? node : best),
        undefined,
      );
  const chain: string[] = [];
  for (let at = latest(places.keys()); at !== undefined; at = latest(places.get(at)?.waitsFor ?? []))
    chain.push(at);
  return chain.reverse();
}
