import type { Plan } from "@retain/planner/plan";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { count } from "../render/marks.ts";
import { summaryLine } from "../render/plan-text.ts";
import { visible } from "../render/visible.ts";
import { refuse } from "../target.ts";

/**
 * Asks whether a plan may be carried out. Where nobody can be asked, `--yes` answers, and deletes need
 * `--allow-delete` as well; a plan that was reviewed needs no `--yes`.
 */
export async function agree(context: CommandContext, plan: Plan, reviewed: boolean): Promise<"yes" | Exit> {
  const { terminal, options } = context;
  if (plan.changes.length === 0) return "yes";
  const deletes = plan.changes.filter(({ action }) => action === "delete");
  // With --json a program reads the answer, and nobody sees what would be agreed to.
  const canAsk = terminal.interactive && options.json !== true;
  const agreed = (options.yes === true || reviewed) && (deletes.length === 0 || options.allowDelete === true);
  if (agreed) return "yes";
  const missing = deletes.length > 0 && options.allowDelete !== true;
  if (!canAsk || (options.yes === true && missing)) {
    const needs = [
      ...(options.yes === true || reviewed ? [] : ["--yes"]),
      ...(missing ? ["--allow-delete"] : []),
    ].join(" and ");
    refuse(context, [
      {
        severity: "error",
        code: "consent",
        message: `nobody is here to be asked${missing ? ` about ${count(deletes.length, "delete")}` : ""}, so nothing was written`,
        ...(missing ? { why: `it would delete ${deletes.map(({ ref }) => ref).join(", ")}` } : {}),
        advice: reviewed
          ? `add ${needs}`
          : `add ${needs}, or save a plan with \`retain plan --out FILE\` and apply that`,
      },
    ]);
    return "usage";
  }
  if (deletes.length > 0) {
    terminal.problem("");
    terminal.problem(`This deletes ${count(deletes.length, "artifact")}:`);
    for (const { ref, renamedTo } of deletes) {
      const lives = renamedTo === undefined ? "" : ` (lives on as ${visible(renamedTo)})`;
      terminal.problem(`  ${terminal.paint.red("-")} ${visible(ref)}${lives}`);
    }
  }
  if (await terminal.confirm(`Apply to ${plan.workspace} (${summaryLine(plan)})?`)) return "yes";
  terminal.problem("Not agreed: nothing was written");
  return "failed";
}
