import type { CommandSpec } from "./command.ts";
import { applySpec } from "./specs/apply.ts";
import { planSpec } from "./specs/plan.ts";
import { pullSpec } from "./specs/pull.ts";
import { twinSpec } from "./specs/twin.ts";
import { validateSpec } from "./specs/validate.ts";

/** Every command of the program, in the order in which help lists them. */
export const commands: readonly CommandSpec[] = [validateSpec, planSpec, applySpec, pullSpec, twinSpec];
