import type { DatabricksContext } from "../context.ts";
import { checkCluster, policyOf } from "../policies/check-cluster.ts";
import { invalid } from "../refused.ts";
import type { NewCluster, Settings } from "./settings-schema.ts";

/** Refuses settings that cannot be: names twice, tasks that are not there, a schedule or a cluster that is none. */
export function checkSettings(context: DatabricksContext, settings: Settings): void {
  const { tasks = [], job_clusters = [], tags = {}, schedule, parameters = [] } = settings;
  if (Object.keys(tags).length > 25) throw invalid("The number of tags exceeds the limit of 25.");
  refuseTwice(
    tasks.map(({ task_key }) => task_key),
    "task_key",
  );
  refuseTwice(
    job_clusters.map(({ job_cluster_key }) => job_cluster_key),
    "job_cluster_key",
  );
  refuseTwice(
    parameters.map(({ name }) => name),
    "parameter name",
  );
  const names = new Set(tasks.map(({ task_key }) => task_key));
  const clusters = new Set(job_clusters.map(({ job_cluster_key }) => job_cluster_key));
  for (const { task_key, depends_on = [], job_cluster_key, notebook_task } of tasks) {
    for (const { task_key: other } of depends_on) {
      if (!names.has(other)) throw invalid(`Task '${task_key}' depends on unknown task '${other}'.`);
    }
    if (job_cluster_key !== undefined && !clusters.has(job_cluster_key)) {
      throw invalid(`Job cluster '${job_cluster_key}' is not defined in field 'job_clusters'.`);
    }
    const git = notebook_task?.source === "GIT" || settings.git_source !== undefined;
    if (notebook_task && !git && !notebook_task.notebook_path.startsWith("/")) {
      throw invalid(
        `Only absolute paths are currently supported. Paths must begin with '/'. Path: ${notebook_task.notebook_path}`,
      );
    }
  }
  refuseCycle(tasks);
  if (schedule && !isQuartz(schedule.quartz_cron_expression)) {
    throw invalid(`Invalid quartz_cron_expression: ${schedule.quartz_cron_expression}.`);
  }
  if (schedule && !isZone(schedule.timezone_id))
    throw invalid(`Invalid timezone_id: ${schedule.timezone_id}.`);
  const own = tasks.flatMap(({ new_cluster }) =>
    new_cluster === undefined ? [] : [new_cluster as NewCluster],
  );
  for (const cluster of [...job_clusters.map(({ new_cluster }) => new_cluster), ...own]) {
    const policy = policyOf(context, cluster);
    if (policy) checkCluster(policy, cluster, "job");
  }
}

function refuseTwice(names: readonly string[], what: string): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`Duplicate ${what}: ${twice}.`);
}

function refuseCycle(tasks: NonNullable<Settings["tasks"]>): void {
  let left = tasks;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ task_key }) => task_key));
    const blocked = left.filter(({ depends_on = [] }) =>
      depends_on.some(({ task_key }) => waiting.has(task_key)),
    );
    if (blocked.length === left.length) throw invalid("The graph of tasks contains a cycle.");
    left = blocked;
  }
}

/** Six fields, or seven with the year, one of the two days being `?`: the form, not every value. */
function isQuartz(expression: string): boolean {
  const fields = expression.trim().split(/\s+/);
  const plain = fields.every((field) => /^[\dA-Za-z*?,/#LW-]+$/.test(field));
  return plain && (fields.length === 6 || fields.length === 7) && [fields[3], fields[5]].includes("?");
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}
