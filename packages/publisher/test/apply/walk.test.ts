import type { Change, Plan } from "@retain/planner/plan";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Outcome, walkPlan } from "../../src/apply/walk.ts";

const change = (ref: string, waitsFor: readonly string[] = []): Change => ({
  ref,
  action: "create",
  risk: "behavioural",
  reason: "not in the workspace",
  differences: [],
  wave: 1,
  waitsFor,
  body: {},
  origin: "x.json",
});

const planOf = (changes: readonly Change[]): Plan => ({
  version: 1,
  tool: "retain 0",
  environment: "e",
  workspace: "w",
  endpoint: "https://w",
  summary: { create: changes.length, update: 0, unchanged: 0, unmanaged: 0, protected: 0 },
  changes,
  unmanaged: [],
  protected: [],
  unresolved: [],
  boundTo: {},
  estimate: { requests: 0, seconds: 0, criticalPath: [] },
});

const soon = () => new Promise<void>((done) => setImmediate(done));

interface Walk {
  readonly outcomes: readonly Outcome[];
  /** Refs in the order of their start and end: `>a`, `<a`. */
  readonly events: readonly string[];
  readonly most: number;
}

async function walk(
  changes: readonly Change[],
  settings: { fails?: ReadonlySet<string>; atOnce?: number; stopAfter?: number } = {},
): Promise<Walk> {
  const events: string[] = [];
  const stop = new AbortController();
  let underWay = 0;
  let most = 0;
  const outcomes = await walkPlan(planOf(changes), {
    atOnce: settings.atOnce ?? 4,
    stop: stop.signal,
    write: async ({ ref }) => {
      events.push(`>${ref}`);
      underWay++;
      most = Math.max(most, underWay);
      await soon();
      underWay--;
      events.push(`<${ref}`);
      if (events.filter((event) => event.startsWith("<")).length === settings.stopAfter) stop.abort();
      if (settings.fails?.has(ref)) throw new Error(ref);
      return 1;
    },
    explain: ({ ref }) => ({ severity: "error", code: "x", message: ref }),
  });
  return { outcomes, events, most };
}

const results = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(outcomes.map(({ change: { ref }, result }) => [ref, result.is]));

describe("walkPlan", () => {
  test("writes what is waited for first and independent changes side by side", async () => {
    const { events, most } = await walk([change("a"), change("b"), change("c", ["a", "b"])]);
    expect(events).toEqual([">a", ">b", "<a", "<b", ">c", "<c"]);
    expect(most).toBe(2);
  });

  test("leaves alone what waits for a failure, at any distance, and does the rest", async () => {
    const { outcomes } = await walk([change("a"), change("b", ["a"]), change("c", ["b"]), change("d")], {
      fails: new Set(["a"]),
    });
    expect(results(outcomes)).toEqual({ a: "failed", b: "skipped", c: "skipped", d: "done" });
  });

  test("when stopped it finishes what is under way and starts nothing", async () => {
    const { outcomes } = await walk([change("a"), change("b"), change("c"), change("d", ["a"])], {
      atOnce: 2,
      stopAfter: 1,
    });
    expect(results(outcomes)).toEqual({ a: "done", b: "done", c: "not-started", d: "not-started" });
  });

  test("for any plan: order holds, the ceiling holds, every change comes to exactly one end", async () => {
    const plans = fc.array(fc.record({ waits: fc.array(fc.nat(), { maxLength: 3 }), fails: fc.boolean() }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 5 }), async (drawn, atOnce) => {
        const changes = drawn.map(({ waits }, at) =>
          change(`r${at}`, at === 0 ? [] : [...new Set(waits.map((wait) => `r${wait % at}`))]),
        );
        const fails = new Set(drawn.flatMap((one, at) => (one.fails && at % 3 === 0 ? [`r${at}`] : [])));
        const { outcomes, events, most } = await walk(changes, { fails, atOnce });
        expect(outcomes.map((outcome) => outcome.change.ref)).toEqual(changes.map((one) => one.ref));
        expect(most).toBeLessThanOrEqual(atOnce);
        const is = results(outcomes);
        for (const { ref, waitsFor } of changes) {
          const start = events.indexOf(`>${ref}`);
          for (const other of waitsFor) {
            if (start >= 0) expect(events.indexOf(`<${other}`)).toBeLessThan(start);
            if (is[other] !== "done") expect(is[ref]).toBe("skipped");
          }
          expect(is[ref] === "skipped").toBe(start < 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
