import { resolve } from "node:path";
import { readPlan } from "@retain/planner/plan/document";
import { readPlain } from "@retain/project/read-plain";
import { readFailure } from "@retain/project/text-file";
import { Refusal, refusal } from "../refusal.ts";

/** What later steps want to know of a saved plan, by the name of the output. */
export type PlanOutputs = Readonly<Record<"changes" | "deletes" | "conflicts", number>>;

/** Reads a saved plan. Throws a Refusal. */
export async function readPlanOutputs(cwd: string, file: string): Promise<PlanOutputs> {
  let text: string;
  try {
    text = (await readPlain(resolve(cwd, file))).toString("utf8");
  } catch (error) {
    const message = `the plan '${file}' cannot be read: ${readFailure(error)}`;
    const advice = "save one with `retain plan --out FILE`";
    throw refusal("failed", { code: "plan-unreadable", message, advice });
  }
  const read = readPlan(text);
  if ("problems" in read) {
    const at = { file, line: 1, column: 1 };
    throw new Refusal(
      "failed",
      read.problems.map((problem) => ({ ...problem, at })),
    );
  }
  const { changes, conflicts } = read.plan;
  const deletes = changes.filter(({ action }) => action === "delete").length;
  return { changes: changes.length, deletes, conflicts: conflicts.length };
}

/** The outputs as one line for a person. */
export function outputsLine(outputs: PlanOutputs): string {
  const pairs = Object.entries(outputs).map(([name, value]) => `${name}=${value}`);
  return `Outputs: ${pairs.join(", ")}`;
}
