import type { Change, FieldDifference, Plan } from "@retain/planner/plan";
import { count, duration, marks } from "./marks.ts";
import { hidesSecret, summaryLine } from "./plan-text.ts";
import { shortened, visible } from "./visible.ts";

/** Longest text a comment on a pull request may have, with room for what the caller adds. */
const limit = 60_000;

/** Longest list in it: the differences want room too. */
const listLimit = 20_000;

/** Widest line, in characters: longer ones say nothing that the JSON form does not say better. */
const longestLine = 2_000;

/** The plan as markdown for a pull request: counts, a table, the differences folded away. */
export function planMarkdown(plan: Plan): string {
  const head = [
    `### retain: plan for ${code(plan.environment)}`,
    "",
    `**${summaryLine(plan)}** (workspace ${code(plan.workspace)})`,
    "",
  ];
  if (plan.changes.length > 0) {
    head.push("| | artifact | risk | why |", "|---|---|---|---|");
    head.push(
      ...fitting(listed(plan).map(tableRow), (left) => `| | …and ${count(left, "more artifact")} | | |`),
    );
    const { requests, seconds } = plan.estimate;
    head.push("", `About ${count(requests, "request")}, about ${duration(seconds)}.`, "");
  }
  const conflicts = plan.conflicts.map(
    ({ ref, ours, theirs }) =>
      `- **${code(ref)} is in conflict**: ${ours.what} in the repository, ${theirs.what} in the workspace`,
  );
  const kept = plan.kept.map(({ ref, reason }) => `- ${code(ref)}: ${prose(reason)}`);
  for (const [list, noun] of [
    [conflicts, "more conflict"],
    [kept, "more left as live"],
  ] as const) {
    if (list.length > 0) head.push(...fitting(list, (left) => `- …and ${count(left, noun)}`), "");
  }
  const missing = plan.unresolved.map(
    ({ from, to }) =>
      `- **${code(from)} needs ${code(to)}**, which neither the repository nor the workspace holds`,
  );
  if (missing.length > 0) {
    const rest = (left: number) => `- …and ${count(left, "more reference")} to what nobody holds`;
    head.push(...fitting(missing, rest), "");
  }
  return withDetails(
    `${head.join("\n")}\n`,
    plan.changes.filter((change) => change.differences.length > 0),
  );
}

function tableRow({ action, ref, risk, reason, renamedFrom }: Change): string {
  const mark = renamedFrom === undefined ? marks[action].mark : ">";
  return `| ${mark} | ${cell(code(ref))} | ${risk} | ${cell(prose(reason))} |`;
}

/** A rename is shown where it leads to. */
function listed(plan: Plan): readonly Change[] {
  return plan.changes.filter(({ renamedTo }) => renamedTo === undefined);
}

/** The lines that fit, and a line for the rest. */
function fitting(lines: readonly string[], rest: (left: number) => string): readonly string[] {
  let [size, fits] = [0, 0];
  for (const line of lines) {
    size += line.length + 1;
    if (size <= listLimit) fits++;
  }
  const shown = lines.slice(0, fits);
  return shown.length === lines.length ? lines : [...shown, rest(lines.length - shown.length)];
}

function withDetails(head: string, changes: readonly Change[]): string {
  let text = head;
  for (const [at, change] of changes.entries()) {
    const block = changeDetails(change);
    if (text.length + block.length > limit) {
      const left = count(changes.length - at, at === 0 ? "artifact" : "more artifact");
      return `${text}\n…and the differences of ${left}: see the JSON form.\n`;
    }
    text += `${block}\n`;
  }
  return text;
}

function changeDetails(change: Change): string {
  return [
    `<details><summary>${marks[change.action].mark} ${prose(change.ref)}</summary>`,
    "",
    ...change.differences.flatMap(differenceBlock),
    "</details>",
    "",
  ].join("\n");
}

function differenceBlock(difference: FieldDifference): readonly string[] {
  const side = (mark: string, value: FieldDifference["before"]) =>
    value === undefined
      ? []
      : JSON.stringify(value, null, 2)
          .split("\n")
          .map((line) => `${mark} ${line}`);
  const lines = (
    difference.lines?.map(({ mark, text }) => `${mark} ${text}`) ?? [
      ...side("-", difference.before),
      ...side("+", difference.after),
    ]
  ).map((line) => shortened(visible(line), longestLine));
  const fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
  const note = hidesSecret(difference) ? ", another secret" : "";
  return [`${code(difference.path)} (${difference.risk}${note})`, "", `${fence}diff`, ...lines, fence, ""];
}

/** The longest run of backticks in some lines: what encloses them must be longer. */
function longestRun(lines: readonly string[]): number {
  let longest = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  }
  return longest;
}

/** A text as code, whatever backticks it holds. */
function code(text: string): string {
  const shown = visible(text);
  const fence = "`".repeat(longestRun([shown]) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** In a table a bar ends the cell, even inside code. */
function cell(text: string): string {
  return text.replace(/\|/g, "\\|");
}

/** A text outside of code: whatever looks like markup is spelled as what it is. */
function prose(text: string): string {
  return visible(text).replace(/[&<>`*_[\]~\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
