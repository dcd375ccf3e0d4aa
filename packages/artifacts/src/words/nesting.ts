import { isContainer, type Json, type JsonObject } from "./json.ts";

/** Containers within containers above which nothing real is: activities, outputs and schemas stay below 40. */
export const deepestNesting = 256;

/** True for what nests deeper: nobody looks into it, and nobody could write it as JSON. */
export function isTooDeep(value: Json): boolean {
  return nestsDeeper(value, deepestNesting);
}

/** True when a value nests deeper than `left` levels, where the recursion ends. */
function nestsDeeper(value: Json, left: number): boolean {
  if (!isContainer(value)) return false;
  if (left < 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (nestsDeeper(item, left - 1)) return true;
    return false;
  }
  const members = value as JsonObject;
  for (const key in members) if (nestsDeeper(members[key] as Json, left - 1)) return true;
  return false;
}
