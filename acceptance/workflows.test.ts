import { describe, expect, test } from "vitest";
import { readWorkflow } from "./workflow-file.ts";
import { inputs, matrix, push, schedule, useWorkflows } from "./workflow-repository.ts";
import { pullRequest } from "./workflow-stage.ts";

// workflows.slow.test.ts runs them from a pull request to an issue that is closed.
const { setUp } = useWorkflows(["workflow-fork", "workflow-moved"]);

describe.concurrent("the workflows of this repository", () => {
  test("give a pull request from a fork no identity, no comment and no scan", async () => {
    const { stage } = await setUp("workflow-fork");
    const validate = readWorkflow("validate.yml");
    for (const id of ["scan", "plan"])
      expect(await stage.job(validate, id, pullRequest(13, "stranger/repo"), matrix)).toBeUndefined();
    const checked = await stage.job(validate, "check", pullRequest(13, "stranger/repo"));
    expect(checked?.ran).toEqual([
      ["npm ci", 0],
      ["npm test", 0],
    ]);
    expect(stage.signIns()).toBe(0);
  });

  test("refuse a plan whose workspace has moved since, and let a look that failed be red", async () => {
    const { stage, live, writes } = await setUp("workflow-moved");
    const publish = readWorkflow("publish-environment.yml");
    await stage.job(publish, "plan", push, inputs);
    live.seed("datasets", "Orders", { name: "Orders", properties: { description: "by hand" } });
    const needs = { needs: { plan: { outputs: { changes: "8" } } } };
    const applied = await stage.job(publish, "apply", push, { ...inputs, ...needs });
    expect(applied?.succeeded).toBe(false);
    expect(applied?.ran.at(-2)).toEqual([expect.stringContaining("retain apply plan.json"), 7]);
    expect(writes()).toBe(0);

    live.faults.add({ fault: { kind: "status", status: 403 } });
    const looked = await stage.job(readWorkflow("drift.yml"), "drift", schedule, matrix);
    live.faults.clear();
    expect(looked?.succeeded).toBe(false);
    expect(looked?.log).toContain("the report 'drift.md' cannot be read");
    expect(stage.github.issues).toEqual([]);
  }, 300_000);
});
