import type { FieldDifference, LineChange } from "@retain/planner/plan";
import type { Paint } from "../cli/terminal.ts";
import { shortened, visible } from "./visible.ts";

/** Widest line of a text difference, in characters: scripts hold longer ones than anybody reads. */
const longestLine = 400;

/** One difference at its path: on one line where it fits in about `width` characters, else a block. */
export function differenceLines(difference: FieldDifference, paint: Paint, width: number): readonly string[] {
  const path = visible(difference.path);
  if (difference.lines) {
    return [`      ${path}:`, ...textLines(difference.lines, paint)];
  }
  const [before, after] = [difference.before, difference.after].map((value) =>
    value === undefined ? paint.dim("(none)") : shortened(visible(JSON.stringify(value)), width),
  );
  const note = hidesSecret(difference) ? ` ${paint.dim("(another secret)")}` : "";
  const oneLine = `      ${path}: ${before} -> ${after}${note}`;
  if (oneLine.length <= width + 20) return [oneLine];
  return [`      ${path}:`, paint.red(`        - ${before}`), `${paint.green(`        + ${after}`)}${note}`];
}

/** The lines of a text difference, indented below its place. */
export function textLines(lines: readonly LineChange[], paint: Paint): readonly string[] {
  return lines.map(({ mark, text }) => {
    const line = `        ${mark} ${shortened(visible(text), longestLine)}`.trimEnd();
    return mark === "+" ? paint.green(line) : mark === "-" ? paint.red(line) : paint.dim(line);
  });
}

/** True where both sides look the same: all that differs is a secret, which no document holds. */
export function hidesSecret({ before, after }: FieldDifference): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after);
}
