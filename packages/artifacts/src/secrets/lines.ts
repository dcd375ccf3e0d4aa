import { isObject, type Json } from "../words/json.ts";
import type { Holder } from "../words/text-walk.ts";
import { type SecretSpan, secretSpans } from "./text.ts";

/** The part of a secret that lies in one line of a list. */
interface LineSpan extends SecretSpan {
  /** True when the secret began in a line above. */
  readonly continued?: boolean;
}

/** Lists of lines that were looked at already: each is asked for line by line. */
const known = new WeakMap<object, ReadonlyMap<number, readonly LineSpan[]>>();

/**
 * The secrets of one element of a list, read together with its neighbours: cells of notebooks
 * are lists of lines, arguments lists of words, and a secret goes over the end of either.
 */
export function spansOfLine(at: number, holder: Holder): readonly LineSpan[] {
  const list = holder.value;
  if (!Array.isArray(list)) return [];
  let lines = known.get(list);
  if (lines === undefined) {
    lines = readList(list, isOutput(holder));
    known.set(list, lines);
  }
  return lines.get(at) ?? [];
}

function readList(list: readonly Json[], output: boolean): ReadonlyMap<number, readonly LineSpan[]> {
  const starts: number[] = [];
  let text = "";
  for (const item of list) {
    starts.push(text.length);
    const line = typeof item === "string" ? item : "";
    text += line.endsWith("\n") ? line : `${line}\n`;
  }
  const found = new Map<number, LineSpan[]>();
  let at = 0;
  for (const span of secretSpans(text, output)) {
    while (at + 1 < starts.length && (starts[at + 1] as number) <= span.start) at += 1;
    for (let line = at; line < starts.length && (starts[line] as number) < span.end; line += 1) {
      const item = list[line];
      const from = starts[line] as number;
      const length = typeof item === "string" ? item.replace(/\r?\n$/, "").length : 0;
      const [start, end] = [Math.max(0, span.start - from), Math.min(length, span.end - from)];
      if (end <= start) continue;
      const part = { ...span, start, end, ...(line > at ? { continued: true } : {}) };
      found.set(line, [...(found.get(line) ?? []), part]);
    }
  }
  return found;
}

/** True inside the outputs of a notebook cell. */
export function isOutput(holder: Holder): boolean {
  for (let at: Holder | undefined = holder; at; at = at.above) {
    if (at.step === "outputs" && isObject(at.above?.value) && Object.hasOwn(at.above.value, "cell_type")) {
      return true;
    }
  }
  return false;
}
