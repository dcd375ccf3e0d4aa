import { formatRef } from "@retain/artifacts/words/ref";
import type { Change, Plan } from "@retain/planner/plan/plan";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { shellWord } from "../cli/shell-word.ts";
import { backfillText } from "../render/backfill-text.ts";
import { count } from "../render/marks.ts";
import { visible } from "../render/visible.ts";
import { refuse } from "../target.ts";
import type { GivenConsent } from "./consent.ts";

/** Windows that nobody needs to be asked about: about four days of hours. */
const usualLimit = 100;

/** Triggers that the advice spells out; of more a pattern is written sooner. */
const mostSpelled = 5;

/**
 * Asks whether triggers may run more windows of the past than the environment lets a plan start unasked. Where
 * nobody can be asked `--allow-backfill` answers, whether or not the plan was reviewed: what it allows is not counted.
 */
export async function agreeBackfill(
  { terminal, options, ...context }: CommandContext<{ readonly json?: true; readonly yes?: true }>,
  plan: Plan,
  { backfills }: Pick<GivenConsent, "backfills">,
  limit = usualLimit,
): Promise<"yes" | Exit> {
  const begins = plan.changes.filter(({ ref, backfill }) => backfill !== undefined && !backfills(ref));
  const windows = begins.reduce((sum, { backfill }) => sum + (backfill?.windows ?? 0), 0);
  if (windows <= limit) return "yes";
  if (!terminal.interactive || options.json === true || options.yes === true) {
    refuse({ terminal, options, ...context }, [
      {
        severity: "error",
        code: "backfill",
        message: `starting ${count(begins.length, "trigger")} would run ${count(windows, "window")} of the past at once, and '${plan.environment}' lets ${limit.toLocaleString("en")} go unasked`,
        why: begins.map(told).join("; "),
        advice: `add ${allowing(begins)} if they are to run, write a later startTime, leave the trigger stopped, or raise \`backfillLimit\` in the environment file`,
      },
    ]);
    return "usage";
  }
  terminal.problem("");
  terminal.problem(`This runs ${count(windows, "window")} of the past at once:`);
  for (const one of begins) terminal.problem(`  ${terminal.paint.red("!")} ${told(one)}`);
  if (await terminal.confirm("Are they to run?")) return "yes";
  terminal.problem("Not agreed: nothing was written");
  return "failed";
}

function allowing(begins: readonly Change[]): string {
  if (begins.length > mostSpelled) return "--allow-backfill with a pattern, or alone for all of them,";
  return begins.map(({ ref }) => `--allow-backfill ${shellWord(formatRef(ref))}`).join(" ");
}

function told({ ref, backfill }: Change): string {
  return `${visible(ref)} ${backfill === undefined ? "" : backfillText(backfill)}`;
}
