import "./made-up-kinds.ts";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { liveId } from "@retain/artifacts/define";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import { recover } from "@retain/state/recover";
import type { JournalLine } from "@retain/state/state";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyReportLines } from "../../src/apply/report.ts";
import { type TakeRequest, takeDrift } from "../../src/drift/take.ts";
import { unbroken } from "../../src/render/fit.ts";
import type { Paint } from "../../src/render/paint.ts";
import { planLines } from "../../src/render/plan-text.ts";
import { artifact, openEstate, steps } from "./made-up-estate.ts";
import { type MadeUpService, startService } from "./made-up-service.ts";

const plain = { bold: String, dim: String, red: String, green: String, yellow: String, cyan: String };
let service: MadeUpService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

const rule = (name: string, more: JsonObject = {}) => artifact(`made-rule/${name}`, more);
const ruleId = (name: string) => liveId({ kind: "made-rule", name });
const job = (name: string, rules: readonly string[], more: JsonObject = {}) =>
  artifact(`made-job/${name}`, { rules: rules.map((one) => ({ ruleId: ruleId(one) })), ...more });
const shown = (key: string, member: string): Json | undefined =>
  (service.records.get(key)?.properties as JsonObject | undefined)?.[member];
const lines = (plan: Parameters<typeof planLines>[0]) =>
  planLines(plan, plain as unknown as Paint, { unmanaged: false }).join("\n");

describe("an id that the service gives another artifact", () => {
  test("is told in the plan, sent with its JSON type after what it is of, and no difference afterwards", async () => {
    const estate = openEstate(service);
    const desired = [
      job("B", ["R"], {
        after: [{ type: "job", jobId: liveId({ kind: "made-job", name: "A" }) }],
        told: liveId({ kind: "made-job", name: "A" }),
      }),
      job("A", ["r"]),
      rule("R"),
    ];
    const plan = await estate.plan(desired);
    expect(steps(plan)).toEqual(["create made-rule/R", "create made-job/A", "create made-job/B"]);
    expect(lines(plan)).toContain("properties.after[0].jobId: (none) -> id of made-job/A, known after apply");
    expect((await estate.apply(desired)).left).toEqual([]);
    const id = service.records.get("made-rule/r")?.id;
    expect(shown("made-job/a", "rules")).toEqual([{ ruleId: id }]);
    expect(shown("made-job/b", "after")).toEqual([
      { type: "job", jobId: service.records.get("made-job/a")?.id },
    ]);
    expect(shown("made-job/b", "told")).toBe(String(service.records.get("made-job/a")?.id));
    expect(steps(await estate.plan(desired))).toEqual([]);
    expect((await estate.drift(desired)).items).toEqual([]);
    expect(estate.written().artifacts["made-job/B"].ids).toEqual({
      "made-rule/R": id,
      "made-job/A": service.records.get("made-job/a")?.id,
    });
  });

  test("that the repository has as it is stands for what it is of", async () => {
    const estate = openEstate(service);
    await estate.apply([rule("R"), job("J", ["R"])]);
    const id = service.records.get("made-rule/r")?.id as Json;
    const desired = [rule("R"), artifact("made-job/J", { rules: [{ ruleId: id }] })];
    expect(steps(await estate.plan(desired))).toEqual([]);
  });

  test("of something else shows against that which is meant, and is an edit", async () => {
    const estate = openEstate(service);
    const desired = [rule("R"), rule("S"), job("J", ["R"])];
    await estate.apply(desired);
    const other = service.records.get("made-rule/s")?.id as Json;
    service.records.set("made-job/j", {
      ...service.records.get("made-job/j"),
      properties: { rules: [{ ruleId: other }] },
    });
    const plan = await estate.plan(desired);
    expect(plan.changes).toMatchObject([{ id: "update made-job/J", side: "theirs" }]);
    expect(lines(plan)).toContain("properties.rules[0].ruleId: id of made-rule/S -> id of made-rule/R");
    expect((await estate.drift(desired)).items).toMatchObject([{ status: "edited" }]);
    expect((await estate.drift(desired)).items[0]?.lostIds).toBeUndefined();
    service.records.set("made-job/j", {
      ...service.records.get("made-job/j"),
      properties: { rules: [{ ruleId: "11111111-0000-4000-8000-000000000000" }] },
    });
    expect(lines(await estate.plan(desired))).toContain(
      'properties.rules[0].ruleId: "11111111-0000-4000-8000-000000000000" -> id of made-rule/R',
    );
  });
});

