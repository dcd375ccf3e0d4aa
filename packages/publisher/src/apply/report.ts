import { liveIdIn } from "@retain/artifacts/ids/live-id-text";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { FieldDifference, Plan } from "@retain/planner/plan/plan";
import { writeRef } from "@retain/planner/plan/written-refs";
import type { Traffic } from "@retain/workspaces/workspace";
import type { Exit } from "../cli/exit-codes.ts";
import { diagnosticJson, diagnosticLines } from "../render/diagnostics.ts";
import { textLines } from "../render/difference-text.ts";
import type { Fit } from "../render/fit.ts";
import { count, duration, marks } from "../render/marks.ts";
import type { Paint } from "../render/paint.ts";
import { valueText } from "../render/value-text.ts";
import { visible } from "../render/visible.ts";

/** What the service shows instead of what was written, after an apply. */
export interface Unproven {
  readonly ref: Ref;
  readonly differences: readonly FieldDifference[];
  /** What is shown instead, in words, where no field says it. */
  readonly why?: string;
}

/** How long a trigger stood still. */
export interface Downtime {
  readonly ref: Ref;
  readonly seconds: number;
}

/** How an apply went. */
export interface ApplyReport {
  readonly plan: Plan;
  readonly outcomes: readonly ChangeOutcome[];
  /** Changes a second plan still found; undefined when the proof could not be made. */
  readonly left: readonly Unproven[] | undefined;
  /** What else went wrong beside the changes: why nothing more was begun, what could not be put back. */
  readonly problems: readonly Diagnostic[];
  /** Why the proof could not be made. */
  readonly proofProblem?: Diagnostic;
  readonly interrupted: boolean;
  /** Seconds each trigger was down, from the end of its stop to the end of its start. */
  readonly downtime: readonly Downtime[];
  /** The release that was recorded, and what could not be. */
  readonly release?: string;
  readonly releaseProblem?: Diagnostic;
  readonly seconds: number;
  readonly traffic: Traffic;
}

const having = (report: ApplyReport, status: ChangeOutcome["result"]["status"]) =>
  report.outcomes.filter((one) => one.result.status === status);

/** How the process ends after this apply. */
export function applyExit(report: ApplyReport): Exit {
  if (report.interrupted) return "interrupted";
  if (report.outcomes.length === 0) return "done";
  const done = having(report, "done").length;
  if (done < report.outcomes.length) return done > 0 ? "partial" : "failed";
  if (report.left === undefined || report.releaseProblem) return "failed";
  return report.left.length > 0 ? "unproven" : "done";
}

/** Problems beside those of the changes, each once. */
function problemsOf({ problems, proofProblem, releaseProblem }: ApplyReport): readonly Diagnostic[] {
  const all = [...problems, proofProblem, releaseProblem].filter((one) => one !== undefined);
  return [...new Map(all.map((one) => [one.message, one])).values()];
}

/** One line for a change that has come to an end. */
export function outcomeLine(outcome: ChangeOutcome, paint: Paint): string {
  const { change, result } = outcome;
  const { mark, past, colour } = marks[change.action];
  if (result.status === "done")
    return `  ${paint[colour](mark)} ${visible(change.ref)} ${paint.dim(`${past}, ${duration(result.seconds)}`)}`;
  if (result.status === "failed") return `  ${paint.red("x")} ${visible(change.ref)} failed`;
  if (result.status === "skipped")
    return `  ${paint.dim("o")} ${visible(change.ref)} not ${past}: ${visible(result.because)} did not succeed`;
  return `  ${paint.dim("o")} ${visible(change.ref)} not ${past}`;
}

/** What follows the lines of the changes: failures with their causes, the proof, the counts. */
export function applyReportLines(report: ApplyReport, paint: Paint, fit: Fit): readonly string[] {
  const lines: string[] = [""];
  for (const outcome of report.outcomes) {
    if (outcome.result.status === "failed") lines.push(...diagnosticLines(outcome.result.problem, paint), "");
  }
  const idle = having(report, "not-started");
  if (idle.length > 0) lines.push(...idle.map((one) => outcomeLine(one, paint)), "");
  if (report.left && report.left.length > 0) lines.push(...unprovenLines(report.left, paint, fit), "");
  for (const problem of problemsOf(report)) lines.push(...diagnosticLines(problem, paint), "");
  for (const { ref, seconds } of report.downtime) {
    lines.push(`  ${visible(ref)} was down for ${duration(seconds)}`);
  }
  if (report.downtime.length > 0) lines.push("");
  lines.push(summary(report));
  return lines;
}

