import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Ref } from "@retain/artifacts/words/ref";
import { isSynapseKind } from "@retain/artifacts/words/synapse-kinds";
import type { Traffic, Workspace } from "./workspace.ts";

/** The workspaces that together hold an environment. */
export interface WorkspaceParts {
  readonly synapse: Workspace;
  readonly lake: Workspace;
}

/**
 * Several workspaces as one: it bears the name of the Synapse workspace, reads them side by side, and sends each
 * artifact to the one that its kind belongs to.
 */
export function joinWorkspaces({ synapse, lake }: WorkspaceParts): Workspace {
  const holderOf = ({ kind }: Ref) => (isSynapseKind(kind) ? synapse : lake);
  return {
    name: synapse.name,
    endpoint: synapse.endpoint,
    targets: [...synapse.targets, ...lake.targets],
    read: async (options) => {
      const stop = new AbortController();
      const signal =
        options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
      const progress = new Map<Workspace, number>();
      const reads = [synapse, lake].map((workspace) =>
        workspace.read({
          ...options,
          signal,
          onProgress: (read) => {
            progress.set(workspace, read);
            options.onProgress?.([...progress.values()].reduce((sum, count) => sum + count, 0));
          },
        }),
      );
      try {
        const snapshots = await Promise.all(reads);
        const artifacts = snapshots.flatMap((snapshot) => snapshot.artifacts);
        const sorted = [...artifacts].sort((a, b) => compareRefs(a.ref, b.ref));
        const listed = snapshots.flatMap((snapshot) => snapshot.listed);
        return { workspace: synapse.name, endpoint: synapse.endpoint, listed, artifacts: sorted };
      } catch (error) {
        // The first problem stops the other; its own problem is not told then.
        stop.abort();
        await Promise.allSettled(reads);
        throw error;
      }
    },
    get: (ref, digest) => holderOf(ref).get(ref, digest),
    write: (request, signal) => holderOf(request.ref).write(request, signal),
    remove: (request, signal) => holderOf(request.ref).remove(request, signal),
    setStarted: (ref, started, signal) => holderOf(ref).setStarted(ref, started, signal),
    tidy: async (ref) => holderOf(ref).tidy?.(ref),
    traffic: () => sum(synapse.traffic(), lake.traffic()),
  };
}

function sum(a: Traffic, b: Traffic): Traffic {
  return {
    requests: a.requests + b.requests,
    retries: a.retries + b.retries,
    throttled: a.throttled + b.throttled,
    peakConcurrency: a.peakConcurrency + b.peakConcurrency,
  };
}
