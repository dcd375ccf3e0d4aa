import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Drift } from "@retain/planner/drift/drift";
import { makeDrift } from "@retain/planner/drift/make-drift";
import { desiredDigests } from "@retain/planner/plan/desired-digests";
import { withKnownIds } from "@retain/planner/plan/desired-ids";
import type { PublishedArtifact } from "@retain/planner/plan/published";
import { readKnownState } from "@retain/state/known-state";
import type { Recovered } from "@retain/state/recover";
import { renewed } from "@retain/state/renew";
import type { Estate } from "../estate.ts";
import { digestFor, readEstate, withDigestsOf } from "../plan-estate.ts";
import type { Watcher } from "../session.ts";
import { tool } from "../version.ts";

/** A report of drift, and all it was made from. */
export interface FoundDrift {
  readonly drift: Drift;
  /** With the bodies of what moved. */
  readonly live: LiveSnapshot;
  /** What releases put there; absent without state. */
  readonly recovered: Recovered | undefined;
  /** Published bodies of what moved, by `refKey`; those that are still there. */
  readonly bodies: ReadonlyMap<string, JsonObject>;
}

/** What is looked at. */
interface DriftRequest {
  readonly desired: readonly Artifact[];
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  /** The live bodies of what is not as the repository says are wanted as well. */
  readonly takes?: boolean;
}

/**
 * Reads state and workspace, and compares. Live bodies are kept where they are not as they were published,
 * published ones are read only for those. Throws WorkspaceError.
 */
export async function findDrift(
  estate: Estate,
  { desired: written, selects, takes = false }: DriftRequest,
  watcher: Watcher,
): Promise<FoundDrift> {
  const { store, project, environment } = estate;
  const { tolerances } = project;
  const asWritten = desiredDigests(written, tolerances);
  const known = await readKnownState(
    estate,
    written.map(({ ref }) => ref),
  );
  // Without a release live is compared with the repository.
  const isUsual = (ref: Ref, digest: string) =>
    known.manifest?.release ? known.isPublished(ref, digest) : asWritten.get(refKey(ref)) === digest;
  const live = await readEstate(estate, watcher, {
    named: known.named,
    keep: (ref, digest) => !isUsual(ref, digest) || (takes && asWritten.get(refKey(ref)) !== digest),
  });
  const desired = withKnownIds(written, live);
  const digests = withDigestsOf(
    desired.filter((artifact, at) => artifact !== written[at]),
    asWritten,
    tolerances,
  );
  const found = known.recover(live);
  const bodies = (await store?.readBodies(movedEntries(found, live))) ?? new Map<string, JsonObject>();
  const recovered = found && renewed(found, { live, bodies, digest: digestFor(estate) });
  const drift = makeDrift({
    tool,
    environment: environment.name,
    desired,
    live,
    published: recovered?.published,
    owned: await known.owned(),
    bodies,
    selects,
    tolerances,
    digests,
    now: new Date(),
  });
  return { drift, live, recovered, bodies };
}

/** The entries whose bodies are needed: what is live under their ref is something else, gone, or started or stopped. */
function movedEntries(
  recovered: Recovered | undefined,
  live: LiveSnapshot,
): readonly { readonly ref: Ref; readonly release: string }[] {
  const held = byRef(live.artifacts);
  const moved = (entry: PublishedArtifact) => {
    const now = held.get(refKey(entry.ref));
    return now?.digest !== entry.live || (entry.started !== undefined && now.started !== entry.started);
  };
  return (recovered?.published.artifacts ?? []).filter(moved);
}
