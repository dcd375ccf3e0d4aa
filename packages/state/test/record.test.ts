import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { formatRef } from "@retain/artifacts/words/ref";
import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { Change, Plan } from "@retain/planner/plan/plan";
import { refOf } from "@retain/planner/plan/ref-text";
import { describe, expect, test } from "vitest";
import { boundTo, step } from "../../publisher/test/plans.ts";
import { recordRelease } from "../src/record.ts";
import { byText, type InText, inText, manifestOf } from "./in-text.ts";

// A digest is the text of the body's `v`.
const body = (v: string, more: JsonObject = {}): JsonObject => ({ name: "A", properties: { v, ...more } });
const digest = (_: unknown, { properties }: JsonObject) => String((properties as { readonly v: string }).v);
type Entry = InText["artifacts"][string];
const entry = (v: string, more: Partial<Entry> = {}): Entry => ({
  digest: v,
  live: v,
  created: true,
  release: "r1",
  ...more,
});

interface Setting {
  readonly changes?: readonly (readonly [Change, ChangeOutcome["result"]["status"]])[];
  readonly live?: Readonly<Record<string, Partial<LiveArtifact>>>;
  readonly entries?: InText["artifacts"];
  readonly unrecorded?: readonly string[];
  readonly begun?: NonNullable<InText["begun"]>;
  /** The code of the problem of what failed. */
  readonly code?: string;
  readonly interrupted?: readonly string[];
  /** Live digests, by formatted ref. */
  readonly boundTo?: Readonly<Record<string, string | null>>;
  readonly desired?: Readonly<Record<string, JsonObject>>;
}

function record({ changes = [], live = {}, desired, ...known }: Setting) {
  const outcomes = changes.map(([one, status]): ChangeOutcome => {
    const problem = { severity: "error", code: known.code ?? "x", message: "no" } as const;
    const result: ChangeOutcome["result"] =
      status === "done"
        ? { status, seconds: 1 }
        : status === "failed"
          ? { status, problem }
          : status === "skipped"
            ? { status, because: "y" }
            : { status };
    return { change: one, result };
  });
  const plan = {
    changes: changes.map(([one]) => one),
    boundTo: boundTo(known.boundTo ?? {}),
    conflicts: [],
    kept: [],
  } as unknown as Plan;
  const before = manifestOf({ artifacts: known.entries ?? {}, begun: known.begun ?? {} });
  const made = recordRelease({
    release: "r3",
    plan,
    outcomes,
    recovered: {
      entries: before.artifacts,
      unrecorded: new Set(known.unrecorded),
      begun: before.begun ?? new Map(),
      interruptedTriggers: new Set(known.interrupted),
    },
    live: {
      workspace: "w",
      endpoint: "https://w",
      listed: [],
      artifacts: Object.entries(live).map(([text, one]) => ({ ref: refOf(text), digest: "d", ...one })),
    },
    desired:
      desired &&
      Object.entries(desired).map(([text, one]) => ({
        ref: refOf(text),
        body: one,
        origin: { file: "x.json", line: 1, column: 1 },
      })),
    selects: () => true,
    digest,
  });
  const { artifacts: entries, begun = {}, stopped } = inText({ ...made, artifacts: made.entries });
  const [bodies, recorded, forgotten] = [
    byText(made.bodies),
    ...[made.recorded, made.forgotten].map((refs) => refs.map(formatRef)),
  ];
  return { ...made, entries, begun, stopped, bodies, recorded, forgotten };
}

describe("what was written is recorded", () => {
  test("as the workspace shows it; a create is ours", () => {
    const create = step("create", "dataset/A", { body: body("a") });
    const shown = { "dataset/A": { digest: "a, rewritten", etag: "1" } };
    const { entries, bodies } = record({
      changes: [[create, "done"]],
      live: shown,
      boundTo: { "dataset/A": null },
    });
    expect(entries).toEqual({ "dataset/A": entry("a", { live: "a, rewritten", etag: "1", release: "r3" }) });
    expect([...bodies]).toEqual([["dataset/A", body("a")]]);
  });

  test("though reads lag behind and do not show it yet", () => {
    const create = step("create", "dataset/A", { body: body("a") });
    const { entries } = record({ changes: [[create, "done"]], boundTo: { "dataset/A": null } });
    expect(entries).toEqual({ "dataset/A": entry("a", { release: "r3" }) });
  });

  test("where it failed and is there all the same", () => {
    const { entries, partly } = failed({ live: { "dataset/A": { digest: "a" } } });
    expect(entries).toEqual({ "dataset/A": entry("a", { release: "r3" }) });
    expect([...partly]).toEqual([]);
  });

  test("where it failed half-way: what is there is ours, and not as it was to be", () => {
    const { entries, partly, bodies } = failed({
      live: { "dataset/A": { digest: "half" } },
      code: "workspace-forbidden",
    });
    expect(entries).toEqual({ "dataset/A": entry("a", { live: "half", release: "r3" }) });
    expect([...partly]).toEqual(["dataset/a"]);
    expect([...bodies]).toEqual([["dataset/A", body("a")]]);
  });

  test("but not where somebody else was there first", () => {
    const { entries, begun } = failed({
      live: { "dataset/A": { digest: "theirs" } },
      code: "workspace-conflict",
    });
    expect({ entries, begun }).toEqual({ entries: {}, begun: {} });
  });

  test("where nothing is to be seen it may still come, unless the service said no", () => {
    const sent = { "dataset/A": { digest: "a", release: "r3" } };
    expect(failed({ code: "workspace-network" })).toMatchObject({ entries: {}, begun: sent });
    expect(failed({ code: "workspace-refused" })).toMatchObject({ entries: {}, begun: {} });
    const known = { "dataset/A": { digest: "a", release: "r2" } };
    expect(record({ begun: known }).begun).toEqual(known);
    const create = step("create", "dataset/A", { body: body("a") });
    const done = record({ begun: known, changes: [[create, "done"]], boundTo: { "dataset/A": null } });
    expect(done.begun).toEqual({});
  });

  test("an update that failed stays as it was", () => {
    const update = step("update", "dataset/A", { body: body("a") });
    const before = { "dataset/A": entry("o", { created: false }) };
    const { entries } = record({
      changes: [[update, "failed"]],
      boundTo: { "dataset/A": "o" },
      live: { "dataset/A": { digest: "o" } },
      entries: before,
    });
    expect(entries).toEqual(before);
  });

  function failed(more: Pick<Setting, "live" | "code">) {
    const create = step("create", "dataset/A", { body: body("a") });
    return record({ changes: [[create, "failed"]], boundTo: { "dataset/A": null }, ...more });
  }
});

