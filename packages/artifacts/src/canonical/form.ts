import { createHash } from "node:crypto";
import { contractOf } from "../kinds/contracts.ts";
import { isObject, type JsonObject } from "../words/json.ts";
import type { Tolerance } from "../words/kind.ts";
import type { Kind } from "../words/ref.ts";
import { applyTolerances } from "./apply.ts";
import { commonTolerances } from "./common.ts";
import { compileTolerances, type ToleranceState } from "./states.ts";
import { canonicalText } from "./text.ts";

export { canonicalText };

/** Every tolerance of a kind: those common to all kinds, those of the kind, and the project's own. */
export function tolerancesOf(kind: Kind, extra: readonly Tolerance[] = []): readonly Tolerance[] {
  return [...commonTolerances, ...contractOf(kind).tolerances, ...extra];
}

/**
 * The body as it is compared: what the service adds or renders at will is gone,
 * everything else is as it was. `extra` are the project's own tolerances; hand
 * in the same array for every body of a kind, since it is compiled once.
 */
export function canonicalForm(
  kind: Kind,
  body: JsonObject,
  extra: readonly Tolerance[] = noTolerances,
): JsonObject {
  const form = applyTolerances(body, compiled(kind, extra));
  return isObject(form) ? form : {};
}

/**
 * The body as Studio keeps it in git: without what the service adds to it by itself (etag, id, time of
 * publishing, members of a notebook that it fills in). What is left is as it was, in its order.
 */
export function committedForm(kind: Kind, body: JsonObject): JsonObject {
  let state = addedFor.get(kind);
  if (!state) {
    state = compileTolerances(tolerancesOf(kind).filter(({ added }) => added === true));
    addedFor.set(kind, state);
  }
  const form = applyTolerances(body, state);
  return isObject(form) ? form : {};
}

const addedFor = new Map<Kind, ToleranceState>();

/** SHA-256, in hex, of the text of the canonical form: equal where nothing differs that matters. */
export function canonicalDigest(
  kind: Kind,
  body: JsonObject,
  extra: readonly Tolerance[] = noTolerances,
): string {
  const found = remembered.get(body);
  if (found !== undefined && found.kind === kind && found.extra === extra) return found.digest;
  return createHash("sha256")
    .update(canonicalText(canonicalForm(kind, body, extra)), "utf8")
    .digest("hex");
}

/**
 * Says what `canonicalDigest` gives for this very body, where it was computed already, on another thread: the body
 * is not gone through again. A changed body is another object, which nothing is known of.
 */
export function rememberDigest(
  kind: Kind,
  body: JsonObject,
  extra: readonly Tolerance[],
  digest: string,
): void {
  remembered.set(body, { kind, extra, digest });
}

const noTolerances: readonly Tolerance[] = [];
const remembered = new WeakMap<
  JsonObject,
  { readonly kind: Kind; readonly extra: readonly Tolerance[]; readonly digest: string }
>();
const compiledFor = new WeakMap<readonly Tolerance[], Map<Kind, ToleranceState>>();

function compiled(kind: Kind, extra: readonly Tolerance[]): ToleranceState {
  const set = extra.length === 0 ? noTolerances : extra;
  let byKind = compiledFor.get(set);
  if (!byKind) {
    byKind = new Map();
    compiledFor.set(set, byKind);
  }
  let state = byKind.get(kind);
  if (!state) {
    state = compileTolerances(tolerancesOf(kind, set));
    byKind.set(kind, state);
  }
  return state;
}
