import { expect, test } from "vitest";
import { churnClusterPolicy, clusterPolicySchema } from "../src/cluster-policy.ts";
import { churnJob, jobSchema } from "../src/jobs.ts";
import { notebooks } from "../src/notebooks.ts";

const place = {
  lakeRoot: "abfss://churn@account.dfs.core.windows.net",
  catalog: "churn",
  policyId: "0123456789ABCDEF",
  folder: "/Workspace/retain/churn",
  modelName: "churn.models.retention",
  runtime: "18.0.x-cpu-ml-scala2.13",
  nodeType: "Standard_E8ds_v5",
};
const job = churnJob(place);

test("the job and the policy have the shape of the wire", () => {
  expect(jobSchema.parse(job)).toEqual(job);
  const policy = churnClusterPolicy(place);
  expect(clusterPolicySchema.parse(policy)).toEqual(policy);
});

test("each notebook runs after the one before it, on the one cluster", () => {
  expect(job.tasks.map(({ task_key }) => task_key)).toEqual(notebooks.map(({ file }) => file));
  expect(job.tasks.map(({ depends_on }) => depends_on.map(({ task_key }) => task_key))).toEqual([
    [],
    ...notebooks.slice(0, -1).map(({ file }) => [file]),
  ]);
  const clusters = job.job_clusters.map(({ job_cluster_key }) => job_cluster_key);
  for (const task of job.tasks) expect(clusters).toContain(task.job_cluster_key);
  expect(job.schedule.pause_status).toBe("PAUSED");
});

test("each notebook is given what it has to have, and nothing it does not take", () => {
  const defaults = new Map([
    ...job.parameters.map(({ name, default: value }) => [`job.parameters.${name}`, value] as const),
    ["job.run_id", "1234"],
    ["job.start_time.iso_date", "2017-04-01"],
  ]);
  const written = (text: string): string =>
    text.replace(/^\{\{(.+)\}\}$/, (_, name: string) => written(defaults.get(name) ?? ""));
  for (const [index, task] of job.tasks.entries()) {
    const given = Object.entries(task.notebook_task.base_parameters);
    const parameters = Object.fromEntries(given.map(([name, text]) => [name, written(text)]));
    expect(notebooks[index]?.parameters.parse(parameters)).toEqual(parameters);
  }
});

test("a run of the schedule works on the month in which it begins, whatever month that is", () => {
  expect(job.parameters.find(({ name }) => name === "period_start")?.default).toBe(
    "{{job.start_time.iso_date}}",
  );
  expect(JSON.stringify(job)).not.toMatch(/\d{4}-\d{2}-\d{2}/);
});

test("a cluster of the job is one that Unity Catalog gives credentials to, and no other way in is open", () => {
  const policy = churnClusterPolicy(place);
  expect(policy.data_security_mode).toEqual({
    type: "allowlist",
    values: ["SINGLE_USER", "USER_ISOLATION"],
    defaultValue: "SINGLE_USER",
  });
  expect(policy["spark_conf.spark.databricks.passthrough.enabled"]).toEqual({ type: "forbidden" });
});

test("each notebook is told where the package lies: serverless compute promises no working directory", () => {
  const told = job.tasks.map((task) => task.notebook_task.base_parameters.python_folder);
  expect(new Set(told)).toEqual(new Set(["/Workspace/retain/churn/python"]));
});

test("tables are registered where the environment names a catalog, and go by their paths elsewhere", () => {
  const { catalog: _, ...without } = place;
  const given = (of: typeof job) => of.parameters.find(({ name }) => name === "catalog")?.default;
  expect([given(job), given(churnJob(without))]).toEqual(["churn", ""]);
});

test("the cluster of the job is one that the policy lets be made", () => {
  const policy = churnClusterPolicy(place);
  const cluster = job.job_clusters[0]?.new_cluster;
  expect(policy.spark_version).toEqual({ type: "fixed", value: cluster?.spark_version });
  expect(policy.node_type_id).toEqual({ type: "fixed", value: cluster?.node_type_id });
  const inside = (name: "min_workers" | "max_workers") => {
    const bounds = policy[`autoscale.${name}`];
    const value = cluster?.autoscale[name] ?? 0;
    if (bounds?.type !== "range") throw new Error(`no bounds for ${name}`);
    return (bounds.minValue ?? 0) <= value && value <= (bounds.maxValue ?? 0);
  };
  expect(inside("min_workers")).toBe(true);
  expect(inside("max_workers")).toBe(true);
});
