import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { applyPatch, type Operation } from "rfc6902";
import { describe, expect, test } from "vitest";
import { editSource } from "../../src/drift/edit-source.ts";

const script = (query: string, database = "master"): JsonObject => ({
  name: "Report",
  properties: { content: { query, currentConnection: { databaseName: database } } },
});

function written(file: string, body: JsonObject, from?: string): Artifact {
  const origin = { file, line: 1, column: 1, ...(from === undefined ? {} : { package: from }) };
  return { ref: { kind: "sql-script", name: "Report: a/b" }, body, origin };
}

describe("a JSON file of Synapse's layout", () => {
  const before = script("SELECT 1");
  const text = JSON.stringify(before, null, 2).replaceAll("\n", "\r\n");

  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, the other way round", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ])("stays %s", (_, bytes) => {
    const edit = editSource({ written: written("Report.json", before), body: script("SELECT ü"), bytes });
    const changed = text.replace("SELECT 1", "SELECT ü");
    const like = bytes.equals(Buffer.from(text))
      ? Buffer.from(changed)
      : bytes[0] === 0xef
        ? Buffer.from(`\ufeff${changed}`)
        : Buffer.from(`\ufeff${changed}`, "utf16le");
    const expected = bytes[0] === 0xfe ? like.swap16() : like;
    expect(edit).toEqual({ what: "edited", suffix: "", content: expected });
  });

  test("that says it already is not written", () => {
    const bytes = Buffer.from(text);
    expect(editSource({ written: written("Report.json", before), body: before, bytes })).toBeUndefined();
  });
});

describe("a source of a package", () => {
  test("gets a number that a double does not hold as one value", () => {
    const body = (numbers: string) =>
      parseKeepingNumbers(`{"name":"N","properties":{"n":[${numbers}]}}`) as JsonObject;
    const source = written("src/n.ts", body("1.0,9007199254740992,1"), "own@1.0.0");
    const edit = editSource({ written: source, body: body("1,9007199254740993,1e999"), bytes: Buffer.of() });
    const operations = parseKeepingNumbers(String(edit?.content));
    expect(operations).toEqual([
      { op: "replace", path: "/properties/n/1", value: JSON.rawJSON("9007199254740993") },
      { op: "replace", path: "/properties/n/2", value: JSON.rawJSON("1e999") },
    ]);
  });

  const head = "/*\n---\nname: Report\n---\n*/\n";
  const file = written("sql/report.sql", script("SELECT 1\n"), "own@1.0.0");
  const bytes = Buffer.from(`${head}SELECT 1\n`);

  test("that is SQL gets the script below its front matter", () => {
    const edit = editSource({ written: file, body: script("SELECT 2\n"), bytes });
    expect(edit).toEqual({ what: "edited", suffix: "", content: Buffer.from(`${head}SELECT 2\n`) });
  });

  test.each([
    ["that is SQL, where more than the script differs,", file],
    ["that is a program", written("src/report.ts", script("SELECT 1\n"), "own@1.0.0")],
  ])("%s gets a patch that makes the one body of the other", (_, source) => {
    const body = script("SELECT 2\n", "shop");
    const edit = editSource({ written: source, body, bytes });
    expect(edit).toMatchObject({ what: "patched", suffix: ".sql-script.Report%3A a%2Fb.patch.json" });
    const patched = structuredClone(source.body);
    applyPatch(patched, JSON.parse(String(edit?.content)) as Operation[]);
    expect(patched).toEqual(body);
  });
});
