import type { Artifact } from "../words/artifact.ts";
import type { Path } from "../words/path.ts";
import { formatRef, refKey } from "../words/ref.ts";
import type { RuleContext } from "./context.ts";
import { type Cycle, chain, type Edge, findCycles } from "./cycles.ts";
import type { Finding, Rule } from "./rule.ts";

/** References that lead back to where they began. */
export const referenceCycle: Rule = {
  code: "reference-cycle",
  says: "no artifact refers to itself, directly or through others",
  firm: "the artifacts could not be written in any order",
  check: (context) =>
    findCycles(context.byKey.values(), (artifact) => edgesOf(artifact, context)).map(finding),
};

/** One edge a target: a notebook called from three cells is one edge. */
function edgesOf(artifact: Artifact, { references, byKey }: RuleContext): readonly Edge<Artifact, Path>[] {
  const edges = new Map<Artifact, Edge<Artifact, Path>>();
  for (const { to, path } of references(artifact)) {
    const target = byKey.get(refKey(to));
    if (target && !edges.has(target)) edges.set(target, { to: target, label: path });
  }
  return [...edges.values()];
}

function finding({ nodes, closing }: Cycle<Artifact, Path>): Finding {
  const artifact = nodes.at(-1) ?? closing.to;
  const names = [...nodes, closing.to].map(({ ref }) => formatRef(ref));
  return {
    severity: "error",
    artifact,
    path: closing.label,
    message:
      nodes.length === 1
        ? `${formatRef(artifact.ref)} refers to itself`
        : `references form a cycle: ${chain(names)}`,
    why: "artifacts are written in the order of their references, and a cycle has no such order",
    advice: "remove one of these references",
  };
}
