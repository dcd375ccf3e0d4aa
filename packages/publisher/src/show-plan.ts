import { writePlan } from "@retain/planner/plan/document";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import type { EstatePlan } from "./plan-estate.ts";
import { planRefusal } from "./plan-refusal.ts";
import { fitTo } from "./render/fit.ts";
import { planMarkdown } from "./render/plan-markdown.ts";
import { planLines } from "./render/plan-text.ts";
import { saveFile } from "./save-file.ts";
import { refuse } from "./target.ts";

/**
 * Saves a plan where the options say so, and prints it as they say. Tells how the command ends where a file could
 * not be written, or where the plan is one that is never carried out: its problem is shown last.
 */
export async function showPlan(context: CommandContext, made: EstatePlan): Promise<Exit | undefined> {
  const { terminal, options, cwd } = context;
  const { plan } = made;
  const files: readonly (readonly [unknown, () => string])[] = [
    [options.out, () => writePlan(plan)],
    [options.markdown, () => planMarkdown(plan)],
  ];
  for (const [path, text] of files) {
    if (typeof path === "string" && !(await saveFile(context, cwd, path, text()))) return "failed";
  }
  const refusal = planRefusal(made, options.despiteMissing === true);
  if (typeof options.out === "string") {
    terminal.note(
      refusal === undefined
        ? `Saved: \`retain apply ${options.out}\` applies this plan`
        : `Saved: ${options.out}, to be looked at; it is refused as it is`,
    );
  }
  if (options.json === true || options.format === "json") terminal.out(writePlan(plan).trimEnd());
  else {
    const unmanaged = options.unmanaged === true;
    const fit = fitTo(terminal.columns);
    for (const line of planLines(plan, terminal.paint, { unmanaged, fit })) terminal.out(line);
  }
  if (refusal === undefined) return undefined;
  refuse(context, refusal.problems);
  return refusal.exit;
}
