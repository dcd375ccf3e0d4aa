import type { Json } from "@retain/artifacts/words/json";
import { lineDifference } from "@retain/planner/differences/lines";
import type { FieldDifference, LineChange } from "@retain/planner/plan/plan";
import { diffWordsWithSpace } from "diff";
import { valueText } from "./value-text.ts";

/** A stretch of a line; `moved` where the other side has something else. */
export interface Stretch {
  readonly text: string;
  readonly moved: boolean;
}

/** One line of two columns; a side is absent where only the other one has the line. */
export interface SideBySideRow {
  readonly changed: boolean;
  readonly left?: readonly Stretch[];
  readonly right?: readonly Stretch[];
}

/** Longest line whose words are compared: longer ones take longer than anybody reads. */
const longestCompared = 2_000;

/** Lines that share less than this part of their characters are two lines, not one that was edited. */
const leastShared = 0.3;

/** A difference as rows of two columns, the side before it on the left. */
export function sideBySide({ before, after, lines }: FieldDifference): readonly SideBySideRow[] {
  return rowsOf(lines ?? linesOf(before, after));
}

function linesOf(before: Json | undefined, after: Json | undefined): readonly LineChange[] {
  const [old, next] = [before, after].map((value) => (value === undefined ? undefined : valueText(value, 2)));
  const marked = (text: string | undefined, mark: "-" | "+"): readonly LineChange[] =>
    text === undefined ? [] : text.split("\n").map((line) => ({ mark, text: line }));
  const whole = [...marked(old, "-"), ...marked(next, "+")];
  if (old === undefined || next === undefined) return whole;
  const found = lineDifference(old, next);
  return found === undefined || found.length === 0 ? whole : found;
}

function rowsOf(lines: readonly LineChange[]): readonly SideBySideRow[] {
  const rows: SideBySideRow[] = [];
  for (let at = 0; at < lines.length; ) {
    const gone = runOf(lines, at, "-");
    const come = runOf(lines, at + gone.length, "+");
    if (gone.length + come.length === 0) {
      const same = [{ text: lines[at]?.text ?? "", moved: false }];
      rows.push({ changed: false, left: same, right: same });
      at += 1;
      continue;
    }
    for (let row = 0; row < Math.max(gone.length, come.length); row += 1) {
      rows.push(changedRow(gone[row], come[row]));
    }
    at += gone.length + come.length;
  }
  return rows;
}

function runOf(lines: readonly LineChange[], start: number, mark: LineChange["mark"]): readonly string[] {
  const run: string[] = [];
  for (let at = start; lines[at]?.mark === mark; at += 1) run.push(lines[at]?.text ?? "");
  return run;
}

function changedRow(left: string | undefined, right: string | undefined): SideBySideRow {
  if (left === undefined || right === undefined || left.length + right.length > 2 * longestCompared) {
    return {
      changed: true,
      ...(left === undefined ? {} : { left: [{ text: left, moved: false }] }),
      ...(right === undefined ? {} : { right: [{ text: right, moved: false }] }),
    };
  }
  const parts = diffWordsWithSpace(left, right);
  const shared = parts.reduce(
    (sum, { added, removed, value }) => sum + (added || removed ? 0 : value.length),
    0,
  );
  const alike = shared >= leastShared * Math.max(left.length, right.length);
  const side = (other: "added" | "removed"): readonly Stretch[] =>
    parts
      .filter((part) => !part[other])
      .map(({ value, added, removed }) => ({ text: value, moved: added || removed }));
  return alike
    ? { changed: true, left: side("added"), right: side("removed") }
    : { changed: true, left: [{ text: left, moved: false }], right: [{ text: right, moved: false }] };
}
