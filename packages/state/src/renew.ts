import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { ReadOptions } from "@retain/workspaces/workspace";
import { publishedOf, type Recovered } from "./recover.ts";
import type { ManifestEntry } from "./state.ts";

/** What entries are made anew from. */
interface RenewInput {
  readonly live: LiveSnapshot;
  /** Bodies that releases wrote, by `refKey`; entries whose body is missing stay as they are. */
  readonly bodies: ReadonlyMap<string, JsonObject>;
  readonly digest: ReadOptions["digest"];
}

/**
 * The entries as today's tolerances digest them. A digest is one of a canonical form, and that changes with the program
 * and with `tolerances` of retain.yaml: of what a change of them touches every digest in the state differs from both
 * sides, and looks as if both had moved though nobody did. The body that was written is kept, so it is digested again.
 * Pure.
 */
export function renewed(recovered: Recovered, { live, bodies, digest }: RenewInput): Recovered {
  const held = byRef(live.artifacts);
  const artifacts = new Map(
    [...recovered.entries].map(([key, entry]) => {
      const body = bodies.get(key);
      if (body === undefined) return [key, entry];
      return [key, renewedEntry(entry, digest(entry.ref.kind, body), held.get(key))];
    }),
  );
  if ([...artifacts].every(([key, entry]) => entry === recovered.entries.get(key))) return recovered;
  return { ...recovered, entries: artifacts, published: publishedOf(recovered.published.release, artifacts) };
}

function renewedEntry(entry: ManifestEntry, wrote: string, now: LiveArtifact | undefined): ManifestEntry {
  // Where an apply had died, the body that is kept may be the one that was shown afterwards.
  if (wrote === entry.digest || wrote === entry.live) return entry;
  // Where the service shows another body than it was sent, the etag tells whether that is still the one.
  const isShown = now?.etag !== undefined && now.etag === entry.etag;
  const live = entry.live === entry.digest ? wrote : isShown ? now.digest : entry.live;
  return { ...entry, digest: wrote, live };
}

/** The entries by which both sides seem to have moved since; `desired` are the digests of what is wanted, by `refKey`. Pure. */
export function movedOnBothSides(
  recovered: Recovered | undefined,
  live: LiveSnapshot,
  desired: ReadonlyMap<string, string>,
): readonly { readonly ref: Ref; readonly release: string }[] {
  const held = byRef(live.artifacts);
  return (recovered?.published.artifacts ?? []).flatMap((entry) => {
    const { ref, release } = entry;
    const key = refKey(ref);
    const [wanted, shown] = [desired.get(key), held.get(key)?.digest];
    const isBoth = wanted !== entry.digest && shown !== entry.live && wanted !== shown;
    return isBoth ? [{ ref, release }] : [];
  });
}
