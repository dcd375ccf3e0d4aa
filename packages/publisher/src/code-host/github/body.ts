import { fitMarkdown } from "../fit-markdown.ts";
import type { Report } from "../report-file.ts";
import type { GithubRun } from "./run.ts";

/** Longest body of a comment or an issue, in characters. */
const limit = 65_536;

/** What tells a report of ours from everything else that is written there; readers do not see it. */
export function markerOf({ key }: Report): string {
  return `<!-- retain:${key} -->`;
}

/** A report as the body of a comment or an issue. */
export function bodyOf(report: Report, { footer }: GithubRun): string {
  const [head, tail] = [`${markerOf(report)}\n`, footer === "" ? "" : `\n${footer}\n`];
  const room = limit - head.length - tail.length;
  return `${head}${fitMarkdown(`${report.text.trimEnd()}\n`, { limit: room, size: (text) => text.length })}${tail}`;
}
