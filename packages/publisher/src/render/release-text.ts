import { isStep } from "@retain/planner/plan/actions";
import type { Release, ReleasedChange } from "@retain/state/state";
import { columns } from "./columns.ts";
import { differenceLines } from "./difference-text.ts";
import { type Fit, unbroken } from "./fit.ts";
import { duration, marks, riskWord } from "./marks.ts";
import type { Paint } from "./paint.ts";
import { moment, outcomeWords, resumedWords } from "./release-words.ts";
import { visible } from "./visible.ts";

/** A release for people: where it came from, every change, and one line of counts at the end. */
export function releaseLines(release: Release, paint: Paint, fit = unbroken): readonly string[] {
  const { id, environment, workspace, endpoint, changes, downtime } = release;
  const lines = [
    `${paint.bold(`Release ${id}`)} ${paint.dim(`(${environment}, ${visible(workspace)}, ${endpoint})`)}`,
    "",
    ...columns(facts(release)).map((line) => `  ${line}`),
    "",
  ];
  for (const change of changes) lines.push(...changeLines(change, paint, fit));
  if (changes.length > 0) lines.push("");
  for (const { ref, seconds } of downtime) lines.push(`  ${visible(ref)} was down for ${duration(seconds)}`);
  if (downtime.length > 0) lines.push("");
  for (const [refs, words] of [
    [release.recorded, "recorded as found"],
    [release.forgotten, "forgotten"],
  ] as const) {
    if (refs.length > 0) lines.push(`  ${words}: ${refs.map(visible).join(", ")}`, "");
  }
  const resumed = (release.resumed ?? []).map((one) => `  ${visible(one.ref)} was ${resumedWords(one)}`);
  if (resumed.length > 0) lines.push(...resumed, "");
  lines.push(`Release: ${outcomeWords(release)}`);
  return lines;
}

function facts(release: Release): readonly (readonly [string, string])[] {
  const { started, ended, by, commit, packages, tool, result, rollbackOf, takenFrom } = release;
  const seconds = (Date.parse(ended) - Date.parse(started)) / 1000;
  const versions = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  return [
    ["when", `${moment(started)}, ${duration(seconds)}`],
    ["by", `${visible(by.name)} on ${visible(by.host)}`],
    ...(commit === undefined
      ? []
      : ([
          [
            "commit",
            [
              commit.sha,
              commit.branch === undefined ? "" : `on ${visible(commit.branch)}`,
              commit.author === undefined ? "" : `by ${visible(commit.author)}`,
              commit.dirty ? "with uncommitted changes" : "",
            ]
              .filter((part) => part !== "")
              .join(" "),
          ],
          ...(commit.subject === undefined ? [] : [["", visible(commit.subject)] as const]),
        ] as const)),
    ...(versions.length === 0 ? [] : ([["packages", versions.join(", ")]] as const)),
    ["tool", tool],
    ["result", result],
    ...(rollbackOf === undefined ? [] : ([["back to", rollbackOf]] as const)),
    ...(takenFrom === undefined ? [] : ([["taken from", visible(takenFrom)]] as const)),
  ];
}

/** One change: a line, its problem, and each difference. */
function changeLines(change: ReleasedChange, paint: Paint, fit: Fit): readonly string[] {
  const { action, status, ref, risk, seconds, problem, differences, renamedFrom, renamedTo } = change;
  const { mark, colour } = marks[action];
  const remarks = [
    ...(action === "create" || isStep(change) ? [] : [riskWord(risk, paint)]),
    ...(change.replaces ? ["one half of a replacement"] : []),
    ...(renamedFrom === undefined ? [] : [`renamed from ${visible(renamedFrom)}`]),
    ...(renamedTo === undefined ? [] : [`renamed to ${visible(renamedTo)}`]),
    ...(seconds === undefined ? [] : [duration(seconds)]),
    ...(status === "skipped" || status === "not-started" ? ["not done"] : []),
  ];
  const sign =
    status === "done" ? paint[colour](mark) : status === "failed" ? paint.red("x") : paint.dim("o");
  const tail = remarks.length === 0 ? "" : ` ${paint.dim("(")}${remarks.join("; ")}${paint.dim(")")}`;
  return [
    `  ${sign} ${status === "done" ? "" : `${action} `}${visible(ref)}${tail}`,
    ...(problem === undefined ? [] : [`      ${visible(problem)}`]),
    ...differences.flatMap((difference) => differenceLines(difference, paint, fit)),
  ];
}
