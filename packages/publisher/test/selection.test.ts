import type { Ref } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSelection } from "../src/selection.ts";

const load: Ref = { kind: "pipeline", name: "Load [2024] (daily)" };
const inFolder = (name: string) => ({ properties: { folder: { name } } });

describe("patterns", () => {
  test.each([
    ["pipeline", true],
    ["dataset", false],
    ["pipeline/Load*", true],
    ["pipeline/load [2024] (daily)", true],
    ["dataset/Load*", false],
    ["Load*", true],
    ["*daily)", true],
    ["*/Load*", true],
    ["Load ?2024? *", true],
    ["Load", false],
    ["folder:Shop/**", true],
    ["folder:shop/daily", true],
    ["folder:Shop", false],
  ])("--only %s: %s", (pattern, expected) => {
    const { selects, diagnostics } = makeSelection({ only: [pattern], except: [] });
    expect(diagnostics).toEqual([]);
    expect(selects(load, inFolder("Shop/Daily"))).toBe(expected);
    const without = makeSelection({ only: [], except: [pattern] });
    expect(without.selects(load, inFolder("Shop/Daily"))).toBe(!expected);
  });

  test.each(["", " ", "folder:", "pipelines/Load"])("%j is refused with the way out", (pattern) => {
    const { diagnostics } = makeSelection({ only: [pattern], except: [] });
    expect(diagnostics).toMatchObject([{ code: "selection", advice: expect.stringMatching(/kind/) }]);
  });

  test("that select nothing are told, with what was meant", () => {
    const { idle } = makeSelection({ only: ["piplines", "pipeline"], except: ["Loadd", "trigger"] });
    const problems = idle([{ ref: load }, { ref: { kind: "dataset", name: "Load" } }]);
    expect(problems.map(({ message }) => message)).toEqual([
      "'piplines' matches nothing",
      "'Loadd' matches nothing",
    ]);
    expect(problems[0]?.advice).toContain("pipeline");
    expect(problems[1]?.advice).toContain("Load");
  });
});

test("nothing asked for selects everything; except wins over only; no text is too odd", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const ref: Ref = { kind: "dataset", name };
      expect(makeSelection({ only: [], except: [] }).selects(ref, {})).toBe(true);
      expect(makeSelection({ only: ["dataset"], except: ["dataset"] }).selects(ref, {})).toBe(false);
      const own = makeSelection({ only: [`dataset/${name}`], except: [] });
      if (name !== "") expect(own.diagnostics.length > 0 || own.selects(ref, {})).toBe(true);
    }),
  );
});
