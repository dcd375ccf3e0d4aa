import { compilePatterns, decide, type PatternState, stateBelow } from "../canonical/states.ts";
import type { Reference } from "../references/reference.ts";
import { isContainer, isObject, type Json, type JsonObject } from "../words/json.ts";
import type { IdPlace, KindContract } from "../words/kind.ts";
import type { Path } from "../words/path.ts";
import type { Ref } from "../words/ref.ts";
import { rewriteTree } from "../words/rewrite.ts";
import { liveIdIn } from "./live-id-text.ts";

/** What a contract says of ids in bodies. */
export type HoldsIds = Pick<KindContract, "idPlaces">;

/** Where in a body something is, and what the patterns say of it. */
interface Spot {
  readonly state: PatternState<IdPlace>;
  readonly path: Path;
}

/** The body with another value wherever an id may be. What does not change is shared, not copied. */
export function rewriteIds(
  { idPlaces }: HoldsIds,
  body: JsonObject,
  replace: (value: Json, place: IdPlace, path: Path) => Json,
): JsonObject {
  if (idPlaces === undefined || idPlaces.length === 0) return body;
  const rewritten = rewriteTree<Spot>(
    body,
    { state: decide(compiled(idPlaces), body), path: [] },
    {
      below: ({ state, path }, key, value) => ({
        state: stateBelow(state, key, value),
        path: [...path, key],
      }),
      enters: ({ state }) => state.live,
      replace: (value, { state, path }) => {
        const [place] = state.rules;
        return place === undefined || isContainer(value) ? value : replace(value, place, path);
      },
    },
  );
  return isObject(rewritten) ? rewritten : body;
}

const compiledOf = new WeakMap<readonly IdPlace[], PatternState<IdPlace>>();

function compiled(places: readonly IdPlace[]): PatternState<IdPlace> {
  const known = compiledOf.get(places);
  if (known !== undefined) return known;
  const made = compilePatterns(places.map((place) => ({ pattern: place.pattern, rule: place })));
  compiledOf.set(places, made);
  return made;
}

/** The artifact whose live id a value stands for at a place; undefined for any other value, and where its id cannot be. */
export function idAt(value: Json, { of }: IdPlace): Ref | undefined {
  const ref = liveIdIn(value);
  return ref !== undefined && of.includes(ref.kind) ? ref : undefined;
}

/** The edges of a body that are live ids. */
export function idReferences(contract: HoldsIds, body: JsonObject): readonly Reference[] {
  const found: Reference[] = [];
  rewriteIds(contract, body, (value, place, path) => {
    const to = idAt(value, place);
    if (to !== undefined) found.push({ to, path, form: "id" });
    return value;
  });
  return found;
}

/** The contract, whose references tell live ids as well. */
export function withIdReferences(contract: KindContract): KindContract {
  if (contract.idPlaces === undefined) return contract;
  return {
    ...contract,
    references: (body) => {
      const own = contract.references(body);
      return { ...own, static: [...own.static, ...idReferences(contract, body)] };
    },
  };
}
