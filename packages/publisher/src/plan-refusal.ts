import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatRef } from "@retain/artifacts/words/ref";
import { missingConsent } from "@retain/planner/plan/consent";
import type { Plan } from "@retain/planner/plan/plan";
import { shortfallOf } from "@retain/planner/plan/shortfall";
import type { EstatePlan } from "./plan-estate.ts";
import { Refusal } from "./refusal.ts";
import { conflictProblem } from "./render/conflict-problem.ts";
import { missingProblems } from "./render/missing-problem.ts";
import { ownedProblem } from "./render/owned-problem.ts";

/**
 * Why a plan is not carried out as it is, whatever deletes are allowed and whatever is named; undefined where it may
 * be. `despiteMissing`: what cannot succeed is tried.
 */
export function planRefusal(
  { plan, live, desired }: Pick<EstatePlan, "plan" | "live" | "desired">,
  despiteMissing: boolean,
): Refusal | undefined {
  if (plan.conflicts.length > 0) return new Refusal("conflict", [conflictProblem(plan)]);
  if (plan.owned.some(({ declared }) => declared === true)) {
    return new Refusal("conflict", [ownedProblem(plan)]);
  }
  const { refused } = missingConsent(plan, { deletes: () => true, names: () => true });
  if (refused.length > 0) return new Refusal("usage", [refusedProblem(plan, refused)]);
  const short = despiteMissing ? [] : missingProblems(shortfallOf(plan, live), plan, desired);
  return short.length === 0 ? undefined : new Refusal("missing", short);
}

function refusedProblem({ environment }: Plan, refused: Plan["changes"]): Diagnostic {
  const list = refused.map(({ action, ref, risk }) => `${action} ${formatRef(ref)} (${risk})`).join(", ");
  return {
    severity: "error",
    code: "consent",
    message: `'${environment}' does not allow these changes: ${list}`,
    why: "`consent` in the environment file refuses their risk, and no option overrides that",
    advice: "leave them out with --except, or change `consent` in the environment file in a pull request",
  };
}
