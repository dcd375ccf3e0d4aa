import { type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Demand } from "@retain/artifacts/words/risk-policy";
import { isStep } from "@retain/planner/plan/actions";
import { demandOf } from "@retain/planner/plan/consent";
import type { Change, Conflict, Move, Plan } from "@retain/planner/plan/plan";
import { backfillText } from "./backfill-text.ts";
import { differenceLines } from "./difference-text.ts";
import { type Fit, unbroken } from "./fit.ts";
import { count, demandWords, duration, marks, replaceMark, riskWord } from "./marks.ts";
import { missingWords } from "./missing-words.ts";
import { ownedLines } from "./owned-lines.ts";
import type { Paint } from "./paint.ts";
import { reachOfAll, reachText } from "./reach.ts";
import { visible } from "./visible.ts";

/** What is shown beside the changes. */
export interface PlanTextOptions {
  /** List every unmanaged artifact. */
  readonly unmanaged: boolean;
  /** The moment of which "in 9 h" speaks; now when absent. */
  readonly now?: Date;
  /** The room that lines have; nothing is cut when absent. */
  readonly fit?: Fit;
}

/** The plan for people: every change with its differences, notes, and one line of counts at the end. */
export function planLines(plan: Plan, paint: Paint, options: PlanTextOptions): readonly string[] {
  const fit = options.fit ?? unbroken;
  const lines: string[] = [];
  lines.push(
    `${paint.bold(`Plan for ${plan.environment}`)} ${paint.dim(`(${visible(plan.workspace)}, ${plan.endpoint})`)}`,
    "",
  );
  const now = options.now ?? new Date();
  const isNew = newRefs(plan);
  for (const change of plan.changes) {
    lines.push(...changeLines(change, demandOf(plan, change), paint, fit));
    if (change.reach && reachesOld(change, isNew)) {
      lines.push(paint.dim(`      ${reachText(change.reach, { now, show: visible })}`));
    }
  }
  if (plan.changes.length > 0) lines.push("");
  for (const conflict of plan.conflicts) lines.push(...conflictLines(conflict, plan.source, paint, fit), "");
  for (const { ref, reason } of plan.kept)
    lines.push(`  ${paint.dim("o")} ${visible(ref)}: ${visible(reason)}`);
  if (plan.kept.length > 0) lines.push("");
  for (const missing of plan.unresolved) {
    lines.push(
      `  ${paint.red("!")} ${visible(missing.from)} needs ${visible(missing.to)}, ${missingWords(missing)} (${visible(missing.path)})`,
    );
  }
  if (plan.unresolved.length > 0) lines.push("");
  if (options.unmanaged && plan.unmanaged.length > 0) {
    lines.push(
      ...plan.unmanaged.map((ref) => `  ? ${visible(ref)} ${paint.dim("(live, not in the repository)")}`),
      "",
    );
  }
  if (plan.owned.length > 0) lines.push(...ownedLines(plan.owned, paint), "");
  if (plan.changes.length > 0) lines.push(estimateLine(plan));
  // Of one change alone its own line says it.
  const all = plan.changes.filter(({ reach }) => reach !== undefined).length > 1 && reachOfAll(plan.changes);
  if (all) lines.push(`  ${reachText(all, { now, show: visible })}`);
  if (plan.changes.length > 0) lines.push("");
  lines.push(summaryLine(plan));
  return lines;
}

/** Keys of what the plan creates. */
function newRefs(plan: Plan): ReadonlySet<string> {
  return new Set(
    plan.changes.flatMap(({ action, ref, replaces }) =>
      action === "create" && !replaces ? [refKey(ref)] : [],
    ),
  );
}

/** False where something new reaches only what is new as well: that goes without saying. */
function reachesOld({ action, reach, renamedTo }: Change, isNew: ReadonlySet<string>): boolean {
  const reached: readonly Ref[] = [
    ...(reach?.pipelines ?? []),
    ...(reach?.triggers ?? []).map(({ ref }) => ref),
  ];
  return renamedTo === undefined && (action !== "create" || reached.some((ref) => !isNew.has(refKey(ref))));
}

