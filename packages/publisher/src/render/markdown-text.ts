import type { Ref } from "@retain/artifacts/words/ref";
import type { FieldDifference, LineChange } from "@retain/planner/plan/plan";
import { hidesSecret } from "./difference-text.ts";
import { fittedLines } from "./fitted-lines.ts";
import { afterText, valueText } from "./value-text.ts";
import { visible } from "./visible.ts";

/** Widest line, in characters: longer ones say nothing that the JSON form does not say better. */
const longestLine = 2_000;

/** One difference: its path, and a fenced block that nothing in it can end. */
export function differenceBlock(difference: FieldDifference): readonly string[] {
  const side = (mark: LineChange["mark"], text: string | undefined): readonly LineChange[] =>
    text?.split("\n").map((line) => ({ mark, text: line })) ?? [];
  const { before } = difference;
  const old = before === undefined ? undefined : valueText(before, 2);
  const raw = difference.lines ?? [...side("-", old), ...side("+", afterText(difference, 2))];
  const texts = fittedLines(raw, longestLine);
  const lines = raw.map(({ mark }, at) => `${mark} ${texts[at]}`);
  const fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
  const note = hidesSecret(difference) ? ", another secret" : "";
  return [`${code(difference.path)} (${difference.risk}${note})`, "", `${fence}diff`, ...lines, fence, ""];
}

/** The lines that fit in `size` characters, and a line for the rest. */
export function fitting(
  lines: readonly string[],
  size: number,
  rest: (left: number) => string,
): readonly string[] {
  let [used, fits] = [0, 0];
  for (const line of lines) {
    used += line.length + 1;
    if (used > size) break;
    fits += 1;
  }
  return fits === lines.length ? lines : [...lines.slice(0, fits), rest(lines.length - fits)];
}

/** The longest run of backticks in some lines: what encloses them must be longer. */
function longestRun(lines: readonly string[]): number {
  let longest = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  }
  return longest;
}

/** A text or a ref as code, whatever backticks it holds. */
export function code(text: string | Ref): string {
  const shown = visible(text);
  const fence = "`".repeat(longestRun([shown]) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** In a table a bar ends the cell, even inside code. */
export function cell(text: string): string {
  return text.replace(/\|/g, "\\|");
}

/** A text or a ref outside of code: whatever looks like markup is spelled as what it is. */
export function prose(text: string | Ref): string {
  return visible(text).replace(/[&<>`*_[\]~\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
