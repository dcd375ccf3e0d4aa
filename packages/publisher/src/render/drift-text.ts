import type { Drift, DriftItem } from "@retain/planner/drift/drift";
import { differenceLines } from "./difference-text.ts";
import { comparedWith, driftSummary, driftWords, itemRemark } from "./drift-words.ts";
import { type Fit, unbroken } from "./fit.ts";
import { riskWord } from "./marks.ts";
import { ownedLines } from "./owned-lines.ts";
import type { Paint } from "./paint.ts";
import { reachText } from "./reach.ts";
import { visible } from "./visible.ts";

/** Names of what is not yet published that are listed; the rest is counted. */
const mostPending = 20;

/** How the report is printed. */
export interface DriftTextOptions {
  /** What nobody manages counts as drift. */
  readonly strict?: boolean;
  /** The room that lines have; nothing is cut when absent. */
  readonly fit?: Fit;
}

/** The report for people: every artifact that moved, what is not yet published, one line of counts at the end. */
export function driftLines(
  drift: Drift,
  paint: Paint,
  { strict = false, fit = unbroken }: DriftTextOptions = {},
): readonly string[] {
  const lines = [
    `${paint.bold(`Drift of ${visible(drift.environment)}`)} ${paint.dim(`(${visible(drift.workspace)}, ${drift.endpoint})`)}`,
    paint.dim(comparedWith(drift)),
    "",
  ];
  const now = new Date(drift.made);
  for (const item of drift.items) lines.push(...itemLines(item, now, paint, fit));
  if (drift.items.length > 0) lines.push("");
  if (drift.pending.length > 0) lines.push(...pendingLines(drift, paint), "");
  if (drift.owned.length > 0) lines.push(...ownedLines(drift.owned, paint), "");
  return [...lines, driftSummary(drift, strict)];
}

function itemLines(item: DriftItem, now: Date, paint: Paint, fit: Fit): readonly string[] {
  const { mark, word, colour } = driftWords[item.status];
  const risk = item.status === "edited" ? [riskWord(item.risk, paint)] : [];
  const remark = [...risk, paint.dim(visible(itemRemark(item)))].join(paint.dim("; "));
  const lines = [
    `  ${paint[colour](`${mark} ${word}`)} ${visible(item.ref)} ${paint.dim("(")}${remark}${paint.dim(")")}`,
  ];
  for (const difference of item.differences) lines.push(...differenceLines(difference, paint, fit));
  if (item.reach) lines.push(paint.dim(`      ${reachText(item.reach, { now, show: visible })}`));
  return lines;
}

function pendingLines({ pending }: Drift, paint: Paint): readonly string[] {
  const shown = pending.slice(0, mostPending);
  const rest = pending.length - shown.length;
  return [
    "Not yet published (not drift):",
    ...shown.map(({ ref, what }) => `  ${visible(ref)} ${paint.dim(`(${what} in the repository)`)}`),
    ...(rest > 0 ? [`  …and ${rest.toLocaleString("en")} more`] : []),
  ];
}
