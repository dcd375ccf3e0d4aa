import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { describe, expect, test } from "vitest";
import { readPlan, writePlan } from "../src/plan/document.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import type { PlanInput } from "../src/plan/plan-input.ts";
import { refOf } from "../src/plan/ref-text.ts";
import { artifact, liveOf, load, publishedOf, reference, runs, wait } from "./estates.ts";

const tumbling = (name: string, window: JsonObject, more: JsonObject = {}) =>
  artifact(`trigger/${name}`, {
    type: "TumblingWindowTrigger",
    pipeline: { pipelineReference: reference("Load", "PipelineReference") },
    typeProperties: {
      frequency: "Hour",
      interval: 1,
      startTime: "2024-01-01T00:00:00Z",
      maxConcurrency: 2,
      ...window,
    },
    ...more,
  });
const after = (name: string): JsonObject => ({
  dependsOn: [
    {
      type: "TumblingWindowTriggerDependencyReference",
      referenceTrigger: reference(name, "TriggerReference"),
    },
  ],
});
const pipeline = load(wait("A", 1));
const now = new Date("2024-01-02T00:30:00Z");

function planned(
  desired: readonly Artifact[],
  live: readonly Artifact[],
  rest: Partial<PlanInput> & { readonly running?: boolean } = {},
) {
  const { running = false, ...input } = rest;
  const snapshot = liveOf(live);
  const artifacts = snapshot.artifacts.map((one) =>
    one.ref.kind === "trigger"
      ? runs({ ...one, body: one.body ?? {}, origin: { file: "", line: 1, column: 1 } }, running)
      : one,
  );
  const plan = makePlan({
    tool: "retain 0.0.0",
    environment: "test",
    desired,
    live: { ...snapshot, artifacts },
    selects: () => true,
    tolerances: () => [],
    now,
    ...input,
  });
  // Whatever is planned is a plan that can be saved and read.
  expect(readPlan(writePlan(plan))).toEqual({ plan });
  return plan;
}
const ids = (plan: ReturnType<typeof planned>) => plan.changes.map(({ id }) => id);

