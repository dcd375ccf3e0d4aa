import { isObject, type Json } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";
import { z } from "zod";

/** What an override does at its place: puts another value there, puts one where none was, or takes it away. */
export type OverrideDeed = "replace" | "add" | "remove";

/** One override of an artifact. */
interface OverrideEdit {
  readonly type: OverrideDeed;
  /** JSON pointer or property path. */
  readonly place: string;
  /** Absent where it takes away. */
  readonly value?: Json;
  /** Where it is written, below the artifact in the file of the environment. */
  readonly source: Path;
}

/** Keys under an artifact that are not paths: no body has them at its root. */
export const overrideDeeds = {
  add: z.record(z.string(), z.custom<Json>(), { error: "write `PATH: VALUE` lines under `add`" }).optional(),
  remove: z.array(z.string(), { error: "write `- PATH` lines under `remove`" }).optional(),
};

/** The overrides of one artifact in the order in which they act: what is replaced, then what goes, then what comes. */
export function overrideEdits(places: { readonly [place: string]: Json }): readonly OverrideEdit[] {
  const { add, remove, ...replace } = places;
  const edits: OverrideEdit[] = Object.entries(replace).map(([place, value]) => ({
    type: "replace",
    place,
    value,
    source: [place],
  }));
  for (const [at, place] of (Array.isArray(remove) ? remove : []).entries())
    if (typeof place === "string") edits.push({ type: "remove", place, source: ["remove", at] });
  for (const [place, value] of Object.entries(isObject(add) ? add : {}))
    edits.push({ type: "add", place, value, source: ["add", place] });
  return edits;
}
