import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatRef } from "@retain/artifacts/words/ref";
import type { Plan } from "@retain/planner/plan/plan";

/** The problem that a plan with conflicts is not carried out. */
export function conflictProblem({ conflicts, release, source }: Plan): Diagnostic {
  const refs = conflicts.map(({ ref }) => formatRef(ref));
  return {
    severity: "error",
    code: "conflict",
    message: `${source} and the workspace both differ from release ${release}: ${refs.join(", ")}`,
    why: "overwriting either side loses somebody's work, so somebody has to decide",
    advice: `--overwrite writes what ${source} says, --keep-live leaves the workspace as it is; \`retain drift --take --only REF\` brings the workspace's side into the repository`,
  };
}
