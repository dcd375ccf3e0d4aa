import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { Change } from "@retain/planner/plan/plan";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { walkPlan } from "../../src/apply/walk.ts";
import { planOf, step } from "../plans.ts";

/** A create is known by its name alone: `a`; another step by both: `delete a`. */
const change = (
  name: string,
  waitsFor: readonly string[] = [],
  action: Change["action"] = "create",
  rest: Partial<Change> = {},
): Change => {
  const id = action === "create" ? name : `${action} ${name}`;
  return step(action, `pipeline/${name}`, { id, waitsFor, body: {}, ...rest });
};

const soon = () => new Promise<void>((done) => setImmediate(done));

interface Walk {
  readonly outcomes: readonly ChangeOutcome[];
  /** Refs in the order of their start and end: `>a`, `<a`. */
  readonly events: readonly string[];
  readonly most: number;
}

async function walk(
  changes: readonly Change[],
  settings: {
    fails?: ReadonlySet<string>;
    atOnce?: number;
    stopAfter?: number;
    mayHaveHappened?: () => boolean;
    notBegun?: string;
  } = {},
): Promise<Walk> {
  const events: string[] = [];
  const announced = new Set<string>();
  const stop = new AbortController();
  let underWay = 0;
  let most = 0;
  const outcomes = await walkPlan(planOf(changes), {
    atOnce: settings.atOnce ?? 4,
    stop: stop.signal,
    announce: async ({ id }) => {
      announced.add(id);
      await soon();
      return settings.notBegun !== id;
    },
    perform: async ({ id }) => {
      if (!announced.has(id)) throw new Error(`${id} was not announced`);
      events.push(`>${id}`);
      underWay++;
      most = Math.max(most, underWay);
      await soon();
      underWay--;
      events.push(`<${id}`);
      if (events.filter((event) => event.startsWith("<")).length === settings.stopAfter) stop.abort();
      if (settings.fails?.has(id)) throw new Error(id);
      return 1;
    },
    explain: ({ ref }) => ({ severity: "error", code: "x", message: ref.name }),
    ...(settings.mayHaveHappened === undefined ? {} : { mayHaveHappened: settings.mayHaveHappened }),
  });
  return { outcomes, events, most };
}

const results = (outcomes: readonly ChangeOutcome[]) =>
  Object.fromEntries(outcomes.map(({ change: { id }, result }) => [id, result.status]));

/** Seconds until a plan is walked, by a clock that only waits let go on: an announcement takes 1, a change 10. */
async function secondsOf(changes: readonly Change[], atOnce: number): Promise<number> {
  const waits: { readonly until: number; readonly go: () => void }[] = [];
  let now = 0;
  const pass = (seconds: number) => new Promise<void>((go) => waits.push({ until: now + seconds, go }));
  let ended = false;
  const walking = walkPlan(planOf(changes), {
    atOnce,
    stop: new AbortController().signal,
    announce: () => pass(1).then(() => true),
    perform: () => pass(10).then(() => 10),
    explain: ({ ref }) => ({ severity: "error", code: "x", message: ref.name }),
  }).then(() => {
    ended = true;
  });
  for (await soon(); !ended; await soon()) {
    now = Math.min(...waits.map(({ until }) => until));
    for (const { go } of waits.filter(({ until }) => until === now)) go();
    waits.splice(0, waits.length, ...waits.filter(({ until }) => until > now));
  }
  await walking;
  return now;
}

