import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programOf } from "./program-of.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What the linter said, by rule and planted file. */
interface Finding {
  readonly category: string;
  readonly message: string;
  readonly location: { readonly path: string };
}

const forbidden = [
  ["artifacts", "@retain/planner/plan/plan", "imports nothing of ours"],
  ["planner", "@retain/workspaces/workspace", "The planner is pure"],
  ["planner", "node:fs", "what it needs from the outside is handed in"],
  ["artifacts", "node:https", "what it needs from the outside is handed in"],
  ["workspaces", "@retain/planner/plan/plan", "the planner decides"],
  ["project", "@retain/workspaces/workspace", "asks no service"],
  ["project", "@retain/planner/plan/plan", "asks no service"],
  ["state", "@retain/project/load-desired", "What a command knows is handed in"],
  ["workspaces", "@retain/state/state", "it imports artifacts only"],
  ["publisher", "@retain/twin/host/status", "known by its status.json alone"],
  ["publisher", "@retain/twin/start-twin", "known by its status.json alone"],
  ["publisher", "@retain/pipelines/ingestion", "Content is loaded by name"],
  ["twin", "@retain/artifacts/words/ref", "must not share code with what it judges"],
  ["test-kit", "@retain/planner/plan/plan", "test-kit imports artifacts, twin and workspaces"],
  ["lake", "@retain/linked-services/databricks", "Content goes one way"],
  ["linked-services", "@retain/synapse-sql/objects", "Content goes one way"],
  ["synapse-sql", "@retain/pipelines/ingestion", "Content goes one way"],
  ["notebooks", "@retain/synapse-sql/objects", "Content goes one way"],
  ["notebooks", "@retain/pipelines/ingestion", "Content goes one way"],
  ["pipelines", "@retain/planner/plan/plan", "Content goes one way"],
  ["pipelines", "../../artifacts/src/words/ref.ts", "by its name"],
] as const;

const allowed = [
  ["planner", "@retain/artifacts/words/ref"],
  ["workspaces", "@retain/artifacts/words/ref"],
  ["state", "@retain/planner/plan/plan"],
  ["state", "@retain/workspaces/lake/files"],
  ["publisher", "@retain/planner/plan/plan"],
  ["publisher", "@retain/state/state"],
  ["publisher", "@retain/project/load-desired"],
  ["publisher", "@retain/twin/services"],
  ["publisher", "@retain/twin/cli/commands"],
  ["project", "@retain/artifacts/words/ref"],
  ["linked-services", "@retain/lake/raw"],
  ["pipelines", "@retain/lake/raw"],
  ["pipelines", "@retain/synapse-sql/objects"],
  ["notebooks", "@retain/lake/raw"],
  ["pipelines", "@retain/notebooks/notebooks"],
  ["test-kit", "@retain/twin/start-twin"],
] as const;

const style = [
  ["a default export", "export default function run() {}\n", "noDefaultExport"],
  ["a barrel", 'export * from "./ref.ts";\n', "noBarrelFile"],
  ["any", "export const value: any = 1;\n", "noExplicitAny"],
] as const;

const reading = 'import { readFile } from "node:fs/promises";\nconsole.log(readFile);\n';
const reads = [
  ["by name", reading],
  ["as a whole", 'import * as fs from "node:fs";\nconsole.log(fs);\n'],
  ["later", 'export const later = () => import("node:fs");\n'],
] as const;
const readers = ["publisher", "state", "workspaces"] as const;

const importing = (target: string) => `import { x } from "${target}";\nconsole.log(x);\n`;
const importLater = (target: string) => `export const later = () => import("${target}");\n`;

const planted = new Map<string, string>([
  ...forbidden.flatMap(([name, target], at): [string, string][] => [
    [`packages/${name}/src/forbidden-${at}.ts`, importing(target)],
    [`packages/${name}/src/forbidden-later-${at}.ts`, importLater(target)],
  ]),
  ...allowed.map(([name, target], at): [string, string] => [
    `packages/${name}/src/allowed-${at}.ts`,
    importing(target),
  ]),
  ...readers.flatMap((name) =>
    reads.map(([, text], at): [string, string] => [`packages/${name}/src/reads-${at}.ts`, text]),
  ),
  ["packages/publisher/src/looks.ts", reading.replaceAll("readFile", "stat")],
  ...style.map(([, text], at): [string, string] => [`packages/planner/src/style-${at}.ts`, text]),
]);

let folder = "";
let findings: readonly Finding[] = [];

/** What was found in a planted file. */
const said = (path: string) => findings.filter((finding) => finding.location.path === path);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "retain-directions-"));
  for (const file of ["biome.json", ".gitignore"]) copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of planted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [programOf("@biomejs/biome", "biome"), "lint", "--reporter=json", "--max-diagnostics=none", "."],
    { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  findings = JSON.parse(stdout).diagnostics;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("import directions", () => {
  test.each(forbidden)("%s may not import %s", (name, target, message) => {
    const at = forbidden.findIndex((one) => one[0] === name && one[1] === target);
    for (const form of ["forbidden", "forbidden-later"]) {
      expect(said(`packages/${name}/src/${form}-${at}.ts`), form).toEqual([
        expect.objectContaining({
          category: "lint/style/noRestrictedImports",
          message: expect.stringContaining(message),
        }),
      ]);
    }
  });

  test.each(allowed)("%s may import %s", (name, target) => {
    const at = allowed.findIndex((one) => one[0] === name && one[1] === target);
    expect(said(`packages/${name}/src/allowed-${at}.ts`)).toEqual([]);
  });
});

describe("files are read in one place", () => {
  test.each(reads)("and nowhere else, %s", (how) => {
    const at = reads.findIndex((one) => one[0] === how);
    const found = readers.flatMap((name) => said(`packages/${name}/src/reads-${at}.ts`));
    expect(found.map(({ category }) => category)).toEqual(
      Array(readers.length).fill("lint/style/noRestrictedImports"),
    );
  });

  test("looking whether one is there is no reading", () => {
    expect(said("packages/publisher/src/looks.ts")).toEqual([]);
  });
});

describe("style", () => {
  test.each(style)("%s is refused", (what, _, rule) => {
    const at = style.findIndex((one) => one[0] === what);
    const rules = said(`packages/planner/src/style-${at}.ts`).map((finding) => finding.category);
    expect(rules).toContainEqual(expect.stringMatching(new RegExp(`/${rule}$`)));
  });
});
