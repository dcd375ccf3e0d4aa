import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { describe, expect, test } from "vitest";
import { movedSince } from "../src/plan/binding.ts";
import { readPlan, writePlan } from "../src/plan/document.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import type { PlanInput } from "../src/plan/plan-input.ts";
import { refOf } from "../src/plan/ref-text.ts";
import { artifact, liveOf, load, publishedOf, reference, runs, wait } from "./estates.ts";

const daily = (rest: JsonObject = {}, name = "Daily", pipeline = "Load") =>
  artifact(`trigger/${name}`, {
    type: "ScheduleTrigger",
    pipelines: [{ pipelineReference: reference(pipeline, "PipelineReference") }],
    ...rest,
  });
const old = load(wait("A", 1));
const next = load(wait("A", 2));
const parent = artifact("pipeline/Parent", {
  activities: [
    {
      name: "Call",
      type: "ExecutePipeline",
      typeProperties: { pipeline: reference("Load", "PipelineReference") },
    },
  ],
});

/** The plan where some triggers are live; what else is live is given, and published as it is live. */
function planned(
  desired: readonly Artifact[],
  live: readonly Artifact[],
  triggers: readonly [Artifact, boolean][],
  rest: Partial<PlanInput> = {},
) {
  const snapshot = liveOf(live);
  const plan = makePlan({
    tool: "retain 0.0.0",
    environment: "test",
    desired,
    live: {
      ...snapshot,
      artifacts: [...snapshot.artifacts, ...triggers.map(([trigger, started]) => runs(trigger, started))],
    },
    published: publishedOf([...live, ...triggers.map(([trigger]) => trigger)]),
    selects: () => true,
    tolerances: () => [],
    ...rest,
  });
  expect(readPlan(writePlan(plan))).toEqual({ plan });
  return plan;
}
const ids = (...given: Parameters<typeof planned>) =>
  planned(...given).changes.map(({ id, wave }) => `${wave} ${id}`);

