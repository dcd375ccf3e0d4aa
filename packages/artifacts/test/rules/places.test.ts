import { describe, expect, it } from "vitest";
import type { Artifact } from "../../src/artifact.ts";
import { placeInText } from "../../src/text-place.ts";
import { validateArtifacts } from "../../src/validate.ts";

/** A script whose file holds its query below five lines of front matter. */
function script(query: string): Artifact {
  const body = { name: "s", properties: { content: { query, currentConnection: {} }, type: "SqlQuery" } };
  return {
    ref: { kind: "sql-script", name: "s" },
    body,
    origin: {
      file: "s.sql",
      line: 1,
      column: 1,
      locate: (path, inside) =>
        path.join("/") === "properties/content/query" && inside !== undefined
          ? { file: "s.sql", line: inside.line + 5, column: inside.column }
          : undefined,
    },
  };
}

describe("the place of a problem", () => {
  it.each([
    [
      "secret-literal",
      "SELECT 1\r\nGO\nCREATE LOGIN x WITH PASSWORD = 'Pa55word-9x'",
      { line: 8, column: 33 },
    ],
    ["placeholder", "SELECT 1\n  FROM #TABLE_NAME#", { line: 7, column: 8 }],
  ])("of %s is in the line of the text that holds it", (code, query, place) => {
    const { diagnostics } = validateArtifacts([script(query)], { exceptions: [] });
    expect(diagnostics.find((one) => one.code === code)?.at).toEqual({ file: "s.sql", ...place });
  });

  it("counts lines that end in LF, CRLF and CR", () => {
    expect(placeInText("a\nb\r\nc\rde", 8)).toEqual({ line: 4, column: 2 });
    expect(placeInText("", 0)).toEqual({ line: 1, column: 1 });
  });
});
