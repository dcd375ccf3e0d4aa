import { withState } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Ref } from "@retain/artifacts/words/ref";
import type { Release, StateStore } from "./state.ts";

/** The estate as a release left it, as if a repository said so. */
export interface ReleasedArtifacts {
  readonly artifacts: readonly Artifact[];
  /** Refs whose bodies are nowhere to be found. */
  readonly missing: readonly Ref[];
}

/**
 * Reads the bodies of a release, each exactly as it was written, triggers with the state they had.
 * Throws WorkspaceError.
 */
export async function releasedArtifacts(release: Release, store: StateStore): Promise<ReleasedArtifacts> {
  const bodies = await store.readBodies([...release.artifacts.values()]);
  const artifacts: Artifact[] = [];
  const missing: Ref[] = [];
  for (const [key, { ref, started }] of release.artifacts) {
    const body = bodies.get(key);
    if (body === undefined) missing.push(ref);
    else {
      artifacts.push({
        ref,
        body: withState(ref.kind, body, started),
        origin: { file: `release ${release.id}`, line: 1, column: 1 },
      });
    }
  }
  return { artifacts, missing };
}
