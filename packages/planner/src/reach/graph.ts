import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { DynamicReference } from "@retain/artifacts/references/reference";
import type { Named } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";
import { type Ref, refKey } from "@retain/artifacts/words/ref";

/** What an artifact needs and says so by name. */
interface Edge {
  /** Numbers of nodes. */
  readonly from: number;
  readonly to: number;
  /** Every place in the body that says so. */
  readonly paths: readonly Path[];
}

/** Artifacts and what they refer to. A node is known by its number, its place in `nodes`. */
export interface Graph {
  /** In the order of creation, then by name; also what is referred to and nobody holds. */
  readonly nodes: readonly Ref[];
  /** The body of each node; undefined where nobody holds it. */
  readonly bodies: readonly (JsonObject | undefined)[];
  /** In the order of their nodes. */
  readonly edges: readonly Edge[];
  /** References by a name that is computed at run time: nobody knows where they lead. */
  readonly computed: readonly (DynamicReference & { readonly from: number })[];
  /** By node: what it refers to, and what refers to it, each once and in order. */
  readonly needs: readonly (readonly number[])[];
  readonly neededBy: readonly (readonly number[])[];
  readonly numberOf: (ref: Ref) => number | undefined;
}

/** Reads the references of every artifact once. Of two with one ref the first counts. Pure; the order does not matter otherwise. */
export function makeGraph(artifacts: Iterable<Named>): Graph {
  const held = new Map<string, Named>();
  for (const artifact of artifacts) {
    const key = refKey(artifact.ref);
    if (!held.has(key)) held.set(key, artifact);
  }
  const read = [...held.values()].map(({ ref, body }) => ({ ref, ...contractOf(ref.kind).references(body) }));
  const refs = new Map([...held].map(([key, { ref }]) => [key, ref]));
  for (const { static: references } of read) {
    for (const { to } of references) if (!refs.has(refKey(to))) refs.set(refKey(to), to);
  }
  const ordered = [...refs].sort(([, a], [, b]) => compareRefs(a, b));
  const numbers = new Map(ordered.map(([key], number) => [key, number]));
  const numberOf = (ref: Ref) => numbers.get(refKey(ref)) as number;
  const paths = ordered.map(() => new Map<number, Path[]>());
  for (const { ref, static: references } of read) {
    const out = paths[numberOf(ref)];
    for (const { to, path } of references) {
      const known = out?.get(numberOf(to));
      if (known) known.push(path);
      else out?.set(numberOf(to), [path]);
    }
  }
  const needs = paths.map((out) => [...out.keys()].sort((a, b) => a - b));
  const neededBy = ordered.map((): number[] => []);
  needs.forEach((out, from) => {
    for (const to of out) neededBy[to]?.push(from);
  });
  return {
    nodes: ordered.map(([, ref]) => ref),
    bodies: ordered.map(([key]) => held.get(key)?.body),
    edges: needs.flatMap((out, from) => out.map((to) => ({ from, to, paths: paths[from]?.get(to) ?? [] }))),
    computed: read
      .flatMap(({ ref, dynamic }) => dynamic.map((one) => ({ ...one, from: numberOf(ref) })))
      .sort((a, b) => a.from - b.from),
    needs,
    neededBy,
    numberOf: (ref) => numbers.get(refKey(ref)),
  };
}

/** The nodes that steps lead to, the starts among them. Triggers are not stepped through: each runs by itself. */
export function walk(
  { nodes }: Graph,
  starts: Iterable<number>,
  steps: readonly (readonly number[])[],
): ReadonlySet<number> {
  const seen = new Set(starts);
  const open = [...seen];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of steps[node] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (!fires(nodes[next])) open.push(next);
    }
  }
  return seen;
}

/** True for what starts others by itself. */
export function fires(ref: Ref | undefined): boolean {
  return ref !== undefined && contractOf(ref.kind).fires !== undefined;
}

/** The keys of a trigger and of all that it runs; another trigger that it depends on runs by itself. */
export function runBy(graph: Graph, trigger: Ref): ReadonlySet<string> {
  const start = graph.numberOf(trigger);
  const reached = start === undefined ? [] : [...walk(graph, [start], graph.needs)];
  const run = reached.flatMap((node) => graph.nodes[node] ?? []).filter((ref) => !fires(ref));
  return new Set([refKey(trigger), ...run.map(refKey)]);
}

/**
 * The artifacts that no trigger reaches, however many references lie between. What belongs to the workspace
 * or the infrastructure is never dead, nor what no reference can name.
 */
export function deadNodes(graph: Graph): ReadonlySet<number> {
  const { nodes, bodies, needs } = graph;
  const triggers = nodes.flatMap((ref, node) => (fires(ref) && bodies[node] !== undefined ? [node] : []));
  const alive = walk(graph, triggers, needs);
  const dead = nodes.flatMap(({ kind, name }, node) => {
    const { managed, referenceTypes, protects } = contractOf(kind);
    const isJudged = bodies[node] !== undefined && managed && referenceTypes.length > 0;
    return isJudged && !alive.has(node) && protects(name, bodies[node]) === undefined ? [node] : [];
  });
  return new Set(dead);
}
