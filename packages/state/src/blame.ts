import { type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Release, ReleasedChange, Resumed, StateStore } from "./state.ts";

/** What a release did to one artifact. */
export interface Touch {
  readonly release: Release;
  /** The name it had then. */
  readonly ref: Ref;
  readonly change?: ReleasedChange;
  /** Without a change: taken as it was found, or let go. */
  readonly record?: "recorded" | "forgotten";
  /** What an apply that died had done to it, as this release found. */
  readonly resumed?: Resumed;
}

/** Releases that are read at once: many, since each costs a round trip, and not all, since the last one often does. */
const batch = 8;

/**
 * The releases that touched an artifact, newest first, at most `limit` of them; renames are followed to the older
 * name. Throws WorkspaceError.
 */
export async function blame(ref: Ref, store: StateStore, limit: number): Promise<readonly Touch[]> {
  const ids = await store.listReleases();
  const touches: Touch[] = [];
  let name = ref;
  for (let start = 0; start < ids.length && touches.length < limit; start += batch) {
    const releases = await Promise.all(ids.slice(start, start + batch).map((id) => store.readRelease(id)));
    for (const release of releases) {
      if (release === undefined) continue;
      for (const touch of touchesOf(name, release)) {
        touches.push(touch);
        const before = touch.change?.status === "done" ? touch.change.renamedFrom : undefined;
        if (before !== undefined) name = before;
      }
    }
  }
  return touches.slice(0, limit);
}

/** The last of its steps first. */
function touchesOf(ref: Ref, release: Release): readonly Touch[] {
  const isIt = (other: Ref) => refKey(other) === refKey(ref);
  const resumed = (release.resumed ?? [])
    .filter((one) => isIt(one.ref))
    .map((one) => ({ release, ref: one.ref, resumed: one }));
  const changes = release.changes.filter((change) => isIt(change.ref));
  if (changes.length > 0)
    return [...changes.reverse().map((change) => ({ release, ref: change.ref, change })), ...resumed];
  if (resumed.length > 0) return resumed;
  for (const record of ["recorded", "forgotten"] as const) {
    const found = release[record].find(isIt);
    if (found !== undefined) return [{ release, ref: found, record }];
  }
  return [];
}
