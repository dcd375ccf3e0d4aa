import type { Artifact } from "@retain/artifacts/words/artifact";
import { formatRef } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPlan, writePlan } from "../src/plan/document.ts";
import { noChanges } from "../src/plan/plan.ts";
import { refOf } from "../src/plan/ref-text.ts";
import {
  artifact,
  lake,
  load,
  planOf,
  planOfThree,
  publishedOf,
  reference,
  script,
  table,
  wait,
} from "./estates.ts";

const seconds = (amount: number) => load(wait("A", amount));
const none: readonly Artifact[] = [];
const of = (at: number | undefined) => (at === undefined ? none : [seconds(at)]);

/** What is planned for one pipeline of three sides: its wait, or that a side does not have it. */
function told(
  desired: number | undefined,
  live: number | undefined,
  published: number | undefined,
  policy = {},
) {
  const sides = { desired: of(desired), live: of(live), published: of(published) };
  const { changes, conflicts, kept, unmanaged } = planOfThree(sides, policy);
  const [change] = changes;
  if (change) return `${change.action} ${change.side ?? "nobody"}`;
  const [conflict] = conflicts;
  if (conflict) return `conflict ${conflict.ours.what} ${conflict.theirs.what}`;
  return kept.length > 0 ? "kept" : unmanaged.length > 0 ? "unmanaged" : "same";
}

describe("who moved", () => {
  test.each([
    // desired, live, published
    [1, 1, 1, "same"],
    [2, 2, 1, "same"],
    [1, undefined, undefined, "create nobody"],
    [2, 1, undefined, "update nobody"],
    [2, 1, 1, "update ours"],
    [1, 2, 1, "update theirs"],
    [1, undefined, 1, "create theirs"],
    [3, 2, 1, "conflict edited edited"],
    [2, undefined, 1, "conflict edited deleted"],
    [undefined, 1, 1, "delete ours"],
    [undefined, 2, 1, "conflict deleted edited"],
    [undefined, undefined, 1, "same"],
    [undefined, 1, undefined, "unmanaged"],
  ])("desired %s, live %s, published %s: %s", (desired, live, published, expected) => {
    expect(told(desired, live, published)).toBe(expected);
  });

  test.each([
    [3, 2, 1, "update both", "kept"],
    [2, undefined, 1, "create both", "kept"],
    [undefined, 2, 1, "delete both", "kept"],
    [1, 2, 1, "update theirs", "kept"],
    [1, undefined, 1, "create theirs", "kept"],
    [2, 1, 1, "update ours", "update ours"],
    [undefined, 1, 1, "delete ours", "delete ours"],
  ])(
    "desired %s, live %s, published %s: overwriting %s, keeping %s",
    (desired, live, published, over, keep) => {
      expect(told(desired, live, published, { onConflict: "overwrite" })).toBe(over);
      expect(told(desired, live, published, { onConflict: "keep-live" })).toBe(keep);
    },
  );

  test("what somebody else owns is told, and nothing is planned for it, whatever is asked for", () => {
    const side = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
    const policy = fc.constantFrom("refuse" as const, "overwrite" as const, "keep-live" as const);
    fc.assert(
      fc.property(side, side, side, policy, (desired, live, published, onConflict) => {
        const sides = { desired: of(desired), live: of(live), published: of(published) };
        const owned = new Map([["pipeline/load", "billing/prod"]]);
        const plan = planOfThree(sides, { onConflict, pruneUnmanaged: true, owned });
        expect({ ...plan.summary, protected: 0, owned: 0 }).toEqual(noChanges);
        const declared = desired === undefined ? {} : { declared: true };
        const told = desired === undefined && live === undefined ? [] : [1];
        expect(plan.owned).toEqual(
          told.map(() => ({ ref: refOf("pipeline/Load"), by: "billing/prod", ...declared })),
        );
        expect(plan.boundTo.size).toBe(0);
      }),
    );
  });

  test("for any three sides: overwriting leads to desired, and a conflict needs both to have moved", () => {
    const side = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
    fc.assert(
      fc.property(side, side, side, (desired, live, published) => {
        const verdict = told(desired, live, published);
        const over = told(desired, live, published, { onConflict: "overwrite" });
        if (verdict.startsWith("conflict")) {
          expect(desired !== published && live !== published && desired !== live).toBe(true);
        }
        if (desired === live) expect(over).toBe("same");
        else if (desired === undefined)
          expect(over).toMatch(published === undefined ? "unmanaged" : "delete");
        else expect(over).toMatch(live === undefined ? "create" : "update");
      }),
    );
  });

  test("a conflict names both sides, field by field", () => {
    const { conflicts, changes } = planOfThree({
      desired: [seconds(3)],
      live: [seconds(2)],
      published: [seconds(1)],
    });
    expect(changes).toEqual([]);
    const path = 'properties.activities["A"].typeProperties.waitTimeInSeconds';
    expect(conflicts).toMatchObject([
      {
        ref: refOf("pipeline/Load"),
        ours: { what: "edited", differences: [{ path, before: 1, after: 3 }] },
        theirs: { what: "edited", differences: [{ path, before: 1, after: 2 }] },
      },
    ]);
  });

  test("what the service rewrites is no edit of theirs", () => {
    const [record] = publishedOf([seconds(1)]).artifacts;
    const [shown] = publishedOf([seconds(2)]).artifacts;
    if (!record || !shown) throw new Error("nothing published");
    const published = { release: "R1", artifacts: [{ ...record, live: shown.digest }] };
    const plan = planOfThree({ desired: [seconds(1)], live: [seconds(2)], published: [] }, { published });
    expect(plan.changes).toMatchObject([
      { action: "update", reason: expect.stringContaining("than release R1 wrote") },
    ]);
    const moved = planOfThree({ desired: [seconds(3)], live: [seconds(2)], published: [] }, { published });
    expect(moved.changes).toMatchObject([{ action: "update", side: "ours" }]);
  });
});