describe("walkPlan", () => {
  test("keeps all places busy: but for the first one nobody waits for an announcement", async () => {
    const changes = Array.from({ length: 100 }, (_, at) => change(`${at}`));
    expect(await secondsOf(changes, 4)).toBe(1 + (100 * 10) / 4);
  });

  test("takes what has the longest chain behind it first, wherever it stands in the plan", async () => {
    const rest = Array.from({ length: 27 }, (_, at) => change(`rest ${at}`));
    const chain = Array.from({ length: 9 }, (_, at) =>
      change(`link ${at}`, at === 0 ? [] : [`link ${at - 1}`]),
    );
    // In the order of the plan it would be 160: the chain would begin when all the rest is done.
    expect(await secondsOf([...rest, ...chain], 4)).toBeLessThan(130);
    const { events } = await walk([...rest, ...chain], { atOnce: 1 });
    expect(events[0]).toBe(">link 0");
  });

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

  test("when stopped between the halves of a replacement it makes the second one, and begins no other", async () => {
    const replace = (ref: string, waitsFor: readonly string[]) => [
      change(ref, waitsFor, "delete", { replaces: true }),
      change(ref, [`delete ${ref}`], "create", { replaces: true }),
    ];
    const plan = [...replace("a", []), ...replace("b", ["a"])];
    const { outcomes } = await walk(plan, { stopAfter: 1 });
    expect(results(outcomes)).toEqual({
      "delete a": "done",
      a: "done",
      "delete b": "not-started",
      b: "not-started",
    });
    const { outcomes: failed } = await walk(plan, { stopAfter: 1, fails: new Set(["delete a"]) });
    expect(results(failed)).toMatchObject({ "delete a": "failed", a: "skipped", b: "skipped" });
  });

  test("a delete that a replacement waits for goes before it, and every other one after all writes", async () => {
    const { outcomes, events } = await walk([
      change("a", ["delete b"], "delete", { replaces: true }),
      change("a", ["delete a"], "create", { replaces: true }),
      change("b", [], "delete"),
      change("c", [], "delete"),
    ]);
    expect(new Set(Object.values(results(outcomes)))).toEqual(new Set(["done"]));
    expect(events.filter((event) => event.startsWith(">"))).toEqual([
      ">delete b",
      ">delete a",
      ">a",
      ">delete c",
    ]);
  });

  test("what was not begun is not started, nor what waits for it", async () => {
    const { outcomes } = await walk([change("a"), change("b", ["a"]), change("c")], { notBegun: "a" });
    expect(results(outcomes)).toEqual({ a: "not-started", b: "not-started", c: "done" });
  });

  test("deletes come when all creates and updates are done, and not at all when one failed", async () => {
    const plan = [change("a"), change("b"), change("x", [], "delete"), change("y", ["delete x"], "delete")];
    const { events } = await walk(plan);
    expect(events).toEqual([">a", ">b", "<a", "<b", ">delete x", "<delete x", ">delete y", "<delete y"]);
    const { outcomes } = await walk(plan, { fails: new Set(["b"]) });
    expect(results(outcomes)).toMatchObject({ a: "done", "delete x": "skipped", "delete y": "skipped" });
  });

  test("for any plan: no delete begins before every write has ended, nor where one did not succeed", async () => {
    const writes = fc.array(fc.boolean(), { maxLength: 6 });
    const deletes = fc.array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(writes, deletes, async (failing, waits) => {
        const created = failing.map((_, at) => change(`w${at}`));
        const deleted = waits.map((some, at) =>
          change(`d${at}`, at === 0 ? [] : [...new Set(some.map((one) => `delete d${one % at}`))], "delete"),
        );
        const fails = new Set(failing.flatMap((fails, at) => (fails ? [`w${at}`] : [])));
        const { outcomes, events } = await walk([...deleted, ...created], { fails });
        const is = results(outcomes);
        const lastWrite = Math.max(-1, ...created.map(({ id }) => events.indexOf(`<${id}`)));
        for (const { id } of deleted) {
          expect(is[id]).toBe(fails.size > 0 ? "skipped" : "done");
          if (fails.size === 0) expect(events.indexOf(`>${id}`)).toBeGreaterThan(lastWrite);
        }
      }),
    );
  });

  describe("a trigger that was stopped", () => {
    const plan = [
      change("t", [], "stop"),
      change("p", ["stop t"]),
      change("q", ["p"]),
      change("t", ["stop t", "p", "q"], "start", { restores: true }),
      change("u", ["p"], "start"),
    ];

    test("runs again after the changes", async () => {
      const { events } = await walk(plan);
      expect(events.indexOf("<q")).toBeLessThan(events.indexOf(">start t"));
    });

    test("runs again though they failed; one that did not run stays as it was", async () => {
      const { outcomes } = await walk(plan, { fails: new Set(["p"]) });
      expect(results(outcomes)).toEqual({
        "stop t": "done",
        p: "failed",
        q: "skipped",
        "start t": "done",
        "start u": "skipped",
      });
    });

    test("runs again when the walk is stopped between", async () => {
      const { outcomes } = await walk(plan, { stopAfter: 1 });
      expect(results(outcomes)).toEqual({
        "stop t": "done",
        p: "not-started",
        q: "not-started",
        "start t": "done",
        "start u": "not-started",
      });
    });

    test("is not started when it could not be stopped: it still runs", async () => {
      const { outcomes } = await walk(plan, { fails: new Set(["stop t"]) });
      expect(results(outcomes)).toMatchObject({ "stop t": "failed", p: "skipped", "start t": "skipped" });
    });

    test("is started when its stop failed and may have happened all the same", async () => {
      const { outcomes } = await walk(plan, { fails: new Set(["stop t"]), mayHaveHappened: () => true });
      expect(results(outcomes)).toMatchObject({ "stop t": "failed", p: "skipped", "start t": "done" });
    });
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
        expect(outcomes.map((outcome) => outcome.change.id)).toEqual(changes.map(({ id }) => id));
        expect(most).toBeLessThanOrEqual(atOnce);
        const is = results(outcomes);
        for (const { id, waitsFor } of changes) {
          const start = events.indexOf(`>${id}`);
          for (const other of waitsFor) {
            if (start >= 0) expect(events.indexOf(`<${other}`)).toBeLessThan(start);
            if (is[other] !== "done") expect(is[id]).toBe("skipped");
          }
          expect(is[id] === "skipped").toBe(start < 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
