import fc from "fast-check";
import { expect, test } from "vitest";
import { changeSeconds, requestSeconds } from "../src/estimate/change-seconds.ts";
import { remainingSeconds } from "../src/estimate/remaining.ts";
import { walkSeconds } from "../src/estimate/walk-seconds.ts";
import type { Change } from "../src/plan/plan.ts";
import { refOf } from "../src/plan/ref-text.ts";

const change = (
  ref: string,
  waitsFor: readonly string[] = [],
  action: Change["action"] = "create",
): Change => ({
  id: `${action} ${ref}`,
  ref: refOf(ref),
  action,
  risk: "behavioural",
  reason: "it is new",
  differences: [],
  wave: 1,
  waitsFor,
});
const one = changeSeconds({ action: "create", ref: refOf("pipeline/a") });

test("what does not wait for each other goes in rounds, and a chain link after link, each after its line", () => {
  const many = Array.from({ length: 100 }, (_, at) => change(`pipeline/${at}`));
  expect(walkSeconds(many, 25)).toBeCloseTo(requestSeconds + 4 * one);
  const chain = many.map((link, at) => ({
    ...link,
    waitsFor: at === 0 ? [] : [`create pipeline/${at - 1}`],
  }));
  expect(walkSeconds(chain, 25)).toBeCloseTo(100 * (requestSeconds + one));
});

test("a trigger that is stopped and started costs requests, no operations", () => {
  const steps = [
    change("trigger/T", [], "stop"),
    change("pipeline/P", ["stop trigger/T"], "update"),
    change("trigger/T", ["update pipeline/P"], "start"),
  ];
  expect(walkSeconds(steps, 25)).toBeCloseTo(one + 8 * requestSeconds);
});

test("deletes come after all writes", () => {
  const changes = [change("pipeline/old", [], "delete"), change("pipeline/new")];
  const removal = changeSeconds({ action: "delete", ref: refOf("pipeline/old") });
  expect(walkSeconds(changes, 25)).toBeCloseTo(2 * requestSeconds + one + removal);
});

test("is never less than the work over the places or the longest chain, and less than both together", () => {
  const plans = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.constantFrom("pipeline", "lake-directory")), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 5 }), (drawn, atOnce) => {
      const refs = drawn.map(([, kind], at) => `${kind}/${at}`);
      const changes = drawn.map(([before], at) =>
        change(refs[at] ?? "", before < at ? [`create ${refs[before]}`] : []),
      );
      const work = changes.reduce((sum, each) => sum + changeSeconds(each), 0) / atOnce;
      const chain = Math.max(...remainingSeconds(changes).values());
      const seconds = walkSeconds(changes, atOnce);
      expect(seconds).toBeGreaterThan(Math.max(work, chain));
      expect(seconds).toBeLessThan(work + chain + (changes.length + 1) * requestSeconds);
    }),
  );
});
