import { readConsent } from "../apply/consent.ts";
import { runPlanned } from "../apply/run-planned.ts";
import { withLock } from "../apply/with-lock.ts";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { applyDeclared } from "../cli/specs/apply.ts";
import { makeLivePlan, prepare } from "../make-live-plan.ts";
import { bindSavedPlan, openSavedPlan } from "../saved-plan.ts";

/** `retain apply [file]`. */
export async function runApply(context: ContextOf<typeof applyDeclared>): Promise<Exit> {
  const [file] = context.args;
  const consent = readConsent(context, { reviewed: file !== undefined });
  if ("exit" in consent) return consent.exit;
  if (file !== undefined) {
    const saved = await openSavedPlan(context, file);
    if ("exit" in saved) return saved.exit;
    return withLock(context, saved.estate, `retain apply ${file}`, async (locked) => {
      const made = await bindSavedPlan(context, saved);
      return "exit" in made ? made.exit : runPlanned(context, made, locked, { consent });
    });
  }
  const prepared = await prepare(context);
  if ("exit" in prepared) return prepared.exit;
  return withLock(context, prepared.estate, "retain apply", async (locked) => {
    const made = await makeLivePlan(context, prepared);
    return "exit" in made ? made.exit : runPlanned(context, made, locked, { consent });
  });
}
