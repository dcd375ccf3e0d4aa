import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { fieldDifferences, gravest } from "../differences/fields.ts";
import { asLeft, holdsLostIds } from "../plan/as-left.ts";
import { desiredDigests, named, type Tolerances } from "../plan/desired-digests.ts";
import type { Owned } from "../plan/plan.ts";
import type { Published, PublishedArtifact } from "../plan/published.ts";
import { desiredState } from "../plan/trigger-steps.ts";
import { makeGraph } from "../reach/graph.ts";
import { makeReach } from "../reach/reach.ts";
import { type Drift, type DriftItem, driftVersion, type Pending, type Standing } from "./drift.ts";

/** All that drift is found from. */
export interface DriftInput {
  /** Name and version of the program. */
  readonly tool: string;
  readonly environment: string;
  /** What the repository says, bound to the environment; no two of one name. */
  readonly desired: readonly Artifact[];
  /** With the bodies of what is not as it was published. */
  readonly live: LiveSnapshot;
  /** What releases put there; undefined where no state is kept. */
  readonly published: Published | undefined;
  /** Published bodies by `refKey`: of edited artifacts, those that are still there. */
  readonly bodies: ReadonlyMap<string, JsonObject>;
  /** True for what the report is about. */
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  readonly tolerances: Tolerances;
  /** By `refKey`: whose it is that another project's state owns in this workspace, or that of another environment. */
  readonly owned?: ReadonlyMap<string, string>;
  /** What `desiredDigests` gave for `desired`; computed when absent. */
  readonly digests?: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** One artifact on the three sides; undefined where a side does not have it. */
interface Sides {
  readonly ref: Ref;
  readonly desired: Artifact | undefined;
  readonly live: LiveArtifact | undefined;
  readonly base: Base | undefined;
}

/** What live is compared with: what a release left there or, without one, what the repository says. */
interface Base {
  /** Undefined where no release is known. */
  readonly entry: PublishedArtifact | undefined;
  readonly body: JsonObject | undefined;
  readonly started: boolean | undefined;
}

/**
 * Compares what a workspace holds with what was last published to it; with the repository, where no
 * release is known. Pure, and the order of its inputs does not matter.
 */
export function makeDrift(input: DriftInput): Drift {
  const { live, published } = input;
  const digests = input.digests ?? desiredDigests(input.desired, input.tolerances);
  const released = published !== undefined && published.release !== null;
  const items: DriftItem[] = [];
  const pending: Pending[] = [];
  const owned: Owned[] = [];
  let unchanged = 0;
  for (const sides of sidesOf(input, released)) {
    const by = input.owned?.get(refKey(sides.ref));
    if (by !== undefined) {
      const { ref, desired } = sides;
      owned.push({ ref, by, ...(desired === undefined ? {} : { declared: true as const }) });
      continue;
    }
    const digest = wantedDigest(sides, digests, input);
    const standing = standingOf(sides, digest);
    const found = itemsOf(sides, standing, digest, input, released);
    items.push(...found);
    const waits = released && found.length === 0 ? pendingOf(sides, digest) : undefined;
    if (waits !== undefined) pending.push({ ref: sides.ref, what: waits });
    if (found.length === 0 && sides.base !== undefined && sides.live !== undefined) unchanged += 1;
  }
  const amount = (status: DriftItem["status"]) => items.filter((item) => item.status === status).length;
  return {
    version: driftVersion,
    tool: input.tool,
    environment: input.environment,
    workspace: live.workspace,
    endpoint: live.endpoint,
    made: input.now.toISOString(),
    release: published?.release ?? null,
    against: released ? "release" : "repository",
    summary: {
      edited: amount("edited"),
      vanished: amount("vanished"),
      triggerState: amount("trigger-state"),
      unmanaged: amount("unmanaged"),
      owned: owned.length,
      pending: pending.length,
      unchanged,
    },
    items: withReach(items, input),
    owned,
    pending,
  };
}

/** Says of each item what runs because of it, as the workspace is now. */
function withReach(items: readonly DriftItem[], { live, desired, now }: DriftInput): readonly DriftItem[] {
  if (items.length === 0) return items;
  const running = new Set(live.artifacts.flatMap(({ ref, started }) => (started ? [refKey(ref)] : [])));
  const bodies = live.artifacts.flatMap(({ ref, body }) => (body === undefined ? [] : [{ ref, body }]));
  const reachOf = makeReach({
    graph: makeGraph([...bodies, ...desired]),
    started: (ref) => running.has(refKey(ref)),
    now,
  });
  return items.map((item) => {
    const reach = reachOf(item.ref);
    return reach === undefined ? item : { ...item, reach };
  });
}

/** Every artifact the report is about, by kind and name; what belongs to the workspace itself is not. */
function sidesOf(
  { desired, live, published, bodies, selects }: DriftInput,
  released: boolean,
): readonly Sides[] {
  const found = new Map<string, { -readonly [K in keyof Sides]: Sides[K] }>();
  const at = (ref: Ref) => {
    const known = found.get(refKey(ref)) ?? { ref, desired: undefined, live: undefined, base: undefined };
    found.set(refKey(ref), known);
    return known;
  };
  for (const artifact of live.artifacts) at(artifact.ref).live = artifact;
  for (const artifact of desired) {
    const sides = at(artifact.ref);
    sides.desired = artifact;
    if (released) continue;
    sides.base = { entry: undefined, body: artifact.body, started: desiredState(artifact) };
  }
  for (const entry of released ? (published?.artifacts ?? []) : []) {
    const body = bodies.get(refKey(entry.ref));
    at(entry.ref).base = { entry, body, started: entry.started };
  }
  return [...found.values()]
    .filter(({ ref, desired, live, base }) => {
      const body = live?.body ?? desired?.body ?? base?.body;
      const { managed, protects } = contractOf(ref.kind);
      return managed && protects(ref.name, body) === undefined && selects(ref, body ?? {});
    })
    .sort((a, b) => compareRefs(a.ref, b.ref));
}

/** The desired digest under the name that the workspace gives the artifact: case alone is no difference. */
function wantedDigest(
  { ref, desired, live }: Sides,
  digests: ReadonlyMap<string, string>,
  { tolerances }: DriftInput,
): string | undefined {
  if (desired === undefined) return undefined;
  if (live === undefined || live.ref.name === desired.ref.name) return digests.get(refKey(ref));
  return canonicalDigest(ref.kind, named(live.ref.name, desired.body, true), tolerances(ref.kind));
}

function standingOf({ desired, live }: Sides, digest: string | undefined): Standing {
  if (desired === undefined) return live === undefined ? "equal" : "absent";
  return live?.digest === digest ? "equal" : "differs";
}

/** What is said of an item beyond which artifact it is. */
type Moved = Pick<DriftItem, "status" | "risk" | "reason"> & Partial<DriftItem>;

function itemsOf(
  sides: Sides,
  repository: Standing,
  digest: string | undefined,
  { tolerances }: DriftInput,
  released: boolean,
): readonly DriftItem[] {
  const { ref, desired, live, base } = sides;
  const release = base?.entry?.release ?? null;
  const item = (moved: Moved): DriftItem => {
    const { status, risk, reason, differences = [], ...rest } = moved;
    const head = { ref, status, risk, reason, release, repository };
    return { ...head, ...rest, differences, ...placeOf(desired) };
  };
  if (base === undefined) {
    if (live === undefined || desired !== undefined) return [];
    const reason = released ? "neither in a release nor in the repository" : "not in the repository";
    return [item({ status: "unmanaged", risk: "behavioural", reason })];
  }
  const conflicts =
    base.entry !== undefined && digest !== base.entry.digest && (repository === "differs" || dropped(sides));
  const conflict = conflicts ? ({ conflict: true } as const) : {};
  if (live === undefined) {
    const reason = released ? `deleted since release ${release}` : "not in the workspace";
    return [item({ ...conflict, status: "vanished", risk: "destructive", reason })];
  }
  const items: DriftItem[] = [];
  // A release writes one body, and the service may show another.
  const known = base.entry === undefined ? [digest] : [base.entry.live, base.entry.digest];
  if (!known.includes(live.digest)) {
    const edit = editOf(live, base, tolerances);
    const left = asLeft(live, base.entry, tolerances);
    if (edit !== undefined && left !== undefined && base.entry !== undefined) {
      const lost = holdsLostIds(left.of, base.entry.release);
      // Where that is all nobody edited it: the repository may say what it likes.
      const edited = known.includes(left.digest) ? {} : { ...conflict, reason: `${edit.reason}; ${lost}` };
      items.push(item({ ...edit, reason: lost, ...edited, lostIds: left.of }));
    } else if (edit !== undefined) items.push(item({ ...conflict, ...edit }));
  }
  if (base.started !== undefined && live.started !== undefined && base.started !== live.started) {
    items.push(item(triggerItem(sides, base.started, live.started)));
  }
  return items;
}

/** The edit that made `live` of what it is compared with; undefined when nothing is left of it field by field. */
function editOf(live: LiveArtifact, { entry, body }: Base, tolerances: Tolerances) {
  const { kind, name } = live.ref;
  const before = body && named(name, body, entry === undefined);
  const differences =
    before && live.body ? fieldDifferences(kind, before, live.body, tolerances(kind)) : undefined;
  if (differences?.length === 0) return undefined;
  const what = entry ? `edited since release ${entry.release}` : "the workspace has something else";
  return {
    status: "edited",
    risk: differences ? gravest(differences.map(({ risk }) => risk)) : "behavioural",
    reason: differences ? what : `${what}, but its published body was not found`,
    differences: differences ?? [],
  } as const;
}

function triggerItem({ desired, base }: Sides, published: boolean, live: boolean) {
  const asked = desired && desiredState(desired);
  const by = base?.entry ? `release ${base.entry.release}` : "the repository";
  const repository: Standing =
    desired === undefined ? "absent" : asked === undefined || asked === live ? "equal" : "differs";
  return {
    status: "trigger-state",
    risk: "behavioural",
    reason: `${live ? "runs" : "is stopped"}, but ${by} ${base?.entry ? "left" : "wants"} it ${live ? "stopped" : "running"}`,
    repository,
    started: { published, live },
  } as const;
}

function placeOf(desired: Artifact | undefined): Pick<DriftItem, "at" | "package"> {
  if (desired === undefined) return {};
  const { file, line, column, package: from } = desired.origin;
  return { at: { file, line, column }, ...(from === undefined ? {} : { package: from }) };
}

/** What the repository did to an artifact since the release that the workspace still is. */
function pendingOf(sides: Sides, digest: string | undefined): Pending["what"] | undefined {
  const { desired, live, base } = sides;
  const entry = base?.entry;
  if (desired === undefined) return dropped(sides) ? "deleted" : undefined;
  if (entry === undefined) return live?.digest === digest ? undefined : "created";
  return digest === entry.digest || digest === live?.digest ? undefined : "edited";
}

/** The repository no longer holds what a release created, and the workspace does: a plan deletes it. */
function dropped({ desired, live, base }: Sides): boolean {
  return desired === undefined && live !== undefined && base?.entry?.created === true;
}
