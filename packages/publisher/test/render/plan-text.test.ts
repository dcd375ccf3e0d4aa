import { refOf } from "@retain/planner/plan/ref-text";
import { describe, expect, test } from "vitest";
import { fitTo } from "../../src/render/fit.ts";
import { plain } from "../../src/render/plain.ts";
import { planLines } from "../../src/render/plan-text.ts";
import { create, hostile, planOf, update } from "../plans.ts";

const lines = (...given: Parameters<typeof planOf>) =>
  planLines(planOf(...given), plain, { unmanaged: true });

describe("a plan as text", () => {
  test("shows each change with its differences, the cost, and one line of counts at the end", () => {
    const shown = lines(
      [
        update(
          "dataset/Orders",
          { path: "properties.a", before: 1, after: "x" },
          { path: "properties.b", after: [] },
        ),
        create("pipeline/New"),
      ],
      {
        estimate: { requests: 36, seconds: 75, criticalPath: ["dataset/Orders", "pipeline/New"].map(refOf) },
      },
    );
    expect(shown).toEqual([
      "Plan for test (shop, https://shop.dev.azuresynapse.net)",
      "",
      "  ~ dataset/Orders (behavioural)",
      '      properties.a: 1 -> "x"',
      "      properties.b: (none) -> []",
      "  + pipeline/New",
      "",
      "  about 36 requests, about 1 min 15 s; longest chain: dataset/Orders -> pipeline/New",
      "",
      "Plan: 1 to create, 1 to update, 3 unchanged",
    ]);
  });

  test("says that there is nothing to do, what is unmanaged, and what is needed", () => {
    const shown = lines([], {
      unmanaged: [refOf("dataset/Lost")],
      unresolved: [{ from: refOf("pipeline/A"), to: refOf("pipeline/B"), path: "properties.x" }],
      summary: { ...planOf([]).summary, unmanaged: 1, protected: 2 },
    });
    expect(shown).toContain("  ? dataset/Lost (live, not in the repository)");
    expect(shown.join("\n")).toContain("! pipeline/A needs pipeline/B");
    expect(shown.at(-1)).toBe("Nothing to do: 3 unchanged, 1 unmanaged, 2 protected");
  });

  test("leaves everything whole where nobody sees it at a terminal, and cuts it to a terminal's width", () => {
    const long = "x".repeat(10_000);
    const plan = planOf([
      update(
        "sql-script/S",
        { path: "properties.a", before: `${long}1${long}`, after: `${long}2${long}` },
        { path: "properties.q", lines: [{ mark: "+", text: long }] },
      ),
    ]);
    expect(planLines(plan, plain, { unmanaged: false }).join("\n")).toContain(`${long}1${long}`);
    const narrow = planLines(plan, plain, { unmanaged: false, fit: fitTo(80) });
    for (const line of narrow) expect(line.length).toBeLessThanOrEqual(80);
    expect(narrow.join("\n")).toMatch(/- …x+1x+… \(20,003 characters\)\n.*\+ …x+2x+… \(20,003 characters\)/);
  });

  test.each(hostile.map((name) => [JSON.stringify(name), name]))(
    "%s stays one line that does nothing",
    (_, name) => {
      const text = `\u001b[31m${name}\r`;
      const shown = lines(
        [
          update(
            name,
            { path: name, before: text, after: null },
            { path: "q", lines: [{ mark: "-", text }] },
          ),
          create(name),
        ],
        {
          unmanaged: [refOf(name)],
          unresolved: [{ from: refOf(name), to: refOf(name), path: name }],
          estimate: { requests: 1, seconds: 1, criticalPath: [name, name].map(refOf) },
        },
      );
      const harmless = lines(
        [
          update(
            "pipeline/b",
            { path: "a", before: 1, after: 2 },
            { path: "q", lines: [{ mark: "-", text: "x" }] },
          ),
          create("pipeline/b"),
        ],
        {
          unmanaged: [refOf("pipeline/b")],
          unresolved: [{ from: refOf("pipeline/a"), to: refOf("pipeline/b"), path: "c" }],
          estimate: { requests: 1, seconds: 1, criticalPath: ["pipeline/a", "pipeline/b"].map(refOf) },
        },
      );
      // A long difference takes three lines in the place of one.
      expect(shown.length - harmless.length).toBeLessThanOrEqual(2);
      for (const line of shown) expect(line).not.toMatch(/[\p{Cc}\u202e\u2028\u2029]/u);
    },
  );

  test("tells of a secret that differs, which a plan does not hold", () => {
    const masked = "Server=s;Password=(secret)";
    const shown = lines([
      update("linked-service/Db", { path: "properties.c", before: masked, after: masked }),
    ]);
    expect(shown.join("\n")).toContain("(another secret)");
  });
});