describe("what is made anew", () => {
  test("by the plan has what holds its id written again after it", async () => {
    const estate = openEstate(service);
    await estate.apply([rule("R", { fixed: 1 }), job("J", ["R"]), job("K", [])]);
    const old = service.records.get("made-rule/r")?.id;
    const desired = [rule("R", { fixed: 2 }), job("J", ["R"]), job("K", [])];
    const plan = await estate.plan(desired);
    expect(plan.changes.map(({ id, waitsFor }) => [id, ...waitsFor])).toEqual([
      ["delete made-rule/R"],
      ["create made-rule/R", "delete made-rule/R"],
      ["update made-job/J", "create made-rule/R"],
    ]);
    expect(lines(plan)).toContain(
      "properties.rules[0].ruleId: id of made-rule/R -> id of made-rule/R, known after apply",
    );
    expect((await estate.apply(desired)).left).toEqual([]);
    const id = service.records.get("made-rule/r")?.id;
    expect(id).not.toBe(old);
    expect(shown("made-job/j", "rules")).toEqual([{ ruleId: id }]);
    expect(steps(await estate.plan(desired))).toEqual([]);
  });

  test("stays where something holds its id that the plan may not change", async () => {
    const estate = openEstate(service);
    await estate.apply([rule("R", { fixed: 1 }), job("J", ["R"])]);
    const desired = [rule("R", { fixed: 2 }), job("J", ["R"])];
    const plan = await estate.plan(desired, { selects: ({ kind }) => kind === "made-rule" });
    expect(steps(plan)).toEqual([]);
    expect(plan.kept).toMatchObject([{ reason: "not replaced: made-job/J needs it and does not change" }]);
  });

  test("behind our back is told of what holds the old id, edited by nobody, and mended, whatever the repository did", async () => {
    const estate = openEstate(service);
    const desired = [rule("R"), job("J", ["R"], { cron: 1 })];
    await estate.apply(desired);
    const old = service.records.get("made-rule/r")?.id;
    service.replace("made-rule/r");
    const { items } = await estate.drift(desired);
    expect(items).toMatchObject([
      {
        status: "edited",
        reason: "it holds the id that made-rule/R had in release R1",
        lostIds: [{ kind: "made-rule", name: "R" }],
        differences: [{ path: "properties.rules[0].ruleId", before: ruleId("R"), after: old }],
      },
    ]);
    const [change] = (await estate.plan(desired, { onConflict: "keep-live" })).changes;
    expect(change).toMatchObject({ id: "update made-job/J" });
    expect(change?.reason).toBe("it holds the id that made-rule/R had in release R1");
    expect(change?.side).toBeUndefined();
    const edited = [rule("R"), job("J", ["R"], { cron: 2 })];
    const plan = await estate.plan(edited);
    expect(plan.conflicts).toEqual([]);
    expect(plan.changes).toMatchObject([{ id: "update made-job/J", side: "ours" }]);
    await estate.apply(desired);
    expect(shown("made-job/j", "rules")).toEqual([{ ruleId: service.records.get("made-rule/r")?.id }]);
    expect(steps(await estate.plan(desired))).toEqual([]);
    // The state knows the id of today.
    expect((await estate.drift(desired)).items).toEqual([]);
  });

  test("fails with what holds its id: that is not done, and the next apply does it", async () => {
    const estate = openEstate(service);
    const desired = [rule("R"), job("J", ["R"]), job("K", [])];
    service.failing.add("made-rule/r");
    const report = await estate.apply(desired);
    expect(
      Object.fromEntries(report.outcomes.map(({ change, result }) => [change.id, result.status])),
    ).toEqual({
      "create made-rule/R": "failed",
      "create made-job/J": "skipped",
      "create made-job/K": "done",
    });
    await estate.apply(desired);
    expect(shown("made-job/j", "rules")).toEqual([{ ruleId: service.records.get("made-rule/r")?.id }]);
    expect(steps(await estate.plan(desired))).toEqual([]);
  });

  test("has its id looked up where the answer to its create does not hold it", async () => {
    const estate = openEstate(service);
    service.silent = true;
    const desired = [rule("R"), job("J", ["R"])];
    expect((await estate.apply(desired)).left).toEqual([]);
    expect(shown("made-job/j", "rules")).toEqual([{ ruleId: service.records.get("made-rule/r")?.id }]);
  });
});

test("an id that changes while it is written is told, and no tolerance is offered for it", async () => {
  const estate = openEstate(service);
  await estate.apply([rule("R")]);
  service.replacesOnWrite.set("made-job/j", "made-rule/r");
  const report = await estate.apply([rule("R"), job("J", ["R"])]);
  const text = applyReportLines(report, plain as unknown as Paint, unbroken).join("\n");
  expect(text).toContain(
    "-> an id has changed: the artifact was created again in the meantime, so plan again",
  );
  expect(text).toContain(", written id of made-rule/R");
  expect(text).not.toContain("tolerances:");
});

