import type { FieldDifference, LineChange } from "@retain/planner/plan/plan";
import type { Fit } from "./fit.ts";
import { fittedLines } from "./fitted-lines.ts";
import type { Paint } from "./paint.ts";
import { afterText, valueText } from "./value-text.ts";
import { visible } from "./visible.ts";

/** What stands before the text of a line. */
const indent = 10;

/** One difference at its path: on one line where both sides fit, else a block. */
export function differenceLines(difference: FieldDifference, paint: Paint, fit: Fit): readonly string[] {
  const path = visible(difference.path);
  if (difference.lines) return [`      ${path}:`, ...textLines(difference.lines, paint, fit)];
  const note = hidesSecret(difference) ? " (another secret)" : "";
  const { before, after } = sidesOf(difference, Number.POSITIVE_INFINITY);
  const none = "(none)";
  if (`      ${path}: ${before ?? none} -> ${after ?? none}${note}`.length <= fit.columns) {
    const [old, next] = [before, after].map((text) => text ?? paint.dim(none));
    return [`      ${path}: ${old} -> ${next}${paint.dim(note)}`];
  }
  const cut = sidesOf(difference, fit.longest - indent - note.length);
  return [
    `      ${path}:`,
    paint.red(`        - ${cut.before ?? none}`),
    `${paint.green(`        + ${cut.after ?? none}`)}${paint.dim(note)}`,
  ];
}

/** Both sides of a difference as JSON, on one line each. */
function sidesOf(
  difference: FieldDifference,
  longest: number,
): { readonly before: string | undefined; readonly after: string | undefined } {
  const { before, after } = difference;
  const there = (text: string | undefined, mark: "-" | "+"): readonly LineChange[] =>
    text === undefined ? [] : [{ mark, text }];
  const old = before === undefined ? undefined : valueText(before);
  const lines = [...there(old, "-"), ...there(afterText(difference), "+")];
  const texts = fittedLines(lines, longest);
  return {
    before: before === undefined ? undefined : texts[0],
    after: after === undefined ? undefined : texts.at(-1),
  };
}

/** The lines of a text difference, indented below its place. */
export function textLines(lines: readonly LineChange[], paint: Paint, fit: Fit): readonly string[] {
  const texts = fittedLines(lines, fit.longest - indent);
  return lines.map(({ mark }, at) => {
    const line = `        ${mark} ${texts[at]}`;
    return mark === "+" ? paint.green(line) : mark === "-" ? paint.red(line) : paint.dim(line.trimEnd());
  });
}

/** True where both sides look the same: all that differs is a secret, which no document holds. */
export function hidesSecret({ before, after, knownAfterApply }: FieldDifference): boolean {
  return knownAfterApply !== true && before !== undefined && JSON.stringify(before) === JSON.stringify(after);
}
