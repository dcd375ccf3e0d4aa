import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText } from "../../src/canonical/form.ts";
import { shapeProblems } from "../../src/shape/shape.ts";
import { wireSchema } from "../../src/shape/wire-schema.ts";
import { isObject, type Json } from "../../src/words/json.ts";
import { exactNumber, nearestDouble, parseKeepingNumbers } from "../../src/words/json-numbers.ts";

const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength });

/** Every form that JSON has for a number. */
const numberText = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(
      fc.constant("0"),
      fc.tuple(fc.constantFrom(..."123456789"), digits(24)).map((part) => part.join("")),
    ),
    fc.oneof(
      fc.constant(""),
      digits(24).map((part) => (part === "" ? "" : `.${part}`)),
    ),
    fc.oneof(
      fc.constant(""),
      fc
        .tuple(fc.constantFrom(..."eE"), fc.constantFrom("", "-", "+"), digits(4))
        .map(([mark, sign, power]) => (power === "" ? "" : `${mark}${sign}${power}`)),
    ),
  )
  .map((parts) => parts.join(""));

const space = fc.constantFrom("", " ", "\n\t");

describe("numbers of a JSON text", () => {
  it("are written as they were read, wherever they stand", () => {
    fc.assert(
      fc.property(numberText, numberText, space, (one, other, gap) => {
        const text = (blank: string) =>
          `{"a":${blank}${one}${blank},"b":[${blank}${other}${blank},{"c":${one}}],"k${one}":"x ${other} y"}`;
        expect(JSON.stringify(parseKeepingNumbers(text(gap)))).toBe(text(""));
        expect(JSON.stringify(parseKeepingNumbers(one))).toBe(one);
      }),
      { numRuns: 2000 },
    );
  });

  it("are doubles where a double is written the same", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = JSON.stringify(value);
        expect(parseKeepingNumbers(`[${text}]`)).toEqual([JSON.parse(text)]);
      }),
    );
  });

  it("differ nowhere from what JSON.parse gives but in what a double cannot hold", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(asDoubles(parseKeepingNumbers(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe("the canonical text of numbers", () => {
  it("is one for all ways to write a number, and keeps two numbers apart", () => {
    const same = (one: string, other: string) =>
      canonicalText(parseKeepingNumbers(one)) === canonicalText(parseKeepingNumbers(other));
    for (const text of ["1.0", "1e0", "10E-1", "0.1e+1"]) expect(same(text, "1")).toBe(true);
    for (const text of ["-0", "0.0", "0e99", "-0.000"]) expect(same(text, "0")).toBe(true);
    expect(same("1e3", "1000")).toBe(true);
    expect(same("0.0000001", "1e-7")).toBe(true);
    expect(same("100000000000000000000000", "1e23")).toBe(true);
    expect(same("9007199254740993", "9007199254740992")).toBe(false);
    expect(same("9007199254740993.0", "9007199254740993")).toBe(true);
    expect(same("1e999", "1e998")).toBe(false);
    expect(same("1e999", "10e998")).toBe(true);
    expect(same("-1e999", "1e999")).toBe(false);
    expect(same("0.1", "0.1000000000000000055511151231257827")).toBe(false);
    expect(same(`1e${"9".repeat(40)}`, `10e${"9".repeat(39)}8`)).toBe(true);
  });

  it("says what the digits say, whatever their length", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.nat(6), (one, other, zeros) => {
        const text = (value: bigint) => canonicalText(exactNumber(`${value}`));
        expect(text(one) === text(other)).toBe(one === other);
        // JSON has no `00`.
        const shifted = exactNumber(`${one}${one === 0n ? "" : "0".repeat(zeros)}e-${zeros}`);
        expect(canonicalText(shifted)).toBe(text(one));
      }),
    );
  });
});

describe("schemas", () => {
  const trigger = (maxConcurrency: string) =>
    parseKeepingNumbers(
      `{"name":"t","properties":{"type":"TumblingWindowTrigger","pipeline":{},"typeProperties":{"frequency":"Hour","interval":1,"startTime":"2026-01-01T00:00:00Z","maxConcurrency":${maxConcurrency}}}}`,
    );

  it("take a number that is kept as text wherever a number may stand, bounds included", () => {
    for (const text of ["5.0", "5e0", "50"]) {
      expect(shapeProblems("trigger", trigger(text))).toEqual([]);
      expect(wireSchema("trigger").safeParse(trigger(text)).success).toBe(true);
    }
    for (const text of ["51.0", "9007199254740993", "1e999", "0.0"]) {
      expect(shapeProblems("trigger", trigger(text)).map(({ code }) => code)).toEqual(["value-limit"]);
    }
  });

  it("refuse it where text stands, and show it as it is written", () => {
    const body = parseKeepingNumbers(
      '{"name":"p","properties":{"description":9007199254740993,"activities":[]}}',
    );
    const [problem] = shapeProblems("pipeline", body);
    expect(problem?.code).toBe("shape-type");
    expect(problem?.message).toContain("9007199254740993");
  });
});

/** With a double in the place of every number. */
function asDoubles(value: Json): unknown {
  if (Array.isArray(value)) return value.map(asDoubles);
  if (!isObject(value)) return nearestDouble(value) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asDoubles(one)]));
}
