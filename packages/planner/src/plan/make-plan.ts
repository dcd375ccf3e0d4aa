import { contractOf, kindsOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot, Target } from "@retain/artifacts/words/live";
import { byRef, formatRef, type Kind, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { RiskPolicy } from "@retain/artifacts/words/risk-policy";
import { estimateCost } from "../estimate/estimate.ts";
import { type Graph, type Holder, makeGraph, runBy } from "../reach/graph.ts";
import { makeReach } from "../reach/reach.ts";
import { isRename } from "./actions.ts";
import { bindingOf } from "./binding.ts";
import { blockedDeletes } from "./blocked-deletes.ts";
import { changeId } from "./change-id.ts";
import { type Collected, collectDrafts, sourceOf } from "./collect-drafts.ts";
import type { Tolerances } from "./desired-digests.ts";
import { lastDeletes } from "./last-deletes.ts";
import { needsOf } from "./needs.ts";
import { longestChain, orderByNeeds, type Place } from "./order.ts";
import { type Change, type Plan, planVersion } from "./plan.ts";
import type { Published } from "./published.ts";
import { findRenames } from "./renames.ts";
import { withReplacements } from "./replacements.ts";
import { takenAlong } from "./taken-along.ts";
import { type TriggerSides, type TriggerStep, triggerSteps } from "./trigger-steps.ts";

/** What is done where the repository and the workspace both moved: refuse, write ours, leave theirs. */
export type ConflictPolicy = "refuse" | "overwrite" | "keep-live";

/** All that a plan is made from. */
export interface PlanInput {
  /** Name and version of the program. */
  readonly tool: string;
  readonly environment: string;
  /** What the repository says, bound to the environment; no two of one name. */
  readonly desired: readonly Artifact[];
  readonly live: LiveSnapshot;
  /** Who says what is desired; `the repository` when absent. */
  readonly source?: string;
  /** What releases put there; absent where no state is kept: then nothing is deleted and nobody is said to have moved. */
  readonly published?: Published;
  /** Bodies that releases wrote, by `refKey`, for the two sides of a conflict; what is missing is not shown. */
  readonly publishedBodies?: ReadonlyMap<string, JsonObject>;
  /** Default: refuse. */
  readonly onConflict?: ConflictPolicy;
  /** By `refKey`: whose it is that another project's state owns in this workspace, or that of another environment. */
  readonly owned?: ReadonlyMap<string, string>;
  /** Delete what is live and unmanaged. */
  readonly pruneUnmanaged?: boolean;
  /** Why an artifact is never deleted, in one clause; undefined where it may be. Absent: all may be. */
  readonly protect?: ((ref: Ref) => string | undefined) | undefined;
  /** What the environment asks for before changes of a risk are made; nothing when absent. */
  readonly policy?: RiskPolicy;
  /** Every live service that `live` was read from; the workspace alone when absent. */
  readonly targets?: readonly Target[];
  /** Keys of triggers that ran before an apply that died stopped them. */
  readonly interruptedTriggers?: ReadonlySet<string>;
  /** True for what the plan may change. */
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  /** True for what it may create besides, where something that is selected needs it; nothing when absent. */
  readonly takes?: (ref: Ref, body: JsonObject) => boolean;
  readonly tolerances: Tolerances;
  /** What `desiredDigests` gave for `desired`; computed when absent. */
  readonly digests?: ReadonlyMap<string, string>;
  /** When the plan is made, for the next runs of triggers; absent: the plan does not say what it reaches. */
  readonly now?: Date;
}

/** A change before it has a place in the order. */
export type Draft = Omit<Change, "id" | "action" | "wave" | "waitsFor"> & {
  /** A replacement becomes a delete and a create. */
  readonly action: Change["action"] | "replace";
};

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
  const { conflicts, unmanaged } = collected;
  const boundTo = new Map(collected.boundTo);
  const needless = withoutNeeded(input, collected.drafts, collected.kept);
  // What stays because something needs it is no half of a rename.
  const renamed = withRenames(input, { ...collected, drafts: needless.drafts });
  const { drafts, kept } = withReplacements(input, { drafts: renamed, kept: needless.kept }, collected);
  const graph = graphAfter(input, drafts);
  const steps = triggerSteps(triggersOf(input, drafts, collected), drafts, (trigger) =>
    graph === undefined ? new Set() : runBy(graph, trigger),
  );
  for (const { draft } of [...steps, ...replacedIn(drafts)]) {
    const found = collected.held.get(refKey(draft.ref));
    if (found !== undefined) boundTo.set(refKey(found.ref), { ref: found.ref, found: bindingOf(found) });
  }
  const { needs, unresolved } = needsOf(drafts, steps, input);
  const places = orderByNeeds(needs);
  const reach = reachFinder(input, graph, collected, steps);
  const told = [...drafts.values()].map((draft): Draft => {
    const found = reach?.(draft.ref);
    const neededBy = along.get(refKey(draft.ref));
    return {
      ...draft,
      ...(found === undefined ? {} : { reach: found }),
      ...(neededBy === undefined ? {} : { neededBy }),
    };
  });
  const changes = inOrder(
    [...told.flatMap(halvesOf), ...steps.map((step) => startOf(step, input))],
    needs,
    places,
  );
  const { workspace, endpoint } = input.live;
  const targets = input.targets ?? [{ service: "synapse", name: workspace, endpoint }];
  const single = changes.filter(({ replaces }) => replaces !== true);
  const count = (action: Change["action"], renames = false) =>
    single.filter((one) => one.action === action && isRename(one) === renames).length;
  return {
    version: planVersion,
    tool: input.tool,
    environment: input.environment,
    workspace: input.live.workspace,
    endpoint: input.live.endpoint,
    targets,
    policy: input.policy ?? {},
    source: sourceOf(input),
    release: input.published?.release ?? null,
    summary: {
      create: count("create"),
      update: count("update"),
      rename: count("create", true),
      replace: (changes.length - single.length) / 2,
      delete: count("delete"),
      stop: count("stop"),
      start: count("start"),
      unchanged: collected.unchanged,
      unmanaged: unmanaged.length,
      owned: collected.owned.length,
      protected: collected.protected.length,
      conflicts: conflicts.length,
      kept: kept.length,
    },
    changes,
    conflicts,
    kept,
    unmanaged,
    owned: collected.owned,
    protected: collected.protected,
    unresolved,
    boundTo,
    estimate: estimateCost(changes, longestChain(places), {
      requests: readingRequests(input, targets),
      artifacts: input.live.artifacts.length,
    }),
  };
}

