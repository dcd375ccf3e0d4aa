import type { Ref } from "@retain/artifacts/words/ref";
import { makeGraph } from "@retain/planner/reach/graph";
import { loadDesired } from "@retain/project/load-desired";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { graphDeclared } from "../cli/specs/graph.ts";
import { readSelection } from "../prepare.ts";
import { Refusal } from "../refusal.ts";
import { graphDot } from "../render/graph-dot.ts";
import { graphJson } from "../render/graph-json.ts";
import { graphMermaid, mermaidNotes } from "../render/graph-mermaid.ts";
import { count } from "../render/marks.ts";
import { type ShownGraph, showGraph } from "../render/shown-graph.ts";
import { visible } from "../render/visible.ts";

/** What the command is given. */
type Context = ContextOf<typeof graphDeclared>;

const formats = {
  mermaid: graphMermaid,
  dot: graphDot,
  json: graphJson,
  /** What `--dead` prints unless another format is asked for. */
  list: ({ nodes }: ShownGraph) => nodes.map(({ ref }) => visible(ref)).join("\n"),
} as const;

/** `retain graph`. */
export async function runGraph(context: Context): Promise<Exit> {
  const { cwd, options, registry, terminal } = context;
  const format = options.format ?? (options.dead ? "list" : "mermaid");
  const selection = readSelection(options);
  const { artifacts, diagnostics } = await loadDesired({
    blocks: registry,
    root: cwd,
    ...(options.env === undefined ? {} : { environment: options.env }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Refusal("invalid", errors);
  const idle = selection.idle(artifacts);
  if (idle.length > 0) throw new Refusal("usage", idle);
  const graph = makeGraph(artifacts);
  const selects = ({ ref, number }: { readonly ref: Ref; readonly number: number }) =>
    selection.selects(ref, graph.bodies[number] ?? {});
  const selected = showGraph(graph, selects);
  const shown = options.dead === true ? showGraph(graph, (node) => node.dead && selects(node)) : selected;
  const text = formats[format](shown);
  if (text !== "") terminal.out(text);
  terminal.note(deadNote(selected));
  if (graph.computed.length > 0) terminal.note(computedNote(graph.computed.length));
  if (format === "mermaid") for (const note of mermaidNotes(shown, text)) terminal.note(note);
  return "done";
}

function deadNote({ nodes }: ShownGraph): string {
  const dead = nodes.filter((node) => node.dead).length;
  if (dead === 0) return "no artifact is dead";
  const held = nodes.filter((node) => node.inRepository).length;
  const [is, it] = dead === 1 ? ["is", "it"] : ["are", "them"];
  return `${dead.toLocaleString("en")} of ${count(held, "artifact")} ${is} dead: no trigger reaches ${it}`;
}

function computedNote(amount: number): string {
  const have = amount === 1 ? "has a name that is" : "have names that are";
  return `${count(amount, "reference")} ${have} computed at run time: artifacts listed as dead may be their targets (--format json lists them)`;
}
