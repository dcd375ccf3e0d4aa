import { isContainer, type Json } from "@retain/artifacts/words/json";

/** Levels below which nothing is shown or read: real bodies stay far above, and JSON is not written from deeper ones. */
export const deepestNesting = 256;

/** True when a value nests more than `levels` containers within containers. Goes level by level, without recursion. */
export function nestsDeeper(value: Json, levels: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; depth <= levels; depth++) {
    const below: Json[] = [];
    for (const one of level) {
      if (!isContainer(one)) continue;
      for (const member of Array.isArray(one) ? one : Object.values(one)) {
        if (isContainer(member)) below.push(member);
      }
    }
    if (below.length === 0) return false;
    level = below;
  }
  return true;
}
