import { resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { readPlan } from "@retain/planner/plan/document";
import { readPlain } from "@retain/project/read-plain";
import { readFailure } from "@retain/project/text-file";

/** What later steps want to know of a saved plan, by the name of the output. */
export type PlanOutputs = Readonly<Record<"changes" | "deletes" | "conflicts", number>>;

/** Reads a saved plan. */
export async function readPlanOutputs(
  cwd: string,
  file: string,
): Promise<{ readonly outputs: PlanOutputs } | { readonly problem: Diagnostic }> {
  let text: string;
  try {
    text = (await readPlain(resolve(cwd, file))).toString("utf8");
  } catch (error) {
    const message = `the plan '${file}' cannot be read: ${readFailure(error)}`;
    const advice = "save one with `retain plan --out FILE`";
    return { problem: { severity: "error", code: "plan-unreadable", message, advice } };
  }
  const read = readPlan(text);
  if ("problem" in read) return { problem: { ...read.problem, at: { file, line: 1, column: 1 } } };
  const { changes, conflicts } = read.plan;
  const deletes = changes.filter(({ action }) => action === "delete").length;
  return { outputs: { changes: changes.length, deletes, conflicts: conflicts.length } };
}

/** The outputs as one line for a person. */
export function outputsLine(outputs: PlanOutputs): string {
  const pairs = Object.entries(outputs).map(([name, value]) => `${name}=${value}`);
  return `Outputs: ${pairs.join(", ")}`;
}
