import type { Artifact } from "../artifact.ts";
import type { Path } from "../path.ts";
import { formatRef, refKey } from "../ref.ts";
import type { RuleContext } from "./context.ts";
import type { Finding, Rule } from "./rule.ts";

/** References that lead back to where they began. */
export const referenceCycle: Rule = {
  code: "reference-cycle",
  says: "no artifact refers to itself, directly or through others",
  firm: "there is no order in which the artifacts could be written",
  check: findCycles,
};

interface Edge {
  readonly to: Artifact;
  readonly path: Path;
}

interface Frame {
  readonly artifact: Artifact;
  readonly edges: readonly Edge[];
  next: number;
}

/** Depth first without recursion; an edge to an artifact that is still open closes a cycle, reported once. */
function findCycles(context: RuleContext): readonly Finding[] {
  const found: Finding[] = [];
  const done = new Set<Artifact>();
  for (const root of context.byKey.values()) {
    if (done.has(root)) continue;
    const open = new Map<Artifact, number>();
    const stack: Frame[] = [];
    const enter = (artifact: Artifact) => {
      open.set(artifact, stack.length);
      stack.push({ artifact, edges: edgesOf(artifact, context), next: 0 });
    };
    enter(root);
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const edge = frame.edges[frame.next++];
      if (edge === undefined) {
        done.add(frame.artifact);
        open.delete(frame.artifact);
        stack.pop();
        continue;
      }
      const start = open.get(edge.to);
      if (start !== undefined) found.push(cycle(stack.slice(start), edge));
      else if (!done.has(edge.to)) enter(edge.to);
    }
  }
  return found;
}

/** One edge a target: a notebook called from three cells is one edge. */
function edgesOf(artifact: Artifact, { references, byKey }: RuleContext): readonly Edge[] {
  const edges = new Map<Artifact, Edge>();
  for (const { to, path } of references(artifact)) {
    const target = byKey.get(refKey(to));
    if (target && !edges.has(target)) edges.set(target, { to: target, path });
  }
  return [...edges.values()];
}

const longestChain = 20;

function cycle(frames: readonly Frame[], last: Edge): Finding {
  const from = frames.at(-1)?.artifact ?? last.to;
  const names = [...frames.map(({ artifact }) => formatRef(artifact.ref)), formatRef(last.to.ref)];
  const shown = names.length > longestChain ? [...names.slice(0, longestChain), "…"] : names;
  return {
    severity: "error",
    artifact: from,
    path: last.path,
    message:
      frames.length === 1
        ? `${formatRef(from.ref)} refers to itself`
        : `references lead round in a circle: ${shown.join(" -> ")}`,
    why: "artifacts are written in the order of their references, and a circle has none",
    advice: "remove one of these references",
  };
}
