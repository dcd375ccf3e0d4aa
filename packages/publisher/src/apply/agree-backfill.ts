import { formatRef } from "@retain/artifacts/words/ref";
import type { Change, Plan } from "@retain/planner/plan/plan";
import { shellWord } from "../cli/shell-word.ts";
import { refusal } from "../refusal.ts";
import { backfillText } from "../render/backfill-text.ts";
import { countKinds } from "../render/count-kinds.ts";
import { count } from "../render/marks.ts";
import { visible } from "../render/visible.ts";
import { notAgreed, type Person } from "./agree.ts";
import type { GivenConsent } from "./consent.ts";

/** Windows that nobody needs to be asked about: about four days of hours. */
const usualLimit = 100;

/** Triggers that the advice spells out; of more a pattern is written sooner. */
const mostSpelled = 5;

/**
 * Asks whether triggers may run more windows of the past than the environment lets a plan start unasked. Where
 * nobody can be asked `--allow-backfill` answers, whether or not the plan was reviewed: what it allows is not counted.
 * Throws a Refusal unless they may.
 */
export async function agreeBackfill(
  person: Person,
  plan: Plan,
  { backfills }: Pick<GivenConsent, "backfills">,
  limit = usualLimit,
): Promise<void> {
  const begins = plan.changes.filter(({ ref, backfill }) => backfill !== undefined && !backfills(ref));
  const windows = begins.reduce((sum, { backfill }) => sum + (backfill?.windows ?? 0), 0);
  if (windows <= limit) return;
  if (!person.present || person.agreed) {
    throw refusal("usage", {
      code: "backfill",
      message: `starting ${countKinds(begins.map(({ ref }) => ref))} would run ${count(windows, "window")} of the past at once, but '${plan.environment}' allows ${limit.toLocaleString("en")} without asking`,
      why: begins.map(told).join("; "),
      advice: `add ${allowing(begins)} to run them, set a later startTime, leave the trigger stopped, or raise \`backfillLimit\` in the environment file`,
    });
  }
  const lines = [
    "",
    `This runs ${count(windows, "window")} of the past at once:`,
    ...begins.map((one) => `  ${person.paint.red("!")} ${told(one)}`),
  ];
  if (!(await person.confirm("Run them?", lines))) throw notAgreed();
}

function allowing(begins: readonly Change[]): string {
  if (begins.length > mostSpelled) return "--allow-backfill with a pattern, or without one for all of them,";
  return begins.map(({ ref }) => `--allow-backfill ${shellWord(formatRef(ref))}`).join(" ");
}

function told({ ref, backfill }: Change): string {
  return `${visible(ref)} ${backfill === undefined ? "" : backfillText(backfill)}`;
}