function unprovenLines(left: readonly Unproven[], paint: Paint, fit: Fit): readonly string[] {
  const rules = new Map<string, string>();
  let hasOtherId = false;
  const lines = [`${paint.red("Error")}: the service returns something other than what was written`];
  for (const { ref, differences, why } of left) {
    lines.push(`  ${visible(ref)}`);
    if (why !== undefined) lines.push(`      (${why})`);
    for (const difference of differences) {
      lines.push(...unprovenDifference(difference, paint, fit));
      if (liveIdIn(difference.after) !== undefined) {
        hasOtherId = true;
        continue;
      }
      const { kind } = ref;
      const pattern = wildcards(difference.path);
      rules.set(
        `${kind} ${pattern}`,
        `    - { kind: ${kind}, pattern: ${JSON.stringify(pattern)}, rule: ignore, reason: "why the service changes it" }`,
      );
    }
  }
  if (hasOtherId)
    lines.push("  -> an id has changed: the artifact was created again in the meantime, so plan again");
  if (rules.size > 0) {
    lines.push(
      "  -> if somebody edited it in the meantime, plan again; if the service rewrites it, declare that in retain.yaml:",
    );
    lines.push("    tolerances:", ...rules.values());
  }
  return lines;
}

function unprovenDifference(difference: FieldDifference, paint: Paint, fit: Fit): readonly string[] {
  const path = visible(difference.path);
  if (difference.lines)
    return [`      ${path}: - shown, + written`, ...textLines(difference.lines, paint, fit)];
  // Both are whole: what the service made of a value may lie anywhere in it.
  const [shown, written] = [difference.before, difference.after].map((value) =>
    value === undefined ? "(none)" : visible(valueText(value)),
  );
  return [`      ${path}: ${shown}, written ${written}`];
}

/** The pattern that covers a path in every artifact: indexes and names become `[*]`. */
function wildcards(path: string): string {
  // The statements of a script are no members of it.
  const place = path.replace(/^(properties\.content\.query)\[.*$/, "$1");
  return place.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "[*]");
}

function summary(report: ApplyReport): string {
  const done = having(report, "done");
  const parts = (["create", "update", "delete", "stop", "start"] as const).flatMap((action) => {
    const amount = done.filter((one) => one.change.action === action).length;
    return amount > 0 ? [`${amount} ${marks[action].past}`] : [];
  });
  const failed = having(report, "failed").length;
  const idle = having(report, "skipped").length + having(report, "not-started").length;
  if (failed > 0) parts.push(`${failed} failed`);
  if (idle > 0) parts.push(`${idle} not done`);
  const estimate = report.plan.estimate;
  const cost = `${count(report.traffic.requests, "request")} (about ${estimate.requests} planned), ${duration(report.seconds)} (about ${duration(estimate.seconds)} planned)`;
  const retries =
    report.traffic.retries > 0
      ? `, ${count(report.traffic.retries, "retry").replace("retrys", "retries")}`
      : "";
  const proved = failed + idle > 0 ? "everything written is there" : "nothing left to do";
  const proof = report.left?.length === 0 ? `; read again: ${proved}` : "";
  const release = report.release === undefined ? "" : `; release ${report.release}`;
  return `Applied: ${parts.join(", ") || "nothing"}; ${cost}${retries}${proof}${release}`;
}

/** The report as JSON. */
export function applyReportJson(report: ApplyReport): Readonly<Record<string, unknown>> {
  return {
    version: 1,
    environment: report.plan.environment,
    workspace: report.plan.workspace,
    outcome: applyExit(report),
    changes: report.outcomes.map(({ change, result }) => ({
      id: change.id,
      ref: formatRef(change.ref),
      action: change.action,
      ...("problem" in result ? { ...result, problem: diagnosticJson(result.problem) } : result),
    })),
    left: report.left?.map(writeRef) ?? null,
    downtime: report.downtime.map(writeRef),
    release: report.release ?? null,
    problems: problemsOf(report).map(diagnosticJson),
    seconds: Number(report.seconds.toFixed(3)),
    estimate: {
      ...report.plan.estimate,
      criticalPath: report.plan.estimate.criticalPath.map(formatRef),
    },
    traffic: report.traffic,
  };
}
