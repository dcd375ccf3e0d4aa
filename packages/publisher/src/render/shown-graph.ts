import { formatPath } from "@retain/artifacts/words/path";
import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import { deadNodes, type Graph } from "@retain/planner/reach/graph";

/** An artifact as a graph shows it. */
export interface ShownNode {
  /** `n1`, `n2`, …: names hold marks that identifiers of graph languages may not. */
  readonly id: string;
  readonly ref: string;
  /** No trigger reaches it. */
  readonly dead: boolean;
  /** False for what the repository only refers to. */
  readonly inRepository: boolean;
}

/** The part of a graph that is shown. */
export interface ShownGraph {
  readonly nodes: readonly ShownNode[];
  readonly edges: readonly {
    readonly from: ShownNode;
    readonly to: ShownNode;
    /** Every place in the body of `from` that says so. */
    readonly paths: readonly string[];
  }[];
  /** References by a name that is computed at run time. */
  readonly computed: readonly {
    readonly from: ShownNode;
    readonly kind: string;
    readonly path: string;
    readonly expression: string;
  }[];
}

/** Takes the nodes that `shows` accepts, and the edges between them; what is dead is judged in the whole graph. */
export function showGraph(
  graph: Graph,
  shows: (node: { readonly ref: Ref; readonly number: number; readonly dead: boolean }) => boolean,
): ShownGraph {
  const dead = deadNodes(graph);
  const shown = new Map<number, ShownNode>();
  for (const [number, ref] of graph.nodes.entries()) {
    if (!shows({ ref, number, dead: dead.has(number) })) continue;
    shown.set(number, {
      id: `n${shown.size + 1}`,
      ref: formatRef(ref),
      dead: dead.has(number),
      inRepository: graph.bodies[number] !== undefined,
    });
  }
  return {
    nodes: [...shown.values()],
    edges: graph.edges.flatMap((edge) => {
      const [from, to] = [shown.get(edge.from), shown.get(edge.to)];
      return from && to ? [{ from, to, paths: edge.paths.map(formatPath) }] : [];
    }),
    computed: graph.computed.flatMap(({ from: number, kind, path, expression }) => {
      const from = shown.get(number);
      return from ? [{ from, kind, path: formatPath(path), expression }] : [];
    }),
  };
}

/** A ref and what is to be known of it, in words: colour never carries meaning alone. */
export function nodeLabel({ ref, dead, inRepository }: ShownNode): string {
  return `${ref}${dead ? " (dead)" : ""}${inRepository ? "" : " (not in the repository)"}`;
}
