import { readFileSync } from "node:fs";
import type { JsonObject } from "@retain/artifacts/words/json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPlan, writePlan } from "../src/plan/document.ts";
import type { Change, Plan } from "../src/plan/plan.ts";
import { refOf } from "../src/plan/ref-text.ts";
import { planJsonSchema } from "../src/plan/schema.ts";
import { artifact, lake, load, planOf, table, wait } from "./estates.ts";

const plan = planOf([load(wait("A", 1)), table, lake], [load(wait("A", 2))]);

const problemOf = (text: string) => {
  const read = readPlan(text);
  const [problem] = "problems" in read ? read.problems : [];
  if (problem === undefined) throw new Error("it was read");
  return problem;
};

/** The plan with its first change altered by hand. */
const altered = (change: Partial<Change>, rest: Partial<Plan> = {}) =>
  writePlan({
    ...plan,
    changes: plan.changes.map((one, at) => (at === 0 ? { ...one, ...change } : one)),
    ...rest,
  });

/** The plan without one of its members, and without the digest that would tell. */
const without = (member: keyof Plan) => {
  const { digest: _, [member]: _gone, ...rest } = JSON.parse(writePlan(plan)) as Plan & { digest: string };
  return JSON.stringify(rest);
};

describe("the plan document", () => {
  test("reads back what it wrote, to the letter", () => {
    expect(readPlan(writePlan(plan))).toEqual({ plan });
    const read = readPlan(writePlan(plan));
    expect("plan" in read && writePlan(read.plan)).toBe(writePlan(plan));
  });

  test("whatever the bodies hold", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (a, b) => {
        const [from, to] = [a, b].map((value) => JSON.parse(JSON.stringify({ value }))) as [
          JsonObject,
          JsonObject,
        ];
        const made = planOf(
          [artifact("dataset/D", from), artifact("dataset/E", to)],
          [artifact("dataset/D", to)],
        );
        const read = readPlan(writePlan(made));
        expect("plan" in read && writePlan(read.plan)).toBe(writePlan(made));
      }),
    );
  });

  test("a member named __proto__ is kept", () => {
    const odd = artifact("dataset/D", JSON.parse('{"__proto__":{"a":1}}'));
    const read = readPlan(writePlan(planOf([odd], [])));
    expect("plan" in read && JSON.stringify(read.plan.changes[0]?.body)).toContain('{"__proto__":{"a":1}}');
  });

  test("a folder whose name looks like a package is none", () => {
    const file = "data@v1 files/pipeline/Load.json";
    const given = { ...load(), origin: { file, line: 1, column: 1 } };
    const made = { ...given, origin: { ...given.origin, package: "data@v1" } };
    const [own, foreign] = [given, made].map((one) => writePlan(planOf([one], [])));
    expect(own).not.toBe(foreign);
    for (const [text = "", origin] of [
      [own, { file }],
      [foreign, { file, package: "data@v1" }],
    ] as const) {
      const read = readPlan(text);
      expect("plan" in read && read.plan.changes[0]?.origin).toEqual(origin);
    }
  });

  test("ends with a line end", () => {
    expect(writePlan(plan)).toMatch(/}\n$/);
  });

  const text = writePlan(plan);
  test.each([
    ["nothing", "", "not JSON"],
    ["no JSON", "{", "not JSON"],
    ["a file that was cut", text.slice(0, text.length / 2), "not JSON"],
    ["no plan", "[]", "has no version"],
    ["another version", writePlan({ ...plan, version: 9 as 4 }), "version 9"],
    ["a nest of lists", "[".repeat(50_000) + "]".repeat(50_000), "is nested too deeply"],
  ])("%s is refused with one sentence", (_, given, message) => {
    const { message: said, advice } = problemOf(given);
    expect(said).toContain(message);
    expect(advice).toContain("retain plan --out");
  });

  test.each([
    ["an unknown member", writePlan({ ...plan, extra: 1 } as Plan), "extra"],
    ["an unknown member of a change", altered({ delete: true } as Partial<Change>), "delete"],
    ["a missing member", without("boundTo"), "boundTo is missing"],
    ["an action of another version", altered({ action: "rename" as "create" }), "changes[0].action"],
    [
      "a ref that names no kind",
      altered({ ref: { kind: "pipelines" as "pipeline", name: "Load" } }),
      "changes[0].ref",
    ],
    [
      "a change that nobody bound",
      altered({ ref: refOf("dataset/Other"), id: "create dataset/Other" }),
      "dataset/Other is changed, but boundTo",
    ],
    [
      "two changes of one artifact",
      writePlan({ ...plan, changes: [...plan.changes, ...plan.changes] }),
      "changed twice",
    ],
    [
      "one that waits for what never comes",
      altered({ waitsFor: ["create dataset/Gone"] }),
      "waits for create dataset/Gone",
    ],
    ["one that waits for a later one", altered({ waitsFor: ["create dataset/Table"] }), "is not earlier"],
    ["an id that is not its own", altered({ id: "delete pipeline/Load" }), "is not the id"],
    ["a write without a body", altered({ body: undefined as never }), "no body to write"],
    [
      "counts that are not its own",
      writePlan({ ...plan, changes: [] }),
      "counts 2 to create, but there are 0",
    ],
  ])("%s makes it a damaged one", (_, given, why) => {
    const problem = problemOf(given);
    expect(problem.message).toBe("the plan is damaged");
    expect(problem.why).toContain(why);
  });

  test("of many problems a few are told, and how many more there are", () => {
    expect(problemOf('{"version":4}').why).toMatch(/^(?:\w+ is missing; ){5}and 14 more$/);
  });

  test("the published schema is that of the document", () => {
    expect(readFileSync(new URL("../plan.schema.json", import.meta.url), "utf8")).toBe(planJsonSchema());
  });
});
