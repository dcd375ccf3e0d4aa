import type { Root } from "../root.ts";
import type { CommandGroup, CommandSpec } from "./command.ts";
import { adoptSpec } from "./specs/adopt.ts";
import { applySpec } from "./specs/apply.ts";
import { azureDevopsSpec } from "./specs/azure-devops.ts";
import { blameSpec } from "./specs/blame.ts";
import { conformanceSpec } from "./specs/conformance.ts";
import { doctorSpec } from "./specs/doctor.ts";
import { driftSpec } from "./specs/drift.ts";
import { forgetSpec } from "./specs/forget.ts";
import { githubSpec } from "./specs/github.ts";
import { graphSpec } from "./specs/graph.ts";
import { historySpec } from "./specs/history.ts";
import { initSpec } from "./specs/init.ts";
import { planSpec } from "./specs/plan.ts";
import { pullSpec } from "./specs/pull.ts";
import { rollbackSpec } from "./specs/rollback.ts";
import { schemaSpec } from "./specs/schema.ts";
import { showSpec } from "./specs/show.ts";
import { twinGroup } from "./specs/twin.ts";
import { unlockSpec } from "./specs/unlock.ts";
import { validateSpec } from "./specs/validate.ts";

/** The commands that a repository is published with, in the order in which help lists them. */
export const commands: readonly CommandSpec[] = [
  initSpec,
  validateSpec,
  planSpec,
  applySpec,
  driftSpec,
  pullSpec,
  graphSpec,
  schemaSpec,
  historySpec,
  showSpec,
  blameSpec,
  rollbackSpec,
  adoptSpec,
  forgetSpec,
  unlockSpec,
  doctorSpec,
  conformanceSpec,
  githubSpec,
  azureDevopsSpec,
];

/** Every command of the program, in the order in which help lists them. */
export function commandsOf({ twin }: Pick<Root, "twin">): readonly (CommandSpec | CommandGroup)[] {
  return [...commands, twinGroup(twin)];
}
