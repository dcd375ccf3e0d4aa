import { readConsent } from "../apply/consent.ts";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { applyDeclared } from "../cli/specs/apply.ts";
import { makeLivePlan, prepare } from "../prepare.ts";
import { withLock } from "../records/with-lock.ts";
import { bindSavedPlan, openSavedPlan } from "../saved-plan.ts";
import { runPlanned } from "./run-planned.ts";

/** `retain apply [file]`. */
export async function runApply(context: ContextOf<typeof applyDeclared>): Promise<Exit> {
  const { args, options } = context;
  const [file] = args;
  const consent = readConsent(options, { reviewed: file !== undefined, hasArgument: file !== undefined });
  if (file !== undefined) {
    const saved = await openSavedPlan(context, file, options);
    return withLock(saved.estate, `retain apply ${file}`, async (locked) => {
      const made = await bindSavedPlan(saved, context);
      return runPlanned(context, made, locked, { consent });
    });
  }
  const prepared = await prepare(context, options);
  return withLock(prepared.estate, "retain apply", async (locked) => {
    const made = await makeLivePlan(prepared, options, context);
    return runPlanned(context, made, locked, { consent });
  });
}
