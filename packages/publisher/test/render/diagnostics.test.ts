import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { describe, expect, test } from "vitest";
import { diagnosticsLines, refusalLines } from "../../src/render/diagnostics.ts";
import { plain } from "../../src/render/plain.ts";

const at = (line: number) => ({ file: "a.json", line, column: 1 });
const error = (message: string, line: number): Diagnostic => ({
  severity: "error",
  code: "e",
  message,
  at: at(line),
});
const warning = (message: string, line: number): Diagnostic => ({
  severity: "warning",
  code: "w",
  message,
  at: at(line),
});
const note: Diagnostic = { severity: "note", code: "n", message: "good to know" };

describe("many problems", () => {
  test("errors come last and first in the count, and warnings of many places are one", () => {
    const found = [
      error("broken", 1),
      warning("odd", 2),
      error("broken", 3),
      warning("odd", 4),
      warning("other", 5),
      warning("odd", 6),
      note,
    ];
    expect(diagnosticsLines(found, plain)).toEqual([
      "Note: good to know [n]",
      "",
      "Warning: odd [w]",
      "  in a.json:2:1",
      "  and in 2 more places",
      "",
      "Warning: other [w]",
      "  in a.json:5:1",
      "",
      "Error: broken [e]",
      "  in a.json:1:1",
      "",
      "Error: broken [e]",
      "  in a.json:3:1",
      "",
      "2 errors, 4 warnings, 1 note",
    ]);
    expect(diagnosticsLines(found, plain, { quiet: true }).join("\n")).not.toMatch(/odd|good/);
    expect(diagnosticsLines([warning("odd", 1), note], plain, { quiet: true })).toEqual([]);
  });

  test("a command that cannot go on shows the errors, and how many warnings there are", () => {
    const many = Array.from({ length: 1772 }, (_, line) => warning(`odd ${line}`, line + 1));
    expect(refusalLines([...many, error("broken", 1)], plain)).toEqual([
      "Error: broken [e]",
      "  in a.json:1:1",
      "",
      "and 1,772 warnings: see `retain validate`",
    ]);
    expect(refusalLines([error("a", 1), warning("odd", 1), error("b", 2)], plain).at(-1)).toBe(
      "2 errors, and 1 warning: see `retain validate`",
    );
    const silent = refusalLines([...many, error("broken", 1)], plain, { quiet: true });
    expect(silent).toEqual(["Error: broken [e]", "  in a.json:1:1"]);
    expect(refusalLines([error("a", 1), note], plain)).toEqual(["Error: a [e]", "  in a.json:1:1"]);
    expect(refusalLines([warning("odd", 1)], plain)).toEqual([
      "Warning: odd [w]",
      "  in a.json:1:1",
      "",
      "1 warning",
    ]);
  });
});
