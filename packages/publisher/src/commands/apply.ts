import type { Plan } from "@retain/planner/plan";
import { executePlan } from "../apply/execute.ts";
import { applyExit, applyReportJson, applyReportLines } from "../apply/report.ts";
import { applyMarkdown } from "../apply/report-markdown.ts";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { makeLivePlan } from "../make-live-plan.ts";
import { planLines, summaryLine } from "../render/plan-text.ts";
import { saveFile } from "../save-file.ts";
import { openSavedPlan } from "../saved-plan.ts";
import { refuse } from "../target.ts";

/** `retain apply [file]`. */
export async function runApply(context: CommandContext): Promise<Exit> {
  const { terminal, options, args, cwd } = context;
  const file = args[0];
  const made = file === undefined ? await makeLivePlan(context) : await openSavedPlan(context, file);
  if ("exit" in made) return made.exit;
  const silent = options.json === true;
  const { plan } = made;
  if (!silent) for (const line of planLines(plan, terminal.paint, { unmanaged: false })) terminal.out(line);
  if (plan.changes.length > 0 && file === undefined) {
    const consent = await agree(context, plan);
    if (consent !== "yes") return consent;
  }
  if (!silent && plan.changes.length > 0) terminal.out("");
  const report = await executePlan({ ...made, terminal, silent });
  if (silent) terminal.out(JSON.stringify(applyReportJson(report), null, 2));
  else if (plan.changes.length > 0) {
    for (const line of applyReportLines(report, terminal.paint)) terminal.out(line);
  }
  if (typeof options.markdown === "string") {
    const saved = await saveFile(context, cwd, options.markdown, applyMarkdown(report));
    if (!saved) return "failed";
  }
  return applyExit(report);
}

async function agree(context: CommandContext, plan: Plan): Promise<"yes" | Exit> {
  const { terminal, options } = context;
  if (options.yes === true) return "yes";
  // With --json a program reads the answer, and nobody sees what would be agreed to.
  if (!terminal.interactive || options.json === true) {
    refuse(context, [
      {
        severity: "error",
        code: "consent",
        message: "nobody is here to be asked, so nothing was written",
        advice: "add --yes, or save a plan with `retain plan --out FILE` and apply that",
      },
    ]);
    return "usage";
  }
  if (await terminal.confirm(`Apply to ${plan.workspace} (${summaryLine(plan)})?`)) return "yes";
  terminal.problem("Not agreed: nothing was written");
  return "failed";
}
