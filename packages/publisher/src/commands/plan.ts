import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { planDeclared } from "../cli/specs/plan.ts";
import { makeLivePlan, prepare } from "../prepare.ts";
import { unfinishedNote } from "../render/unfinished.ts";
import { showPlan } from "./show-plan.ts";

/** `retain plan`. */
export async function runPlan(context: ContextOf<typeof planDeclared>): Promise<Exit> {
  const prepared = await prepare(context, context.options, { readsAhead: true });
  const made = await makeLivePlan(prepared, context.options, context);
  const { plan } = made;
  for (const line of unfinishedNote(made.recovered)) context.terminal.note(line);
  await showPlan(context, made);
  return context.options.exitCode === true && plan.changes.length > 0 ? "changes" : "done";
}
