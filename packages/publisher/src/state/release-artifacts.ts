import { parseRef } from "@retain/artifacts/kinds/refs";
import type { Artifact } from "@retain/artifacts/words/artifact";
import { isObject, type JsonObject } from "@retain/artifacts/words/json";
import { refKey } from "@retain/artifacts/words/ref";
import type { Release, StateStore } from "./state.ts";

/** The estate as a release left it, as if a repository said so. */
export interface ReleasedArtifacts {
  readonly artifacts: readonly Artifact[];
  /** Refs whose bodies are nowhere to be found. */
  readonly missing: readonly string[];
}

/**
 * Reads the bodies of a release, each exactly as it was written, triggers with the state they had.
 * Throws WorkspaceError.
 */
export async function releasedArtifacts(release: Release, store: StateStore): Promise<ReleasedArtifacts> {
  const entries = Object.entries(release.artifacts).map(([text, entry]) => ({
    text,
    ref: parseRef(text),
    entry,
  }));
  const bodies = await store.readBodies(
    entries.flatMap(({ ref, entry }) => (ref === undefined ? [] : [{ ref, release: entry.release }])),
  );
  const artifacts: Artifact[] = [];
  const missing: string[] = [];
  for (const { text, ref, entry } of entries) {
    const body = ref && bodies.get(refKey(ref));
    if (ref === undefined || body === undefined) missing.push(text);
    else {
      artifacts.push({
        ref,
        body: entry.started === undefined ? body : withTriggerState(body, entry.started),
        origin: { file: `release ${release.id}`, line: 1, column: 1 },
      });
    }
  }
  return { artifacts, missing };
}

/** The body of a trigger with the state it had. */
export function withTriggerState(body: JsonObject, started: boolean): JsonObject {
  const properties = isObject(body.properties) ? body.properties : {};
  return { ...body, properties: { ...properties, runtimeState: started ? "Started" : "Stopped" } };
}
