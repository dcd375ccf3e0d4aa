import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, compareTexts, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Published } from "@retain/planner/plan/published";
import { inOrder, stateOf } from "./entries.ts";
import type { Actor, Begun, JournalLine, Manifest, ManifestEntry, Resumed, Unfinished } from "./state.ts";

/** What releases put there, and what an apply that died did since. */
export interface Recovered {
  readonly entries: Manifest["artifacts"];
  readonly published: Published;
  /** Keys of entries that come from the journal: no release holds their bodies yet. */
  readonly unrecorded: ReadonlySet<string>;
  /** What they were, in the order of their refs. */
  readonly resumed: readonly Resumed[];
  /** Creates that were sent and of which nothing is to be seen, by `refKey`. */
  readonly begun: ReadonlyMap<string, Begun>;
  /** Keys of triggers that an apply stopped and did not start again, and that stand still. */
  readonly interruptedTriggers: ReadonlySet<string>;
  /** Ids of the changes that were begun and of which no end was recorded. */
  readonly underWay: readonly string[];
  /** Refs of writes and deletes that did not end well: something may have been left beside them. */
  readonly broken: readonly Ref[];
  /** When and by whom the apply that died was begun; absent when the last one ended. */
  readonly opened?: Extract<JournalLine, { type: "open" }>;
}

/**
 * The manifest with the writes of an unfinished journal that took effect. What was begun to be created and is
 * there is ours, whole or not, whether or not its end was recorded; a delete whose artifact is gone was ours. Pure.
 */
export function recover(
  manifest: Manifest,
  unfinished: Unfinished | undefined,
  live: LiveSnapshot,
): Recovered {
  const held = byRef(live.artifacts);
  const { traces, underWay, stopped, replaced, opened } = readJournal(
    unfinished?.lines ?? [],
    manifest.begun ?? new Map(),
  );
  const entries = new Map(manifest.artifacts);
  const unrecorded = new Set<string>();
  const resumed: Resumed[] = [];
  const begun = new Map<string, Begun>();
  for (const [key, steps] of traces) {
    const before = entries.get(key);
    const { entry, last } = settle(before, steps, held.get(key));
    const sent = steps.at(-1);
    if (
      entry === undefined &&
      sent?.action === "create" &&
      sent.digest !== undefined &&
      !saysOver(sent.problem)
    ) {
      begun.set(key, { ref: sent.ref, digest: sent.digest, release: sent.release });
    }
    if (entry === before) continue;
    if (last !== undefined) resumed.push(last);
    if (entry === undefined) {
      entries.delete(key);
    } else {
      entries.set(key, entry);
      unrecorded.add(key);
    }
  }
  for (const ref of manifest.stopped ?? []) {
    stopped.add(refKey(ref));
    replaced.add(refKey(ref));
  }
  const artifacts = traces.size === 0 ? manifest.artifacts : inOrder(entries.values());
  return {
    entries: artifacts,
    published: publishedOf(manifest.release, artifacts),
    unrecorded,
    resumed: resumed.sort((a, b) => compareTexts(a.ref, b.ref)),
    begun,
    // One that was to be replaced may be gone; it is to run once it is there again.
    interruptedTriggers: new Set(
      [...stopped].filter((key) => {
        const found = held.get(key);
        return found === undefined ? replaced.has(key) : found.started === false;
      }),
    ),
    underWay,
    broken: [...traces.values()].flatMap((steps) => {
      const [last] = steps.slice(-1);
      return last?.done === false ? [last.ref] : [];
    }),
    ...(opened === undefined ? {} : { opened }),
  };
}

type Begin = Extract<JournalLine, { type: "begin" }>;

/** A write or delete that was begun. */
interface Trace extends Pick<Begin, "ref" | "digest" | "between"> {
  readonly action: Resumed["action"];
  /** What was there before; `null` for nothing. */
  readonly found: string | null;
  /** The release that its apply would have been. */
  readonly release: string;
  /** Absent for what an earlier release knew of. */
  readonly at?: string;
  readonly by?: Actor;
  /** True when its end was recorded as done. */
  done: boolean;
  /** The code of the problem that its end was recorded with. */
  problem?: string;
}

/** Whether a problem says that the artifact was not as it was read: what is there now, somebody else wrote. */
export function saysTheirs(code: string | undefined): boolean {
  return code === "workspace-conflict";
}

