import { structuredPatch } from "diff";
import type { LineChange } from "./plan.ts";

/** Lines shown before and after each change. */
const context = 3;

/** Edits after which nobody reads a difference line by line, and finding the shortest costs seconds. */
const mostEdits = 2_000;

/** Stands between two stretches that lie apart. */
const gap: LineChange = { mark: " ", text: "…" };

/**
 * Two texts as lines kept, taken away and added, three lines of context around each change.
 * Empty when the texts have the same lines; undefined when they have too little in common.
 */
export function lineDifference(before: string, after: string): readonly LineChange[] | undefined {
  const patch = structuredPatch("", "", before, after, "", "", { context, maxEditLength: mostEdits });
  return patch?.hunks.flatMap((hunk, at) => {
    const lines = hunk.lines.flatMap((line): LineChange[] => {
      const mark = line[0];
      // A backslash begins a remark about the last line's end, which is no line of either text.
      return mark === "-" || mark === "+" || mark === " " ? [{ mark, text: line.slice(1) }] : [];
    });
    return at === 0 ? lines : [gap, ...lines];
  });
}
