import { isRename } from "./actions.ts";
import type { Collected } from "./collect-drafts.ts";
import type { Change, Plan } from "./plan.ts";

/** Counts by what happens: a rename and a replacement count once each, though they are two changes. */
export function summaryOf(
  changes: readonly Change[],
  { conflicts, unmanaged, owned, unchanged, ...rest }: Collected,
  kept: Plan["kept"],
): Plan["summary"] {
  const single = changes.filter(({ replaces }) => replaces !== true);
  const count = (action: Change["action"], renames = false) =>
    single.filter((one) => one.action === action && isRename(one) === renames).length;
  return {
    create: count("create"),
    update: count("update"),
    rename: count("create", true),
    replace: (changes.length - single.length) / 2,
    delete: count("delete"),
    stop: count("stop"),
    start: count("start"),
    unchanged,
    unmanaged: unmanaged.length,
    owned: owned.length,
    protected: rest.protected.length,
    conflicts: conflicts.length,
    kept: kept.length,
  };
}
