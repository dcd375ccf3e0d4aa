import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { planDeclared } from "../cli/specs/plan.ts";
import { makeLivePlan, prepare } from "../make-live-plan.ts";
import { unfinishedNote } from "../render/unfinished.ts";
import { showPlan } from "../show-plan.ts";

/** `retain plan`. */
export async function runPlan(context: ContextOf<typeof planDeclared>): Promise<Exit> {
  const prepared = await prepare(context, { readsAhead: true });
  if ("exit" in prepared) return prepared.exit;
  const made = await makeLivePlan(context, prepared);
  if ("exit" in made) return made.exit;
  const { plan } = made;
  for (const line of unfinishedNote(made.recovered)) context.terminal.note(line);
  const ended = await showPlan(context, made);
  if (ended !== undefined) return ended;
  return context.options.exitCode === true && plan.changes.length > 0 ? "changes" : "done";
}
