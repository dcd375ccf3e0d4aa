import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";
import { brief, linkArtifacts, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";

interface Shown {
  readonly ref: string;
  readonly body: JsonObject;
  readonly from: string;
  readonly at: string;
  readonly place: string;
}

const driver = fileURLToPath(new URL("./load-driver.ts", import.meta.url));
const run = promisify(execFile);

/** Loads a project in a process of its own. */
async function load(files: Readonly<Record<string, string>>, path: Path = []) {
  const root = await temporaryProject(files);
  await linkArtifacts(root);
  const { stdout } = await run(process.execPath, [driver, root, JSON.stringify(path)]);
  return JSON.parse(stdout) as {
    readonly artifacts: readonly Shown[];
    readonly diagnostics: readonly Diagnostic[];
  };
}

const manifest = (globs: JsonObject) =>
  JSON.stringify({ name: "@me/content", version: "1.2.3", type: "module", retain: globs });

const dataset = `import { defineDataset, workspaceDefaultStorage } from "@retain/artifacts/define";
interface Typed { readonly unused: boolean }
const schema = [{ name: "id", type: "INT32" }] as const;
export const members = defineDataset("Members", {
  type: "Parquet",
  linkedServiceName: workspaceDefaultStorage.reference,
  typeProperties: { location: { type: "AzureBlobFSLocation", fileSystem: "\${retain:fs}" } },
  schema,
});
`;
const again = `export { members as sameAgain } from "./dataset.ts";\nexport const other = 1;\n`;

const places = {
  folder: { prefix: "content", source: "./content" },
  installed: { prefix: "node_modules/@me/content", source: '"@me/content"' },
};

test("a number that JSON does not have is told, and not made null", async () => {
  const { artifacts, diagnostics } = await load({
    "retain.yaml": "name: x\nsources:\n  - package: ./content\n",
    "content/package.json": manifest({ artifacts: ["./src/**/*.ts"] }),
    "content/src/pipeline.ts": `import { definePipeline } from "@retain/artifacts/define";
export const odd = definePipeline("Odd", { activities: [], parameters: { n: { type: "float", defaultValue: 1 / 0 } } });
export const big = definePipeline("Big", { activities: [], parameters: { n: { type: "int", defaultValue: JSON.rawJSON("9007199254740993") } } });
`,
  });
  expect(artifacts.map(({ ref }) => ref)).toEqual(["pipeline/Big"]);
  expect(diagnostics).toMatchObject([
    { code: "module-failed", message: "the artifact cannot be written as JSON: 'defaultValue' is Infinity" },
  ]);
});

describe.each(Object.entries(places))("a package as %s", (_, { prefix, source }) => {
  const base = {
    "retain.yaml": `name: x\nsources:\n  - package: ${source}\n`,
    [`${prefix}/package.json`]: manifest({ artifacts: ["./src/**/*.ts"], sql: ["sql/*.sql"] }),
  };

  test("gives what its modules export, each once, with places inside the definition", async () => {
    const { artifacts, diagnostics } = await load(
      {
        ...base,
        [`${prefix}/src/dataset.ts`]: dataset,
        [`${prefix}/src/deep/no.d.ts`]: "",
        [`${prefix}/src/all.ts`]: again,
      },
      ["properties", "schema", 0, "type"],
    );
    expect(diagnostics).toEqual([]);
    expect(artifacts).toMatchObject([
      {
        ref: "dataset/Members",
        from: "@me/content@1.2.3",
        at: `${prefix}/src/dataset.ts:4:24`,
        place: `${prefix}/src/dataset.ts:3:31`,
      },
    ]);
  });

  test("gives its SQL files too", async () => {
    const { artifacts } = await load({
      ...base,
      [`${prefix}/sql/a.sql`]: "/*\n---\nname: A\n---\n*/\nSELECT 1\n",
    });
    expect(artifacts.map(({ ref }) => ref)).toEqual(["sql-script/A"]);
  });

  test("modules that fail are one problem each, with its place and no stack; the others are read", async () => {
    const bad: readonly (readonly [text: string, place: string, words: string])[] = [
      ["export const a = {{;\n", "1:1[89]", "xpected"],
      ['export const a = 1;\nimport { b } from "./missing.ts";\nexport const c = b;\n', "2:22", "missing.ts"],
      ['import { b } from "not-there";\nexport const c = b;\n', "1:20", "not-there"],
      [
        'export const a: number = 1;\n\n  throw new Error("on purpose\\nsecond line");\n',
        "3:9",
        "on purpose$",
      ],
      ['import { none } from "./fine.ts";\nexport const c = none;\n', "1:10", "none"],
      ["throw { odd: true };\n", "1:1", "not an Error"],
    ];
    const files = Object.fromEntries(bad.map(([text], index) => [`${prefix}/src/bad${index}.ts`, text]));
    const { artifacts, diagnostics } = await load({ ...base, ...files, [`${prefix}/src/fine.ts`]: dataset });
    expect(artifacts).toHaveLength(1);
    expect(diagnostics).toHaveLength(bad.length);
    expect(JSON.stringify(diagnostics)).not.toMatch(/\\n\s+at |node:internal/);
    for (const [index, [, place, words]] of bad.entries()) {
      const problem = diagnostics[index];
      expect(problem?.message).toMatch(new RegExp(words));
      expect(brief(problem ? [problem] : []).join()).toMatch(
        new RegExp(`src/bad${index}\\.ts:${place} module-failed`),
      );
    }
  });

  test("one fault is told once, however many modules import it", async () => {
    const { diagnostics } = await load({
      ...base,
      [`${prefix}/src/a.ts`]: 'throw new Error("x");\n',
      [`${prefix}/src/b.ts`]: 'export * from "./a.ts";\n',
    });
    expect(diagnostics).toHaveLength(1);
  });

  test("an artifact of any kind can be defined, and one of a kind that does not exist is told", async () => {
    const text = `import { defineArtifact } from "@retain/artifacts/define";
export const a = defineArtifact("dataset", "A", { type: "Json" });
export const b = defineArtifact("datasett", "B", {});
`;
    const { artifacts, diagnostics } = await load({ ...base, [`${prefix}/src/a.ts`]: text });
    expect(artifacts).toMatchObject([
      { ref: "dataset/A", body: { name: "A", properties: { type: "Json" } } },
    ]);
    expect(diagnostics).toMatchObject([
      {
        code: "kind-unknown",
        message: "'B' has an unknown kind, 'datasett'",
        at: { line: 3 },
        advice: expect.stringContaining("dataset"),
      },
    ]);
  });

  test("what is no JSON is told", async () => {
    const text = `import { defineDataset } from "@retain/artifacts/define";\nexport const a = defineDataset("A", { n: 1n } as never);\n`;
    const { diagnostics } = await load({ ...base, [`${prefix}/src/a.ts`]: text });
    expect(brief(diagnostics)).toEqual([`${prefix}/src/a.ts:2:18 module-failed`]);
  });
});
