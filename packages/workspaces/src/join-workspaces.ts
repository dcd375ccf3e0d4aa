import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import { withNamedIds } from "./live-ids.ts";
import type { Traffic, Workspace } from "./workspace.ts";
import { WorkspaceError } from "./workspace-error.ts";

/** The workspaces that together hold an environment, by the name that contracts of kinds give them. */
export interface WorkspaceParts {
  readonly [workspace: string]: Workspace;
}

/**
 * Several workspaces as one: it has the name and the endpoint of the first, reads them side by side, and sends each
 * artifact to the one that its kind belongs to. Whatever it gives says whose live ids it holds, and whatever it takes may.
 */
export function joinWorkspaces(parts: WorkspaceParts): Workspace {
  const workspaces = Object.values(parts);
  const [first] = workspaces;
  if (first === undefined) throw new Error("an environment has one workspace at least");
  const holderOf = (ref: Ref): Workspace => {
    const { workspace, label } = contractOf(ref.kind);
    const holder = Object.hasOwn(parts, workspace) ? parts[workspace] : undefined;
    if (holder !== undefined) return holder;
    const message = `${formatRef(ref)} has no place: the environment names no workspace that holds a ${label}`;
    throw new WorkspaceError({ reason: "refused", message, ref });
  };
  return withNamedIds({
    name: first.name,
    endpoint: first.endpoint,
    targets: workspaces.flatMap(({ targets }) => targets),
    read: async (options) => {
      const stop = new AbortController();
      const signal =
        options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
      const progress = new Map<Workspace, number>();
      const reads = workspaces.map((workspace) =>
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
        return { workspace: first.name, endpoint: first.endpoint, listed, artifacts: sorted };
      } catch (error) {
        // The first problem stops the others; their own problems are not told then.
        stop.abort();
        await Promise.allSettled(reads);
        throw error;
      }
    },
    get: async (ref, digest) => holderOf(ref).get(ref, digest),
    write: async (request, signal) => holderOf(request.ref).write(request, signal),
    remove: async (request, signal) => holderOf(request.ref).remove(request, signal),
    setStarted: async (ref, started, signal) => startable(holderOf(ref), ref)(ref, started, signal),
    tidy: async (ref) => holderOf(ref).tidy?.(ref),
    traffic: () => workspaces.map(({ traffic }) => traffic()).reduce(sum),
  });
}

/** How a workspace starts and stops what it holds. Throws WorkspaceError where nothing in it runs by itself. */
export function startable(workspace: Workspace, ref: Ref): NonNullable<Workspace["setStarted"]> {
  if (workspace.setStarted !== undefined) return workspace.setStarted;
  const message = `cannot start or stop ${formatRef(ref)}: nothing in ${workspace.name} runs by itself`;
  throw new WorkspaceError({ reason: "refused", message, ref });
}

function sum(a: Traffic, b: Traffic): Traffic {
  return {
    requests: a.requests + b.requests,
    retries: a.retries + b.retries,
    throttled: a.throttled + b.throttled,
    peakConcurrency: a.peakConcurrency + b.peakConcurrency,
  };
}
