import { structuredPatch } from "diff";
import type { LineChange } from "../plan/plan.ts";

/** Lines shown before and after each change. */
const context = 3;

/** Edits after which nobody reads a difference line by line, and finding the shortest costs seconds. */
const mostEdits = 1_000;

/** Stands between two stretches that lie apart. */
const gap: LineChange = { mark: " ", text: "…" };

/**
 * Two texts as lines kept, taken away and added, three lines of context around each change.
 * Empty when the texts are equal; undefined when they have too little in common. A text that
 * is on one side only is shown whole.
 */
export function lineDifference(
  before: string | undefined,
  after: string | undefined,
): readonly LineChange[] | undefined {
  if (before === undefined || after === undefined) {
    const mark = before === undefined ? "+" : "-";
    return linesOf(before ?? after ?? "").map((text) => ({ mark, text }));
  }
  const patch = structuredPatch("", "", before, after, "", "", { context, maxEditLength: mostEdits });
  // The remark that a text has no line end matters where nothing else tells two last lines apart.
  const remarks =
    before.endsWith("\n") !== after.endsWith("\n") && linesOf(before).at(-1) === linesOf(after).at(-1);
  return patch?.hunks.flatMap((hunk, at) => {
    const lines = hunk.lines.flatMap((line): LineChange[] => {
      const mark = line[0];
      if (mark === "\\") return remarks ? [{ mark: " ", text: line }] : [];
      return mark === "-" || mark === "+" || mark === " " ? [{ mark, text: line.slice(1) }] : [];
    });
    return at === 0 ? lines : [gap, ...lines];
  });
}

function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
