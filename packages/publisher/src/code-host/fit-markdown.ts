/** How much room a text has, and in what it is counted. */
export interface Room {
  readonly limit: number;
  readonly size: (text: string) => number;
}

const cutNote = "\n_The report is too long to be shown here; the full report is with the run._\n";

/**
 * A markdown text that fits: the lines from its beginning, with code blocks and folded parts that the
 * cut leaves open closed, and a note that there is more.
 */
export function fitMarkdown(text: string, { limit, size }: Room): string {
  if (size(text) <= limit) return text;
  const lines = text.split("\n");
  let used = 0;
  let fence = "";
  let folds = 0;
  let best: { readonly lines: number; readonly end: string } | undefined;
  for (const [at, line] of lines.entries()) {
    used += size(line) + 1;
    if (used > limit) break;
    fence = fenceAfter(line, fence);
    if (fence === "") folds = Math.max(0, folds + foldsOf(line));
    const end = `${fence === "" ? "" : `${fence}\n`}${"</details>\n".repeat(folds)}${cutNote}`;
    if (used + size(end) <= limit) best = { lines: at + 1, end };
  }
  return best === undefined ? cutNote.trimStart() : `${lines.slice(0, best.lines).join("\n")}\n${best.end}`;
}

/** The fence that is open after a line: a longer run of the same character closes what it opened. */
function fenceAfter(line: string, open: string): string {
  const run = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (run === undefined) return open;
  if (open === "") return run;
  return run[0] === open[0] && run.length >= open.length && line.trim() === run ? "" : open;
}

/** How many folded parts a line opens, less those it closes. */
function foldsOf(line: string): number {
  return (line.match(/<details\b/g)?.length ?? 0) - (line.match(/<\/details>/g)?.length ?? 0);
}
