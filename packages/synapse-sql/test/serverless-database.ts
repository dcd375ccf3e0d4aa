import { DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { Dialect, transpile } from "@polyglot-sql/sdk";
import { batchesOf, scriptFiles } from "./script-batches.ts";

export type Row = Readonly<Record<string, DuckDBValue>>;

/** The tables and views of the scripts on a database that runs here; the tables are empty. */
export interface Database {
  readonly insert: (table: string, rows: readonly Row[]) => Promise<void>;
  readonly select: (sql: string) => Promise<readonly Row[]>;
  readonly close: () => void;
}

/** Runs the scripts' own tables and views, each translated by a parser, on DuckDB: it compares texts by their bytes, too. */
export async function openDatabase(): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("CREATE SCHEMA dbo");
  for (const batch of scriptFiles.flatMap(batchesOf)) {
    if (/^CREATE (?:OR ALTER VIEW|EXTERNAL TABLE) /.test(batch)) await connection.run(translated(batch));
  }
  return {
    insert: async (table, rows) => {
      for (const row of rows) {
        const columns = Object.keys(row);
        const places = columns.map((_, index) => `$${index + 1}`);
        await connection.run(
          `INSERT INTO dbo.${table} (${columns.map((name) => `"${name}"`).join()}) VALUES (${places.join()})`,
          Object.values(row),
        );
      }
    },
    select: async (sql) => (await connection.runAndReadAll(sql)).getRowObjects(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The two forms DuckDB has no word for: where a table's files lie, and a view that replaces itself. */
function translated(batch: string): string {
  const plain = batch
    .replace(/^CREATE (?:OR ALTER|EXTERNAL) /, "CREATE ")
    .replace(/\)\s*WITH \([^)]*\);$/, ");");
  const { success, sql, error } = transpile(plain, Dialect.TSQL, Dialect.DuckDB);
  if (!success || sql?.length !== 1) throw new Error(`the parser does not take ${plain}: ${error}`);
  // DuckDB asks for parentheses round a negative interval, and its FLOAT has half the bytes of T-SQL's.
  return (sql[0] ?? "").replace(/INTERVAL (-\d+) /g, "INTERVAL ($1) ").replace(/\bFLOAT\b/g, "DOUBLE");
}
