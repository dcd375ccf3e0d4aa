import fc from "fast-check";
import { expect, test } from "vitest";
import { remainingSeconds } from "../src/estimate/remaining.ts";
import type { Change } from "../src/plan/plan.ts";
import { refOf } from "../src/plan/ref-text.ts";

const change = (id: number, waitsFor: readonly number[]): Change => ({
  id: `${id}`,
  ref: refOf(`pipeline/${id}`),
  action: "create",
  risk: "behavioural",
  reason: "it is new",
  differences: [],
  wave: 1,
  waitsFor: waitsFor.map(String),
});

/** Small plans in any order, each change waiting for some of those before it, with the seconds of each. */
const plans = fc
  .integer({ min: 1, max: 8 })
  .chain((size) =>
    fc.tuple(
      fc.tuple(
        ...Array.from({ length: size }, (_, id) => fc.subarray(Array.from({ length: id }, (__, at) => at))),
      ),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: size, maxLength: size }),
      fc.shuffledSubarray(
        Array.from({ length: size }, (_, id) => id),
        { minLength: size },
      ),
    ),
  )
  .map(([edges, seconds, order]) => ({
    changes: order.map((id) => change(id, edges[id] ?? [])),
    secondsOf: ({ id }: Change) => seconds[Number(id)] ?? 0,
  }));

test("is the longest of all ways from a change to an end", () => {
  fc.assert(
    fc.property(plans, ({ changes, secondsOf }) => {
      const longest = (one: Change): number =>
        secondsOf(one) +
        Math.max(0, ...changes.filter(({ waitsFor }) => waitsFor.includes(one.id)).map(longest));
      const remaining = remainingSeconds(changes, secondsOf);
      for (const one of changes) expect(remaining.get(one.id)).toBe(longest(one));
    }),
  );
});

test("a circle, as in a plan that somebody wrote by hand, is no way to an end", () => {
  const changes = [change(1, [2]), change(2, [1]), change(3, [])];
  expect([...remainingSeconds(changes, () => 1)]).toEqual([["3", 1]]);
});
