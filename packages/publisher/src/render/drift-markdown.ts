import type { Drift, DriftItem } from "@retain/planner/drift/drift";
import { comparedWith, driftSummary, driftWords, itemRemark } from "./drift-words.ts";
import { cell, code, differenceBlock, fitting, prose } from "./markdown-text.ts";
import { count } from "./marks.ts";
import { ownedItems } from "./owned-markdown.ts";
import { reachText } from "./reach.ts";

/** Longest text of an issue, with room for what the caller adds. */
const limit = 60_000;

/** Longest lists in it: the differences want room too. */
const tableLimit = 20_000;
const pendingLimit = 5_000;

/** The report as markdown for an issue: counts, a table, the differences folded away. */
export function driftMarkdown(drift: Drift, strict = false): string {
  const head = [
    `### retain: drift of ${code(drift.environment)}`,
    "",
    `**${driftSummary(drift, strict)}** (workspace ${code(drift.workspace)})`,
    "",
    `${prose(comparedWith(drift)).replace(/^c/, "C")}, at ${drift.made}.`,
    "",
  ];
  if (drift.items.length > 0) {
    const now = new Date(drift.made);
    const rest = (left: number) => `| | …and ${count(left, "more artifact")} | | | |`;
    head.push("| | artifact | risk | what happened | reaches |", "|---|---|---|---|---|");
    head.push(
      ...fitting(
        drift.items.map((item) => tableRow(item, now)),
        tableLimit,
        rest,
      ),
      "",
    );
  }
  if (drift.owned.length > 0) {
    const rest = (left: number) => `- …and ${left.toLocaleString("en")} more`;
    head.push(...fitting(ownedItems(drift.owned), pendingLimit, rest), "");
  }
  if (drift.pending.length > 0) {
    const lines = drift.pending.map(({ ref, what }) => `- ${code(ref)}: ${what} in the repository`);
    head.push("Not yet published (not drift):", "");
    head.push(...fitting(lines, pendingLimit, (left) => `- …and ${left.toLocaleString("en")} more`), "");
  }
  return withDetails(
    `${head.join("\n")}\n`,
    drift.items.filter(({ differences }) => differences.length > 0),
  );
}

function tableRow(item: DriftItem, now: Date): string {
  const { reach } = item;
  const reaches = reach === undefined ? "" : reachText(reach, { now, show: code }).replace(/^reaches /, "");
  const { mark, word } = driftWords[item.status];
  return `| ${mark} ${word} | ${cell(code(item.ref))} | ${item.status === "unmanaged" ? "" : item.risk} | ${cell(prose(itemRemark(item)))} | ${cell(reaches)} |`;
}

function withDetails(head: string, items: readonly DriftItem[]): string {
  let text = head;
  for (const [at, item] of items.entries()) {
    const block = [
      `<details><summary>${driftWords[item.status].mark} ${prose(item.ref)}</summary>`,
      "",
      ...item.differences.flatMap(differenceBlock),
      "</details>",
      "",
    ].join("\n");
    if (text.length + block.length > limit) {
      const left = count(items.length - at, at === 0 ? "artifact" : "more artifact");
      return `${text}\n…and the differences of ${left}: see the JSON or HTML form.\n`;
    }
    text += `${block}\n`;
  }
  return text;
}
