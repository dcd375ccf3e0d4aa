/** A way from one node to another, and what says so. */
export interface Edge<Node, Label> {
  readonly to: Node;
  readonly label: Label;
}

/** Nodes that lead round in a circle; the last leads back to the first by the edge `closing`. */
export interface Cycle<Node, Label> {
  readonly nodes: readonly Node[];
  readonly closing: Edge<Node, Label>;
}

interface Frame<Node, Label> {
  readonly node: Node;
  readonly edges: readonly Edge<Node, Label>[];
  next: number;
}

/**
 * The circles of a graph: each edge that leads back to a node on the way to it,
 * once. Goes depth first without recursion; the time is linear.
 */
export function findCycles<Node, Label>(
  nodes: Iterable<Node>,
  edgesOf: (node: Node) => readonly Edge<Node, Label>[],
): readonly Cycle<Node, Label>[] {
  const found: Cycle<Node, Label>[] = [];
  const done = new Set<Node>();
  for (const root of nodes) {
    if (done.has(root)) continue;
    const open = new Map<Node, number>();
    const stack: Frame<Node, Label>[] = [];
    const enter = (node: Node) => {
      open.set(node, stack.length);
      stack.push({ node, edges: edgesOf(node), next: 0 });
    };
    enter(root);
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const edge = frame.edges[frame.next++];
      if (edge === undefined) {
        done.add(frame.node);
        open.delete(frame.node);
        stack.pop();
        continue;
      }
      const start = open.get(edge.to);
      if (start !== undefined)
        found.push({ nodes: stack.slice(start).map(({ node }) => node), closing: edge });
      else if (!done.has(edge.to)) enter(edge.to);
    }
  }
  return found;
}

const longestChain = 20;

/** `a -> b -> a`; long ones are cut. */
export function chain(names: readonly string[]): string {
  const shown = names.length > longestChain ? [...names.slice(0, longestChain), "…"] : names;
  return shown.join(" -> ");
}
