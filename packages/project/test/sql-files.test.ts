import { brief, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";
import { readSqlFiles } from "../src/sources/sql-files.ts";

async function read(text: string | Buffer) {
  const root = await temporaryProject({ "a.sql": text });
  const { artifacts, diagnostics } = await readSqlFiles(root, ["a.sql"], (path) => path);
  return { artifact: artifacts[0], problems: brief(diagnostics) };
}

describe("a SQL file", () => {
  test("becomes a script; the text below the front matter is kept to the last character", async () => {
    const query = "-- ---\r\nSELECT '\t';\n\nGO";
    const { artifact, problems } = await read(
      `/*\n---\nname: My Script\nfolder: Serving/Views\ndescription: what\ndatabase: churn\npool: Built-in\n---\n*/\n${query}`,
    );
    expect(problems).toEqual([]);
    expect(artifact?.ref).toEqual({ kind: "sql-script", name: "My Script" });
    expect(artifact?.body).toEqual({
      name: "My Script",
      properties: {
        description: "what",
        folder: { name: "Serving/Views" },
        content: {
          query,
          metadata: { language: "sql" },
          currentConnection: { databaseName: "churn", poolName: "Built-in" },
          resultLimit: 5000,
        },
        type: "SqlQuery",
      },
    });
    const place = (...path: string[]) => artifact?.origin.locate?.(["properties", ...path]);
    expect(place("content", "query")).toEqual({ file: "a.sql", line: 10, column: 1 });
    const inside = artifact?.origin.locate?.(["properties", "content", "query"], { line: 2, column: 9 });
    expect(inside).toEqual({ file: "a.sql", line: 11, column: 9 });
    expect(place("folder", "name")).toEqual({ file: "a.sql", line: 4, column: 1 });
    expect(place("content", "currentConnection", "databaseName")?.line).toBe(6);
  });

  test("may have CRLF and a byte order mark", async () => {
    const { artifact, problems } = await read("\ufeff/*\r\n---\r\nname: A\r\n---\r\n*/\r\nSELECT 1\r\n");
    expect(problems).toEqual([]);
    expect(artifact?.body.properties).toMatchObject({ content: { query: "SELECT 1\r\n" } });
  });

  test.each([
    ["SELECT 1", "a.sql:1:1 front-matter"],
    ["", "a.sql:1:1 front-matter"],
    ["SELECT 1\n/*\n---\nname: A\n---\n*/\n", "a.sql:1:1 front-matter"],
    ["/*\n---\nname: A\n", "a.sql:1:1 front-matter"],
    ["/*\n---\nfolder: B\n---\n*/\n", "a.sql:3:1 front-matter"],
    ["/*\n---\nname: A\ndatabse: x\n---\n*/\n", "a.sql:4:1 front-matter"],
    ["/*\n---\nname: A\nfolder: [\n---\n*/\n", "a.sql:5:1 yaml-syntax"],
    ["/*\n---\nname: A\nfolder: a/*b\n---\n*/\n", "a.sql:4:10 front-matter"],
  ])("%j is one problem with its place", async (text, expected) => {
    const { artifact, problems } = await read(text);
    expect([artifact, problems]).toEqual([undefined, [expected]]);
  });

  test("in another encoding is told", async () => {
    expect((await read(Buffer.from([0x2f, 0xe4, 0xe4]))).problems).toEqual(["a.sql:1:1 file-encoding"]);
  });
});
