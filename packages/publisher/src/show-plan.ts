import type { Plan } from "@retain/planner/plan";
import { writePlan } from "@retain/planner/plan-document";
import type { CommandContext } from "./cli/command.ts";
import { planMarkdown } from "./render/plan-markdown.ts";
import { planLines } from "./render/plan-text.ts";
import { saveFile } from "./save-file.ts";

/** Saves a plan where the options say so, and prints it as they say; false when a file could not be written. */
export async function showPlan(context: CommandContext, plan: Plan): Promise<boolean> {
  const { terminal, options, cwd } = context;
  const files: readonly (readonly [unknown, () => string])[] = [
    [options.out, () => writePlan(plan)],
    [options.markdown, () => planMarkdown(plan)],
  ];
  for (const [path, text] of files) {
    if (typeof path === "string" && !(await saveFile(context, cwd, path, text()))) return false;
  }
  if (typeof options.out === "string")
    terminal.note(`Saved: \`retain apply ${options.out}\` applies this plan`);
  if (options.json === true || options.format === "json") terminal.out(writePlan(plan).trimEnd());
  else {
    const unmanaged = options.unmanaged === true;
    for (const line of planLines(plan, terminal.paint, { unmanaged })) terminal.out(line);
  }
  return true;
}
