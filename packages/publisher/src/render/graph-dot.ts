import { nodeLabel, type ShownGraph, type ShownNode } from "./shown-graph.ts";
import { visible } from "./visible.ts";

/** The graph in the DOT language of Graphviz. */
export function graphDot({ nodes, edges }: ShownGraph): string {
  return [
    "digraph retain {",
    '  graph [rankdir=LR, charset="UTF-8"];',
    "  node [shape=box];",
    ...nodes.map((node) => `  ${node.id} [label="${quoted(nodeLabel(node))}"${style(node)}];`),
    ...edges.map(({ from, to }) => `  ${from.id} -> ${to.id};`),
    "}",
  ].join("\n");
}

function style({ dead, inRepository }: ShownNode): string {
  if (dead) return ', style=filled, fillcolor="#f9dedc"';
  return inRepository ? "" : ", style=dashed";
}

/** A label knows escapes that begin with a backslash, and the entities of HTML. */
function quoted(text: string): string {
  return visible(text).toWellFormed().replace(/[\\"]/g, "\\$&").replaceAll("&", "&amp;");
}
