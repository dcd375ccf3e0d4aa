import { setImmediate as nextTurn } from "node:timers/promises";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import { textAt } from "@retain/artifacts/words/json";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, refKey } from "@retain/artifacts/words/ref";
import { desiredDigests, type Tolerances } from "@retain/planner/plan/desired-digests";
import type { ReadOptions } from "@retain/workspaces/workspace";

/** Artifacts that are digested before others get their turn: some milliseconds. */
const atOnce = 25;

/** The digests of `desiredDigests`, made while requests come and go. */
export async function digestInTurns(
  artifacts: readonly Artifact[],
  tolerances: Tolerances,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (let start = 0; start < artifacts.length; start += atOnce) {
    await nextTurn();
    const some = desiredDigests(artifacts.slice(start, start + atOnce), tolerances);
    for (const [key, digest] of some) digests.set(key, digest);
  }
  return digests;
}

/**
 * Digests of a workspace that was read `before`: an artifact with the etag that it had is the one that was digested.
 * Not so where the etag of a kind does not tell all of it, and not what holds ids, which may be of others by now.
 */
export function digestAnew(before: LiveSnapshot, digest: ReadOptions["digest"]): ReadOptions["digest"] {
  const known = byRef(before.artifacts);
  return (kind, body) => {
    const [name, etag] = [textAt(body, "name"), textAt(body, "etag")];
    const { etagMisses, idPlaces } = contractOf(kind);
    const isTold = etagMisses !== true && idPlaces === undefined;
    if (name === undefined || etag === undefined || !isTold) return digest(kind, body);
    const was = known.get(refKey({ kind, name }));
    return was?.etag === etag ? was.digest : digest(kind, body);
  };
}
