import { existsSync, readdirSync, readFileSync } from "node:fs";
import { environmentSchema } from "@retain/project/environment-schema";
import { projectSchema } from "@retain/project/project";
import { registry } from "@retain/workspaces/registry";
import { expect, test } from "vitest";
import { z } from "zod";
import { commandsPage } from "../../scripts/commands-page.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";

const docs = new URL("../../../../docs/", import.meta.url);
const page = (name: string) => readFileSync(new URL(name, docs), "utf8");

test("docs/commands.md is what npm run generate writes", () => {
  expect(page("commands.md") === commandsPage(), "stale: npm run generate -w packages/publisher").toBe(true);
});

test("docs/output.md holds the table of exit codes", () => {
  const rows = Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  expect(page("output.md")).toContain(["| code | meaning |", "|---|---|", ...rows].join("\n"));
});

test("decisions are numbered without a gap, in their names as in their headings", () => {
  const names = readdirSync(new URL("decisions/", docs)).sort();
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, at) => at + 1));
  const headings = names.map((name) => /^# (\d+)\. /.exec(page(`decisions/${name}`))?.[1]);
  expect(headings).toEqual(names.map((_, at) => String(at + 1)));
});

test.each([
  "README.md",
  "CONTRIBUTING.md",
  "AGENTS.md",
  ...readdirSync(docs, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
])("links of %s lead somewhere", (name) => {
  const place = new URL(`../${name}`, docs);
  const targets = [...readFileSync(place, "utf8").matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, target = ""]) => target,
  );
  const local = targets.filter((target) => !/^[a-z]+:|^#/.test(target));
  expect(local.filter((target) => !existsSync(new URL(target.replace(/#.*/, ""), place)))).toEqual([]);
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
