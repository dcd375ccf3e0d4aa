import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  artifactBrand,
  defineCredential,
  defineDataFlow,
  defineKqlScript,
  defineLakeDirectory,
  defineLinkedService,
  defineNotebook,
  definePipeline,
  defineSparkConfiguration,
  defineSparkJobDefinition,
  defineSqlScript,
  isDefined,
  parameter,
  referenceTo,
  workspaceDefaultSqlServer,
  workspaceDefaultStorage,
} from "../../src/define/define.ts";
import { shapeProblems } from "../../src/shape/shape.ts";

describe("define", () => {
  it("makes a wire body and the reference others write", () => {
    const vault = defineLinkedService("vault", {
      type: "AzureKeyVault",
      typeProperties: { baseUrl: "https://v" },
    });
    expect(vault).toMatchObject({
      [artifactBrand]: true,
      kind: "linked-service",
      name: "vault",
      body: {
        name: "vault",
        properties: { type: "AzureKeyVault", typeProperties: { baseUrl: "https://v" } },
      },
      reference: { referenceName: "vault", type: "LinkedServiceReference" },
    });
    expect(referenceTo(vault)).toEqual(vault.reference);
    expect(referenceTo(vault, { a: 1 })).toEqual({ ...vault.reference, parameters: { a: 1 } });
  });

  it("makes bodies that have the shape of their kinds", () => {
    const pool = { referenceName: "small", type: "BigDataPoolReference" } as const;
    const session = {
      driverMemory: "28g",
      driverCores: 4,
      executorMemory: "28g",
      executorCores: 4,
      numExecutors: 2,
    };
    const cell = { cell_type: "code", source: ["print(1)"] };
    const defined = [
      definePipeline("p", { activities: [] }),
      defineSqlScript("s", { query: "select 1", folder: "A/B", description: "d" }),
      defineKqlScript("k", { query: "T | take 1", pool: "p", database: "d" }),
      defineNotebook("n", { nbformat: 4, nbformat_minor: 2, bigDataPool: pool, metadata: {}, cells: [cell] }),
      defineDataFlow("f", {
        type: "MappingDataFlow",
        typeProperties: { sources: [], sinks: [], scriptLines: ["x"] },
      }),
      defineSparkConfiguration("c", { configs: { "spark.a": "b" } }),
      defineSparkJobDefinition("j", {
        targetBigDataPool: pool,
        jobProperties: { file: "abfss://x/y.py", ...session },
      }),
      defineCredential("id", { type: "ManagedIdentity" }),
    ];
    for (const { kind, body } of defined) expect(shapeProblems(kind, body), kind).toEqual([]);
    expect(new Set(defined.map(({ kind }) => kind)).size).toBe(defined.length);
  });

  it("makes a directory of the lake whose name is its path, and keeps what was written", () => {
    const members = defineLakeDirectory("raw/members", {
      description: "As delivered",
      acl: [{ type: "user", id: parameter("reader"), permissions: "r-x", default: true }],
      contract: {
        columns: [{ name: "msno", type: "string", nullable: false }],
        key: ["msno"],
        format: "csv",
      },
    });
    expect(members).toMatchObject({ kind: "lake-directory", name: "raw/members" });
    expect(members.body).toEqual({ name: "raw/members", properties: members.properties });
    expect(shapeProblems("lake-directory", members.body)).toEqual([]);
    expect(isDefined(members)).toBe(true);
    const [first] = members.properties.contract.columns;
    const name: "msno" = first.name;
    expect(name).toBe("msno");
    expect(members.definedAt.file).toBe(fileURLToPath(import.meta.url));
  });

  it("makes a SQL script from its text, byte for byte", () => {
    const script = defineSqlScript("views", {
      query: "select 1\r\n\tgo",
      database: "serving",
      folder: "Serving",
    });
    expect(script.body).toEqual({
      name: "views",
      properties: {
        folder: { name: "Serving" },
        content: {
          query: "select 1\r\n\tgo",
          metadata: { language: "sql" },
          currentConnection: { databaseName: "serving", poolName: "Built-in" },
          resultLimit: 5000,
        },
        type: "SqlQuery",
      },
    });
  });

  it("knows what is defined, also from another copy of the package, and what is not", () => {
    expect(isDefined(definePipeline("p", {}))).toBe(true);
    expect(isDefined({ [Symbol.for("retain.artifact")]: true })).toBe(true);
    for (const other of [undefined, null, "x", 1, {}, { kind: "pipeline" }, () => 1])
      expect(isDefined(other)).toBe(false);
  });

  it("names the workspace's own connections by what their names end in", () => {
    expect(workspaceDefaultStorage.reference.referenceName).toMatch(/-WorkspaceDefaultStorage$/);
    expect(workspaceDefaultSqlServer.reference.referenceName).toMatch(/-WorkspaceDefaultSqlServer$/);
    expect(parameter("lake")).toBe(["$", "{retain:lake}"].join(""));
  });

  it("remembers where it was called, here too", () => {
    const { definedAt } = definePipeline("here", {});
    expect(definedAt.file).toBe(fileURLToPath(import.meta.url));
  });
});

describe("the place of a definition", () => {
  const run = promisify(execFile);
  const require = createRequire(import.meta.url);
  const define = new URL("../../src/define/define.ts", import.meta.url).href;
  let folder = "";
  let file = "";

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "retain define ")));
    file = join(folder, "my pipelines.mts");
    // A type above the call moves it in the output of a loader that drops types.
    const source = `import { definePipeline, defineSqlScript } from ${JSON.stringify(define)};

interface Gone {
  readonly a: string;
}

export const first = definePipeline("first", {});
const make = (name: string) =>
    defineSqlScript(name, { query: "" });
console.log(JSON.stringify([first.definedAt, make("x").definedAt, ({ a: "" } satisfies Gone) && Error.stackTraceLimit]));
`;
    await writeFile(file, source);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const node = join(dirname(require.resolve("node/package.json")), "bin/node");
  const tsx = require.resolve("tsx");
  it.each([
    ["type stripping", []],
    ["tsx", ["--import", tsx]],
  ])("is the line of the TypeScript source under %s", async (_name, options) => {
    const { stdout } = await run(node, [...options, file], { env: { ...process.env, NODE_OPTIONS: "" } });
    const [first, second, limit] = JSON.parse(stdout) as unknown[];
    expect(first).toMatchObject({ file, line: 7 });
    expect(second).toMatchObject({ file, line: 9 });
    expect(limit).toBe(10);
  });
});
