import type { Artifact } from "@retain/artifacts/artifact";
import { canonicalDigest } from "@retain/artifacts/canonical";
import type { JsonObject } from "@retain/artifacts/json";
import type { Tolerance } from "@retain/artifacts/kind";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/live";
import { compareRefs, formatRef, type Kind, type Ref, refKey } from "@retain/artifacts/ref";
import { estimateCost } from "./estimate.ts";
import { fieldDifferences, gravest } from "./field-differences.ts";
import { needsOf } from "./needs.ts";
import { longestChain, orderByNeeds } from "./order.ts";
import { type Change, type Plan, planVersion, type Untouched } from "./plan.ts";

/** The project's own tolerances of a kind; the same array for every call. */
type Tolerances = (kind: Kind) => readonly Tolerance[];

/** All that a plan is made from. */
export interface PlanInput {
  /** Name and version of the program. */
  readonly tool: string;
  readonly environment: string;
  /** What the repository says, bound to the environment; no two of one name. */
  readonly desired: readonly Artifact[];
  readonly live: LiveSnapshot;
  /** True for what the plan may change. */
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  readonly tolerances: Tolerances;
  /** What `desiredDigests` gave for `desired`; computed when absent. */
  readonly digests?: ReadonlyMap<string, string>;
}

/** A change before it has a place in the order. */
export type Draft = Omit<Change, "ref" | "wave" | "waitsFor"> & { readonly ref: Ref };

/** The digest of every desired artifact, by `refKey`: comparable with those of live bodies. */
export function desiredDigests(
  artifacts: readonly Artifact[],
  tolerances: Tolerances,
): ReadonlyMap<string, string> {
  return new Map(
    artifacts.map(({ ref, body }) => [
      refKey(ref),
      canonicalDigest(ref.kind, named(ref.name, body), tolerances(ref.kind)),
    ]),
  );
}

/**
 * Compares what the repository says with what a workspace holds. Pure, and the order of its inputs
 * does not matter. Needs the live body of every artifact whose digest differs from the desired one.
 */
export function makePlan(input: PlanInput): Plan {
  const { desired, live, tolerances, selects } = input;
  const digests = input.digests ?? desiredDigests(desired, tolerances);
  const held = new Map(live.artifacts.map((artifact) => [refKey(artifact.ref), artifact]));
  const wanted = new Set(desired.map(({ ref }) => refKey(ref)));
  const drafts: Draft[] = [];
  const kept: Untouched[] = [];
  const boundTo: Record<string, string | null> = {};
  let unchanged = 0;
  for (const artifact of [...desired].sort((a, b) => compareRefs(a.ref, b.ref))) {
    const { ref, body } = artifact;
    const contract = contractOf(ref.kind);
    if (!contract.managed || !selects(ref, body)) continue;
    const reason = contract.protects(ref.name, body);
    if (reason !== undefined) {
      kept.push({ ref: formatRef(ref), reason });
      continue;
    }
    const found = held.get(refKey(ref));
    boundTo[formatRef(found?.ref ?? ref)] = found?.digest ?? null;
    const draft = draftChange(artifact, found, digests.get(refKey(ref)) ?? "", tolerances(ref.kind));
    if (draft) drafts.push(draft);
    else unchanged += 1;
  }
  const rest = live.artifacts.filter(
    ({ ref, body }) => isOurs(ref) && !wanted.has(refKey(ref)) && selects(ref, body ?? {}),
  );
  const unmanaged: string[] = [];
  for (const { ref, body } of [...rest].sort((a, b) => compareRefs(a.ref, b.ref))) {
    const reason = contractOf(ref.kind).protects(ref.name, body);
    if (reason === undefined) unmanaged.push(formatRef(ref));
    else kept.push({ ref: formatRef(ref), reason });
  }
  const { needs, unresolved } = needsOf(drafts, live);
  const places = orderByNeeds(needs);
  const changes = drafts.map((draft): Change => {
    const ref = formatRef(draft.ref);
    return { ...draft, ref, ...(places.get(ref) ?? { wave: 1, waitsFor: [] }) };
  });
  return {
    version: planVersion,
    tool: input.tool,
    environment: input.environment,
    workspace: live.workspace,
    endpoint: live.endpoint,
    summary: {
      create: drafts.filter(({ action }) => action === "create").length,
      update: drafts.filter(({ action }) => action === "update").length,
      unchanged,
      unmanaged: unmanaged.length,
      protected: kept.length,
    },
    // Drafts come by kind and name, and sorting keeps that order within a wave.
    changes: changes.sort((a, b) => a.wave - b.wave),
    unmanaged,
    protected: kept,
    unresolved,
    boundTo,
    estimate: estimateCost(drafts.length, longestChain(places)),
  };
}

/** The change that makes `live` equal to the artifact; undefined when it is. */
function draftChange(
  { ref, body, origin }: Artifact,
  live: LiveArtifact | undefined,
  digest: string,
  tolerances: readonly Tolerance[],
): Draft | undefined {
  const from = origin.package === undefined ? origin.file : `${origin.package} ${origin.file}`;
  if (!live) {
    const change = {
      action: "create",
      risk: "behavioural",
      reason: "the workspace does not hold it",
    } as const;
    return { ref, ...change, differences: [], body: named(ref.name, body), origin: from };
  }
  if (live.digest === digest) return undefined;
  // Names are compared ignoring case, and a write does not rename: the live spelling stays.
  const target = named(live.ref.name, body, true);
  const differences = fieldDifferences(ref.kind, live.body ?? {}, target, tolerances);
  if (differences.length === 0) return undefined;
  return {
    ref: live.ref,
    action: "update",
    risk: gravest(differences.map(({ risk }) => risk)),
    reason:
      live.ref.name === ref.name
        ? "the workspace holds something else"
        : `the workspace holds something else, and spells it ${live.ref.name}`,
    differences,
    body: target,
    origin: from,
  };
}

function isOurs(ref: Ref): boolean {
  return contractOf(ref.kind).managed;
}

/** A file may leave the name to its own name; the wire wants it in the body. */
function named(name: string, body: JsonObject, anew = false): JsonObject {
  return body.name === name || (body.name !== undefined && !anew) ? body : { ...body, name };
}
