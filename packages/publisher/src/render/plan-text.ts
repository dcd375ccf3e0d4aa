import type { Json } from "@retain/artifacts/json";
import type { Change, FieldDifference, Plan } from "@retain/planner/plan";
import type { Paint } from "../cli/terminal.ts";
import { count, duration, marks, riskWord } from "./marks.ts";

/** What is shown beside the changes. */
export interface PlanTextOptions {
  /** List every unmanaged artifact. */
  readonly unmanaged: boolean;
  /** Widest value shown on one line, in characters. */
  readonly width?: number;
}

/** The plan for people: every change with its differences, notes, and one line of counts at the end. */
export function planLines(plan: Plan, paint: Paint, options: PlanTextOptions): readonly string[] {
  const width = options.width ?? 100;
  const lines: string[] = [];
  lines.push(
    `${paint.bold(`Plan for ${plan.environment}`)} ${paint.dim(`(${plan.workspace}, ${plan.endpoint})`)}`,
    "",
  );
  for (const change of plan.changes) lines.push(...changeLines(change, paint, width));
  if (plan.changes.length > 0) lines.push("");
  for (const missing of plan.unresolved) {
    lines.push(
      `  ${paint.red("!")} ${missing.from} needs ${missing.to}, which neither the repository nor the workspace holds (${missing.path})`,
    );
  }
  if (plan.unresolved.length > 0) lines.push("");
  if (options.unmanaged && plan.unmanaged.length > 0) {
    lines.push(
      ...plan.unmanaged.map((ref) => `  ? ${ref} ${paint.dim("(live, not in the repository)")}`),
      "",
    );
  }
  if (plan.changes.length > 0) lines.push(estimateLine(plan), "");
  lines.push(summaryLine(plan));
  return lines;
}

/** One change: a line, and a line or a block for each difference. */
function changeLines(change: Change, paint: Paint, width = 100): readonly string[] {
  const { mark, colour } = marks[change.action];
  const risk =
    change.action === "create" ? "" : ` ${paint.dim("(")}${riskWord(change.risk, paint)}${paint.dim(")")}`;
  const lines = [`  ${paint[colour](mark)} ${change.ref}${risk}`];
  for (const difference of change.differences) lines.push(...differenceLines(difference, paint, width));
  return lines;
}

function differenceLines(difference: FieldDifference, paint: Paint, width: number): readonly string[] {
  if (difference.lines) {
    return [
      `      ${difference.path}:`,
      ...difference.lines.map(({ mark, text }) => {
        const line = `        ${mark} ${text}`;
        return mark === "+" ? paint.green(line) : mark === "-" ? paint.red(line) : paint.dim(line);
      }),
    ];
  }
  const before = difference.before === undefined ? paint.dim("(none)") : shorten(difference.before, width);
  const after = difference.after === undefined ? paint.dim("(none)") : shorten(difference.after, width);
  const oneLine = `      ${difference.path}: ${before} -> ${after}`;
  if (oneLine.length <= width + 20) return [oneLine];
  return [`      ${difference.path}:`, paint.red(`        - ${before}`), paint.green(`        + ${after}`)];
}

function shorten(value: Json, width: number): string {
  const text = JSON.stringify(value);
  return text.length <= width
    ? text
    : `${text.slice(0, width - 1)}… (${text.length.toLocaleString("en")} characters)`;
}

/** The line of counts: `Plan: 2 to create, 1 to update, 30 unchanged, 4 unmanaged`. */
export function summaryLine(plan: Plan): string {
  const { create, update, unchanged, unmanaged, protected: kept } = plan.summary;
  const parts = [
    create > 0 ? `${create} to create` : "",
    update > 0 ? `${update} to update` : "",
    `${unchanged} unchanged`,
    unmanaged > 0 ? `${unmanaged} unmanaged` : "",
    kept > 0 ? `${kept} protected` : "",
  ].filter((part) => part !== "");
  const head = create + update === 0 ? "Nothing to do" : "Plan";
  return `${head}: ${parts.join(", ")}`;
}

function estimateLine(plan: Plan): string {
  const { requests, seconds, criticalPath } = plan.estimate;
  const chain = criticalPath.length > 1 ? `; longest chain: ${criticalPath.join(" -> ")}` : "";
  return `  about ${count(requests, "request")}, about ${duration(seconds)}${chain}`;
}
