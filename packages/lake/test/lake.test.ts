import { type AnyDefined, isDefined } from "@retain/artifacts/define";
import type { DefinedDirectory } from "@retain/artifacts/define-lake";
import { validateArtifacts } from "@retain/artifacts/rules/validate";
import { describe, expect, test } from "vitest";
import * as gold from "../src/gold.ts";
import * as quarantine from "../src/quarantine.ts";
import * as raw from "../src/raw.ts";
import * as serving from "../src/serving.ts";
import * as silver from "../src/silver.ts";
import * as sources from "../src/sources.ts";
import * as zones from "../src/zones.ts";

const directories = [zones, sources, raw, silver, gold, serving, quarantine]
  .flatMap((module) => Object.values<unknown>(module).filter(isDefined))
  .filter((defined: AnyDefined): defined is DefinedDirectory => defined.kind === "lake-directory");
const tables = directories.filter(({ properties }) => properties.contract !== undefined);
const contractOf = (name: string) => directories.find((one) => one.name === name)?.properties.contract;

describe("the lake", () => {
  test("breaks no rule", () => {
    const artifacts = directories.map(({ kind, name, body, definedAt }) => ({
      ref: { kind, name },
      body: JSON.parse(JSON.stringify(body)),
      origin: definedAt,
    }));
    expect(validateArtifacts(artifacts, { exceptions: [] }).diagnostics).toEqual([]);
  });

  test("has a directory for each zone above its tables", () => {
    const names = new Set(directories.map(({ name }) => name));
    expect(tables.length).toBeGreaterThan(0);
    for (const { name } of tables) {
      const [zone, ...table] = name.split("/");
      expect(table, name).toHaveLength(1);
      expect(names, name).toContain(zone);
    }
  });

  test("says for each table where its rows come from, and a key where rows have one", () => {
    for (const { name, properties } of tables) expect(properties.contract?.source, name).toMatch(/\S/);
    const keyless = tables.filter(({ properties }) => properties.contract?.key === undefined);
    expect(keyless.map(({ name }) => name)).toEqual([
      "sources/transactions",
      "raw/transactions",
      "silver/transactions",
      "quarantine/rows",
    ]);
    for (const { name, properties } of tables) {
      const nullable = (properties.contract?.columns ?? []).filter((column) => column.nullable !== false);
      const key: readonly string[] = properties.contract?.key ?? [];
      const loose = nullable.filter((column) => key.includes(column.name) && column.name !== "date");
      expect(loose, name).toEqual([]);
    }
  });

  test("gives each zone one writer, and what is made in it the same access", () => {
    for (const { name, properties } of directories) {
      const own = (properties.acl ?? []).filter((entry) => entry.default !== true);
      const handedDown = (properties.acl ?? []).filter((entry) => entry.default === true);
      expect(
        handedDown.map(({ default: _, ...entry }) => entry),
        name,
      ).toEqual(own);
      const writers = own.filter(({ permissions }) => permissions.includes("w"));
      expect(writers, name).toHaveLength(name.startsWith("sources") ? 0 : 1);
    }
  });

  test("publishes no column that its source has not, and of one type", () => {
    for (const [served, from] of [
      ["serving/members", "silver/members"],
      ["serving/user_logs", "silver/user_logs"],
      ["serving/predictions", "gold/retention_decision"],
    ] as const) {
      const known = contractOf(from)?.columns ?? [];
      const columns = contractOf(served)?.columns ?? [];
      expect(columns.length, served).toBeGreaterThan(5);
      for (const column of columns) expect(known, served).toContainEqual(column);
    }
  });
});
