import { refOf } from "@retain/planner/plan/ref-text";
import { describe, expect, test } from "vitest";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { create, hostile, planOf, update } from "../plans.ts";

/** What a comment on a pull request may hold. */
const commentLimit = 65_536;

describe("a plan as markdown", () => {
  test("has counts, a table, and the differences folded away", () => {
    const text = planMarkdown(
      planOf([
        update("dataset/Orders", { path: "properties.a", before: 1, after: { b: 2 } }),
        create("pipeline/New"),
      ]),
    );
    expect(text).toContain("**Plan: 1 to create, 1 to update, 3 unchanged** (workspace `shop`)");
    expect(text).toContain("| ~ | `dataset/Orders` | behavioural | the workspace has something else |");
    expect(text).toContain('```diff\n- 1\n+ {\n+   "b": 2\n+ }\n```');
    expect(text.match(/<details>/g)).toHaveLength(1);
  });

  test.each(hostile.map((name) => [JSON.stringify(name), name]))("%s breaks out of nothing", (_, name) => {
    const change = update(name, { path: name, lines: [{ mark: "+", text: `\`\`\`\n${name}` }] });
    const text = planMarkdown(
      planOf([{ ...change, reason: `spelled ${name}` }], {
        environment: name,
        unresolved: [{ from: refOf(name), to: refOf(name), path: name }],
      }),
    );
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(7);
    const outside = text.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, "");
    expect(outside.match(/<\/?\w+/g)).toEqual(["<details", "<summary", "</summary", "</details"]);
    expect(text.match(/^#+ .*$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(outside).not.toMatch(/\[link\]\(|\*\*bold/);
  });

  test("the fence is longer than any run of backticks in it", () => {
    const text = planMarkdown(
      planOf([update("synapse-notebook/N", { path: "p", lines: [{ mark: "+", text: "`````sql" }] })]),
    );
    expect(text).toContain("``````diff\n+ `````sql\n``````\n");
  });

  test("differences that do not fit are counted", () => {
    const lines = Array.from({ length: 500 }, (_, at) => ({ mark: "+", text: `line ${at}` }) as const);
    const changes = Array.from({ length: 50 }, (_, at) => update(`sql-script/S${at}`, { path: "q", lines }));
    const text = planMarkdown(planOf(changes));
    const shown = text.match(/<details>/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(0);
    expect(text).toContain(`…and the differences of ${50 - shown} more artifacts: see the JSON form.`);
    expect(text.length).toBeLessThan(commentLimit);
  });

  test("artifacts and references that do not fit are counted", () => {
    const changes = Array.from({ length: 5_000 }, (_, at) => create(`pipeline/P${at}`));
    const unresolved = changes.map(({ ref }) => ({ from: ref, to: refOf("pipeline/Gone"), path: "p" }));
    const text = planMarkdown(planOf(changes, { unresolved }));
    const rows = text.match(/^\| \+ /gm)?.length ?? 0;
    const needs = text.match(/ needs /g)?.length ?? 0;
    expect(text).toContain(`…and ${(5_000 - rows).toLocaleString("en")} more artifacts`);
    expect(text).toContain(`…and ${(5_000 - needs).toLocaleString("en")} more references`);
    expect(text.length).toBeLessThan(commentLimit);
  });

  test("one difference that fits nowhere leaves the rest readable", () => {
    const text = planMarkdown(planOf([update("dataset/D", { path: "p", after: Array(100_000).fill(1) })]));
    expect(text).toContain("`dataset/D`");
    expect(text).toContain("…and the differences of 1 artifact: see the JSON form.");
    expect(text.length).toBeLessThan(commentLimit);
  });
});