type Drafts = ReadonlyMap<string, Draft>;

function replacedIn(drafts: Drafts): readonly { readonly draft: Draft }[] {
  return [...drafts.values()].flatMap((draft) => (draft.action === "replace" ? [{ draft }] : []));
}

/** A draft as what is done: a replacement is a delete and a create. */
function halvesOf(draft: Draft): readonly Single[] {
  const { action } = draft;
  if (action !== "replace") return [{ ...draft, action }];
  const { ref, reason, side } = draft;
  const shared = {
    ref,
    reason,
    risk: "destructive",
    replaces: true,
    ...(side === undefined ? {} : { side }),
  } as const;
  return [
    { ...shared, action: "delete", differences: [] },
    { ...draft, ...shared, action: "create" },
  ];
}

/** A draft of one change. */
type Single = Draft & { readonly action: Change["action"] };

/** The step, with the old windows that it sets going. */
function startOf({ draft, begins, body }: TriggerStep, { now }: PlanInput): Single {
  const due =
    begins === undefined || now === undefined
      ? undefined
      : contractOf(draft.ref.kind).fires?.dueWindows(body, now);
  if (due === undefined) return draft;
  return { ...draft, backfill: { ...due, ...(begins === "again" ? { atMost: true } : {}) } };
}

/** Deletes come after all creates and updates, but those that a replacement waits for: the walk keeps that, the waves show it. */
function inOrder(
  drafts: readonly Single[],
  needs: ReadonlyMap<string, readonly string[]>,
  places: ReadonlyMap<string, Place>,
): readonly Change[] {
  const last = lastDeletes(
    drafts.map((draft) => {
      const id = changeId(draft);
      return { id, action: draft.action, waitsFor: needs.get(id) ?? [] };
    }),
  );
  const isLast = (id: string) => last.has(id);
  const among = [...needs].flatMap(([id, others]) =>
    isLast(id) ? [[id, others.filter(isLast)] as const] : [],
  );
  const deletes = orderByNeeds(new Map(among));
  const rest = Math.max(0, ...[...places].map(([id, { wave }]) => (isLast(id) ? 0 : wave)));
  return [...drafts]
    .sort((a, b) => compareRefs(a.ref, b.ref))
    .map((draft): Change => {
      const id = changeId(draft);
      const { wave, waitsFor } = places.get(id) ?? { wave: 1, waitsFor: [] };
      const place = deletes.get(id);
      return { id, ...draft, wave: place ? rest + place.wave : wave, waitsFor };
    })
    .sort((a, b) => a.wave - b.wave);
}

/** Says of a delete and a create of equal bodies that they are a rename. */
function withRenames({ tolerances }: PlanInput, { drafts, held }: Collected): Drafts {
  const going = [...drafts.values()].flatMap(({ ref, action, side }) => {
    const body = held.get(refKey(ref))?.body;
    return action === "delete" && side === "ours" && body !== undefined ? [{ ref, body }] : [];
  });
  if (going.length === 0) return drafts;
  const coming = [...drafts.values()].flatMap(({ ref, action, body }) =>
    action === "create" && body !== undefined ? [{ ref, body }] : [],
  );
  const result = new Map(drafts);
  for (const [key, from] of findRenames(going, coming, tolerances)) {
    const [created, deleted] = [drafts.get(key), drafts.get(refKey(from))];
    if (created === undefined || deleted === undefined) continue;
    const to = created.ref;
    result.set(key, { ...created, renamedFrom: from, reason: `renamed from ${formatRef(from)}` });
    result.set(refKey(from), { ...deleted, renamedTo: to, reason: `renamed to ${formatRef(to)}` });
  }
  return result;
}

