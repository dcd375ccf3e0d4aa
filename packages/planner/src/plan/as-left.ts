import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { idReferences } from "@retain/artifacts/ids/id-places";
import { knownIds, nameMoreIds } from "@retain/artifacts/ids/live-ids";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { formatPath } from "@retain/artifacts/words/path";
import { byRef, formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { Tolerances } from "./desired-digests.ts";
import type { PublishedArtifact } from "./published.ts";

/** What is live, with ids that it holds as what they were when it was published. */
export interface AsLeft {
  readonly body: JsonObject;
  readonly digest: string;
  /** What the ids were of: made anew since, or gone. */
  readonly of: readonly Ref[];
}

/**
 * What is live, where it holds ids that are of nobody any more and were of somebody when it was published: nobody
 * touched it, though it no longer means what it meant. Undefined where no id is such.
 */
export function asLeft(
  found: LiveArtifact | undefined,
  published: Pick<PublishedArtifact, "ids"> | undefined,
  tolerances: Tolerances,
): AsLeft | undefined {
  if (found?.body === undefined || published?.ids === undefined) return undefined;
  const { kind } = found.ref;
  const contract = contractOf(kind);
  const body = nameMoreIds(contract, found.body, knownIds(published.ids));
  if (body === found.body) return undefined;
  const known = new Set(idReferences(contract, found.body).map(({ path }) => formatPath(path)));
  const lost = idReferences(contract, body).filter(({ path }) => !known.has(formatPath(path)));
  const of = [...byRef(lost.map(({ to }) => ({ ref: to }))).values()].map(({ ref }) => ref);
  return { body, digest: canonicalDigest(kind, body, tolerances(kind)), of };
}

/** That an artifact holds such ids, in a clause. */
export function holdsLostIds(of: readonly Ref[], release: string): string {
  return `it holds the id${of.length === 1 ? "" : "s"} that ${of.map(formatRef).join(", ")} had in release ${release}`;
}
