import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Forms that no engineer writes, each with what to write: CONTRIBUTING.md, "How messages read". */
const forms: readonly (readonly [RegExp, string])[] = [
  [/(?<!\b[Tt]here )\b(?:is|are|was|were) no (?!longer\b|more\b)[a-z]/, "is not a …"],
  [/\bwhoever\b/i, "anyone who …; the holder"],
  [/\bmend(?:s|ed)?\b/, "fix"],
  [/\banew\b/, "again"],
  [/\bstands? still\b/, "is stopped"],
  [/\bshall\b/, "should; is set to"],
  [/\bin the place of\b/, "instead of"],
  [/\bhands? over\b|\bhanded over\b/, "pass"],
  [/\bis (?:not )?(?:said|told)\b/, "… does not say"],
  [/\bcontradict each other\b/, "cannot be used together"],
  [/\bnot to be found\b/, "was not found"],
  [/\bside by side\b/, "in parallel"],
  [/\bunder way\b/, "in progress"],
  [/\bin a circle\b/, "a cycle; a loop"],
];

/** What a line says in quotes; comments are for us. */
function saidIn(line: string): readonly string[] {
  if (/^\s*(?:\*|\/\/|\/\*)/.test(line)) return [];
  const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`?/g;
  return [...line.matchAll(quoted)].map(([text]) => text).filter((text) => text.includes(" "));
}

const oddIn = (line: string) =>
  saidIn(line).flatMap((text) =>
    forms.filter(([form]) => form.test(text)).map(([, better]) => `${text}: write "${better}"`),
  );

test("messages, advice and help read as an engineer would write them", () => {
  const sources = "packages/{artifacts,planner,project,publisher,twin,workspaces}/src/**/*.ts";
  const files = globSync(sources, { cwd: root, exclude: (name) => name.includes("generated") });
  expect(files.length).toBeGreaterThan(400);
  const odd = files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((line, index) => oddIn(line).map((problem) => `${file}:${index + 1}: ${problem}`)),
  );
  expect(odd).toEqual([]);
});

test("an odd form is seen in every kind of quotes, and a plain sentence is none", () => {
  const odd = ['"the body is no object"', "'whoever holds it'", "`mend it`", '"the pages lead in a circle"'];
  for (const text of odd) expect(oddIn(`  const message = ${text};`), text).toHaveLength(1);
  for (const text of ["// whoever reads this", '"there is no such file"', '"it is no longer there"'])
    expect(oddIn(text), text).toEqual([]);
});
