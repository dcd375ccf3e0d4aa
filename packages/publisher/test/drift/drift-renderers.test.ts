import type { DriftItem } from "@retain/planner/drift/drift";
import { refOf } from "@retain/planner/plan/ref-text";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { driftHtml } from "../../src/render/drift-html.ts";
import { driftJunit } from "../../src/render/drift-junit.ts";
import { driftMarkdown } from "../../src/render/drift-markdown.ts";
import { driftSarif } from "../../src/render/drift-sarif.ts";
import { driftLines } from "../../src/render/drift-text.ts";
import { hasDrift } from "../../src/render/drift-words.ts";
import { plain } from "../../src/render/plain.ts";
import { hostile } from "../plans.ts";
import { driftOf, edited, everyStatus, stopped, unmanaged, vanished } from "./drifts.ts";

const pending = [
  { ref: refOf("pipeline/New"), what: "created" },
  { ref: refOf("dataset/Orders"), what: "edited" },
] as const;

/** What the description of an issue may hold. */
const issueLimit = 65_536;

const release = "20261125T060000Z-1a2b3c";

describe("as text", () => {
  test("every artifact in one line, its fields below, counts last", () => {
    const drift = driftOf(
      [
        edited("pipeline/Load", { path: "properties.a", before: 1, after: 2 }),
        vanished("dataset/Gone"),
        stopped("trigger/Nightly"),
        unmanaged("dataset/tmp"),
      ],
      { pending },
    );
    expect(driftLines(drift, plain)).toEqual([
      "Drift of prod (shop, https://shop.dev.azuresynapse.net)",
      `compared with release ${release}`,
      "",
      `  ~ edited pipeline/Load (behavioural; edited since release ${release})`,
      "      properties.a: 1 -> 2",
      `  - vanished dataset/Gone (deleted since release ${release})`,
      `  ■ trigger state trigger/Nightly (is stopped, and release ${release} left it running)`,
      "  ? unmanaged dataset/tmp (neither in a release nor in the repository)",
      "",
      "Not yet published (not drift):",
      "  pipeline/New (created in the repository)",
      "  dataset/Orders (edited in the repository)",
      "",
      "Drift: 1 edited, 1 vanished, 1 trigger state, 1 unmanaged, 30 unchanged, 2 not yet published",
    ]);
  });

  test("says how the workspace stands to the repository where that is worth knowing", () => {
    const line = (item: Partial<ReturnType<typeof edited>>) =>
      driftLines(driftOf([{ ...edited("pipeline/Load"), ...item }]), plain)[3];
    expect(line({ repository: "equal" })).toContain("matches the repository");
    expect(line({ repository: "absent" })).toContain("not in the repository");
    expect(line({ conflict: true })).toContain("a conflict");
    expect(line({ status: "vanished", repository: "equal" })).toContain("not in the repository either");
  });

  test("nothing but counts where nothing moved", () => {
    expect(driftLines(driftOf([]), plain).at(-1)).toBe("No drift: 30 unchanged");
    expect(driftLines(driftOf([unmanaged("dataset/tmp")]), plain).at(-1)).toBe(
      "No drift: 1 unmanaged, 30 unchanged",
    );
  });

  test("says so where there is no release yet", () => {
    const drift = driftOf([], { against: "repository", release: null });
    expect(driftLines(drift, plain)[1]).toMatch(/there is no release yet/);
  });
});

test("what nobody manages is drift only when that is asked for", () => {
  expect(hasDrift(driftOf([unmanaged("dataset/tmp")]))).toBe(false);
  expect(hasDrift(driftOf([unmanaged("dataset/tmp")]), true)).toBe(true);
  for (const item of [edited("pipeline/P"), vanished("pipeline/P"), stopped("trigger/T")])
    expect(hasDrift(driftOf([item]))).toBe(true);
});

