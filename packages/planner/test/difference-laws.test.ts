import { canonicalText } from "@retain/artifacts/canonical/form";
import { allKinds } from "@retain/artifacts/kinds/contracts";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyDifferences } from "../src/differences/differences.ts";
import { fieldDifferences } from "../src/differences/fields.ts";
import { applyDifferences } from "./apply-differences.ts";

const text = fc.oneof(
  fc.constantFrom("a", "b", "c", "", "__proto__", "x\ny", "x\r\nz\n", "\ud800"),
  fc.string({ maxLength: 6 }),
);
const key = fc.oneof(
  fc.constantFrom("name", "a", "b", "0", "odd key", "__proto__"),
  fc.string({ maxLength: 3 }),
);

/** Few different values, so that two draws have much in common. */
const { value, object } = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.integer({ min: 0, max: 3 }),
    text,
    fc.array(text, { maxLength: 9 }),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.record({ name: fc.constantFrom("a", "b", "c", "d"), v: tie("value") }), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie("value")), { maxLength: 4, selector: ([name]) => name })
    .map((entries): JsonObject => Object.fromEntries(entries)),
}));

/** A value and one that came from it by a few edits: what people do to files. */
const edited = fc
  .tuple(fc.array(value, { maxLength: 8 }), fc.array(fc.tuple(fc.nat(8), value, fc.nat(2)), { maxLength: 3 }))
  .map(([list, edits]): readonly [Json, Json] => {
    const next = [...list];
    for (const [at, element, deed] of edits)
      next.splice(Math.min(at, next.length), deed === 0 ? 0 : 1, ...(deed === 2 ? [] : [element]));
    return [list, next];
  });
const pair = fc.oneof(fc.tuple(value, value), edited, fc.tuple(object, object));

describe("for any two bodies", () => {
  test("a body differs from itself nowhere", () => {
    fc.assert(
      fc.property(value, (a) => {
        expect(bodyDifferences(a, structuredClone(a))).toEqual([]);
      }),
    );
  });

  test("nothing differs exactly where the canonical texts are equal", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(bodyDifferences(a, b).length === 0).toBe(canonicalText(a) === canonicalText(b));
      }),
      { numRuns: 400 },
    );
  });

  test("the differences applied to the one give the other", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(canonicalText(applyDifferences(a, bodyDifferences(a, b)))).toBe(canonicalText(b));
      }),
      { numRuns: 2_000 },
    );
  });

  test("no place is told twice, unless something goes there and something else comes", () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const places = bodyDifferences(a, b).map(({ path, before, after, order }) =>
          JSON.stringify([
            path,
            order ?? (before === undefined ? "came" : after === undefined ? "went" : ""),
          ]),
        );
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 400 },
    );
  });

  test("what is shown of any kind can be written as JSON, whatever the bodies hold", () => {
    fc.assert(
      fc.property(fc.constantFrom(...allKinds()), object, object, (kind, a, b) => {
        const shown = fieldDifferences(kind, { properties: a }, { properties: b }, []);
        expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
        for (const { before, after, lines } of shown) {
          expect(lines === undefined).toBe(before !== undefined || after !== undefined);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("a body that nests deeper than the stack is compared, and not shown", () => {
    let [live, desired]: JsonObject[] = [{ end: 1 }, { end: 2 }];
    for (let depth = 0; depth < 20_000; depth++) {
      live = { a: live as JsonObject };
      desired = { a: desired as JsonObject };
    }
    const [difference, ...others] = fieldDifferences(
      "dataset",
      live as JsonObject,
      desired as JsonObject,
      [],
    );
    expect(others).toEqual([]);
    expect(JSON.stringify(difference)).toContain("nests too deep");
  });
});