describe("what an apply that died wrote", () => {
  const entries = { "dataset/A": entry("a", { release: "r2" }) };
  const unrecorded = ["dataset/a"];

  test("is recorded with its body where the plan finds it in step", () => {
    const {
      entries: after,
      bodies,
      recorded,
    } = record({
      entries,
      unrecorded,
      live: { "dataset/A": { digest: "a" } },
      boundTo: { "dataset/A": "a" },
      desired: { "dataset/A": body("a") },
    });
    expect(after).toEqual({ "dataset/A": entry("a", { release: "r3" }) });
    expect(bodies.some(([text]) => text === "dataset/A")).toBe(true);
    expect(recorded).toEqual(["dataset/A"]);
  });

  test("is recorded with its live body where this plan was not about it", () => {
    const { entries: after, bodies } = record({
      entries,
      unrecorded,
      live: { "dataset/A": { digest: "a", body: { ...body("a"), etag: "1", id: "/x" } } },
      desired: { "dataset/A": body("b") },
    });
    expect(after).toEqual({ "dataset/A": entry("a", { release: "r3" }) });
    expect([...bodies]).toEqual([["dataset/A", body("a")]]);
  });

  test("stays ours where no body of it is to be had: gone, edited, or not read", () => {
    for (const live of [
      {},
      { "dataset/A": { digest: "x", body: body("x") } },
      { "dataset/A": { digest: "a" } },
    ]) {
      const after = record({ entries, unrecorded, live, desired: { "dataset/A": body("b") } });
      expect(after.entries).toEqual({ "dataset/A": entry("a", { release: "r3" }) });
      expect([...after.bodies]).toEqual([]);
    }
  });

  test("has the body of the repository where that is what was written", () => {
    const after = record({ entries, unrecorded, desired: { "dataset/A": body("a") } });
    expect(after.entries).toEqual({ "dataset/A": entry("a", { release: "r3" }) });
    expect([...after.bodies]).toEqual([["dataset/A", body("a")]]);
  });
});

test("only what was gone before is let go of: one look may lag behind", () => {
  const known = { entries: { "dataset/A": entry("a") }, desired: {} };
  expect(record(known).forgotten).toEqual(["dataset/A"]);
  expect(record({ ...known, boundTo: { "dataset/A": "a" } }).forgotten).toEqual([]);
  expect(record({ ...known, live: { "dataset/A": { digest: "a" } } }).forgotten).toEqual([]);
  const changes = [[step("delete", "dataset/A"), "done"]] as const;
  expect(record({ ...known, changes, boundTo: { "dataset/A": "a" } }).entries).toEqual({});
});

describe("triggers that should run and stand still are remembered", () => {
  const start = step("start", "trigger/T", { restores: true });
  const still = { "trigger/T": { started: false } };

  test("when they could not be started again", () => {
    expect(record({ changes: [[start, "failed"]], live: still }).stopped).toEqual(["trigger/T"]);
    expect(record({ changes: [[start, "done"]], live: { "trigger/T": { started: true } } }).stopped).toEqual(
      [],
    );
  });

  test("when they were stopped to be deleted, and were not", () => {
    const changes = [
      [step("stop", "trigger/T"), "done"],
      [step("delete", "trigger/T"), "failed"],
    ] as const;
    expect(record({ changes, live: still }).stopped).toEqual(["trigger/T"]);
    expect(record({ changes }).stopped).toEqual([]);
  });

  test("when an apply that died stopped them and this plan was not about them", () => {
    const interrupted = ["trigger/t"];
    expect(record({ interrupted, live: still }).stopped).toEqual(["trigger/T"]);
    expect(record({ interrupted, live: still, desired: {} }).stopped).toEqual(["trigger/T"]);
  });

  test("but not those that the repository wants to stand still", () => {
    const desired = { "trigger/T": { properties: { runtimeState: "Stopped" } } };
    expect(record({ interrupted: ["trigger/t"], live: still, desired }).stopped).toEqual([]);
    // Stopped for good, by this plan.
    expect(record({ changes: [[step("stop", "trigger/T"), "done"]], live: still }).stopped).toEqual([]);
  });
});
