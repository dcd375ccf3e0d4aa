import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { Action } from "./plan.ts";

/** The id of a change: no two changes of a plan have the same. */
export function changeId({ action, ref }: { readonly action: Action; readonly ref: Ref }): string {
  return `${action} ${formatRef(ref)}`;
}
