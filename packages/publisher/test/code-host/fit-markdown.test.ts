import fc from "fast-check";
import { expect, test } from "vitest";
import { fitMarkdown } from "../../src/code-host/fit-markdown.ts";

const characters = (limit: number) => ({ limit, size: (text: string) => text.length });
const bytes = (limit: number) => ({ limit, size: (text: string) => Buffer.byteLength(text) });
const note = "_The report is too long to be shown here; the full report is with the run._\n";

test("a text that fits stays as it is", () => {
  expect(fitMarkdown("a\nb\n", characters(4))).toBe("a\nb\n");
});

test("a cut inside a code block and folded parts closes them", () => {
  const text = `# Plan\n<details><summary>x</summary>\n\n\`\`\`\`diff\n${"+ line\n".repeat(200)}\`\`\`\`\n</details>\n`;
  const fitted = fitMarkdown(text, characters(300));
  expect(fitted.length).toBeLessThanOrEqual(300);
  expect(fitted.endsWith(`+ line\n\`\`\`\`\n</details>\n\n${note}`)).toBe(true);
});

test("what looks like a fold inside of code folds nothing", () => {
  const fitted = fitMarkdown(`\`\`\`\n<details>\n\`\`\`\n${"word\n".repeat(200)}`, characters(300));
  expect(fitted).not.toContain("</details>");
});

test("a shorter or another fence does not close a code block", () => {
  const fitted = fitMarkdown(`~~~~\n\`\`\`\`\n~~~\n${"word\n".repeat(200)}`, characters(300));
  expect(fitted.endsWith(`word\n~~~~\n\n${note}`)).toBe(true);
});

test("a line that is too long by itself leaves the note", () => {
  expect(fitMarkdown("x".repeat(500), characters(300))).toBe(note);
});

test("whatever the text, it fits and is its beginning, and nothing but what closes it is added", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom("```diff", "```", "~~~~", "<details><summary>x</summary>", "</details>"),
  );
  const room = fc.constantFrom(characters(300), bytes(300), characters(1000), bytes(1000));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 120 }), room, (lines, given) => {
      const text = lines.join("\n");
      const fitted = fitMarkdown(text, given);
      expect(given.size(fitted)).toBeLessThanOrEqual(given.limit);
      const [whole, shown] = [text.split("\n"), fitted.split("\n")];
      const same = whole.findIndex((line, at) => line !== shown[at]);
      if (given.size(text) <= given.limit) expect(fitted).toBe(text);
      else if (same > 0) {
        const added = shown.slice(same).join("\n");
        expect(added).toMatch(/^(?:(?:`{3,}|~{3,})\n)?(?:<\/details>\n)*\n?_The report is too long .*_\n$/);
      } else expect(fitted.trimStart()).toBe(note);
    }),
  );
});
