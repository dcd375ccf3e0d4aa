import type { Ref } from "@retain/artifacts/words/ref";
import type { Owned } from "@retain/planner/plan/plan";
import { listed } from "@retain/project/listed";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Of one owner's artifacts so many are listed; the rest is counted. */
export const mostListed = 10;

/** Whose artifacts are left alone, owner by owner; what the repository holds as well comes first, each on a line. */
export function ownedLines(owned: readonly Owned[], paint: Paint): readonly string[] {
  const declared = owned.filter((one) => one.declared === true);
  return [
    ...declared.map(
      ({ ref, by }) =>
        `  ${paint.red("!")} ${visible(ref)} is in the repository, but ${paint.red(`owned by ${visible(by)}`)}`,
    ),
    ...ownersOf(owned).map(
      ({ by, refs }) =>
        `  ${paint.dim("=")} owned by ${visible(by)}: ${paint.dim(listed(refs.map(visible), mostListed))}`,
    ),
  ];
}

/** Owners by name, each with what is its own and not in the repository. */
export function ownersOf(
  owned: readonly Owned[],
): readonly { readonly by: string; readonly refs: readonly Ref[] }[] {
  const rest = owned.filter((one) => one.declared !== true);
  const owners = [...new Set(rest.map(({ by }) => by))].sort();
  return owners.map((by) => ({ by, refs: rest.flatMap((one) => (one.by === by ? [one.ref] : [])) }));
}
