import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Ref } from "@retain/artifacts/words/ref";

/** What an artifact lies in, where there is such: a directory of the lake in those above it. */
export function holdersOf({ kind, name }: Ref): readonly Ref[] {
  return (contractOf(kind).holders?.(name) ?? []).map((holder) => ({ kind, name: holder }));
}
