import type { Ref } from "@retain/artifacts/words/ref";
import type { Demand } from "@retain/artifacts/words/risk-policy";
import { takesAway } from "./actions.ts";
import type { Change, Plan } from "./plan.ts";

/** What the person who applies a plan agrees to. */
export interface Consent {
  /** True for what may be deleted. */
  readonly deletes: (ref: Ref) => boolean;
  /** True for a change that was named: no pattern stands for it. */
  readonly names: (change: Change) => boolean;
}

/** Why a plan may not be carried out: each change stands in one list at most. */
export interface MissingConsent {
  /** Their risk is refused: no consent helps. */
  readonly refused: readonly Change[];
  /** Their risk asks for their name, and nobody gave it. */
  readonly unnamed: readonly Change[];
  /** They take away what is live, and nobody allowed it. */
  readonly deletes: readonly Change[];
}

/** What the environment asks for before it is changed so; undefined where it asks for nothing. */
export function demandOf(
  { policy }: Pick<Plan, "policy">,
  { risk }: Pick<Change, "risk">,
): Demand | undefined {
  return policy[risk];
}

/** The changes of a plan that lack consent. Pure. */
export function missingConsent(plan: Pick<Plan, "changes" | "policy">, consent: Consent): MissingConsent {
  const refused: Change[] = [];
  const unnamed: Change[] = [];
  const deletes: Change[] = [];
  for (const change of plan.changes) {
    const demand = demandOf(plan, change);
    if (demand === "refused") refused.push(change);
    else if (demand === "named" && !consent.names(change)) unnamed.push(change);
    else if (takesAway(change) && !consent.deletes(change.ref)) deletes.push(change);
  }
  return { refused, unnamed, deletes };
}
