import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Change } from "@retain/planner/plan/plan";
import { startable } from "@retain/workspaces/join-workspaces";
import type { ReadOptions, Workspace } from "@retain/workspaces/workspace";
import type { Downtime } from "./report.ts";

/** Makes single changes of a plan in a workspace. */
export interface Performer {
  /** Resolves to the seconds it took; throws WorkspaceError. */
  readonly perform: (change: Change) => Promise<number>;
  /** How long each trigger stood still so far; one that still stands is counted up to now. */
  readonly downtime: () => readonly Downtime[];
}

/** Writes guarded by the etags that were live when the plan was made. */
export function makePerformer(
  workspace: Workspace,
  live: LiveSnapshot,
  digest: ReadOptions["digest"],
): Performer {
  const found = byRef(live.artifacts);
  const etags = new Map(live.artifacts.map(({ ref, etag }) => [refKey(ref), etag]));
  const stopped = new Map<string, { readonly ref: Ref; readonly at: number }>();
  const down = new Map<string, Downtime>();

  const setStarted = async (ref: Ref, started: boolean) => {
    const { seconds } = await startable(workspace, ref)(ref, started);
    const stop = stopped.get(refKey(ref));
    if (!started) {
      stopped.set(refKey(ref), { ref, at: performance.now() });
      await followEtag(ref);
    } else if (stop !== undefined) {
      down.set(refKey(ref), downSince(stop));
      stopped.delete(refKey(ref));
    }
    return seconds;
  };

  /** A stop may move the etag of what is otherwise as the plan saw it. */
  const followEtag = async (ref: Ref) => {
    const now = await workspace.get(ref, digest);
    if (now !== undefined && now.digest === found.get(refKey(ref))?.digest) etags.set(refKey(ref), now.etag);
  };

  return {
    perform: async ({ ref, action, body }) => {
      if (action === "stop" || action === "start") return setStarted(ref, action === "start");
      const etag = etags.get(refKey(ref));
      if (action === "delete") {
        const { seconds } = await workspace.remove({ ref, etag });
        // What is created in its place is based on nothing.
        etags.delete(refKey(ref));
        return seconds;
      }
      if (body === undefined) throw new Error(`the plan has no body for ${formatRef(ref)}`);
      return (await workspace.write({ ref, body, etag })).seconds;
    },
    downtime: () => [...down.values(), ...[...stopped.values()].map(downSince)],
  };
}

function downSince({ ref, at }: { readonly ref: Ref; readonly at: number }): Downtime {
  return { ref, seconds: Number(((performance.now() - at) / 1000).toFixed(3)) };
}