/** Whether nothing is under way in the service any more after a write that failed with a problem. */
export function saysOver(code: string | undefined): boolean {
  const plain = ["conflict", "refused", "forbidden", "not-found", "sign-in"];
  return plain.some((reason) => code === `workspace-${reason}`);
}

/** What the lines of one apply, or of several that died one after the other, come to. */
function readJournal(lines: readonly JournalLine[], sent: NonNullable<Manifest["begun"]>) {
  /** By key, in the order in which they were begun. */
  const traces = new Map<string, Trace[]>(
    [...sent].map(([key, { ref, digest, release }]) => [
      key,
      [{ ref, action: "create", digest, release, found: null, done: false }],
    ]),
  );
  const stopped = new Set<string>();
  const replaced = new Set<string>();
  const open = new Map<string, { readonly line: Begin; readonly trace?: Trace }>();
  let opened: Recovered["opened"];
  for (const line of lines) {
    if (line.type === "open") {
      opened = line;
      open.clear();
    } else if (line.type === "begin") {
      const { ref, action, at } = line;
      const key = refKey(ref);
      if (line.replaces) replaced.add(key);
      if (action === "stop" && line.found.started === true) stopped.add(key);
      if (action === "stop" || action === "start") {
        open.set(line.id, { line });
        continue;
      }
      const trace: Trace = {
        ref,
        action,
        at,
        found: line.found.live,
        release: opened?.release ?? "",
        ...(line.digest === undefined ? {} : { digest: line.digest }),
        ...(line.between === undefined ? {} : { between: line.between }),
        ...(opened === undefined ? {} : { by: opened.by }),
        done: false,
      };
      open.set(line.id, { line, trace });
      traces.set(key, [...(traces.get(key) ?? []), trace]);
    } else if (line.type === "end") {
      const begun = open.get(line.id);
      open.delete(line.id);
      if (begun === undefined) continue;
      if (line.result === "done" && begun.line.action === "start") stopped.delete(refKey(begun.line.ref));
      if (begun.trace === undefined) continue;
      begun.trace.done = line.result === "done";
      if (line.problem !== undefined) begun.trace.problem = line.problem;
    }
  }
  return { traces, stopped, replaced, underWay: [...open.keys()], opened };
}

/** The entry of one artifact after what was begun on it, and the last step that took effect. */
function settle(
  before: ManifestEntry | undefined,
  steps: readonly Trace[],
  now: LiveArtifact | undefined,
): { readonly entry: ManifestEntry | undefined; readonly last?: Resumed } {
  let entry = before;
  let last: Trace | undefined;
  for (const [index, step] of steps.entries()) {
    const { action, digest, done, release } = step;
    // What was there afterwards: what a later apply found, which died as well, or what is live.
    const next = steps[index + 1];
    const shown = next === undefined ? (now?.digest ?? null) : next.found;
    if (entry !== undefined && !done && shown !== null && shown !== digest && step.between?.includes(shown)) {
      // It died between its requests, and nobody else was there since.
      entry = { ...entry, live: shown };
    } else if (action === "delete") {
      if (!done && shown !== null) continue;
      entry = undefined;
    } else {
      if (digest === undefined) continue;
      const isNew = step.found === null;
      if (done || shown === digest) {
        // The service may show it as it showed the same body before.
        const live = entry?.digest === digest && shown === entry.live ? entry.live : digest;
        entry = {
          ref: entry?.ref ?? step.ref,
          digest,
          live,
          created: isNew || entry?.created === true,
          release,
        };
      } else if (isNew && shown !== null && step.at !== undefined && !saysTheirs(step.problem)) {
        // A create of several requests that was half done: what is there so far is ours.
        entry = { ref: entry?.ref ?? step.ref, digest, live: shown, created: true, release };
      } else continue;
    }
    last = step;
  }
  const told = last?.at === undefined ? {} : { last: resumedOf(last, last.at) };
  if (entry === undefined || entry === before || now === undefined) return { entry, ...told };
  const { started } = now;
  const shown = now.digest === entry.live ? stateOf(now) : {};
  return {
    entry: { ...entry, ...shown, ...(started === undefined ? {} : { started }) },
    ...told,
  };
}

function resumedOf({ ref, action, by }: Trace, at: string): Resumed {
  return { ref, action, at, ...(by === undefined ? {} : { by }) };
}

/** The entries of a manifest or release as the planner takes them. */
export function publishedOf(release: string | null, entries: Manifest["artifacts"]): Published {
  return { release, artifacts: [...entries.values()] };
}
