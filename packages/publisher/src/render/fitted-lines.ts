import type { LineChange } from "@retain/planner/plan/plan";
import { visible } from "./visible.ts";

/** Long lines of one side that are compared with each one of the other; more are cut at their beginning. */
const mostCompared = 100;

/** Part of the room that is left to what stands before the first difference. */
const before = 1 / 3;

/**
 * The texts of some lines, each visible and within `longest` characters where that can be: a longer one is cut
 * around the place where it first differs from the line of the other side that it shares most with. Two different
 * lines of the two sides never give equal texts: what would is given whole, and spelled as JSON where it has to be.
 */
export function fittedLines(lines: readonly LineChange[], longest: number): readonly string[] {
  const shown = lines.map(({ text }) => visible(text));
  const cut = shown.map((text, at) => {
    if (text.length <= longest) return text;
    const others = shown.filter((_, other) => isOtherSide(lines[at]?.mark, lines[other]?.mark));
    return cutAround(text, differsAt(text, others.slice(0, mostCompared)), longest);
  });
  const whole = unlike(lines, cut, shown);
  return unlike(
    lines,
    whole,
    lines.map(({ text }) => visible(JSON.stringify(text))),
  );
}

/** The texts, and in the place of those that look like a different line of the other side, the others given. */
function unlike(
  lines: readonly LineChange[],
  texts: readonly string[],
  instead: readonly string[],
): readonly string[] {
  const sides = { "-": new Map<string, Set<string>>(), "+": new Map<string, Set<string>>() };
  for (const [at, { mark, text }] of lines.entries()) {
    if (mark === " ") continue;
    // Nobody sees white space at the end of a line.
    const looks = (texts[at] ?? "").trimEnd();
    const raw = sides[mark].get(looks) ?? new Set();
    sides[mark].set(looks, raw.add(text));
  }
  return texts.map((looks, at) => {
    const line = lines[at];
    if (line === undefined || line.mark === " ") return looks;
    const others = sides[line.mark === "-" ? "+" : "-"].get(looks.trimEnd());
    const isAlike = others !== undefined && [...others].some((text) => text !== line.text);
    return isAlike ? (instead[at] ?? looks) : looks;
  });
}

function isOtherSide(mark: LineChange["mark"] | undefined, other: LineChange["mark"] | undefined): boolean {
  return (mark === "-" && other === "+") || (mark === "+" && other === "-");
}

/** Where a text first differs from the one of the others that it shares most with. */
function differsAt(text: string, others: readonly string[]): number {
  let most = 0;
  for (const other of others) {
    if (other === text) continue;
    let at = 0;
    while (at < text.length && text[at] === other[at]) at += 1;
    most = Math.max(most, at);
  }
  return most;
}

/** A stretch of a long text that holds the character at `at`, with how long the whole is. */
function cutAround(text: string, at: number, longest: number): string {
  const note = ` (${text.length.toLocaleString("en")} characters)`;
  const room = Math.max(8, longest - note.length - 2);
  const start = at < room - 2 ? 0 : Math.min(at - Math.floor(room * before), text.length - room);
  const end = start + room;
  // No half of a pair of code units at a cut.
  const stretch = text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
  return `${start > 0 ? "…" : ""}${stretch}${end < text.length ? "…" : ""}${note}`;
}
