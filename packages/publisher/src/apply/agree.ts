import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatRef } from "@retain/artifacts/words/ref";
import { takesAway } from "@retain/planner/plan/actions";
import { missingConsent } from "@retain/planner/plan/consent";
import type { Change, Plan } from "@retain/planner/plan/plan";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { shellWord } from "../cli/shell-word.ts";
import { count } from "../render/marks.ts";
import { summaryLine } from "../render/plan-text.ts";
import { visible } from "../render/visible.ts";
import { refuse } from "../target.ts";
import type { GivenConsent } from "./consent.ts";

/** Deletes whose options are spelled out; of more a pattern is written sooner. */
const mostSpelled = 5;

/**
 * Asks whether a plan may be carried out. Where nobody can be asked `--yes` answers, and what takes something away
 * has to be allowed as well; what a plan that was reviewed holds is agreed to. No answer stands for a name that the
 * environment asks for.
 */
export async function agree(
  context: CommandContext<{ readonly json?: true; readonly yes?: true }>,
  plan: Plan,
  consent: GivenConsent,
): Promise<"yes" | Exit> {
  const { terminal, options } = context;
  if (plan.changes.length === 0) return "yes";
  const { unnamed, deletes } = missingConsent(plan, consent);
  if (unnamed.length > 0) {
    refuse(context, [unnamedProblem(plan, unnamed)]);
    return "usage";
  }
  const isAnswered = options.yes === true || consent.reviewed;
  if (isAnswered && deletes.length === 0) return "yes";
  // With --json a program reads the answer, and nobody sees what would be agreed to.
  const canAsk = terminal.interactive && options.json !== true;
  if (!canAsk || isAnswered) {
    refuse(context, [unaskedProblem(deletes, isAnswered, consent.reviewed)]);
    return "usage";
  }
  if (deletes.length > 0) {
    terminal.problem("");
    terminal.problem(`This deletes ${count(deletes.length, "artifact")}:`);
    for (const { ref, renamedTo, replaces } of deletes) {
      const lives = replaces
        ? " (and creates it anew)"
        : renamedTo === undefined
          ? ""
          : ` (lives on as ${visible(renamedTo)})`;
      terminal.problem(`  ${terminal.paint.red("-")} ${visible(ref)}${lives}`);
    }
  }
  if (await terminal.confirm(`Apply to ${plan.workspace} (${summaryLine(plan)})?`)) return "yes";
  terminal.problem("Not agreed: nothing was written");
  return "failed";
}

function unaskedProblem(deletes: readonly Change[], isAnswered: boolean, reviewed: boolean): Diagnostic {
  const refs = deletes.map(({ ref }) => formatRef(ref));
  const allowed =
    refs.length > mostSpelled
      ? ["--allow-delete with a pattern, or alone for all of them"]
      : refs.map((ref) => `--allow-delete ${shellWord(ref)}`);
  const needs = [...(isAnswered ? [] : ["--yes"]), ...allowed];
  const saved = "or save a plan with `retain plan --out FILE`, look at it and apply that";
  return {
    severity: "error",
    code: "consent",
    message: `nobody is here to be asked${refs.length > 0 ? ` about ${count(refs.length, "delete")}` : ""}, so nothing was written`,
    ...(refs.length > 0 ? { why: `it would delete ${refs.join(", ")}` } : {}),
    advice: `add ${needs.join(" ")}${reviewed ? "" : `, ${saved}`}`,
  };
}

function unnamedProblem({ environment }: Plan, unnamed: readonly Change[]): Diagnostic {
  const words = unnamed.map((change) => {
    const option = takesAway(change) ? "--allow-delete" : "--allow";
    return `${option} ${shellWord(formatRef(change.ref))}`;
  });
  const list = unnamed.map(({ action, ref, risk }) => `${action} ${formatRef(ref)} (${risk})`).join(", ");
  return {
    severity: "error",
    code: "consent",
    message: `'${environment}' asks that such changes are named, and nobody named ${list}`,
    why: "`consent` of the environment file says so; patterns and --yes name nothing",
    advice: `add ${words.join(" ")}, or save a plan with \`retain plan --out FILE\`, look at it and apply that`,
  };
}
