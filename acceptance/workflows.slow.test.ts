import { describe, expect, test } from "vitest";
import { filledIn } from "./workflow-expression.ts";
import { readAction, readWorkflow } from "./workflow-file.ts";
import { inputs, matrix, push, schedule, useWorkflows } from "./workflow-repository.ts";
import { contextsOf, type Happened, pullRequest, type Stage } from "./workflow-stage.ts";

const { setUp, twinFolder } = useWorkflows(["workflow-flow", "workflow-action"]);

describe.concurrent("the workflows of this repository", () => {
  test("plan a pull request, publish exactly that, find drift, open its issue and close it", async () => {
    const { stage, writes, held, editBehindTheBack, dropScript, scripts } = await setUp("workflow-flow");
    const validate = readWorkflow("validate.yml");
    const scanned = await stage.job(validate, "scan", pullRequest(12));
    expect(scanned?.log).toContain("Valid: 8 artifacts, no problems");
    expect(stage.scans.get("retain")).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });

    const planned = await stage.job(validate, "plan", pullRequest(12), matrix);
    expect(planned?.log).toContain("8 to create");
    expect(planned?.summary).toContain("### retain: plan for `prod`");
    const comments = () => stage.github.comments.get(12) ?? [];
    expect(comments()[0]?.body).toMatch(/^<!-- retain:plan-prod -->\n### retain: plan for `prod`/);
    await stage.job(validate, "plan", pullRequest(12), matrix);
    expect(comments()).toHaveLength(1);
    expect([...stage.artifacts.keys()]).toEqual(["plan-prod"]);
    expect(writes()).toBe(0);

    const publish = readWorkflow("publish-environment.yml");
    const made = await stage.job(publish, "plan", push, inputs);
    expect(made?.jobOutputs).toEqual({ changes: "8" });
    const needs = { needs: { plan: { outputs: made?.jobOutputs } } };
    const applied = await stage.job(publish, "apply", push, { ...inputs, ...needs });
    expect(applied?.succeeded, applied?.log).toBe(true);
    expect(held()).toEqual(["Orders", "Orders_Clean"]);
    expect(applied?.summary).toMatch(/8 created;.* read again: nothing left to do; release \S+/);

    const again = await stage.job(publish, "plan", push, inputs);
    expect(again?.jobOutputs).toEqual({ changes: "0" });
    const nothing = { needs: { plan: { outputs: again?.jobOutputs } } };
    expect(await stage.job(publish, "apply", push, { ...inputs, ...nothing })).toBeUndefined();

    const drift = readWorkflow("drift.yml");
    const clean = await stage.job(drift, "drift", schedule, matrix);
    expect(clean?.succeeded, clean?.log).toBe(true);
    expect(stage.github.issues).toEqual([]);
    const putBack = editBehindTheBack();
    for (let day = 0; day < 2; day++) {
      const found = await stage.job(drift, "drift", schedule, matrix);
      expect(found?.succeeded, found?.log).toBe(true);
      expect(found?.summary).toContain("Orders");
    }
    expect(stage.github.issues).toMatchObject([{ state: "open", labels: ["retain:drift-prod"] }]);
    expect(stage.github.issues[0]?.body).toContain("dataset/Orders");
    putBack();
    await stage.job(drift, "drift", schedule, matrix);
    expect(stage.github.issues).toMatchObject([{ state: "closed", state_reason: "completed" }]);

    // What the reviewers saw going in the plan goes, without a word that would let more go.
    dropScript();
    const seen = await stage.job(publish, "plan", push, inputs);
    expect(seen?.summary).toContain("1 to delete");
    const deleted = await stage.job(publish, "apply", push, { ...inputs, ...needs });
    expect(deleted?.succeeded, deleted?.log).toBe(true);
    expect(deleted?.log).not.toContain("--allow-delete");
    expect(scripts()).toEqual([]);
  }, 300_000);
});

