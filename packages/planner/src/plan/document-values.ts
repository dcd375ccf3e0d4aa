import { formatRef, refKey } from "@retain/artifacts/words/ref";
import type { Binding, Change, Plan } from "./plan.ts";
import { refOf } from "./ref-text.ts";
import { readRef, readRefs, type Written, writeRef, writeRefs } from "./written-refs.ts";

type Each<T extends readonly unknown[]> = readonly Written<T[number]>[];

/** A plan as it is written. */
export type PlanDocument = Omit<
  Written<Plan>,
  "changes" | "conflicts" | "kept" | "owned" | "protected" | "unresolved" | "boundTo" | "estimate"
> & {
  readonly [K in "changes" | "conflicts" | "kept" | "owned" | "protected" | "unresolved"]: Each<Plan[K]>;
} & {
  /** By `kind/name`. */
  readonly boundTo: { readonly [ref: string]: Binding | null };
  readonly estimate: Written<Plan["estimate"]>;
};

/** A plan as it is written. */
export function toDocument(plan: Plan): PlanDocument {
  return {
    ...plan,
    changes: plan.changes.map(writeRefs),
    conflicts: plan.conflicts.map(writeRef),
    kept: plan.kept.map(writeRef),
    unmanaged: plan.unmanaged.map(formatRef),
    owned: plan.owned.map(writeRef),
    protected: plan.protected.map(writeRef),
    unresolved: plan.unresolved.map((one) => ({ ...one, from: formatRef(one.from), to: formatRef(one.to) })),
    boundTo: Object.fromEntries([...plan.boundTo.values()].map(({ ref, found }) => [formatRef(ref), found])),
    estimate: { ...plan.estimate, criticalPath: plan.estimate.criticalPath.map(formatRef) },
  };
}

/** The plan of a document that fits its schema. */
export function fromDocument(document: PlanDocument): Plan {
  return {
    ...document,
    changes: document.changes.map((change) => readRefs<Change>(change)),
    conflicts: document.conflicts.map(readRef),
    kept: document.kept.map(readRef),
    unmanaged: document.unmanaged.map(refOf),
    owned: document.owned.map(readRef),
    protected: document.protected.map(readRef),
    unresolved: document.unresolved.map((one) => ({ ...one, from: refOf(one.from), to: refOf(one.to) })),
    boundTo: new Map(
      Object.entries(document.boundTo).map(([text, found]) => {
        const ref = refOf(text);
        return [refKey(ref), { ref, found }];
      }),
    ),
    estimate: { ...document.estimate, criticalPath: document.estimate.criticalPath.map(refOf) },
  };
}
