import { knownIds, nameMoreIds } from "@retain/artifacts/ids/live-ids";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, refKey } from "@retain/artifacts/words/ref";

/**
 * What is desired, as what is live says whose ids it holds: an id that the repository has as it is and that is of an
 * artifact stands for that one's, and names are spelled as they are live or, what is not live, as they are defined.
 * What holds no ids is the same object.
 */
export function withKnownIds(desired: readonly Artifact[], live: LiveSnapshot): readonly Artifact[] {
  if (!desired.some(({ ref }) => contractOf(ref.kind).idPlaces !== undefined)) return desired;
  const ids = knownIds(live.artifacts.flatMap(({ ref, id }) => (id === undefined ? [] : [{ of: ref, id }])));
  const [held, defined] = [byRef(live.artifacts), byRef(desired)];
  return desired.map((artifact) => {
    const { ref, body } = artifact;
    const known = nameMoreIds(contractOf(ref.kind), body, ids, (to) => {
      const key = refKey(to);
      return (held.get(key) ?? defined.get(key))?.ref ?? to;
    });
    return known === body ? artifact : { ...artifact, body: known };
  });
}
