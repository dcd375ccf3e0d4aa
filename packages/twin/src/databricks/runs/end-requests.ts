import { z } from "zod";
import { bodyOf, checked, wholeNumber } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { jobAt } from "../jobs/routes.ts";
import { settingsSchema } from "../jobs/settings-schema.ts";
import { invalid, Refused } from "../refused.ts";
import { runAt } from "./look-requests.ts";
import { hasEnded, type Run } from "./run.ts";
import { blocked } from "./start-requests.ts";

const cancelSchema = z.object({ run_id: wholeNumber });
const cancelAllSchema = z.object({ job_id: wholeNumber });
const repairSchema = z.object({
  run_id: wholeNumber,
  rerun_tasks: z.array(z.string()).optional(),
  rerun_all_failed_tasks: z.boolean().default(false),
  rerun_dependent_tasks: z.boolean().default(false),
  latest_repair_id: wholeNumber.optional(),
});

/** What ends runs, and what takes ended ones up again. */
export const endRoutes: Routes = {
  "POST /api/2.2/jobs/runs/cancel": {
    answer(context, request) {
      context.engine.cancel(runAt(context, bodyOf(request, cancelSchema).run_id).id);
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.2/jobs/runs/cancel-all": {
    answer(context, request) {
      const { job_id } = bodyOf(request, cancelAllSchema);
      for (const { jobId, id } of context.runs.all()) if (jobId === job_id) context.engine.cancel(id);
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.2/jobs/runs/delete": {
    answer(context, request) {
      const run = runAt(context, bodyOf(request, cancelSchema).run_id);
      if (!hasEnded(run))
        throw new Refused(400, "INVALID_STATE", `Run ${run.id} is still active: cancel it first.`);
      context.runs.delete(String(run.id));
      return { status: 200, body: {} };
    },
  },
  "POST /api/2.2/jobs/runs/repair": {
    answer(context, request) {
      const asked = bodyOf(request, repairSchema);
      const run = runAt(context, asked.run_id);
      if (!hasEnded(run))
        throw new Refused(400, "INVALID_STATE", "Only runs that have ended can be repaired.");
      if ((asked.rerun_tasks !== undefined) === asked.rerun_all_failed_tasks) {
        throw invalid("Exactly one of rerun_tasks and rerun_all_failed_tasks must be given.");
      }
      if (run.repairs.length > 0 && asked.latest_repair_id !== run.repairs.at(-1)?.id) {
        throw invalid("The latest repair ID needs to be provided in order to request repair.");
      }
      const again = tasksToRepeat(run, asked);
      const repair = context.nextId();
      const current = currentTasks(context, run);
      const tasks = run.tasks.map((one) =>
        again.has(one.task.task_key)
          ? blocked(current.get(one.task.task_key) ?? one.task, context.nextId(), one.attempt + 1)
          : one,
      );
      const { result: _, ...rest } = run;
      const repeated = tasks.filter(({ task }) => again.has(task.task_key)).map(({ id }) => id);
      const repairs = [...run.repairs, { id: repair, start: context.now(), tasks: repeated }];
      context.engine.begin({ ...rest, tasks, repairs, state: "BLOCKED", message: "", end: 0 });
      return { status: 200, body: { repair_id: repair } };
    },
  },
};

/** A repair takes the settings that the job has now. */
function currentTasks(context: DatabricksContext, { jobId }: Run) {
  if (jobId === undefined) return new Map<string, never>();
  const { tasks = [] } = checked(settingsSchema, jobAt(context, jobId).settings);
  return new Map(tasks.map((task) => [task.task_key, task]));
}

function tasksToRepeat(run: Run, asked: z.infer<typeof repairSchema>): ReadonlySet<string> {
  const failed = run.tasks.filter(
    ({ result }) => !["SUCCESS", "EXCLUDED", "DISABLED"].includes(result ?? ""),
  );
  const again = new Set(asked.rerun_tasks ?? failed.map(({ task }) => task.task_key));
  const unknown = [...again].find((key) => run.tasks.every(({ task }) => task.task_key !== key));
  if (unknown !== undefined) throw invalid(`Task ${unknown} is not part of run ${run.id}.`);
  if (!asked.rerun_dependent_tasks) return again;
  for (let size = -1; size !== again.size; ) {
    size = again.size;
    for (const { task } of run.tasks) {
      if ((task.depends_on ?? []).some(({ task_key }) => again.has(task_key))) again.add(task.task_key);
    }
  }
  return again;
}