describe("a field that cannot change", () => {
  test.each([
    ["frequency", { frequency: "Minute" }],
    ["interval", { interval: 2 }],
    ["startTime", { startTime: "2024-06-01T00:00:00Z" }],
  ])("%s: the trigger is deleted and created, shown once and with what differs", (field, window) => {
    const plan = planned([tumbling("T", window), pipeline], [tumbling("T", {}), pipeline]);
    expect(plan.summary).toMatchObject({ create: 0, update: 0, delete: 0, replace: 1 });
    expect(plan.changes).toMatchObject([
      { id: "delete trigger/T", replaces: true, risk: "destructive", differences: [] },
      {
        id: "create trigger/T",
        replaces: true,
        risk: "destructive",
        waitsFor: ["delete trigger/T"],
        differences: [{ path: `properties.typeProperties.${field}` }],
      },
    ]);
    expect(plan.changes[1]?.reason).toContain(`${field} cannot change`);
  });

  test.each([
    ["delay", { delay: "00:05:00" }],
    ["endTime", { endTime: "2030-01-01T00:00:00Z" }],
    ["maxConcurrency", { maxConcurrency: 9 }],
    ["the start in another form", { startTime: "2024-01-01T01:00:00+01:00", maxConcurrency: 3 }],
  ])("is not %s", (_, window) => {
    expect(ids(planned([tumbling("T", window), pipeline], [tumbling("T", {}), pipeline]))).toEqual([
      "update trigger/T",
    ]);
  });

  test("is none of a schedule", () => {
    const daily = (startTime: string) =>
      artifact("trigger/D", { type: "ScheduleTrigger", typeProperties: { recurrence: { startTime } } });
    expect(ids(planned([daily("2024-01-01T00:00:00Z")], [daily("2025-01-01T00:00:00Z")]))).toEqual([
      "update trigger/D",
    ]);
  });

  test("a trigger that runs is stopped before and started after, and its old windows are counted", () => {
    const plan = planned([tumbling("T", { interval: 2 }), pipeline], [tumbling("T", {}), pipeline], {
      running: true,
    });
    expect(ids(plan)).toEqual(["stop trigger/T", "delete trigger/T", "create trigger/T", "start trigger/T"]);
    expect(plan.changes.map(({ waitsFor }) => waitsFor)).toEqual([
      [],
      ["stop trigger/T"],
      ["delete trigger/T"],
      ["create trigger/T", "stop trigger/T"],
    ]);
    expect(plan.changes[3]?.backfill).toEqual({
      windows: 12,
      from: "2024-01-01T00:00:00Z",
      to: "2024-01-02T00:00:00Z",
      atOnce: 2,
    });
  });

  test("what refers to it is replaced along, deleted before and created after", () => {
    const [first, second] = [tumbling("A", { interval: 2 }), tumbling("B", after("A"))];
    const plan = planned([first, second, pipeline], [tumbling("A", {}), second, pipeline]);
    expect(ids(plan)).toEqual([
      "delete trigger/B",
      "delete trigger/A",
      "create trigger/A",
      "create trigger/B",
    ]);
    expect(plan.changes[3]).toMatchObject({
      reason: "it refers to trigger/A, which is replaced",
      body: second.body,
    });
    expect(plan.boundTo.has("trigger/b")).toBe(true);
    // One that lets go of it is written first, and stays.
    const free = planned([first, tumbling("B", {}), pipeline], [tumbling("A", {}), second, pipeline]);
    expect(ids(free)).toEqual(["update trigger/B", "delete trigger/A", "create trigger/A"]);
  });

  test("nothing is deleted before what the replacement needs is written, which may fail", () => {
    const other = artifact("pipeline/Other", { activities: [] });
    const second = tumbling("B", after("A"), {
      pipeline: { pipelineReference: reference("Other", "PipelineReference") },
    });
    const plan = planned(
      [tumbling("A", { interval: 2 }), second, load(wait("A", 2)), other],
      [tumbling("A", {}), second, pipeline, other],
    );
    expect(ids(plan)).toEqual([
      "update pipeline/Load",
      "delete trigger/B",
      "delete trigger/A",
      "create trigger/A",
      "create trigger/B",
    ]);
    expect(plan.changes[1]?.waitsFor).toContain("update pipeline/Load");
  });

  test("what refers to it and is deleted goes before it", () => {
    const [first, second] = [tumbling("A", { interval: 2 }), tumbling("B", after("A"))];
    const live = [tumbling("A", {}), second, pipeline];
    const plan = planned([first, pipeline], live, { published: publishedOf(live) });
    expect(plan.changes.map(({ id, wave }) => [id, wave])).toEqual([
      ["delete trigger/B", 1],
      ["delete trigger/A", 2],
      ["create trigger/A", 3],
    ]);
  });

  test("what is never to be deleted is not replaced, nor what it refers to", () => {
    const [first, second] = [tumbling("A", { interval: 2 }), tumbling("B", after("A"))];
    const protect = ({ name }: { readonly name: string }) => (name === "B" ? "protected" : undefined);
    const plan = planned([first, second, pipeline], [tumbling("A", {}), second, pipeline], { protect });
    expect(plan.changes).toEqual([]);
    expect(plan.kept).toEqual([
      { ref: refOf("trigger/B"), reason: "not replaced: protected" },
      { ref: refOf("trigger/A"), reason: "not replaced: trigger/B needs it and does not change" },
    ]);
  });

  test("what somebody else's trigger refers to is left as it is, and said to be", () => {
    const plan = planned(
      [tumbling("A", { interval: 2 }), pipeline],
      [tumbling("A", {}), tumbling("Theirs", after("A")), pipeline],
    );
    expect(plan.changes).toEqual([]);
    expect(plan.kept).toEqual([
      { ref: refOf("trigger/A"), reason: "not replaced: trigger/Theirs needs it and does not change" },
    ]);
  });
});

describe("old windows", () => {
  const started = { runtimeState: "Started" };
  test("of a new trigger run when it is started", () => {
    const plan = planned([tumbling("T", {}, started), pipeline], [pipeline]);
    expect(plan.changes.find(({ id }) => id === "start trigger/T")?.backfill).toMatchObject({ windows: 24 });
  });

  test("of one that stood still may have run: the count is the most there can be", () => {
    const plan = planned([tumbling("T", {}, started), pipeline], [tumbling("T", {}), pipeline]);
    expect(plan.changes).toMatchObject([{ id: "start trigger/T", backfill: { windows: 24, atMost: true } }]);
  });

  test("of one that is stopped for a change and started again have run", () => {
    const plan = planned([tumbling("T", { delay: "00:01:00" }), pipeline], [tumbling("T", {}), pipeline], {
      running: true,
    });
    expect(ids(plan)).toEqual(["stop trigger/T", "update trigger/T", "start trigger/T"]);
    expect(plan.changes.some(({ backfill }) => backfill !== undefined)).toBe(false);
  });
});
