import { fillIds, type KnownIds, knownIds, nameIds } from "@retain/artifacts/ids/live-ids";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { HeldId, LiveArtifact } from "@retain/artifacts/words/live";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { ReadOptions, Workspace, WriteRequest } from "./workspace.ts";
import { WorkspaceError } from "./workspace-error.ts";

/**
 * A workspace whose bodies never hold ids that a service gave: what is read says whose id it is (`liveIdText`), and
 * what is written gets the id put in right before it is sent, from the last reading and from what was written since.
 * So all that compares, plans and keeps bodies has nothing to do with ids. Clients give and take bodies as they are.
 */
export function withNamedIds(workspace: Workspace): Workspace {
  /** Of what was written since the last reading, too: a list may lag behind. */
  const written = new Map<string, HeldId>();
  let ids = knownIds();
  const ask = async (ref: Ref) => {
    const found = await workspace.get(ref, () => "");
    const id = found && idIn(found);
    if (id !== undefined) ids.set(id.of, id.id);
  };
  /** The body to be sent. Throws WorkspaceError where an id is not known. */
  const ready = async ({ ref, body }: WriteRequest) => {
    const contract = contractOf(ref.kind);
    const first = fillIds(contract, body, ids);
    if (first.unknown.length === 0) return first.body;
    // Not every answer to a create holds the id.
    for (const one of first.unknown) await ask(one);
    const second = fillIds(contract, body, ids);
    if (second.unknown.length > 0) throw unknownIds(ref, second.unknown);
    return second.body;
  };
  return {
    ...workspace,
    read: async (options) => {
      const snapshot = await workspace.read({
        ...options,
        // Whose ids they hold shows when all is read: nobody can say before what their digest is.
        keep: (ref, digest) => concernsIds(ref) || options.keep(ref, digest),
      });
      if (!snapshot.artifacts.some(({ ref }) => concernsIds(ref))) return snapshot;
      ids = knownIds([...written.values(), ...snapshot.artifacts.flatMap((found) => idIn(found) ?? [])]);
      // Nothing is asked of `keep` before.
      await options.named;
      const artifacts = snapshot.artifacts.map((artifact) => {
        if (!concernsIds(artifact.ref)) return artifact;
        const symbolic = saysWhose(artifact, ids, options.digest);
        const { body: _, ...described } = symbolic;
        return options.keep(symbolic.ref, symbolic.digest) ? symbolic : described;
      });
      return { ...snapshot, artifacts };
    },
    get: async (ref, digest) => {
      const found = await workspace.get(ref, digest);
      return found === undefined || !concernsIds(ref) ? found : saysWhose(found, ids, digest);
    },
    write: async (request, signal) => {
      const { ref } = request;
      if (!concernsIds(ref)) return workspace.write(request, signal);
      const result = await workspace.write({ ...request, body: await ready(request) }, signal);
      const id = result.body && idIn({ ref, body: result.body });
      if (id !== undefined) {
        ids.set(id.of, id.id);
        written.set(refKey(ref), id);
      }
      return result;
    },
    remove: async (request, signal) => {
      const done = await workspace.remove(request, signal);
      ids.delete(request.ref);
      written.delete(refKey(request.ref));
      return done;
    },
  };
}

/** The id of an artifact, where its record has one. */
function idIn({ ref, body }: Pick<LiveArtifact, "ref" | "body">): HeldId | undefined {
  const id = body && contractOf(ref.kind).liveId?.(body);
  return id === undefined ? undefined : { of: ref, id };
}

/** True for what has an id, or may hold one. */
function concernsIds({ kind }: Ref): boolean {
  const { liveId, idPlaces } = contractOf(kind);
  return liveId !== undefined || idPlaces !== undefined;
}

/** What is live, as it says whose ids it holds. */
function saysWhose(found: LiveArtifact, ids: KnownIds, digest: ReadOptions["digest"]): LiveArtifact {
  const { ref, body } = found;
  const own = idIn(found);
  const identified = own === undefined ? found : { ...found, id: own.id };
  if (body === undefined) return identified;
  const { body: symbolic, held } = nameIds(contractOf(ref.kind), body, ids);
  if (symbolic === body) return identified;
  return {
    ...identified,
    body: symbolic,
    digest: digest(ref.kind, symbolic),
    ...(held.length === 0 ? {} : { ids: held }),
  };
}

function unknownIds(ref: Ref, unknown: readonly Ref[]): WorkspaceError {
  const names = unknown.map(formatRef).join(", ");
  return new WorkspaceError({
    reason: "refused",
    ref,
    message: `cannot write ${formatRef(ref)}: it needs the id of ${names}, which is not known`,
    why: "it is not in the workspace, or its record has no id",
    advice: "plan again",
  });
}
