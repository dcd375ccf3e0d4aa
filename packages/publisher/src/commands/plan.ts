import { shortfallOf } from "@retain/planner/shortfall";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { makeLivePlan, prepare } from "../make-live-plan.ts";
import { conflictProblem } from "../render/conflict-problem.ts";
import { missingProblems } from "../render/missing-problem.ts";
import { unfinishedNote } from "../render/unfinished.ts";
import { showPlan } from "../show-plan.ts";
import { refuse } from "../target.ts";

/** `retain plan`. */
export async function runPlan(context: CommandContext): Promise<Exit> {
  const prepared = await prepare(context);
  if ("exit" in prepared) return prepared.exit;
  const made = await makeLivePlan(context, prepared);
  if ("exit" in made) return made.exit;
  const { plan } = made;
  for (const line of unfinishedNote(made.recovered)) context.terminal.note(line);
  if (!(await showPlan(context, plan))) return "failed";
  if (plan.conflicts.length > 0) {
    refuse(context, [conflictProblem(plan)]);
    return "conflict";
  }
  const short = missingProblems(shortfallOf(plan, made.live), plan, made.desired);
  if (short.length > 0) {
    refuse(context, short);
    return "missing";
  }
  return context.options.exitCode === true && plan.changes.length > 0 ? "changes" : "done";
}
