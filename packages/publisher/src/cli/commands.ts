import type { CommandSpec } from "./command.ts";
import { applySpec } from "./specs/apply.ts";
import { azureDevopsSpec } from "./specs/azure-devops.ts";
import { githubSpec } from "./specs/github.ts";
import { planSpec } from "./specs/plan.ts";
import { pullSpec } from "./specs/pull.ts";
import { twinSpec } from "./specs/twin.ts";
import { validateSpec } from "./specs/validate.ts";

/** Every command of the program, in the order in which help lists them. */
export const commands: readonly CommandSpec[] = [
  validateSpec,
  planSpec,
  applySpec,
  pullSpec,
  githubSpec,
  azureDevopsSpec,
  twinSpec,
];