describe("as markdown", () => {
  test("has counts, a table, and the differences folded away", () => {
    const text = driftMarkdown(driftOf(everyStatus, { pending }));
    expect(text).toContain("**Drift: 3 edited, 1 vanished, 1 trigger state, 1 unmanaged");
    expect(text).toContain("| - vanished | `synapse-notebook/Train model` | destructive |");
    expect(text).toContain("- `pipeline/New`: created in the repository");
    expect(text.match(/<details>/g)).toHaveLength(3);
  });

  test.each(hostile.map((name) => [JSON.stringify(name), name]))("%s breaks out of nothing", (_, name) => {
    const item = { ...edited(name, { path: name, lines: [{ mark: "+", text: name }] }), reason: name };
    const text = driftMarkdown(
      driftOf([item], { environment: name, pending: [{ ref: refOf(name), what: "edited" }] }),
    );
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(7);
    const outside = text.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, "");
    expect(outside.match(/<\/?\w+/g)).toEqual(["<details", "<summary", "</summary", "</details"]);
    expect(text.match(/^#+ .*$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  test("fits into an issue, whatever the size", () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => ({ mark: "+", text: `line ${at} ${"x".repeat(90)}` }) as const,
    );
    const items = Array.from({ length: 2_000 }, (_, at) => edited(`sql-script/S${at}`, { path: "q", lines }));
    const names = items.map(({ ref }) => ({ ref, what: "edited" }) as const);
    const text = driftMarkdown(driftOf(items, { pending: names }));
    expect(text.length).toBeLessThan(issueLimit);
    expect(text).toMatch(/…and [\d,]+ more artifacts/);
    expect(text).toMatch(/…and the differences of [\d,]+ more artifacts/);
  });
});

describe("as JUnit", () => {
  const attributes = (text: string, name: string) =>
    new RegExp(`<testsuite [^>]*?${name}="(\\d+)"`).exec(text)?.[1];

  test("a test for each artifact that moved, and one for all others", () => {
    const text = driftJunit(driftOf(everyStatus), false);
    expect([attributes(text, "tests"), attributes(text, "failures"), attributes(text, "skipped")]).toEqual([
      "7",
      "5",
      "1",
    ]);
    expect(text.match(/<failure /g)).toHaveLength(5);
    expect(text).toContain('<testcase name="30 unchanged artifacts"');
    expect(text).toContain(
      'name="trigger/Nightly trigger state" classname="trigger" file="workspace/trigger/Nightly.json"',
    );
  });

  test("what nobody manages fails when that is asked for", () => {
    const text = driftJunit(driftOf([unmanaged("dataset/tmp")]), true);
    expect(text).toContain("<failure");
    expect(text).not.toContain("<skipped");
  });

  test("holds nothing that XML does not take, whatever the names hold", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const made = edited("pipeline/x", { path: b, lines: [{ mark: "-", text: c }] });
        const item: DriftItem = { ...made, ref: { kind: "pipeline", name: a } };
        const xml = driftJunit(driftOf([item], { environment: a }), false);
        // https://www.w3.org/TR/xml/#charsets
        expect(xml).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
        expect(xml.replace(/&(?:amp|lt|gt|quot|#13);/g, "")).not.toContain("&");
        expect(xml.match(/</g)).toHaveLength(10);
      }),
    );
  });
});

describe("as SARIF", () => {
  const resultsOf = (text: string) =>
    (JSON.parse(text) as { runs: { results: { ruleId: string; level: string; locations: object[] }[] }[] })
      .runs[0]?.results ?? [];

  test("a finding at the file of each artifact", () => {
    const results = resultsOf(driftSarif(driftOf(everyStatus), { base: "data", strict: false }));
    expect(results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
      "warning drift-edited",
      "note drift-unmanaged",
      "warning drift-edited",
      "warning drift-vanished",
      "warning drift-edited",
      "warning drift-trigger-state",
    ]);
    expect(results[3]?.locations[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: "data/workspace/synapse-notebook/Train%20model.json" },
        region: { startLine: 1 },
      },
    });
  });
});

describe("as a page", () => {
  test("asks nobody for anything", () => {
    const page = driftHtml(driftOf(everyStatus, { pending }));
    expect(page).not.toMatch(/\b(?:src|href)=/);
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).not.toMatch(/ style=| on\w+=/);
  });

  test("whatever names and texts hold, it has the tags of a page whose texts are plain", () => {
    const tags = (page: string) => page.match(/<[^>]*>?/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'));
    const of = (text: string) =>
      driftHtml(
        driftOf(
          [
            {
              ...edited("pipeline/x", { path: text, before: text, after: [text] }),
              ref: { kind: "pipeline", name: text },
            },
          ],
          {
            environment: text,
            workspace: text,
            pending: [{ ref: { kind: "dataset", name: text }, what: "edited" }],
          },
        ),
      ).replace(/<(?:del|ins)>|<\/(?:del|ins)>/g, "");
    const usual = tags(of("x"));
    const texts = fc.oneof(
      fc.constantFrom(
        ...hostile,
        "</script><img src=x onerror=alert(1)>",
        '" onclick="x',
        "--><!--",
        "</style>",
      ),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const page = of(text);
        expect(tags(page)).toEqual(usual);
        expect(page.isWellFormed()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
