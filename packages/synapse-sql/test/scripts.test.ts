import { readFile } from "node:fs/promises";
import { Dialect, parse } from "@polyglot-sql/sdk";
import { churnDatabase } from "@retain/linked-services/serverless-sql";
import { describe, expect, test } from "vitest";
import { batchesIn, batchesOf, scriptFiles, scriptText } from "./script-batches.ts";

const batches = scriptFiles.flatMap((file) =>
  batchesOf(file).map((batch, index) => [`${file} batch ${index + 1}`, batch] as const),
);

/** The parser reads queries and tables; what guards or administers, it does not. */
function parsable(batch: string): string | undefined {
  if (/^CREATE (?:OR ALTER VIEW|EXTERNAL TABLE) /.test(batch)) return batch;
  const guard = /^IF (?:NOT )?(EXISTS \(.+\))\n/.exec(batch)?.[1];
  return guard === undefined ? undefined : `SELECT 1 WHERE ${guard}`;
}

describe("every batch", () => {
  test.each(batches)("%s is T-SQL to a parser", (_name, batch) => {
    const text = parsable(batch);
    expect(text, `a batch of a new form, which this test must learn:\n${batch}`).toBeDefined();
    expect(parse(text ?? "", Dialect.TSQL)).toMatchObject({ success: true });
  });

  test.each(batches)("%s can run again, on a database that has all or nothing", (_name, batch) => {
    if (batch.startsWith("CREATE EXTERNAL TABLE")) return expectDropBefore(batch);
    expect(batch).toMatch(/^(?:IF (?:NOT )?EXISTS \(SELECT 1 FROM sys\.|CREATE OR ALTER VIEW )/);
  });
});

test("the example in the README is T-SQL to a parser", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /^```sql\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  expect(batchesIn(example).map((batch) => parse(batch, Dialect.TSQL).success)).toEqual([true]);
});

describe("the scripts", () => {
  const all = scriptFiles.map(scriptText).join("\n");

  test("make a database that compares member ids by their bytes", () => {
    expect(batchesOf("01-database.sql").join()).toContain(
      `CREATE DATABASE [${churnDatabase}] COLLATE Latin1_General_100_BIN2_UTF8`,
    );
    expect(all.match(/COLLATE/g)).toHaveLength(1);
  });

  test("say in front which database they run in", () => {
    for (const file of scriptFiles)
      expect(scriptText(file)).toContain(
        `\ndatabase: ${file === "01-database.sql" ? "master" : churnDatabase}\n`,
      );
  });

  test("type every column, ids as long as they are", () => {
    const tables = batches.map(([, text]) => text).filter((text) => text.startsWith("CREATE EXTERNAL TABLE"));
    expect(tables).toHaveLength(3);
    for (const table of tables) {
      expect(table).toMatch(/^ {4}msno +varchar\(44\),$/m);
      expect(table).not.toMatch(/varchar\((?:100|max)\)/i);
    }
  });

  test("drop every table before the data source it needs", () => {
    const moved =
      batchesOf("02-access.sql").find((batch) => batch.includes("DROP EXTERNAL DATA SOURCE")) ?? "";
    const created = [...all.matchAll(/^CREATE EXTERNAL TABLE (\S+)/gm)].map((match) => match[1]);
    const dropped = [...moved.matchAll(/DROP EXTERNAL TABLE ([^;\s]+)/g)].map((match) => match[1]);
    expect(dropped.sort()).toEqual(created.sort());
  });

  test("name no storage account and no password", () => {
    expect(all).not.toMatch(/(?:abfss|https|wasbs):\/\//);
    expect(all).not.toMatch(/PASSWORD\s*=\s*'+\w/i);
    expect(all).not.toMatch(/\bSECRET\s*=/i);
  });
});

/** A guard reads the catalogue: reading the table itself fails where there is none yet. */
function expectDropBefore(batch: string): void {
  const table = /^CREATE EXTERNAL TABLE dbo\.(\w+)/.exec(batch)?.[1];
  const all = batches.map(([, text]) => text);
  expect(all[all.indexOf(batch) - 1]).toBe(
    `IF EXISTS (SELECT 1 FROM sys.external_tables WHERE object_id = OBJECT_ID(N'dbo.${table}'))\n    DROP EXTERNAL TABLE dbo.${table};`,
  );
}
