import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { churnDatabase, churnResults } from "../src/objects.ts";

const folder = new URL("../sql/", import.meta.url);
const files = readdirSync(folder).sort();
const text = (file: string) => readFileSync(new URL(file, folder), "utf8");

describe("the results view", () => {
  const view = text("06-results-view.sql");

  test("is the one the dataset names", () => {
    expect(view).toContain(`VIEW ${churnResults.schema}.${churnResults.table} AS`);
  });

  test("selects the declared columns, in their order", () => {
    const selected = view.slice(view.lastIndexOf("\nSELECT"), view.lastIndexOf("\nFROM newest"));
    const names = [...selected.matchAll(/(?:AS |[nml]\.)(\w+),?$/gm)].map((match) => match[1]);
    expect(names).toEqual(churnResults.columns.map((column) => column.name));
  });

  test("takes logs from before the scored period only", () => {
    expect(view).toMatch(/l\.\[date\] < n\.period_start/);
  });
});

describe("every script", () => {
  test.each(files)("%s can be run again", (file) => {
    const statements = text(file).split(/^GO\r?$/m);
    for (const statement of statements) {
      const creates = /\bCREATE (?!OR ALTER)(?!EXTERNAL TABLE)/.test(statement);
      if (creates) expect(statement).toContain("IF NOT EXISTS");
    }
    if (/CREATE EXTERNAL TABLE/.test(text(file))) expect(text(file)).toContain("DROP EXTERNAL TABLE");
  });

  test("the database compares member ids by their bytes", () => {
    expect(text("01-database.sql")).toContain(
      `CREATE DATABASE [${churnDatabase}] COLLATE Latin1_General_100_BIN2_UTF8`,
    );
  });
});
