import { allKinds, contractOf } from "@retain/artifacts/kinds/contracts";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { count } from "./marks.ts";

/** `2 datasets, 1 pipeline`: artifacts by what they are, in the order in which their kinds are created, each once. */
export function countKinds(refs: readonly Ref[]): string {
  return byKind(refs)
    .map(([label, own]) => count(own.length, label))
    .join(", ");
}

/** Artifacts by what people call their kind. */
export function byKind(refs: readonly Ref[]): readonly (readonly [label: string, refs: readonly Ref[]])[] {
  const each = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
  return allKinds().flatMap((kind) => {
    const own = each.filter((ref) => ref.kind === kind);
    return own.length === 0 ? [] : [[contractOf(kind).label, own] as const];
  });
}