describe("deletes", () => {
  test("what no release created is unmanaged when the repository drops it", () => {
    const published = publishedOf([lake], { created: false });
    const sides = { desired: none, live: [lake], published: none };
    expect(planOfThree(sides, { published })).toMatchObject({
      changes: [],
      unmanaged: [refOf("linked-service/Lake")],
    });
    expect(planOfThree(sides, { published, pruneUnmanaged: true }).changes).toMatchObject([
      { action: "delete", risk: "destructive", ref: refOf("linked-service/Lake") },
    ]);
  });

  test("come after everything else, in the reverse order of their references", () => {
    const copy = artifact("pipeline/Copy", {
      activities: [{ name: "Go", type: "Copy", inputs: [reference("Table", "DatasetReference")] }],
    });
    const gone = [lake, table, copy];
    const plan = planOfThree({ desired: [script("SELECT 1")], live: gone, published: gone });
    expect(plan.changes.map(({ id, wave, waitsFor }) => [id, wave, waitsFor])).toEqual([
      ["create sql-script/Views", 1, []],
      ["delete pipeline/Copy", 2, []],
      ["delete dataset/Table", 3, ["delete pipeline/Copy"]],
      ["delete linked-service/Lake", 4, ["delete dataset/Table"]],
    ]);
    expect(plan.summary).toMatchObject({ create: 1, delete: 3 });
    expect(readPlan(writePlan(plan))).toEqual({ plan });
  });

  test("wait for the update that lets go of them", () => {
    const moved = { ...table, body: { ...table.body, properties: { type: "DelimitedText" } } };
    const plan = planOfThree({ desired: [moved], live: [lake, table], published: [lake, table] });
    expect(plan.changes.map(({ id, waitsFor }) => [id, waitsFor])).toEqual([
      ["update dataset/Table", []],
      ["delete linked-service/Lake", ["update dataset/Table"]],
    ]);
  });

  test("are not planned for what something needs that stays, whoever it belongs to", () => {
    const plan = planOfThree({ desired: none, live: [lake, table], published: [lake] });
    expect(plan.changes).toEqual([]);
    expect(plan.kept).toEqual([
      { ref: refOf("linked-service/Lake"), reason: "not deleted: dataset/Table needs it" },
    ]);
    expect(plan.unmanaged).toEqual([refOf("dataset/Table")]);
  });

  test("leave what is not selected", () => {
    const plan = planOfThree(
      { desired: none, live: [lake, table], published: [lake, table] },
      { selects: ({ kind }) => kind === "dataset" },
    );
    expect(plan.changes.map(({ id }) => id)).toEqual(["delete dataset/Table"]);
  });
});

describe("renames", () => {
  const named = (name: string, from: Artifact): Artifact => ({
    ...from,
    ref: { ...from.ref, name },
    body: { ...from.body, name },
  });

  test("are found by equal bodies: create, re-point, delete, counted once", () => {
    const lakehouse = named("Lakehouse", lake);
    const pointed = artifact("dataset/Table", {
      ...(table.body.properties as object),
      linkedServiceName: reference("Lakehouse", "LinkedServiceReference"),
    });
    const plan = planOfThree({
      desired: [lakehouse, pointed],
      live: [lake, table],
      published: [lake, table],
    });
    expect(plan.changes).toMatchObject([
      { id: "create linked-service/Lakehouse", renamedFrom: refOf("linked-service/Lake") },
      { id: "update dataset/Table", waitsFor: ["create linked-service/Lakehouse"] },
      {
        id: "delete linked-service/Lake",
        renamedTo: refOf("linked-service/Lakehouse"),
        waitsFor: ["update dataset/Table"],
      },
    ]);
    expect(plan.summary).toMatchObject({ create: 0, update: 1, delete: 0, rename: 1 });
    expect(readPlan(writePlan(plan))).toEqual({ plan });
  });

  test("follow the new names of what they refer to", () => {
    const lakehouse = named("Lakehouse", lake);
    const renamed = artifact("dataset/Tables", {
      ...(table.body.properties as object),
      linkedServiceName: reference("Lakehouse", "LinkedServiceReference"),
    });
    const plan = planOfThree({
      desired: [lakehouse, renamed],
      live: [lake, table],
      published: [lake, table],
    });
    expect(plan.summary).toMatchObject({ rename: 2, create: 0, delete: 0 });
  });

  test("equal bodies are paired by name; what is left over comes or goes", () => {
    const live = ["A", "B", "C"].map((name) => named(name, seconds(1)));
    const desired = ["X", "Y"].map((name) => named(name, seconds(1)));
    const { changes, summary } = planOfThree({ desired, live, published: live });
    expect(
      changes.flatMap(({ renamedFrom, ref }) => (renamedFrom ? [[renamedFrom, ref].map(formatRef)] : [])),
    ).toEqual([
      ["pipeline/A", "pipeline/X"],
      ["pipeline/B", "pipeline/Y"],
    ]);
    expect(summary).toMatchObject({ rename: 2, create: 0, delete: 1 });
  });

  test("of unmanaged ones nobody knows", () => {
    const plan = planOf([named("New", lake)], [lake]);
    expect(plan.summary).toMatchObject({ create: 1, rename: 0, unmanaged: 1 });
  });
});
