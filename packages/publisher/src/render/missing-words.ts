import type { Plan } from "@retain/planner/plan/plan";

/** Who does not hold what a reference leads to, as a clause. */
export function missingWords({ leftOut }: Plan["unresolved"][number]): string {
  return leftOut === true
    ? "which is in the repository but left out by the selection, and not in the workspace"
    : "which is neither in the repository nor in the workspace";
}
