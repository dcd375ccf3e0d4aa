import type { Json } from "@retain/artifacts/words/json";
import { type Graph, makeGraph } from "@retain/planner/reach/graph";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphDot } from "../../src/render/graph-dot.ts";
import { graphJson } from "../../src/render/graph-json.ts";
import { graphMermaid, mermaidNotes } from "../../src/render/graph-mermaid.ts";
import { nodeLabel, type ShownGraph, showGraph } from "../../src/render/shown-graph.ts";
import { visible } from "../../src/render/visible.ts";

const pipeline = (name: string, ...uses: readonly Json[]) => ({
  ref: { kind: "pipeline" as const, name },
  body: { name, properties: { uses } },
});
const dataset = (referenceName: string): Json => ({ referenceName, type: "DatasetReference" });
const whole = (graph: Graph): ShownGraph => showGraph(graph, () => true);
const trigger = {
  ref: { kind: "trigger" as const, name: "Daily" },
  body: { name: "Daily", properties: { pipelines: [{ referenceName: "Load", type: "PipelineReference" }] } },
};
const graph = makeGraph([pipeline("Load", dataset("Gone"), dataset("Gone")), pipeline("Old"), trigger]);

describe("a small graph", () => {
  test("as Mermaid", () => {
    expect(graphMermaid(whole(graph)).split("\n")).toEqual([
      "flowchart LR",
      '  n1["dataset/Gone (not in the repository)"]:::missing',
      '  n2["pipeline/Load"]',
      '  n3["pipeline/Old (dead)"]:::dead',
      '  n4["trigger/Daily"]',
      "  n2 --> n1",
      "  n4 --> n2",
      "  classDef dead fill:#f9dedc,stroke:#b3261e,color:#410e0b",
      "  classDef missing stroke-dasharray:4 4",
    ]);
  });

  test("for Graphviz", () => {
    expect(graphDot(whole(graph)).split("\n").slice(3)).toEqual([
      '  n1 [label="dataset/Gone (not in the repository)", style=dashed];',
      '  n2 [label="pipeline/Load"];',
      '  n3 [label="pipeline/Old (dead)", style=filled, fillcolor="#f9dedc"];',
      '  n4 [label="trigger/Daily"];',
      "  n2 -> n1;",
      "  n4 -> n2;",
      "}",
    ]);
  });

  test("as JSON, with every place that refers", () => {
    const { nodes, edges } = JSON.parse(graphJson(whole(graph)));
    expect(nodes[2]).toEqual({ ref: "pipeline/Old", dead: true, inRepository: true });
    const paths = ["properties.uses[0].referenceName", "properties.uses[1].referenceName"];
    expect(edges[0]).toEqual({ from: "pipeline/Load", to: "dataset/Gone", paths });
  });

  test("a part of it: what is dead is judged in the whole, edges that lead out are left away", () => {
    const shown = showGraph(graph, ({ ref }) => ref.kind === "pipeline");
    expect(shown.nodes.map(nodeLabel)).toEqual(["pipeline/Load", "pipeline/Old (dead)"]);
    expect(shown.edges).toEqual([]);
  });
});

test("a flowchart that Mermaid does not draw as it comes is told", () => {
  const wide = (edges: number) =>
    whole(makeGraph([pipeline("Load", ...Array.from({ length: edges }, (_, at) => dataset(`D${at}`)))]));
  expect(mermaidNotes(wide(500), "")).toEqual([]);
  expect(mermaidNotes(wide(501), "x")).toEqual([
    "this graph has 501 edges and 1 character, but Mermaid draws at most 500 edges and 50,000 characters by default (maxEdges, maxTextSize): narrow it down with --only, or use --format dot",
  ]);
  expect(mermaidNotes(wide(1), "x".repeat(50_001))).toHaveLength(1);
});

// Drawn by Mermaid 11.17 and Graphviz 16.1 as what they are.
test.each([
  ['a "b"', "a #34;b#34;", String.raw`a \"b\"`],
  [String.raw`a\N`, "a#92;N", String.raw`a\\N`],
  ["[x](y)", "#91;x#93;(y)", "[x](y)"],
  ["<b> & &lt;", "#60;b#62; #38; #38;lt#59;", "<b> &amp; &amp;lt;"],
  ["`t` **b** _i_ a_b", "#96;t#96; #42;#42;b#42;#42; #95;i#95; a_b", "`t` **b** _i_ a_b"],
  ["#35;", "#35;35#59;", "#35;"],
  ["fa:fa-car", "fa#58;fa-car", "fa:fa-car"],
  ["Größe 漢字 🚀", "Größe 漢字 #128640;", "Größe 漢字 🚀"],
  ["a\nb", "a#92;nb", String.raw`a\\nb`],
])("the name %j", (name, mermaid, dot) => {
  const shown = whole(makeGraph([pipeline(name)]));
  expect(graphMermaid(shown).split("\n")[1]).toBe(`  n1["pipeline/${mermaid} (dead)"]:::dead`);
  expect(graphDot(shown)).toContain(`label="pipeline/${dot} (dead)"`);
});

const anyName = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: "binary" }),
  fc.stringMatching(/^["\\#&;`_[\]{}<>:\n a-c]{1,12}$/),
);

describe("whatever a name holds", () => {
  test("Mermaid gets it back from its code points, on its line, with no mark that ends it", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const lines = graphMermaid(whole(makeGraph([pipeline(name)]))).split("\n");
        expect(lines).toHaveLength(3);
        const label = /^ {2}n1\["([^"]*)"\]:::dead$/.exec(lines[1] ?? "")?.[1] ?? "";
        const read = label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
        expect(read).toBe(`pipeline/${visible(name)} (dead)`);
      }),
    );
  });

  test("DOT gets it back from its escapes, on its line", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const lines = graphDot(whole(makeGraph([pipeline(name)]))).split("\n");
        expect(lines).toHaveLength(5);
        const label = /^ {2}n1 \[label="((?:[^"\\]|\\.)*)", /su.exec(lines[3] ?? "")?.[1] ?? "";
        const read = label.replaceAll("&amp;", "&").replace(/\\(.)/gsu, "$1");
        expect(read).toBe(`pipeline/${visible(name).toWellFormed()} (dead)`);
      }),
    );
  });
});
