import { canonicalDigest } from "@retain/artifacts/canonical/form";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Tolerance } from "@retain/artifacts/words/kind";
import { type Kind, refKey } from "@retain/artifacts/words/ref";

/** The project's own tolerances of a kind; the same array for every call. */
export type Tolerances = (kind: Kind) => readonly Tolerance[];

/** The digest of every desired artifact, by `refKey`: comparable with those of live bodies. */
export function desiredDigests(
  artifacts: readonly Artifact[],
  tolerances: Tolerances,
): ReadonlyMap<string, string> {
  return new Map(
    artifacts.map(({ ref, body }) => [
      refKey(ref),
      canonicalDigest(ref.kind, named(ref.name, body), tolerances(ref.kind)),
    ]),
  );
}

/** A file may leave the name to its own name; the wire wants it in the body. */
export function named(name: string, body: JsonObject, anew = false): JsonObject {
  return body.name === name || (body.name !== undefined && !anew) ? body : { ...body, name };
}
