import { writePlan } from "@retain/planner/plan-document";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { makeLivePlan } from "../make-live-plan.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import { planLines } from "../render/plan-text.ts";
import { saveFile } from "../save-file.ts";

/** `retain plan`. */
export async function runPlan(context: CommandContext): Promise<Exit> {
  const made = await makeLivePlan(context);
  if ("exit" in made) return made.exit;
  const { terminal, options, cwd } = context;
  const { plan } = made;
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
  return options.exitCode === true && plan.changes.length > 0 ? "changes" : "done";
}
