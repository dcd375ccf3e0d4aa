import { formatRef } from "@retain/artifacts/words/ref";
import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { Change, Plan } from "@retain/planner/plan/plan";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { expect, test } from "vitest";
import { putBack, vainStops } from "../../src/apply/put-back.ts";
import { step } from "../plans.ts";

const done = { status: "done", seconds: 1 } as const;

async function run(results: Readonly<Record<string, ChangeOutcome["result"]>>, fails?: Error, sent = true) {
  const outcomes = Object.entries(results).map(([id, result]): ChangeOutcome => {
    const [action = "", ref = ""] = id.split(" ");
    return { change: step(action as Change["action"], ref), result };
  });
  const started: string[] = [];
  const perform = async ({ id }: Change) => {
    if (fails) throw fails;
    started.push(id);
  };
  const plan = { changes: outcomes.map((one) => one.change) } as unknown as Plan;
  return {
    ...(await putBack(
      vainStops(plan, outcomes, () => sent),
      perform,
    )),
    started,
  };
}

test("what was stopped to be deleted, and was not, runs again", async () => {
  const { running, started } = await run({
    "stop trigger/A": done,
    "delete trigger/A": { status: "not-started" },
    "stop trigger/B": done,
    "delete trigger/B": done,
    "stop trigger/C": done,
  });
  expect(running.map(formatRef)).toEqual(["trigger/A"]);
  expect(started).toEqual(["start trigger/A"]);
});

test("what was never stopped is let be", async () => {
  const results = {
    "stop trigger/A": { status: "not-started" },
    "delete trigger/A": { status: "not-started" },
  } as const;
  expect((await run(results, undefined, false)).started).toEqual([]);
});

test("what cannot be started is told", async () => {
  const { running, problems } = await run(
    { "stop trigger/A": done, "delete trigger/A": { status: "skipped", because: "x" } },
    new Error("no rights"),
  );
  expect(running).toEqual([]);
  expect(problems).toMatchObject([
    { why: "no rights", message: expect.stringContaining("trigger/A was stopped") },
  ]);
});

test("what is gone after all is no problem", async () => {
  const gone = new WorkspaceError({ reason: "not-found", message: "no trigger A" });
  const { running, problems } = await run(
    { "stop trigger/A": done, "delete trigger/A": { status: "not-started" } },
    gone,
  );
  expect([running, problems]).toEqual([[], []]);
});
