import { readFileSync } from "node:fs";
import { environmentSchema } from "@retain/project/environment-schema";
import { projectSchema } from "@retain/project/project";
import { registry } from "@retain/workspaces/registry";
import { expect, test } from "vitest";
import { z } from "zod";
import { commandsPage } from "../../scripts/commands-page.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";

const page = (name: string) => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), "utf8");

test("docs/commands.md is what npm run generate writes", () => {
  expect(page("commands.md") === commandsPage(), "stale: npm run generate -w packages/publisher").toBe(true);
});

test("docs/output.md holds the table of exit codes", () => {
  const rows = Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  expect(page("output.md")).toContain(["| code | meaning |", "|---|---|", ...rows].join("\n"));
});

test("exit codes are told apart by their numbers", () => {
  const codes = Object.values(exitCodes).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each([
  ["retain.yaml", keysOf(projectSchema)],
  ["environments", keysOf(environmentSchema(registry, { workspace: "w", onTwin: false }))],
])("docs/configuration.md has a row for every key of %s, and for no other", (heading, keys) => {
  const section =
    page("configuration.md")
      .split(/^## /m)
      .find((part) => part.startsWith(heading)) ?? "";
  const rows = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key = ""]) => key);
  expect(keys.length).toBeGreaterThan(5);
  expect(rows.sort()).toEqual([...keys].sort());
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

/** The keys of a schema as the page writes them: `sources[].package`, `parameters.*.type`. */
function keysOf(schema: z.ZodType): readonly string[] {
  return walk(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema, "");
}

function walk(
  { properties = {}, items, anyOf = [], additionalProperties }: Schema,
  path: string,
): readonly string[] {
  const own = Object.entries(properties).flatMap(([key, inner]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return [at, ...walk(inner, at)];
  });
  const inside = items === undefined ? [] : walk(items, `${path}[]`);
  const named = typeof additionalProperties === "object" ? walk(additionalProperties, `${path}.*`) : [];
  return [...own, ...inside, ...named, ...anyOf.flatMap((one) => walk(one, path))];
}
