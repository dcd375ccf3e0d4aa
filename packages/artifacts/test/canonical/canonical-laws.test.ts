import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalDigest, canonicalForm, canonicalText } from "../../src/canonical/form.ts";
import { isObject, type Json, type JsonObject } from "../../src/words/json.ts";
import { isNumber, parseKeepingNumbers } from "../../src/words/json-numbers.ts";
import type { Tolerance, ToleranceRule } from "../../src/words/kind.ts";
import { anyBody, anyJson, anyKind, anyText, keysReversed } from "./json-arbitraries.ts";

const rules: readonly ToleranceRule[] = [
  { do: "ignore" },
  { do: "absent-when", values: [null, "", [], {}, 0] },
  { do: "instant" },
  { do: "line-ends" },
  { do: "lines" },
];
// no index among them: where an element goes, those after it move up
const patterns = [
  "**",
  "**.value",
  "properties.*",
  "properties.cells[*]",
  "**[*]",
  "**[type=Expression].value",
  "*",
  'properties.cells["x"].source',
  "**.**",
  "not a [pattern",
];
const anyTolerance: fc.Arbitrary<Tolerance> = fc
  .tuple(fc.constantFrom(...patterns), fc.constantFrom(...rules))
  .map(([pattern, rule]) => ({ pattern, rule, reason: "test", source: "test" }));

describe("the canonical form", () => {
  it("of a canonical form is itself, whatever the project tolerates", () => {
    fc.assert(
      fc.property(anyKind, anyBody, fc.array(anyTolerance, { maxLength: 4 }), (kind, body, extra) => {
        const form = canonicalForm(kind, body, extra);
        expect(canonicalText(canonicalForm(kind, form, extra))).toBe(canonicalText(form));
      }),
      { numRuns: 1500 },
    );
  });

  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(anyKind, anyBody, (kind, body) => {
        expect(canonicalDigest(kind, keysReversed(body) as JsonObject)).toBe(canonicalDigest(kind, body));
      }),
    );
  });

  it("depends on the order of arrays", () => {
    fc.assert(
      fc.property(anyKind, anyJson, anyJson, (kind, a, b) => {
        const [one, two] = [
          [a, b],
          [b, a],
        ].map((list) => ({ name: "x", properties: { list } }));
        const differs =
          canonicalText(canonicalForm(kind, { a })) !== canonicalText(canonicalForm(kind, { a: b }));
        expect(canonicalDigest(kind, one as JsonObject) !== canonicalDigest(kind, two as JsonObject)).toBe(
          differs,
        );
      }),
    );
  });

  it("holds nothing that was not there", () => {
    fc.assert(fc.property(anyKind, anyBody, (kind, body) => expectWithin(canonicalForm(kind, body), body)));
  });

  it("leaves what it was given alone", () => {
    fc.assert(
      fc.property(anyKind, anyBody, (kind, body) => {
        const before = canonicalText(body);
        canonicalForm(kind, body);
        expect(canonicalText(body)).toBe(before);
      }),
    );
  });
});

describe("the canonical text", () => {
  it("reads back as the value", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(isDeepStrictEqual(parseKeepingNumbers(canonicalText(value)), numbersPlain(value))).toBe(true);
      }),
    );
  });

  it("is the same for two values exactly when they are equal", () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        const equal = isDeepStrictEqual(numbersPlain(a), numbersPlain(b));
        expect(canonicalText(a) === canonicalText(b)).toBe(equal);
        expect(canonicalText(keysReversed(a))).toBe(canonicalText(a));
      }),
    );
  });

  it("is what the digest is of", () => {
    fc.assert(
      fc.property(anyKind, anyBody, (kind, body) => {
        const text = canonicalText(canonicalForm(kind, body));
        expect(canonicalDigest(kind, body)).toBe(createHash("sha256").update(text).digest("hex"));
      }),
    );
  });

  it("tells lone surrogates, infinities and nulls apart", () => {
    const texts = ["\ud800", "\ud801", "\ufffd", null, JSON.parse("1e400"), JSON.parse("-1e400"), "null"].map(
      (v) => canonicalDigest("pipeline", { v }),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("writes keys by code unit, numbers among them, and keeps a member named __proto__", () => {
    const value = JSON.parse('{"b":1,"10":1,"9":1," ":1,"__proto__":{"z":1,"a":-0}}') as Json;
    expect(canonicalText(value)).toBe('{" ":1,"10":1,"9":1,"__proto__":{"a":0,"z":1},"b":1}');
    expect(canonicalText(canonicalForm("pipeline", JSON.parse('{"id":1,"__proto__":{"a":1}}')))).toBe(
      '{"__proto__":{"a":1}}',
    );
  });
});

describe("deep nesting", () => {
  const depth = 100_000;
  const nested = (open: string, close: string, inner: string): JsonObject =>
    JSON.parse(`{"id":1,"properties":${open.repeat(depth)}${inner}${close.repeat(depth)}}`) as JsonObject;

  it("does not exhaust the stack", () => {
    const text = canonicalText(
      canonicalForm("pipeline", nested('{"a":', "}", '{"encryptedCredential":"x","b":1}')),
    );
    expect(text).toBe(`{"properties":${'{"a":'.repeat(depth)}{"b":1}${"}".repeat(depth)}}`);
    expect(canonicalDigest("synapse-notebook", nested("[", "]", "1"))).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a value that is no body", () => {
  it("gives some digest and never an exception", () => {
    fc.assert(
      fc.property(anyKind, anyJson, (kind, value) => {
        expect(canonicalDigest(kind, value as JsonObject)).toHaveLength(64);
      }),
    );
  });

  it("may have any text where the rules look for another type", () => {
    fc.assert(
      fc.property(anyKind, anyText, anyJson, (kind, text, odd) => {
        const bodies: Json[] = [
          { properties: text },
          { properties: { cells: text } },
          { properties: { cells: [odd, text] } },
          { properties: { typeProperties: odd } },
        ];
        for (const body of bodies) expect(canonicalDigest(kind, body as JsonObject)).toHaveLength(64);
      }),
    );
  });
});

function expectWithin(form: Json, source: Json | undefined): void {
  expect(source).toBeDefined();
  if (typeof form !== "object" || form === null) {
    // instants and line ends are rendered anew, lines are joined; nothing else changes
    if (!Object.is(form, source)) expect(typeof source === "string" || Array.isArray(source)).toBe(true);
    return;
  }
  expect(Array.isArray(form)).toBe(Array.isArray(source));
  for (const [key, below] of Object.entries(form)) {
    expect(Object.hasOwn(source as object, key)).toBe(true);
    expectWithin(below, (source as JsonObject)[key]);
  }
}

/** JSON does not tell -0 from 0. */
/** With each number in the one form in which it is compared. */
function numbersPlain(value: Json): Json {
  if (isNumber(value)) return parseKeepingNumbers(canonicalText(value));
  if (Array.isArray(value)) return value.map(numbersPlain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, numbersPlain(below)]));
}
