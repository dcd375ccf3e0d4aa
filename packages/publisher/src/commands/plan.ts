import { writePlan } from "@retain/planner/plan-document";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { makeLivePlan, prepare } from "../make-live-plan.ts";
import { conflictProblem } from "../render/conflict-problem.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import { planLines } from "../render/plan-text.ts";
import { unfinishedNote } from "../render/unfinished.ts";
import { saveFile } from "../save-file.ts";
import { refuse } from "../target.ts";

/** `retain plan`. */
export async function runPlan(context: CommandContext): Promise<Exit> {
  const prepared = await prepare(context);
  if ("exit" in prepared) return prepared.exit;
  const made = await makeLivePlan(context, prepared);
  if ("exit" in made) return made.exit;
  const { terminal, options, cwd } = context;
  const { plan } = made;
  for (const line of unfinishedNote(made.recovered)) terminal.note(line);
  const files: readonly (readonly [unknown, () => string])[] = [
    [options.out, () => writePlan(plan)],
    [options.markdown, () => planMarkdown(plan)],
  ];
  for (const [path, text] of files) {
    if (typeof path === "string" && !(await saveFile(context, cwd, path, text()))) return "failed";
  }
  if (typeof options.out === "string")
    terminal.note(`Saved: \`retain apply ${options.out}\` applies this plan`);
  if (options.json === true) terminal.out(writePlan(plan).trimEnd());
  else {
    for (const line of planLines(plan, terminal.paint, { unmanaged: options.unmanaged === true }))
      terminal.out(line);
  }
  if (plan.conflicts.length > 0) {
    refuse(context, [conflictProblem(plan)]);
    return "conflict";
  }
  return options.exitCode === true && plan.changes.length > 0 ? "changes" : "done";
}
