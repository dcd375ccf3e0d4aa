import { idAt, rewriteIds } from "../ids/id-places.ts";
import { isEscaped, liveIdIn, mentionsLiveId } from "../ids/live-id-text.ts";
import { allKinds, contractOf, findContract } from "../kinds/contracts.ts";
import { didYouMean } from "../shape/similar.ts";
import type { JsonObject } from "../words/json.ts";
import type { IdPlace } from "../words/kind.ts";
import { formatPath, type Path } from "../words/path.ts";
import { formatRef, type Kind, type Ref } from "../words/ref.ts";
import { pathIn } from "../words/text-walk.ts";
import type { Finding, Rule } from "./rule.ts";

const written = `\${retain:id:kind/name}`;

/** Live ids where none can be, or of what has none. */
export const liveIdMisplaced: Rule = {
  code: "live-id-misplaced",
  says: `a live id (\`${written}\`) is the whole of a property that holds the id of such an artifact`,
  checkText: ({ artifact, text, step, holder }) => {
    if (!mentionsLiveId(text) || isEscaped(text)) return [];
    const path = pathIn(holder, step);
    const { kind } = artifact.ref;
    const ref = liveIdIn(text);
    const places = contractOf(kind).idPlaces ?? [];
    const place = placeAt(artifact.body, kind, path);
    if (ref !== undefined && place !== undefined && idAt(text, place) !== undefined) return [];
    return [{ severity: "error", artifact, path, ...problemOf(kind, ref, place, places) }];
  },
};

function problemOf(
  kind: Kind,
  ref: Ref | undefined,
  place: IdPlace | undefined,
  places: readonly IdPlace[],
): Pick<Finding, "message" | "why" | "advice"> {
  const { label } = contractOf(kind);
  if (ref === undefined) {
    return {
      message: "malformed live id",
      why: "it is the whole of a value, and names the kind and the name of an artifact",
      advice: `write ${written}`,
    };
  }
  if (findContract(ref.kind) === undefined) {
    const meant = didYouMean(ref.kind, place?.of ?? allKinds());
    return { message: `"${ref.kind}" is not a kind of artifact`, ...meant };
  }
  if (place !== undefined) {
    const labels = listOf(place);
    return {
      message: `the live id of ${formatRef(ref)} cannot be used here`,
      why: `this property of a ${label} holds the id of a ${labels}`,
      advice: `refer to a ${labels}`,
    };
  }
  const known = places.map((one) => `${one.pattern} (of a ${listOf(one)})`).join(", ");
  return {
    message: `the live id of ${formatRef(ref)} cannot be used here`,
    why: known === "" ? `a ${label} holds no ids of other artifacts` : `a ${label} holds ids in ${known}`,
    advice: "write the value itself",
  };
}

function listOf({ of }: IdPlace): string {
  return of.map((kind) => findContract(kind)?.label ?? kind).join(" or ");
}

/** What the contract says of a place where ids may be. */
function placeAt(body: JsonObject, kind: Kind, path: Path): IdPlace | undefined {
  const wanted = formatPath(path);
  let found: IdPlace | undefined;
  rewriteIds(contractOf(kind), body, (value, place, at) => {
    if (formatPath(at) === wanted) found = place;
    return value;
  });
  return found;
}
