import type { Owned } from "@retain/planner/plan/plan";
import { listed } from "@retain/project/listed";
import { code } from "./markdown-text.ts";
import { mostListed, ownersOf } from "./owned-lines.ts";

/** Whose artifacts are left alone, as items of a list. */
export function ownedItems(owned: readonly Owned[]): readonly string[] {
  return [
    ...owned.flatMap(({ ref, by, declared }) =>
      declared === true ? [`- **${code(ref)} is in the repository, but owned by ${code(by)}**`] : [],
    ),
    ...ownersOf(owned).map(({ by, refs }) => `- owned by ${code(by)}: ${listed(refs.map(code), mostListed)}`),
  ];
}
