import { textKey } from "@retain/artifacts/kinds/refs";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import type { Manifest, ManifestEntry } from "./state.ts";

/** Entries of a manifest while a release makes them. */
export interface Entries {
  /** The entry under a `refKey`. */
  readonly get: (key: string) => ManifestEntry | undefined;
  /** Key, entry, and the ref as it is spelled. */
  readonly list: () => readonly {
    readonly key: string;
    readonly text: string;
    readonly entry: ManifestEntry;
  }[];
  /** Records an artifact under the release, with its body. */
  readonly put: (found: LiveArtifact, digest: string, created: boolean, body: JsonObject) => void;
  /** Keeps an entry, with the state in which its artifact is found. */
  readonly keep: (found: LiveArtifact, entry: ManifestEntry) => void;
  /** Puts an entry that is there under the release, with its body where that is known. */
  readonly carry: (key: string, release: string, body: JsonObject | undefined) => void;
  readonly delete: (key: string) => void;
  /** The entries by formatted ref, in the order of their refs. */
  readonly made: () => Manifest["artifacts"];
  /** The bodies that were put, by formatted ref. */
  readonly bodies: ReadonlyMap<string, JsonObject>;
}

/** Opens the entries of a manifest for a release. */
export function openEntries(before: Manifest["artifacts"], release: string): Entries {
  const entries = new Map(Object.entries(before).map(([text, entry]) => [textKey(text), { text, entry }]));
  const bodies = new Map<string, JsonObject>();
  return {
    get: (key) => entries.get(key)?.entry,
    list: () => [...entries].map(([key, held]) => ({ key, ...held })),
    put: (found, digest, created, body) => {
      const text = formatRef(found.ref);
      const entry = { digest, live: found.digest, ...stateOf(found), created, release };
      entries.set(refKey(found.ref), { text, entry });
      bodies.set(text, body);
    },
    keep: (found, entry) => {
      entries.set(refKey(found.ref), { text: formatRef(found.ref), entry: { ...entry, ...stateOf(found) } });
    },
    carry: (key, release, body) => {
      const held = entries.get(key);
      if (held === undefined) return;
      entries.set(key, { text: held.text, entry: { ...held.entry, release } });
      if (body !== undefined) bodies.set(held.text, body);
    },
    delete: (key) => void entries.delete(key),
    made: () => {
      const sorted = [...entries.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
      return Object.fromEntries(sorted.map(({ text, entry }) => [text, entry]));
    },
    bodies,
  };
}

/** The members of an entry that say how the artifact is. */
export function stateOf({ etag, started }: LiveArtifact): Pick<ManifestEntry, "etag" | "started"> {
  return { ...(etag === undefined ? {} : { etag }), ...(started === undefined ? {} : { started }) };
}
