import type { ShownGraph } from "./shown-graph.ts";

/** The graph as a document: refs in the place of the ids that the drawings need. */
export function graphJson({ nodes, edges, computed }: ShownGraph): string {
  const document = {
    version: 1,
    nodes: nodes.map(({ ref, dead, inRepository }) => ({ ref, dead, inRepository })),
    edges: edges.map(({ from, to, paths }) => ({ from: from.ref, to: to.ref, paths })),
    computed: computed.map(({ from, ...rest }) => ({ from: from.ref, ...rest })),
  };
  return JSON.stringify(document, null, 2);
}
