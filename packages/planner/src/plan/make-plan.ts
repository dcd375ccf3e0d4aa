import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { estimateCost, readingOf } from "../estimate/estimate.ts";
import { makeGraph, runBy } from "../reach/graph.ts";
import { makeReach } from "../reach/reach.ts";
import { bindingOf } from "./binding.ts";
import { withoutNeeded } from "./blocked-deletes.ts";
import { bodiesAfter } from "./bodies-after.ts";
import { type Collected, collectDrafts } from "./collect-drafts.ts";
import type { Draft, Drafts } from "./draft.ts";
import { inOrder } from "./in-order.ts";
import { needsOf } from "./needs.ts";
import { longestChain, orderByNeeds } from "./order.ts";
import { type BoundTo, type Plan, planVersion } from "./plan.ts";
import { type PlanInput, sourceOf } from "./plan-input.ts";
import { withRenames } from "./renames.ts";
import { halvesOf, withReplacements } from "./replacements.ts";
import { summaryOf } from "./summary.ts";
import { takenAlong } from "./taken-along.ts";
import { startedAfter, startOf, triggerSteps, triggersOf } from "./trigger-steps.ts";
import { withNewIds } from "./with-new-ids.ts";

/**
 * Compares what the repository says with what a workspace holds and what releases put there. Pure, and
 * the order of its inputs does not matter. Needs the live body of every artifact whose digest differs
 * from the desired one, and of every one that the repository does not hold.
 */
export function makePlan(given: PlanInput): Plan {
  const along = takenAlong(given);
  const input: PlanInput =
    along.size === 0
      ? given
      : { ...given, selects: (ref, body) => along.has(refKey(ref)) || given.selects(ref, body) };
  const collected = collectDrafts(input);
  const { held } = collected;
  const needless = withoutNeeded(input, collected.drafts, collected.kept);
  // What stays because something needs it is no half of a rename.
  const renamed = withRenames(input, needless.drafts, held);
  const replaced = withReplacements(input, { drafts: renamed, kept: needless.kept }, collected);
  const { kept } = replaced;
  const drafts = withNewIds(input, replaced.drafts, collected);
  const graph = drafts.size === 0 ? undefined : makeGraph(bodiesAfter(input, drafts));
  const steps = triggerSteps(triggersOf(input, drafts, collected), drafts, (trigger) =>
    graph === undefined ? new Set() : runBy(graph, trigger),
  );
  const { needs, unresolved } = needsOf(drafts, steps, input);
  const turns = orderByNeeds(needs);
  const { now } = input;
  const reach = now && graph && makeReach({ graph, started: startedAfter(steps, held), now });
  const told = [...drafts.values()].map((draft): Draft => {
    const found = reach?.(draft.ref);
    const neededBy = along.get(refKey(draft.ref));
    return {
      ...draft,
      ...(found === undefined ? {} : { reach: found }),
      ...(neededBy === undefined ? {} : { neededBy }),
    };
  });
  const singles = [...told.flatMap(halvesOf), ...steps.map((step) => startOf(step, input))];
  const changes = inOrder(singles, needs, turns);
  const { workspace, endpoint } = input.live;
  const targets = input.targets ?? [{ service: "synapse", name: workspace, endpoint }];
  return {
    version: planVersion,
    tool: input.tool,
    environment: input.environment,
    workspace,
    endpoint,
    targets,
    policy: input.policy ?? {},
    source: sourceOf(input),
    release: input.published?.release ?? null,
    summary: summaryOf(changes, collected, kept),
    changes,
    conflicts: collected.conflicts,
    kept,
    unmanaged: collected.unmanaged,
    owned: collected.owned,
    protected: collected.protected,
    unresolved,
    boundTo: boundTo(collected, [...steps.map(({ draft }) => draft.ref), ...replacedIn(drafts)]),
    estimate: estimateCost(changes, longestChain(turns), readingOf(input, targets)),
  };
}

/** What was decided about, and what else is changed: triggers that are stopped, and what is replaced along. */
function boundTo({ boundTo: decided, held }: Collected, others: readonly Ref[]): BoundTo {
  const along = others.flatMap((ref) => held.get(refKey(ref)) ?? []);
  return new Map([
    ...decided,
    ...along.map((found) => [refKey(found.ref), { ref: found.ref, found: bindingOf(found) }] as const),
  ]);
}

function replacedIn(drafts: Drafts): readonly Ref[] {
  return [...drafts.values()].flatMap(({ ref, action }) => (action === "replace" ? [ref] : []));
}
