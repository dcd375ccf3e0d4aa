import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/live";
import { byRef, parseRef, textKey } from "@retain/artifacts/ref";
import type { Published, PublishedArtifact } from "@retain/planner/published";
import { stateOf } from "./entries.ts";
import type { JournalLine, Manifest, ManifestEntry, Unfinished } from "./state.ts";

/** What releases put there, and what an apply that died did since. */
export interface Recovered {
  readonly entries: Manifest["artifacts"];
  readonly published: Published;
  /** Keys of entries that come from the journal: no release holds their bodies yet. */
  readonly unrecorded: ReadonlySet<string>;
  /** Keys of triggers that an apply stopped and did not start again, and that stand still. */
  readonly interruptedTriggers: ReadonlySet<string>;
  /** Ids of the changes that were begun and of which no end was recorded. */
  readonly underWay: readonly string[];
  /** When and by whom the apply that died was begun; absent when the last one ended. */
  readonly opened?: Extract<JournalLine, { is: "open" }>;
}

/**
 * The manifest with the writes of an unfinished journal that took effect: a create that is live as it
 * was begun is ours, whether or not its end was recorded, and a delete whose artifact is gone was ours. Pure.
 */
export function recover(
  manifest: Manifest,
  unfinished: Unfinished | undefined,
  live: LiveSnapshot,
): Recovered {
  const held = byRef(live.artifacts);
  const { traces, underWay, stopped, opened } = readJournal(unfinished?.lines ?? []);
  const entries = new Map(Object.entries(manifest.artifacts));
  const nameOf = new Map(Object.keys(manifest.artifacts).map((text) => [textKey(text), text]));
  const unrecorded = new Set<string>();
  for (const [key, begun] of traces) {
    const text = nameOf.get(key) ?? begun[0]?.line.ref ?? "";
    const before = entries.get(text);
    const entry = settle(before, begun, held.get(key));
    if (entry === before) continue;
    if (entry === undefined) {
      entries.delete(text);
    } else {
      entries.set(text, entry);
      unrecorded.add(key);
    }
  }
  for (const text of manifest.stopped ?? []) stopped.add(textKey(text));
  const artifacts = Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    entries: artifacts,
    published: publishedOf(manifest.release, artifacts),
    unrecorded,
    interruptedTriggers: new Set([...stopped].filter((key) => held.get(key)?.started === false)),
    underWay,
    ...(opened === undefined ? {} : { opened }),
  };
}

type Begin = Extract<JournalLine, { is: "begin" }>;

/** A write or delete that was begun. */
interface Trace {
  readonly line: Begin;
  /** The release that its apply would have been. */
  readonly release: string;
  /** True when its end was recorded as done. */
  done: boolean;
}

/** What the lines of one apply, or of several that died one after the other, come to. */
function readJournal(lines: readonly JournalLine[]) {
  /** By key, in the order in which they were begun. */
  const traces = new Map<string, Trace[]>();
  const stopped = new Set<string>();
  const open = new Map<string, Begin>();
  let opened: Recovered["opened"];
  for (const line of lines) {
    if (line.is === "open") {
      opened = line;
      open.clear();
    } else if (line.is === "begin") {
      open.set(line.id, line);
      const key = textKey(line.ref);
      if (line.action === "stop" && line.found.started === true) stopped.add(key);
      if (line.action === "stop" || line.action === "start") continue;
      const trace: Trace = { line, release: opened?.release ?? "", done: false };
      traces.set(key, [...(traces.get(key) ?? []), trace]);
    } else if (line.is === "end") {
      const begun = open.get(line.id);
      open.delete(line.id);
      if (begun === undefined || line.result !== "done") continue;
      const key = textKey(begun.ref);
      if (begun.action === "start") stopped.delete(key);
      const last = traces.get(key)?.at(-1);
      if (last?.line === begun) last.done = true;
    }
  }
  return { traces, stopped, underWay: [...open.keys()], opened };
}

/** The entry of one artifact after what was begun on it. */
function settle(
  before: ManifestEntry | undefined,
  begun: readonly Trace[],
  now: LiveArtifact | undefined,
): ManifestEntry | undefined {
  let entry = before;
  for (const [at, { line, release, done }] of begun.entries()) {
    // What was there afterwards: what a later apply found, which died as well, or what is live.
    const next = begun[at + 1];
    const shown = next === undefined ? (now?.digest ?? null) : next.line.found.live;
    if (line.action === "delete") {
      if (done || shown === null) entry = undefined;
    } else if (line.digest !== undefined && (done || shown === line.digest)) {
      const created = line.found.live === null || entry?.created === true;
      entry = { digest: line.digest, live: line.digest, created, release };
    }
  }
  if (entry === undefined || entry === before || now === undefined) return entry;
  const { etag, ...state } = stateOf(now);
  return { ...entry, ...state, ...(etag === undefined || now.digest !== entry.live ? {} : { etag }) };
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
