import type { LiveSnapshot } from "@retain/artifacts/live";
import { parseRef, refKey, textKey } from "@retain/artifacts/ref";
import type { Published, PublishedArtifact } from "@retain/planner/published";
import type { JournalLine, Manifest, ManifestEntry, Unfinished } from "./state.ts";

/** What releases put there, and what an apply that died did since. */
export interface Recovered {
  readonly entries: Manifest["artifacts"];
  readonly published: Published;
  /** Keys of entries that come from the journal: no release holds their bodies yet. */
  readonly unrecorded: ReadonlySet<string>;
  /** Keys of triggers that were stopped and not started again. */
  readonly interruptedTriggers: ReadonlySet<string>;
  /** Ids of the changes that were begun and of which no end was recorded. */
  readonly underWay: readonly string[];
  /** When and by whom the apply that died was begun; absent when the last one ended. */
  readonly opened?: Extract<JournalLine, { is: "open" }>;
}

/**
 * The manifest with the writes of an unfinished journal that took effect: a create that is live as it
 * was begun is ours, whether or not its end was recorded. Pure.
 */
export function recover(
  manifest: Manifest,
  unfinished: Unfinished | undefined,
  live: LiveSnapshot,
): Recovered {
  const entries = new Map(Object.entries(manifest.artifacts));
  const nameOf = new Map(Object.keys(manifest.artifacts).map((text) => [textKey(text), text]));
  const held = new Map(live.artifacts.map((artifact) => [refKey(artifact.ref), artifact]));
  const stopped = new Set<string>();
  const unrecorded = new Set<string>();
  const open = new Map<string, Extract<JournalLine, { is: "begin" }>>();
  let opened: Recovered["opened"];
  let release = manifest.release ?? "";
  for (const line of unfinished?.lines ?? []) {
    if (line.is === "open") {
      opened = line;
      release = line.release;
      open.clear();
    } else if (line.is === "end") {
      const begun = open.get(line.id);
      open.delete(line.id);
      if (begun?.action === "start" && line.result === "done") stopped.delete(textKey(begun.ref));
    } else {
      open.set(line.id, line);
      const key = textKey(line.ref);
      if (line.action === "stop" && line.found.started === true) stopped.add(key);
      if (line.action !== "create" && line.action !== "update") continue;
      const now = held.get(key);
      const before = entries.get(nameOf.get(key) ?? line.ref);
      // A create that is sent again after a crash finds what the first one made.
      const created = line.found.live === null || before?.created === true;
      if (now === undefined || now.digest !== line.digest) continue;
      nameOf.set(key, line.ref);
      unrecorded.add(key);
      entries.set(line.ref, {
        digest: line.digest,
        live: now.digest,
        ...(now.etag === undefined ? {} : { etag: now.etag }),
        created,
        release,
        ...(now.started === undefined ? {} : { started: now.started }),
      });
    }
  }
  const artifacts = Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    entries: artifacts,
    published: publishedOf(manifest.release, artifacts),
    unrecorded,
    interruptedTriggers: stopped,
    underWay: [...open.keys()],
    ...(opened === undefined ? {} : { opened }),
  };
}

/** The entries of a manifest or release as the planner takes them. */
export function publishedOf(
  release: string | null,
  entries: { readonly [ref: string]: ManifestEntry },
): Published {
  const artifacts = Object.entries(entries).flatMap(([text, entry]): readonly PublishedArtifact[] => {
    const ref = parseRef(text);
    if (ref === undefined) return [];
    const { digest, live, created, started } = entry;
    return [
      { ref, digest, live, created, release: entry.release, ...(started === undefined ? {} : { started }) },
    ];
  });
  return { release, artifacts };
}