/** All bodies as they will be, and those that go: what the plan leaves alone stays as it is live, whatever is desired. */
function bodiesAfter(
  { desired, live }: Pick<PlanInput, "desired" | "live">,
  drafts: Drafts,
): readonly Holder[] {
  const held = byRef(live.artifacts);
  const wanted = new Set(desired.map(({ ref }) => refKey(ref)));
  const kept = desired.flatMap(({ ref, body }): readonly Holder[] => {
    const found = held.get(refKey(ref));
    if (drafts.has(refKey(ref))) return [{ ref, body }];
    // A live body that was not kept equals the desired one.
    return found === undefined ? [] : [{ ref: found.ref, body: found.body ?? body }];
  });
  const rest = live.artifacts.flatMap(({ ref, body }) =>
    body === undefined || wanted.has(refKey(ref)) ? [] : [{ ref, body }],
  );
  return [...kept, ...rest];
}

/** Takes back the deletes of what something needs that stays. */
function withoutNeeded(
  { desired, live }: PlanInput,
  drafts: Drafts,
  kept: Plan["kept"],
): { readonly drafts: Drafts; readonly kept: Plan["kept"] } {
  const deleting = new Map(
    live.artifacts.flatMap(({ ref, body }) =>
      drafts.get(refKey(ref))?.action === "delete" ? [[refKey(ref), { ref, body: body ?? {} }] as const] : [],
    ),
  );
  if (deleting.size === 0) return { drafts, kept };
  const staying = bodiesAfter({ desired, live }, drafts).filter(({ ref }) => !deleting.has(refKey(ref)));
  const blocked = blockedDeletes(deleting, staying);
  if (blocked.size === 0) return { drafts, kept };
  const needed = [...drafts].flatMap(([key, { ref }]) => {
    const by = blocked.get(key);
    return by === undefined ? [] : [{ ref, reason: `not deleted: ${formatRef(by)} needs it` }];
  });
  return { drafts: new Map([...drafts].filter(([key]) => !blocked.has(key))), kept: [...kept, ...needed] };
}

/** One list of each kind that can be listed; of others what the repository or a release says is looked at. */
function readingRequests({ desired, published }: PlanInput, targets: readonly Target[]): number {
  const lists = targets.flatMap(({ service }) => kindsOf(service)).filter((kind) => looksOf(kind) === 0);
  const known = byRef([...desired, ...(published?.artifacts ?? [])]);
  return [...known.values()].reduce((sum, { ref }) => sum + looksOf(ref.kind), lists.length);
}

function looksOf(kind: Kind): number {
  return contractOf(kind).cost.look ?? 0;
}

/** References between artifacts as they will be; undefined when nothing changes. */
function graphAfter({ desired, live }: PlanInput, drafts: Drafts): Graph | undefined {
  if (drafts.size === 0) return undefined;
  return makeGraph(bodiesAfter({ desired, live }, drafts));
}

/** Tells what changes reach; undefined when nobody asked, or there is nothing to tell. */
function reachFinder(
  { now }: PlanInput,
  graph: Graph | undefined,
  { held }: Collected,
  steps: readonly TriggerStep[],
): ((ref: Ref) => Change["reach"]) | undefined {
  if (now === undefined || graph === undefined) return undefined;
  const states = new Map<string, boolean>();
  // A start comes after the stop of the same trigger.
  for (const { draft } of steps) states.set(refKey(draft.ref), draft.action === "start");
  const started = (ref: Ref) => states.get(refKey(ref)) ?? held.get(refKey(ref))?.started === true;
  return makeReach({ graph, started, now });
}

/** Every trigger that is live or will be. */
function triggersOf(
  { desired, live, selects, interruptedTriggers }: PlanInput,
  drafts: Drafts,
  { held, decided }: Collected,
): readonly TriggerSides[] {
  const wanted = new Map(
    desired.flatMap((artifact) =>
      contractOf(artifact.ref.kind).fires ? [[refKey(artifact.ref), artifact]] : [],
    ),
  );
  const refs = new Map([...wanted].map(([key, { ref }]) => [key, held.get(key)?.ref ?? ref]));
  for (const { ref } of live.artifacts) if (contractOf(ref.kind).fires) refs.set(refKey(ref), ref);
  return [...refs].flatMap(([key, ref]) => {
    const found = held.get(key);
    const body = wanted.get(key)?.body ?? found?.body;
    if (body === undefined || (found === undefined && !drafts.has(key))) return [];
    const running = found?.started === true;
    return [
      {
        ref,
        body,
        running,
        found: running || interruptedTriggers?.has(key) === true,
        decided: decided.has(key) && selects(ref, body),
        origin: drafts.get(key)?.origin,
      },
    ];
  });
}
