import type { Demand } from "@retain/artifacts/words/risk-policy";
import { demandOf } from "@retain/planner/plan/consent";
import type { Change, Conflict, Move, Plan } from "@retain/planner/plan/plan";
import { backfillText } from "./backfill-text.ts";
import { cell, code, differenceBlock, fitting, prose } from "./markdown-text.ts";
import { count, demandWords, duration, marks, replaceMark } from "./marks.ts";
import { missingWords } from "./missing-words.ts";
import { ownedItems } from "./owned-markdown.ts";
import { isFirstHalf, summaryLine } from "./plan-text.ts";
import { reachOfAll, reachText } from "./reach.ts";

/** Longest text a comment on a pull request may have, with room for what the caller adds. */
const limit = 60_000;

/** Longest list in it: the differences want room too. */
const listLimit = 20_000;

/** The plan as markdown for a pull request: counts, a table, the differences folded away. */
export function planMarkdown(plan: Plan, now = new Date()): string {
  const head = [
    `### retain: plan for ${code(plan.environment)}`,
    "",
    `**${summaryLine(plan)}** (workspace ${code(plan.workspace)})`,
    "",
  ];
  if (plan.changes.length > 0) {
    head.push("| | artifact | risk | why | reaches |", "|---|---|---|---|---|");
    head.push(
      ...fitting(
        shownChanges(plan).map((change) => tableRow(change, demandOf(plan, change), now)),
        listLimit,
        (left) => `| | …and ${count(left, "more artifact")} | | | |`,
      ),
    );
    const { requests, seconds } = plan.estimate;
    const all = reachOfAll(plan.changes);
    const reaches = all === undefined ? "" : ` In total it ${reachText(all, { now, show: code })}.`;
    head.push("", `About ${count(requests, "request")}, about ${duration(seconds)}.${reaches}`, "");
  }
  const conflicts = plan.conflicts.map(
    ({ ref, ours, theirs }) =>
      `- **${code(ref)} is in conflict**: ${ours.what} in ${prose(plan.source)}, ${theirs.what} in the workspace`,
  );
  const kept = plan.kept.map(({ ref, reason }) => `- ${code(ref)}: ${prose(reason)}`);
  for (const [list, noun] of [
    [conflicts, "more conflict"],
    [kept, "more left as live"],
    [ownedItems(plan.owned), "more owned by others"],
  ] as const) {
    if (list.length > 0) head.push(...fitting(list, listLimit, (left) => `- …and ${count(left, noun)}`), "");
  }
  const missing = plan.unresolved.map(
    (one) => `- **${code(one.from)} needs ${code(one.to)}**, ${missingWords(one)}`,
  );
  if (missing.length > 0) {
    const rest = (left: number) => `- …and ${count(left, "more reference")} to what is nowhere`;
    head.push(...fitting(missing, listLimit, rest), "");
  }
  const blocks = [
    ...plan.conflicts.map((conflict) => conflictDetails(conflict, plan.source)),
    ...plan.changes.filter((change) => change.differences.length > 0).map(changeDetails),
  ];
  return withDetails(`${head.join("\n")}\n`, blocks);
}

function tableRow(
  { action, ref, risk, reason, renamedFrom, neededBy, reach, replaces, backfill }: Change,
  demand: Demand | undefined,
  now: Date,
): string {
  const reaches = reach === undefined ? "" : reachText(reach, { now, show: code }).replace(/^reaches /, "");
  const mark = replaces ? replaceMark.mark : renamedFrom === undefined ? marks[action].mark : ">";
  const due = backfill === undefined ? "" : `; **${backfillText(backfill)}**`;
  const needed = neededBy === undefined ? "" : `; needed by ${cell(code(neededBy))}`;
  return `| ${mark} | ${cell(code(ref))} | ${risk}${demand === undefined ? "" : `, **${demandWords[demand]}**`} | ${cell(prose(reason))}${needed}${due} | ${cell(reaches)} |`;
}

/** A rename is shown where it leads to. */
function shownChanges(plan: Plan): readonly Change[] {
  return plan.changes.filter((change) => change.renamedTo === undefined && !isFirstHalf(change));
}

function withDetails(head: string, blocks: readonly string[]): string {
  let text = head;
  for (const [at, block] of blocks.entries()) {
    if (text.length + block.length > limit) {
      const left = count(blocks.length - at, at === 0 ? "artifact" : "more artifact");
      return `${text}\n…and the differences of ${left}: see the JSON form.\n`;
    }
    text += `${block}\n`;
  }
  return text;
}

/** What each side did, from what was published. */
function conflictDetails({ ref, ours, theirs }: Conflict, source: string): string {
  const side = (where: string, { what, differences }: Move) => [
    `${what} in ${where}`,
    "",
    ...differences.flatMap(differenceBlock),
  ];
  return [
    `<details><summary>! ${prose(ref)}</summary>`,
    "",
    ...side(prose(source), ours),
    ...side("the workspace", theirs),
    "</details>",
    "",
  ].join("\n");
}

function changeDetails(change: Change): string {
  return [
    `<details><summary>${change.replaces ? replaceMark.mark : marks[change.action].mark} ${prose(change.ref)}</summary>`,
    "",
    ...change.differences.flatMap(differenceBlock),
    "</details>",
    "",
  ].join("\n");
}
