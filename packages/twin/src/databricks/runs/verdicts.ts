import type { Task } from "../jobs/settings-schema.ts";
import { hasEnded, type Result, type TaskRun } from "./run.ts";

/** What to do with a task: wait, start it, or leave it out with this result. */
export type Verdict = "wait" | "start" | "EXCLUDED" | "DISABLED" | "UPSTREAM_FAILED" | "UPSTREAM_CANCELED";

const failed: readonly (Result | undefined)[] = ["FAILED", "TIMEDOUT", "UPSTREAM_FAILED"];
const canceled: readonly (Result | undefined)[] = ["CANCELED", "UPSTREAM_CANCELED"];

/** Judges a task by those it depends on: "Configure task dependencies" of the documentation. */
export function verdictOf(task: Task, others: ReadonlyMap<string, TaskRun>): Verdict {
  const upstream = (task.depends_on ?? []).map(({ task_key, outcome }) => {
    const other = others.get(task_key);
    if (other === undefined || !hasEnded(other)) return undefined;
    const isOther = outcome !== undefined && other.result === "SUCCESS" && other.output.outcome !== outcome;
    return isOther ? "EXCLUDED" : other.result;
  });
  if (upstream.includes(undefined)) return "wait";
  if (task.disabled === true) return "DISABLED";
  if (upstream.length === 0) return "start";
  if (upstream.some((result) => canceled.includes(result))) return "UPSTREAM_CANCELED";
  // Whatever run_if says.
  if (upstream.every((result) => result === "EXCLUDED")) return "EXCLUDED";
  const bad = upstream.filter((result) => failed.includes(result)).length;
  switch (task.run_if ?? "ALL_SUCCESS") {
    case "ALL_DONE":
      return "start";
    case "ALL_SUCCESS":
    case "NONE_FAILED":
      return bad === 0 ? "start" : "UPSTREAM_FAILED";
    case "AT_LEAST_ONE_SUCCESS":
      return upstream.includes("SUCCESS") ? "start" : "UPSTREAM_FAILED";
    case "AT_LEAST_ONE_FAILED":
      return bad > 0 ? "start" : "EXCLUDED";
    case "ALL_FAILED":
      return bad === upstream.length ? "start" : "EXCLUDED";
  }
}

/** How a run of these tasks ended: by those that no other depends on. */
export function resultOf(tasks: readonly TaskRun[]): Result {
  if (tasks.some(({ result }) => result === "CANCELED")) return "CANCELED";
  const needed = new Set(
    tasks.flatMap(({ task }) => (task.depends_on ?? []).map(({ task_key }) => task_key)),
  );
  const isFine = ({ result }: TaskRun) => !failed.includes(result) && !canceled.includes(result);
  if (tasks.every(isFine)) return "SUCCESS";
  const leaves = tasks.filter(({ task }) => !needed.has(task.task_key));
  return leaves.every(isFine) ? "SUCCESS_WITH_FAILURES" : "FAILED";
}
