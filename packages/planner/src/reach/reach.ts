import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Ref } from "@retain/artifacts/words/ref";
import type { Reach, ReachedTrigger } from "../plan/plan.ts";
import { fires, type Graph, walk } from "./graph.ts";

/** True for what those that fire start. */
function runs(ref: Ref | undefined): boolean {
  return ref !== undefined && contractOf(ref.kind).runs === true;
}

/** What the reach of changes is found from. */
export interface ReachInput {
  /** Made of bodies as they will be, and of those that go, in this order. */
  readonly graph: Graph;
  /** Whether a trigger runs after the plan. */
  readonly started: (trigger: Ref) => boolean;
  readonly now: Date;
}

/**
 * Tells what runs because of an artifact: the pipelines that run it, directly or through others, and the
 * triggers that start any of them; of a trigger, itself and the pipelines it starts. Undefined where nothing does.
 */
export function makeReach({ graph, started, now }: ReachInput): (ref: Ref) => Reach | undefined {
  const { nodes, bodies, needs, neededBy, numberOf } = graph;
  const triggers = new Map<number, ReachedTrigger>();
  const reached = new Map<number, Reach | undefined>();

  const triggerAt = (node: number): ReachedTrigger => {
    const known = triggers.get(node);
    if (known !== undefined) return known;
    const ref = nodes[node] as Ref;
    const runs = started(ref);
    const next = runs ? contractOf(ref.kind).fires?.nextFire(bodies[node] ?? {}, now) : undefined;
    const made = {
      ref,
      started: runs,
      ...(next === undefined ? {} : { next: next.at, timeZone: next.timeZone }),
    };
    triggers.set(node, made);
    return made;
  };

  const find = (start: number): Reach | undefined => {
    const isTrigger = fires(nodes[start]);
    const found = [...walk(graph, [start], isTrigger ? needs : neededBy)].sort((a, b) => a - b);
    const pipelines = found.filter((node) => node !== start && runs(nodes[node]));
    const starters = isTrigger ? [start] : found.filter((node) => fires(nodes[node]));
    if (pipelines.length === 0 && starters.length === 0) return undefined;
    return { pipelines: pipelines.flatMap((node) => nodes[node] ?? []), triggers: starters.map(triggerAt) };
  };

  return (ref) => {
    const start = numberOf(ref);
    if (start === undefined) return undefined;
    if (!reached.has(start)) reached.set(start, find(start));
    return reached.get(start);
  };
}
