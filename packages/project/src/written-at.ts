import type { Artifact, Position } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";

/**
 * The artifact with another body, whose value at `path` was written elsewhere: problems with it are shown
 * there. `place` finds the place of what is below the path.
 */
export function writtenAt(
  { ref, origin }: Artifact,
  body: JsonObject,
  path: Path,
  place: (rest: Path) => Position,
): Artifact {
  return {
    ref,
    body,
    origin: {
      ...origin,
      locate: (wanted, inside) =>
        path.every((step, index) => wanted[index] === step)
          ? place(wanted.slice(path.length))
          : origin.locate?.(wanted, inside),
    },
  };
}
