import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatRef } from "@retain/artifacts/words/ref";
import type { Plan } from "@retain/planner/plan/plan";
import { listed } from "@retain/project/listed";
import { mostListed } from "./owned-lines.ts";

/** The problem that a plan is not carried out of which somebody else owns a part. */
export function ownedProblem({ owned, source }: Plan): Diagnostic {
  const declared = owned.filter((one) => one.declared === true);
  const [first] = declared;
  const told = declared.map(({ ref, by }) => `${formatRef(ref)} (${by})`);
  return {
    severity: "error",
    code: "owned-by-another",
    message: `${source} contains artifacts that another state owns in this workspace: ${listed(told, mostListed)}`,
    why: "two projects that publish the same artifact overwrite each other with every release; nothing was written",
    advice: `remove it from one of the repositories, or take it over: retain adopt ${first === undefined ? "REF" : formatRef(first.ref)} --from ${first?.by ?? "PROJECT"}`,
  };
}
