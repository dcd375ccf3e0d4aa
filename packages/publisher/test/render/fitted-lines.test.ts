import type { FieldDifference, LineChange } from "@retain/planner/plan/plan";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceLines, textLines } from "../../src/render/difference-text.ts";
import { driftHtml } from "../../src/render/drift-html.ts";
import { driftJunit } from "../../src/render/drift-junit.ts";
import { driftSarif } from "../../src/render/drift-sarif.ts";
import { boxed, fitTo } from "../../src/render/fit.ts";
import { fittedLines } from "../../src/render/fitted-lines.ts";
import { differenceBlock } from "../../src/render/markdown-text.ts";
import { plain } from "../../src/render/plain.ts";
import { driftOf, edited } from "../drift/drifts.ts";

/** Two texts that share a long beginning and a long end, of characters that are easily mistaken for each other. */
const odd = fc.constantFrom(
  "a",
  "b",
  " ",
  "\u00a0",
  "\u200b",
  "\u200e",
  "\\u200e",
  "\\",
  '"',
  "😀",
  "\ud83d",
  "\ude00",
  "\r",
  "\\r",
  "é",
);
const texts = fc
  .record({
    start: fc
      .tuple(fc.constantFrom("x", "ab", "😀"), fc.nat(6_000))
      .map(([unit, times]) => unit.repeat(times)),
    middle: fc.tuple(fc.array(odd, { maxLength: 4 }), fc.array(odd, { maxLength: 4 })),
    end: fc
      .tuple(fc.constantFrom("y", "\u200e", "ab"), fc.nat(6_000))
      .map(([unit, times]) => unit.repeat(times)),
  })
  .map(({ start, middle, end }) => middle.map((part) => `${start}${part.join("")}${end}`) as [string, string])
  .filter(([a, b]) => a !== b);
const widths = fc.integer({ min: 40, max: 200 });

describe("two different texts", () => {
  test("are spelled without a sign that nobody sees, where they have to be spelled", () => {
    const lines = fittedLines(
      [
        { mark: "-", text: "\r\u200e" },
        { mark: "+", text: "\\r\\u200e" },
      ],
      40,
    );
    expect(lines).toEqual(['"\\r\\u200e"', '"\\\\r\\\\u200e"']);
  });

  test("look different on their lines, and fit", () => {
    fc.assert(
      fc.property(texts, widths, ([before, after], width) => {
        const [old = "", next = ""] = fittedLines(
          [
            { mark: "-", text: before },
            { mark: "+", text: after },
          ],
          width,
        );
        expect(old).not.toBe(next);
        // Where they look alike but for what is unseen they are spelled out whole.
        const isSpelled = old.startsWith('"') || next.startsWith('"');
        if (!isSpelled) expect(Math.max(old.length, next.length)).toBeLessThanOrEqual(width);
        expect(`${old}${next}`.isWellFormed()).toBe(true);
        expect(`${old}${next}`).not.toMatch(/[\r\n\u200b\u200e\u00a0]/u);
      }),
      { numRuns: 300 },
    );
  });

  test("so do values in every form of a report", () => {
    const value = fc.oneof(
      texts,
      texts.map(
        ([a, b]) =>
          [
            [a, 1],
            [b, 1],
          ] as const,
      ),
      texts.map(([a, b]) => [{ k: a }, { k: b, l: 2 }] as const),
      fc
        .tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }))
        .filter(([a, b]) => JSON.stringify(a) !== JSON.stringify(b)),
    );
    const differing = (lines: readonly string[], mark: RegExp) => {
      const [gone, come] = ["-", "+"].map((sign) => lines.filter((line) => mark.exec(line)?.[1] === sign));
      return (
        gone?.map((line) => line.replace("-", "")).join("\n") !==
        come?.map((line) => line.replace("+", "")).join("\n")
      );
    };
    fc.assert(
      fc.property(value, widths, ([before, after], width) => {
        const difference = { path: "p", before, after, risk: "behavioural" } as FieldDifference;
        for (const fit of [fitTo(width), boxed]) {
          const lines = differenceLines(difference, plain, fit);
          if (lines.length > 1) {
            expect(differing(lines, /^ {8}([-+])/)).toBe(true);
            if (fit !== boxed)
              for (const line of lines.slice(1)) expect(line.length).toBeLessThanOrEqual(width);
          } else expect(lines[0]?.split(": ")[1]?.split(" -> ")).toSatisfy(([a, b]: string[]) => a !== b);
        }
        expect(differing(differenceBlock(difference), /^([-+])/)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("stand in the page, the findings and the test report so that they differ", () => {
    const long = "x".repeat(9_000);
    const values = { path: "properties.a", before: `${long}1${long}`, after: `${long}2${long}` };
    const drift = driftOf([edited("dataset/D", values)]);
    const page = driftHtml(drift);
    expect(page).toMatch(/class="gone">[^<]*x1x[^<]*<\/td><td class="come">[^<]*x2x/);
    for (const report of [driftSarif(drift, { base: "", strict: false }), driftJunit(drift, false)])
      expect(report).toMatch(/x1x[\s\S]*x2x/);
  });
});

describe("lines of a text", () => {
  const lines: readonly LineChange[] = [
    { mark: " ", text: "same " },
    { mark: "-", text: "SELECT 1" },
    { mark: "+", text: "SELECT 1 " },
  ];
  test("that differ in white space at their end are spelled out", () => {
    expect(textLines(lines, plain, fitTo(80))).toEqual([
      "          same",
      '        - "SELECT 1"',
      '        + "SELECT 1 "',
    ]);
  });

  test("are cut where each differs from the line that it shares most with, however they stand", () => {
    const long = "x".repeat(500);
    const made = fittedLines(
      [
        { mark: "-", text: `${long}1` },
        { mark: "+", text: "new" },
        { mark: "+", text: `${long}2` },
      ],
      60,
    );
    expect(made).toEqual([expect.stringMatching(/x1 \(501/), "new", expect.stringMatching(/x2 \(501/)]);
  });
});