describe.concurrent("the action, in a repository elsewhere", () => {
  const action = readAction();

  /** Runs it with the inputs of a workflow, its own defaults for the rest. */
  async function run(stage: Stage, happened: Happened, given: Readonly<Record<string, string>>) {
    const contexts = contextsOf(happened, twinFolder());
    const defaults = Object.entries(action.inputs).map(([name, { default: text }]) => [
      name,
      filledIn(text ?? "", contexts),
    ]);
    const all = { ...Object.fromEntries(defaults), ...given };
    const result = await stage.steps(action.runs.steps, happened, { inputs: all });
    const contextsAfter = { ...contexts, ...result.outputs };
    const outputs = Object.entries(action.outputs).map(([name, { value }]) => [
      name,
      filledIn(value, contextsAfter),
    ]);
    return { ...result, actionOutputs: Object.fromEntries(outputs) as Record<string, string> };
  }

  test("plans on a pull request, applies on a push, looks for drift on a schedule; a fork is validated", async () => {
    const { stage, writes, held, editBehindTheBack, dropScript, scripts, addOldWindows, triggers } =
      await setUp("workflow-action");
    const given = { environment: "prod", "client-id": "c", "tenant-id": "t", "subscription-id": "s" };
    const forked = await run(stage, pullRequest(5, "stranger/repo"), given);
    expect(forked.log).toContain("Valid: 8 artifacts");
    expect(stage.signIns()).toBe(0);

    const planned = await run(stage, pullRequest(5), given);
    expect(planned.succeeded, planned.log).toBe(true);
    expect(planned.actionOutputs).toEqual({ changes: "8", deletes: "0" });
    expect(stage.github.comments.get(5)?.[0]?.body).toContain("8 to create");
    expect(writes()).toBe(0);
    expect(stage.signIns()).toBe(1);

    const reviewed = await run(stage, push, { ...given, plan: "retain-plan-prod" });
    expect(reviewed.succeeded, reviewed.log).toBe(true);
    expect(reviewed.ran.map(([command]) => command).filter((one) => one.startsWith("retain plan"))).toEqual(
      [],
    );
    expect(held()).toEqual(["Orders", "Orders_Clean"]);
    expect(reviewed.summary).toContain("8 created");

    editBehindTheBack();
    const drifted = await run(stage, schedule, given);
    expect(drifted.succeeded, drifted.log).toBe(true);
    expect(stage.github.issues).toMatchObject([{ state: "open" }]);
    // The repository has not moved, so the edit is theirs, and the next publish mends it.
    const mended = await run(stage, push, given);
    expect(mended.succeeded, mended.log).toBe(true);
    expect(mended.actionOutputs).toEqual({ changes: "1", deletes: "0" });
    const clean = await run(stage, { name: "workflow_dispatch" }, given);
    expect(clean.succeeded, clean.log).toBe(true);
    expect(stage.github.issues).toMatchObject([{ state: "closed" }]);

    // Nobody sees the plan of one job before it is applied: what may go is said beforehand.
    dropScript();
    for (const allowed of ["", "false", "dataset/*"]) {
      const kept = await run(stage, push, { ...given, "allow-delete": allowed });
      expect(kept.succeeded).toBe(false);
      expect(kept.log).toContain("it would delete sql-script/Views");
      expect(scripts()).toEqual(["Views"]);
    }
    const deleted = await run(stage, push, { ...given, "allow-delete": "dataset/*\nsql-script/V*" });
    expect(deleted.succeeded, deleted.log).toBe(true);
    expect(scripts()).toEqual([]);

    addOldWindows();
    const unasked = await run(stage, push, { ...given, "allow-backfill": "false" });
    expect(unasked.log).toContain("would run 744 windows of the past at once");
    expect(triggers()).toEqual(["Daily"]);
    const filled = await run(stage, push, { ...given, "allow-backfill": "trigger/Other\ntrigger/W*" });
    expect(filled.succeeded, filled.log).toBe(true);
    expect(triggers()).toEqual(["Daily", "Windows"]);
  }, 300_000);
});