test("a list that lags behind a create does not make what holds its id another one", async () => {
  const estate = openEstate(service);
  service.hidden.add("made-rule/r");
  const report = await estate.apply([rule("R"), job("J", ["R"])]);
  expect(report.left).toMatchObject([{ ref: { kind: "made-rule" }, why: "not in the workspace" }]);
});

test("an apply that died leaves the ids that it wrote to the next one", async () => {
  const estate = openEstate(service);
  const desired = [rule("R"), job("J", ["R"])];
  await estate.apply(desired);
  const { live, recovered } = await estate.found(desired);
  const at = new Date(0).toISOString();
  const [held, digest] = [
    [...(recovered?.entries.values() ?? [])],
    live.artifacts.find(({ ids }) => ids)?.digest,
  ];
  const begin = { at, type: "begin", id: "x", action: "create", found: { live: null }, digest } as const;
  const { entries } = recover(
    { ...estate.manifest(), artifacts: new Map() },
    { lines: [{ ...begin, ref: { kind: "made-job", name: "J" } } as JournalLine] },
    live,
  );
  expect(entries.get("made-job/j")?.ids).toEqual(held.find(({ ids }) => ids)?.ids);
});

test("an id of nobody is not taken into the repository, an edit beside it is", async () => {
  const estate = openEstate(service);
  const desired = [rule("R"), job("J", ["R"], { cron: 1 })];
  await estate.apply(desired);
  const root = mkdtempSync(join(tmpdir(), "retain-"));
  try {
    for (const { origin, body } of desired) {
      mkdirSync(join(root, dirname(origin.file)), { recursive: true });
      writeFileSync(join(root, origin.file), `${JSON.stringify(body, null, 2)}\n`);
    }
    const take = async () =>
      takeDrift({
        found: await estate.found(desired),
        project: { root, sources: [], tolerances: () => [] } as unknown as TakeRequest["project"],
        loaded: { artifacts: desired, written: desired } as unknown as TakeRequest["loaded"],
        named: false,
        allowDelete: false,
      });
    service.replace("made-rule/r");
    expect(await take()).toEqual({
      taken: [],
      left: [
        {
          ref: { kind: "made-job", name: "J" },
          why: "it holds the id that made-rule/R had in release R1",
          advice: "`retain apply` writes the ids of today",
        },
      ],
    });
    const { name, properties, ...record } = service.records.get("made-job/j") ?? {};
    service.records.set("made-job/j", {
      ...record,
      name: "J",
      properties: { ...(properties as JsonObject), cron: 2 },
    });
    expect(await take()).toMatchObject({ taken: [{ what: "edited", file: "made-job/J.json" }], left: [] });
    const taken = JSON.parse(readFileSync(join(root, "made-job/J.json"), "utf8"));
    expect(taken).toEqual({ name: "J", properties: { rules: [{ ruleId: ruleId("R") }], cron: 2 } });
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("what is deleted goes after what held its id says something else; a renamed one keeps its holders", async () => {
  const estate = openEstate(service);
  await estate.apply([rule("R"), rule("S"), job("J", ["R"])]);
  const plan = await estate.plan([rule("S"), job("J", ["S"])]);
  expect(plan.changes.map(({ id, waitsFor }) => [id, ...waitsFor])).toEqual([
    ["update made-job/J"],
    ["delete made-rule/R", "update made-job/J"],
  ]);
  const renamed = [rule("T"), rule("S"), job("J", ["T"])];
  await estate.apply(renamed);
  expect(shown("made-job/j", "rules")).toEqual([{ ruleId: service.records.get("made-rule/t")?.id }]);
  expect(steps(await estate.plan(renamed))).toEqual([]);
});

test("a rollback puts the ids of today where a release had those of its day", async () => {
  const estate = openEstate(service);
  await estate.apply([rule("R"), job("J", ["R"])]);
  const back = estate.released();
  await estate.apply([rule("R"), job("J", [])]);
  service.replace("made-rule/r");
  await estate.apply(back);
  expect(shown("made-job/j", "rules")).toEqual([{ ruleId: service.records.get("made-rule/r")?.id }]);
});

test("a text that looks like an id and is meant is written with one more $", async () => {
  const estate = openEstate(service);
  const text = liveId({ kind: "made-job", name: "A" });
  const desired = [artifact("made-job/A", { told: `$${text}` })];
  await estate.apply(desired);
  expect(shown("made-job/a", "told")).toBe(text);
  expect(steps(await estate.plan(desired))).toEqual([]);
});
