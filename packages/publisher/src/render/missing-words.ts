import type { Plan } from "@retain/planner/plan/plan";

/** Who does not hold what a reference leads to, as a clause. */
export function missingWords({ leftOut }: Plan["unresolved"][number]): string {
  return leftOut === true
    ? "which the repository holds and the selection leaves out, and the workspace does not hold"
    : "which neither the repository nor the workspace holds";
}
