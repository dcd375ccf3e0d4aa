import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { contractOf, kindsOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import type { DeparturesInput } from "@retain/planner/plan/departures";
import { desiredDigests, type Tolerances } from "@retain/planner/plan/desired-digests";
import { withKnownIds } from "@retain/planner/plan/desired-ids";
import { makePlan } from "@retain/planner/plan/make-plan";
import type { Plan } from "@retain/planner/plan/plan";
import type { PlanInput } from "@retain/planner/plan/plan-input";
import { type KnownState, readKnownState } from "@retain/state/known-state";
import type { Recovered } from "@retain/state/recover";
import { movedOnBothSides, renewed } from "@retain/state/renew";
import type { Manifest } from "@retain/state/state";
import type { ReadOptions, Workspace } from "@retain/workspaces/workspace";
import { digestAnew, digestInTurns } from "./digest-in-turns.ts";
import type { Estate } from "./estate.ts";
import type { Watcher } from "./session.ts";
import { tool } from "./version.ts";

/** What is to be made of an environment. */
export interface PlanRequest
  extends Pick<PlanInput, "onConflict" | "pruneUnmanaged" | "selects" | "takes" | "source"> {
  readonly desired: readonly Artifact[];
}

/** A plan, and all it was made from. */
export interface EstatePlan {
  readonly estate: Estate;
  readonly plan: Plan;
  readonly live: LiveSnapshot;
  /** What releases put there; absent without state. */
  readonly recovered: Recovered | undefined;
  /** What other projects took over; absent where they took nothing. */
  readonly handed?: Manifest["handed"];
  /** What the repository says; absent for a saved plan. */
  readonly desired: readonly Artifact[] | undefined;
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  readonly digest: ReadOptions["digest"];
  /** Reads the environment again, with the bodies of what is not as the plan means it to be. */
  readonly readAgain: () => Promise<LiveSnapshot>;
}

/** Digest of a live body, comparable with those of the repository. */
export function digestFor({ project }: Estate): ReadOptions["digest"] {
  return (kind, body) => canonicalDigest(kind, body, project.tolerances(kind));
}

/** All that is read for a plan. */
export interface Sides {
  /** Of what is desired, by `refKey`. */
  readonly digests: ReadonlyMap<string, string>;
  readonly state: KnownState;
  readonly live: LiveSnapshot;
  /** Reads the environment again, with the same bodies. */
  readonly readAgain: EstatePlan["readAgain"];
}

/**
 * Reads state and workspace, side by side. Bodies are kept where they differ from what is desired, and where the
 * repository does not hold them. Throws WorkspaceError.
 */
export async function readSides(
  estate: Estate,
  desired: readonly Artifact[],
  watcher: Watcher,
  stop?: AbortSignal,
): Promise<Sides> {
  const known = readKnownState(
    estate,
    desired.map(({ ref }) => ref),
  );
  const wanted = Promise.all([known, digestInTurns(desired, estate.project.tolerances)]).then(
    ([state, digests]) => {
      const keep: ReadOptions["keep"] = (ref, digest) => digests.get(refKey(ref)) !== digest;
      return { state, digests, named: state.named, keep };
    },
  );
  const reading = readEstate(estate, watcher, wanted, { stop });
  // The problem of the state is told first, whichever comes first.
  reading.catch(() => undefined);
  const { state, digests } = await wanted;
  const live = await reading;
  const readAgain = () => readEstate(estate, watcher, wanted, { before: live });
  return { digests, state, live, readAgain };
}

/** Plans, from what was read ahead or is read now. Throws WorkspaceError. */
export async function planEstate(
  estate: Estate,
  request: PlanRequest,
  watcher: Watcher,
  ahead?: Sides,
): Promise<EstatePlan> {
  const { environment, project } = estate;
  const {
    digests: asWritten,
    state,
    live,
    readAgain,
  } = ahead ?? (await readSides(estate, request.desired, watcher));
  const desired = withKnownIds(request.desired, live);
  const digests = withDigestsOf(
    desired.filter((artifact, at) => artifact !== request.desired[at]),
    asWritten,
    project.tolerances,
  );
  noteUnread(live, estate.workspace, watcher);
  const { recovered, bodies } = await readBases(estate, state.recover(live), live, digests);
  const plan = makePlan({
    tool,
    environment: environment.name,
    ...planBasis(estate, recovered),
    live,
    digests,
    owned: await state.owned(),
    now: new Date(),
    ...request,
    desired,
    publishedBodies: bodies,
  });
  const { selects } = request;
  const { handed } = state.manifest ?? {};
  const kept = handed === undefined ? {} : { handed };
  return { estate, plan, live, recovered, ...kept, desired, selects, digest: digestFor(estate), readAgain };
}

/** Digests, with those of some artifacts made again. */
export function withDigestsOf(
  artifacts: readonly Artifact[],
  digests: ReadonlyMap<string, string>,
  tolerances: Tolerances,
): ReadonlyMap<string, string> {
  return artifacts.length === 0 ? digests : new Map([...digests, ...desiredDigests(artifacts, tolerances)]);
}

/** What every plan of an environment is made by, whatever is desired. */
export function planBasis(
  { project, environment, workspace }: Estate,
  recovered: Recovered | undefined,
): Omit<DeparturesInput, "live"> {
  return {
    targets: workspace.targets,
    protect: project.protect,
    policy: environment.consent,
    tolerances: project.tolerances,
    ...(recovered === undefined
      ? {}
      : { published: recovered.published, interruptedTriggers: recovered.interruptedTriggers }),
  };
}

/** Says which kinds the workspace does not show: what refers to them cannot be judged. */
function noteUnread({ workspace, listed }: LiveSnapshot, { targets }: Workspace, watcher: Watcher): void {
  const kinds = targets.flatMap(({ service }) => kindsOf(service));
  const unread = kinds.filter((kind) => !contractOf(kind).managed && !listed.includes(kind));
  if (unread.length === 0) return;
  const names = unread.map((kind) => `${contractOf(kind).label}s`).join(", ");
  watcher.note(`References to these are not checked, because ${workspace} does not list them: ${names}`);
}

/** How an environment is read. */
interface EstateReading {
  /** What was there when it was read before. */
  readonly before?: LiveSnapshot | undefined;
  /** Gives the reading up. */
  readonly stop?: AbortSignal | undefined;
}

/** What of an environment is of interest. */
type Wanted = Required<Pick<ReadOptions, "keep">> & { readonly named: readonly Ref[] };

/**
 * Reads all that an environment holds, with progress. What is wanted of it may become known while the service already
 * answers. Digests of what has the etag that it had `before` are not made again. Throws WorkspaceError.
 */
export async function readEstate(
  estate: Estate,
  watcher: Watcher,
  wanted: Wanted | Promise<Wanted>,
  { before, stop }: EstateReading = {},
): Promise<LiveSnapshot> {
  const { workspace, environment, project, thread } = estate;
  let keep: ReadOptions["keep"] = () => true;
  const named = Promise.resolve(wanted).then((known) => {
    keep = known.keep;
    return known.named;
  });
  return workspace.read({
    ...(before === undefined
      ? { digest: digestFor(estate), digests: thread.digests(project.tolerances) }
      : { digest: digestAnew(before, digestFor(estate)) }),
    keep: (ref, digest) => keep(ref, digest),
    named,
    ...(stop === undefined ? {} : { signal: stop }),
    onProgress: (done) => watcher.progress(`reading ${environment.workspace}: ${done} artifacts`),
  });
}

/**
 * The bodies that releases wrote of what seems to have moved on both sides, by `refKey`, and what is published by
 * them: digests that tolerances of an earlier day made would tell conflicts where nobody moved. Throws WorkspaceError.
 */
export async function readBases(
  estate: Estate,
  recovered: Recovered | undefined,
  live: LiveSnapshot,
  desired: ReadonlyMap<string, string>,
): Promise<{
  readonly recovered: Recovered | undefined;
  readonly bodies: ReadonlyMap<string, JsonObject>;
}> {
  const wanted = movedOnBothSides(recovered, live, desired);
  if (recovered === undefined || wanted.length === 0) return { recovered, bodies: new Map() };
  const bodies = (await estate.store?.readBodies(wanted)) ?? new Map<string, JsonObject>();
  return { recovered: renewed(recovered, { live, bodies, digest: digestFor(estate) }), bodies };
}
