import { count } from "./marks.ts";
import { nodeLabel, type ShownGraph, type ShownNode } from "./shown-graph.ts";
import { visible } from "./visible.ts";

/** What Mermaid draws without being told otherwise (its settings `maxEdges` and `maxTextSize`). */
const limits = { edges: 500, characters: 50_000 } as const;

const styles = {
  dead: "fill:#f9dedc,stroke:#b3261e,color:#410e0b",
  missing: "stroke-dasharray:4 4",
} as const;

/** The graph as a Mermaid flowchart. */
export function graphMermaid({ nodes, edges }: ShownGraph): string {
  const used = new Set(nodes.map(styleOf));
  return [
    "flowchart LR",
    ...nodes.map((node) => {
      const style = styleOf(node);
      return `  ${node.id}["${quoted(nodeLabel(node))}"]${style === undefined ? "" : `:::${style}`}`;
    }),
    ...edges.map(({ from, to }) => `  ${from.id} --> ${to.id}`),
    ...(["dead", "missing"] as const).flatMap((style) =>
      used.has(style) ? [`  classDef ${style} ${styles[style]}`] : [],
    ),
  ].join("\n");
}

/** What to say of a flowchart that Mermaid will not draw as it comes. */
export function mermaidNotes({ edges }: ShownGraph, text: string): readonly string[] {
  if (edges.length <= limits.edges && text.length <= limits.characters) return [];
  const [has, most] = [
    [edges.length, text.length],
    [limits.edges, limits.characters],
  ].map(([links = 0, characters = 0]) => `${count(links, "edge")} and ${count(characters, "character")}`);
  return [
    `this graph has ${has}, but Mermaid draws at most ${most} by default (maxEdges, maxTextSize): narrow it down with --only, or use --format dot`,
  ];
}

function styleOf({ dead, inRepository }: ShownNode): keyof typeof styles | undefined {
  return dead ? "dead" : inRepository ? undefined : "missing";
}

/** Mermaid reads quotes, entities, markdown, icons and links in a quoted text: what is no plain word is given by its code point. */
function quoted(text: string): string {
  return visible(text).replace(
    /[^\p{L}\p{M}\p{N} /()_-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (sign) => `#${sign.codePointAt(0)};`,
  );
}
