import type { Change, FieldDifference, LineChange, Plan } from "@retain/planner/plan";
import type { Paint } from "../cli/terminal.ts";
import { count, duration, marks, riskWord } from "./marks.ts";
import { shortened, visible } from "./visible.ts";

/** What is shown beside the changes. */
export interface PlanTextOptions {
  /** List every unmanaged artifact. */
  readonly unmanaged: boolean;
  /** Widest value shown on one line, in characters. */
  readonly width?: number;
}

/** Widest line of a text difference, in characters: scripts hold longer ones than anybody reads. */
const longestLine = 400;

/** The plan for people: every change with its differences, notes, and one line of counts at the end. */
export function planLines(plan: Plan, paint: Paint, options: PlanTextOptions): readonly string[] {
  const width = options.width ?? 100;
  const lines: string[] = [];
  lines.push(
    `${paint.bold(`Plan for ${plan.environment}`)} ${paint.dim(`(${visible(plan.workspace)}, ${plan.endpoint})`)}`,
    "",
  );
  for (const change of plan.changes) lines.push(...changeLines(change, paint, width));
  if (plan.changes.length > 0) lines.push("");
  for (const missing of plan.unresolved) {
    lines.push(
      `  ${paint.red("!")} ${visible(missing.from)} needs ${visible(missing.to)}, which neither the repository nor the workspace holds (${visible(missing.path)})`,
    );
  }
  if (plan.unresolved.length > 0) lines.push("");
  if (options.unmanaged && plan.unmanaged.length > 0) {
    lines.push(
      ...plan.unmanaged.map((ref) => `  ? ${visible(ref)} ${paint.dim("(live, not in the repository)")}`),
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
  const lines = [`  ${paint[colour](mark)} ${visible(change.ref)}${risk}`];
  for (const difference of change.differences) lines.push(...differenceLines(difference, paint, width));
  return lines;
}

function differenceLines(difference: FieldDifference, paint: Paint, width: number): readonly string[] {
  const path = visible(difference.path);
  if (difference.lines) {
    return [`      ${path}:`, ...textLines(difference.lines, paint)];
  }
  const [before, after] = [difference.before, difference.after].map((value) =>
    value === undefined ? paint.dim("(none)") : shortened(visible(JSON.stringify(value)), width),
  );
  const note = hidesSecret(difference) ? ` ${paint.dim("(another secret)")}` : "";
  const oneLine = `      ${path}: ${before} -> ${after}${note}`;
  if (oneLine.length <= width + 20) return [oneLine];
  return [`      ${path}:`, paint.red(`        - ${before}`), `${paint.green(`        + ${after}`)}${note}`];
}

/** The lines of a text difference, indented below its place. */
export function textLines(lines: readonly LineChange[], paint: Paint): readonly string[] {
  return lines.map(({ mark, text }) => {
    const line = `        ${mark} ${shortened(visible(text), longestLine)}`.trimEnd();
    return mark === "+" ? paint.green(line) : mark === "-" ? paint.red(line) : paint.dim(line);
  });
}

/** True where both sides look the same: all that differs is a secret, which a plan does not hold. */
export function hidesSecret({ before, after }: FieldDifference): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after);
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
  const chain = criticalPath.length > 1 ? `; longest chain: ${criticalPath.map(visible).join(" -> ")}` : "";
  return `  about ${count(requests, "request")}, about ${duration(seconds)}${chain}`;
}
