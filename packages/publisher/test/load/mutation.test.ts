import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/json";
import { kindOfFolder } from "@retain/artifacts/kinds/contracts";
import { validateArtifacts } from "@retain/artifacts/validate";
import { expect, test } from "vitest";
import { readSynapseFolder } from "../../src/load/sources/synapse-folder.ts";
import { temporaryProject } from "./temporary-project.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** Folders with workspaces in Synapse's layout: examples of ours, and other people's where they are. */
const sources = [
  ...["chain", "odd", "shop"].map((name) => join(root, "acceptance/estates", name, "repo/workspace")),
  ...[
    "fta-rest-analytics",
    "synapse-end-to-end-demo/artifacts",
    "serengeti-data-lab/synapse-worspace",
    "one-click-poc/synapsepoc",
  ].map((name) => join(root, "../shared/corpora", name)),
].filter((folder) => existsSync(folder));

interface Example {
  /** Folder of the kind. */
  readonly folder: string;
  readonly body: JsonObject & { readonly properties: JsonObject };
}

function examples(): readonly Example[] {
  return sources.flatMap((source) =>
    readdirSync(source, { recursive: true, encoding: "utf8" }).flatMap((path): Example[] => {
      const folder = path.split(sep)[0] ?? "";
      if (!path.endsWith(".json") || kindOfFolder(folder) === undefined) return [];
      const body: Json = JSON.parse(readFileSync(join(source, path), "utf8").replace(/^\uFEFF/, ""));
      return isObject(body) && isObject(body.properties) ? [{ folder, body: body as Example["body"] }] : [];
    }),
  );
}

/** A reproducible stream of numbers from 0 up to, not including, a limit (mulberry32). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Random = (limit: number) => number;

/** A way to damage a file. */
interface Damage {
  readonly name: string;
  /** True when the damage always makes the file wrong, so that somebody must say so. */
  readonly seen: boolean;
  readonly text: (body: Example["body"], random: Random) => string;
}

const text = (body: unknown) => JSON.stringify(body, null, 2);
const swapped: readonly Json[] = ["text", 7, true, [], [[]]];
const odd = [
  "\ud800",
  "__proto__",
  "constructor",
  "\u0000",
  "\u202e",
  "${",
  "@{",
  "'".repeat(50),
  "é".normalize("NFD"),
];

function nested(depth: number): string {
  return `${"[".repeat(depth)}1${"]".repeat(depth)}`;
}

/** A copy whose value at some random place is replaced, dropped or renamed. */
function disturbed(value: Json, random: Random, change: (value: Json) => Json | undefined): Json {
  if (Array.isArray(value) && value.length > 0 && random(8) > 0) {
    const at = random(value.length);
    return value.map((item: Json, index) => (index === at ? disturbed(item, random, change) : item));
  }
  if (isObject(value) && Object.keys(value).length > 0 && random(8) > 0) {
    const keys = Object.keys(value);
    const chosen = keys[random(keys.length)];
    return Object.fromEntries(
      keys.flatMap((key): [string, Json][] => {
        if (key !== chosen) return [[key, value[key] as Json]];
        const next = disturbed(value[key] as Json, random, change);
        return next === null && random(2) === 0 ? [] : [[key, next]];
      }),
    );
  }
  return change(value) ?? null;
}

const damages: readonly Damage[] = [
  {
    name: "text cut",
    seen: true,
    text: (body, random) => text(body).slice(0, 1 + random(text(body).length - 1)),
  },
  { name: "a byte that no JSON holds", seen: true, text: (body) => text(body).replace("{", "{\u0000") },
  { name: "properties dropped", seen: true, text: ({ properties: _, ...rest }) => text(rest) },
  {
    name: "properties of another type",
    seen: true,
    text: (body, random) => text({ ...body, properties: swapped[random(swapped.length)] }),
  },
  { name: "a name that is no text", seen: true, text: (body) => text({ ...body, name: 7 }) },
  { name: "a huge name", seen: true, text: (body) => text({ ...body, name: "n".repeat(100_000) }) },
  {
    name: "description of another type",
    seen: true,
    text: (body) => text({ ...body, properties: { ...body.properties, description: { a: [1] } } }),
  },
  {
    name: "deep nesting",
    seen: true,
    text: (body) =>
      text({ ...body, properties: { ...body.properties, annotations: "@@" } }).replace('"@@"', nested(5_000)),
  },
  {
    name: "a token that nobody replaced",
    seen: true,
    text: (body) =>
      text({ ...body, properties: { ...body.properties, description: "see #STORAGE_ACCOUNT#" } }),
  },
  {
    name: "any value of another type",
    seen: false,
    text: (body, random) => text(disturbed(body, random, () => swapped[random(swapped.length)] ?? null)),
  },
  {
    name: "any key dropped or null",
    seen: false,
    text: (body, random) => text(disturbed(body, random, () => null)),
  },
  {
    name: "any value an odd text",
    seen: false,
    text: (body, random) => text(disturbed(body, random, () => odd[random(odd.length)] ?? "")),
  },
  {
    name: "any value a huge text",
    seen: false,
    text: (body, random) => text(disturbed(body, random, () => "x@{".repeat(20_000))),
  },
  {
    name: "a key twice",
    seen: false,
    text: (body) => text(body).replace("{", '{"properties": 1, "__proto__": {"a": 1},'),
  },
];

test("thousands of damaged files: a diagnostic each time it matters, never an exception", async () => {
  const random = numbers(20_261_125);
  const bodies = examples();
  expect(bodies.length).toBeGreaterThan(15);
  const rounds = Math.ceil(3_000 / (bodies.length * damages.length));
  const files = new Map<string, { readonly content: string; readonly damage: Damage }>();
  for (let round = 0; round < rounds; round++) {
    for (const { folder, body } of bodies) {
      for (const damage of damages) {
        const name = `m${files.size}`;
        const content = damage.text({ ...body, name }, random);
        files.set(`${folder}/${name}.json`, { content, damage });
      }
    }
  }
  expect(files.size).toBeGreaterThanOrEqual(3_000);
  const project = await temporaryProject(
    Object.fromEntries([...files].map(([path, { content }]) => [path, content])),
  );

  const read = await readSynapseFolder(project, (path) => path);
  const { diagnostics } = validateArtifacts(read.artifacts, { exceptions: [] });

  const about = new Set([...read.diagnostics, ...diagnostics].map(({ at }) => at?.file));
  const unseen = [...files].filter(([path, { damage }]) => damage.seen && !about.has(path));
  expect(unseen.map(([path, { damage }]) => `${dirname(path)}: ${damage.name}`)).toEqual([]);
});