/** One change: a line, and a line or a block for each difference; a rename is one change of two. */
function changeLines(change: Change, demand: Demand | undefined, paint: Paint, fit: Fit): readonly string[] {
  if (change.renamedTo !== undefined || isFirstHalf(change)) return [];
  const { mark, colour } = change.replaces ? replaceMark : marks[change.action];
  const name = visible(change.ref);
  if (change.renamedFrom !== undefined) {
    return [`  ${paint.yellow(">")} ${visible(change.renamedFrom)} -> ${name} ${paint.dim("(renamed)")}`];
  }
  const lines = [`  ${paint[colour](mark)} ${name}${remark(change, demand, paint)}`];
  for (const difference of change.differences) lines.push(...differenceLines(difference, paint, fit));
  if (change.backfill !== undefined) lines.push(`      ${paint.red("!")} ${backfillText(change.backfill)}`);
  return lines;
}

/** A replacement is shown once, where it is made anew. */
export function isFirstHalf({ replaces, action }: Change): boolean {
  return replaces === true && action === "delete";
}

/** What is worth knowing of a change at a glance: its risk, and why where that is not plain. */
function remark(change: Change, demand: Demand | undefined, paint: Paint): string {
  const { action, risk, side, reason, neededBy, replaces } = change;
  const parts = [
    ...(replaces ? ["replaced"] : []),
    ...((action === "create" && !replaces) || isStep(change) ? [] : [riskWord(risk, paint)]),
    ...(neededBy === undefined ? [] : [`needed by ${visible(neededBy)}`]),
    ...(demand === undefined ? [] : [paint.red(demandWords[demand])]),
    ...(isStep(change) || replaces || action === "delete" || side === "theirs" || side === "both"
      ? [visible(reason)]
      : []),
  ];
  return parts.length === 0 ? "" : ` ${paint.dim("(")}${parts.join("; ")}${paint.dim(")")}`;
}

/** Both moves of a conflict, one below the other. */
function conflictLines(
  { ref, ours, theirs }: Conflict,
  source: string,
  paint: Paint,
  fit: Fit,
): readonly string[] {
  const side = (where: string, move: Move) => [
    `    ${move.what} in ${where}`,
    ...move.differences.flatMap((difference) => differenceLines(difference, paint, fit)),
  ];
  return [
    `  ${paint.red("!")} ${visible(ref)} ${paint.red("conflict")}: both sides moved`,
    ...side(visible(source), ours),
    ...side("the workspace", theirs),
  ];
}

/** The line of counts: `Plan: 2 to create, 1 to update, 30 unchanged, 4 unmanaged`. */
export function summaryLine(plan: Plan): string {
  const { summary } = plan;
  const parts = [
    ...(["create", "update", "rename", "replace", "delete", "stop", "start"] as const).map((action) =>
      summary[action] > 0 ? `${summary[action]} to ${action}` : "",
    ),
    summary.conflicts > 0 ? count(summary.conflicts, "conflict") : "",
    `${summary.unchanged} unchanged`,
    summary.kept > 0 ? `${summary.kept} left as live` : "",
    summary.unmanaged > 0 ? `${summary.unmanaged} unmanaged` : "",
    summary.owned > 0 ? `${summary.owned} owned by others` : "",
    summary.protected > 0 ? `${summary.protected} protected` : "",
  ].filter((part) => part !== "");
  const isRefused = summary.conflicts > 0 || plan.owned.some(({ declared }) => declared === true);
  const head = isRefused ? "Conflicts" : plan.changes.length === 0 ? "Nothing to do" : "Plan";
  return `${head}: ${parts.join(", ")}`;
}

function estimateLine(plan: Plan): string {
  const { requests, seconds, criticalPath } = plan.estimate;
  const chain = criticalPath.length > 1 ? `; longest chain: ${criticalPath.map(visible).join(" -> ")}` : "";
  return `  about ${count(requests, "request")}, about ${duration(seconds)}${chain}`;
}
