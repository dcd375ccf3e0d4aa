import type { Named } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { byRef, formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Manifest, ManifestEntry } from "./state.ts";

/** Entries of a manifest while a release makes them. */
export interface Entries {
  /** The entry under a `refKey`. */
  readonly get: (key: string) => ManifestEntry | undefined;
  readonly list: () => readonly ManifestEntry[];
  /** Records an artifact under the release, with its body. */
  readonly put: (found: LiveArtifact, digest: string, created: boolean, body: JsonObject) => void;
  /** Keeps an entry, with the state in which its artifact is found. */
  readonly keep: (found: LiveArtifact, entry: ManifestEntry) => void;
  /** Puts an entry that is there under the release, with its body where that is known. */
  readonly carry: (key: string, release: string, body: JsonObject | undefined) => void;
  readonly delete: (key: string) => void;
  /** The entries in the order of their refs. */
  readonly made: () => Manifest["artifacts"];
  /** What was put, with its body. */
  readonly bodies: () => readonly Named[];
}

/** Opens the entries of a manifest for a release. */
export function openEntries(before: Manifest["artifacts"], release: string): Entries {
  const entries = new Map(before);
  const bodies = new Map<string, Named>();
  return {
    get: (key) => entries.get(key),
    list: () => [...entries.values()],
    put: ({ ref, ...found }, digest, created, body) => {
      entries.set(refKey(ref), { ref, digest, live: found.digest, ...stateOf(found), created, release });
      bodies.set(refKey(ref), { ref, body });
    },
    keep: (found, entry) => {
      entries.set(refKey(found.ref), { ...entry, ref: found.ref, ...stateOf(found) });
    },
    carry: (key, release, body) => {
      const held = entries.get(key);
      if (held === undefined) return;
      entries.set(key, { ...held, release });
      if (body !== undefined) bodies.set(key, { ref: held.ref, body });
    },
    delete: (key) => void entries.delete(key),
    made: () => inOrder(entries.values()),
    bodies: () => [...bodies.values()],
  };
}

/** Entries by `refKey`, in the order of their refs. */
export function inOrder(entries: Iterable<ManifestEntry>): Manifest["artifacts"] {
  // There may be ten thousand: each text is made once.
  const texts = [...entries].map((entry) => [formatRef(entry.ref), entry] as const);
  return byRef(texts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry));
}

/** The members of an entry that say how the artifact is. */
export function stateOf({
  etag,
  started,
  ids,
}: Pick<LiveArtifact, "etag" | "started" | "ids">): Pick<ManifestEntry, "etag" | "started" | "ids"> {
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(started === undefined ? {} : { started }),
    ...(ids === undefined ? {} : { ids }),
  };
}

/** What is known by ref, less some of it. */
export function without<T>(known: ReadonlyMap<string, T>, refs: readonly Ref[]): ReadonlyMap<string, T> {
  const gone = new Set(refs.map(refKey));
  return new Map([...known].filter(([key]) => !gone.has(key)));
}
