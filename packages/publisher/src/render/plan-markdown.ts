import type { Change, FieldDifference, Plan } from "@retain/planner/plan";
import { count, duration, marks } from "./marks.ts";
import { summaryLine } from "./plan-text.ts";

/** Longest text a comment on a pull request may have, with room for what the caller adds. */
const limit = 60_000;

/** The plan as markdown for a pull request: counts, a table, the differences folded away. */
export function planMarkdown(plan: Plan): string {
  const head = [
    `### retain: plan for \`${plan.environment}\``,
    "",
    `**${summaryLine(plan)}** (workspace \`${plan.workspace}\`)`,
    "",
  ];
  if (plan.changes.length > 0) {
    head.push("| | artifact | risk | why |", "|---|---|---|---|");
    head.push(
      ...plan.changes.map(
        (change) =>
          `| ${marks[change.action].mark} | ${code(change.ref)} | ${change.risk} | ${cell(change.reason)} |`,
      ),
    );
    head.push(
      "",
      `About ${count(plan.estimate.requests, "request")}, about ${duration(plan.estimate.seconds)}.`,
      "",
    );
  }
  for (const missing of plan.unresolved) {
    head.push(
      `- **${code(missing.from)} needs ${code(missing.to)}**, which neither the repository nor the workspace holds`,
    );
  }
  const details = plan.changes.filter((change) => change.differences.length > 0).map(changeDetails);
  return fit(head, details);
}

function changeDetails(change: Change): string {
  return [
    `<details><summary>${marks[change.action].mark} ${html(change.ref)}</summary>`,
    "",
    ...change.differences.flatMap(differenceBlock),
    "</details>",
    "",
  ].join("\n");
}

function differenceBlock(difference: FieldDifference): readonly string[] {
  const lines = difference.lines
    ? difference.lines.map(({ mark, text }) => `${mark} ${text}`)
    : [
        ...(difference.before === undefined ? [] : pretty(difference.before).map((line) => `- ${line}`)),
        ...(difference.after === undefined ? [] : pretty(difference.after).map((line) => `+ ${line}`)),
      ];
  const fence = "`".repeat(
    Math.max(
      3,
      ...lines.map((line) =>
        (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length + 1), 0),
      ),
    ),
  );
  return [`${code(difference.path)} (${difference.risk})`, "", `${fence}diff`, ...lines, fence, ""];
}

function pretty(value: unknown): readonly string[] {
  return JSON.stringify(value, null, 2).split("\n");
}

function fit(head: readonly string[], details: readonly string[]): string {
  let text = `${head.join("\n")}\n`;
  if (text.length > limit) return `${text.slice(0, limit)}\n\n…cut: the whole plan is in its JSON form.\n`;
  for (const [at, block] of details.entries()) {
    if (text.length + block.length > limit)
      return `${text}\n…and the differences of ${count(details.length - at, "more artifact")}: see the JSON form.\n`;
    text += `${block}\n`;
  }
  return text;
}

function code(text: string): string {
  return text.includes("`") ? `<code>${html(text)}</code>` : `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/\r?\n/g, " ");
}

function html(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