describe("triggers", () => {
  test("one that runs a pipeline that changes is stopped before and started after", () => {
    const plan = planned([next, daily()], [old], [[daily(), true]]);
    expect(plan.changes.map(({ id, waitsFor, restores }) => [id, waitsFor, restores])).toEqual([
      ["stop trigger/Daily", [], undefined],
      ["update pipeline/Load", ["stop trigger/Daily"], undefined],
      ["start trigger/Daily", ["stop trigger/Daily", "update pipeline/Load"], true],
    ]);
    expect(plan.changes[0]?.reason).toBe("stopped while pipeline/Load changes");
    expect(plan.estimate.criticalPath).toEqual(
      ["trigger/Daily", "pipeline/Load", "trigger/Daily"].map(refOf),
    );
  });

  test("so is one that runs it through another pipeline, and an unmanaged one", () => {
    const far = daily({}, "Far", "Parent");
    const expected = ["1 stop trigger/Far", "2 update pipeline/Load", "3 start trigger/Far"];
    expect(ids([next, parent, far], [old, parent], [[far, true]])).toEqual(expected);
    const published = publishedOf([old, parent]);
    expect(ids([next, parent], [old, parent], [[far, true]], { published })).toEqual(expected);
  });

  test("one that does not run, or runs something else, is left alone", () => {
    expect(ids([next, daily()], [old], [[daily(), false]])).toEqual(["1 update pipeline/Load"]);
    const other = daily({}, "Other", "Parent");
    const alone = artifact("pipeline/Parent", { activities: [] });
    expect(ids([next, alone, other], [old, alone], [[other, true]])).toEqual(["1 update pipeline/Load"]);
  });

  test("words for people stop nobody; they stop the trigger whose own they are", () => {
    const told = load(wait("A", 1));
    const described = artifact("pipeline/Load", { ...(told.body.properties as object), description: "new" });
    expect(ids([described, daily()], [old], [[daily(), true]])).toEqual(["1 update pipeline/Load"]);
    expect(ids([old, daily({ description: "new" })], [old], [[daily(), true]])).toEqual([
      "1 stop trigger/Daily",
      "2 update trigger/Daily",
      "3 start trigger/Daily",
    ]);
  });

  test("the state that the repository says is brought about", () => {
    expect(ids([old, daily({ runtimeState: "started" })], [old], [[daily(), false]])).toEqual([
      "1 start trigger/Daily",
    ]);
    expect(ids([old, daily({ runtimeState: "Stopped" })], [old], [[daily(), true]])).toEqual([
      "1 stop trigger/Daily",
    ]);
    expect(ids([next, daily({ runtimeState: "Stopped" })], [old], [[daily(), true]])).toEqual([
      "1 stop trigger/Daily",
      "2 update pipeline/Load",
    ]);
    expect(ids([old, daily({ runtimeState: "Started" })], [old], [])).toEqual([
      "1 create trigger/Daily",
      "2 start trigger/Daily",
    ]);
    expect(ids([old, daily()], [old], [])).toEqual(["1 create trigger/Daily"]);
  });

  test("one that stays stopped is not said to stand still for a while", () => {
    const reasons = (...given: Parameters<typeof planned>) =>
      planned(...given).changes.flatMap(({ action, reason }) => (action === "stop" ? [reason] : []));
    const stopped = daily({ runtimeState: "Stopped" });
    const running: [Artifact, boolean][] = [[daily(), true]];
    for (const desired of [
      [old, stopped],
      [next, stopped],
      [next, daily({ runtimeState: "Stopped", description: "new" })],
    ])
      expect(reasons(desired, [old], running)).toEqual(["set to Stopped, stays stopped"]);
    expect(reasons([next], [old], running)).toEqual(["stopped for good: it is deleted"]);
    expect(reasons([next, daily()], [old], running)).toEqual(["stopped while pipeline/Load changes"]);
  });

  test("one that goes is stopped first", () => {
    expect(ids([old], [old], [[daily(), true]])).toEqual(["1 stop trigger/Daily", "2 delete trigger/Daily"]);
    expect(ids([old], [old], [[daily(), false]])).toEqual(["1 delete trigger/Daily"]);
  });

  test("one that an apply stopped before it died runs again", () => {
    const interruptedTriggers = new Set(["trigger/daily"]);
    expect(ids([old, daily()], [old], [[daily(), false]], { interruptedTriggers })).toEqual([
      "1 start trigger/Daily",
    ]);
    const stopped = daily({ runtimeState: "Stopped" });
    expect(ids([old, stopped], [old], [[daily(), false]], { interruptedTriggers })).toEqual([]);
  });

  test("one that is not selected is put back as it was found, whatever the repository says of it", () => {
    const selects: PlanInput["selects"] = ({ kind }) => kind === "pipeline";
    const stopped = daily({ runtimeState: "Stopped" });
    expect(ids([next, stopped], [old], [[daily(), true]], { selects })).toEqual([
      "1 stop trigger/Daily",
      "2 update pipeline/Load",
      "3 start trigger/Daily",
    ]);
  });

  test("windows start after those they depend on", () => {
    const first = artifact("trigger/First", { type: "TumblingWindowTrigger", runtimeState: "Started" });
    const second = artifact("trigger/A second", {
      type: "TumblingWindowTrigger",
      runtimeState: "Started",
      typeProperties: {
        dependsOn: [
          {
            type: "TumblingWindowTriggerDependencyReference",
            referenceTrigger: reference("First", "TriggerReference"),
          },
        ],
      },
    });
    const { changes } = planned([first, second], [], []);
    expect(changes.find(({ id }) => id === "start trigger/A second")?.waitsFor).toEqual([
      "create trigger/A second",
      "start trigger/First",
    ]);
  });

  test("a plan is bound to whether they run", () => {
    const plan = planned([next, daily()], [old], [[daily(), true]]);
    const live = (started: boolean) => ({
      ...liveOf([old]),
      artifacts: [...liveOf([old]).artifacts, runs(daily(), started)],
    });
    expect(movedSince(plan, live(true))).toEqual([]);
    expect(movedSince(plan, live(false))).toEqual([refOf("trigger/Daily")]);
  });
});
