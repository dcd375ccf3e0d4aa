import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@retain/artifacts/words/json";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type CommandOptions, runCommand } from "./run-command.ts";
import { runProgram } from "./run-program.ts";
import { openWorld, type World } from "./world.ts";

// A law: what is printed and what is kept holds no secret, even when the service quotes what it was sent.
const random = (length: number) => "a1B2c3D4e5F6g7H8".repeat(8).slice(0, length);
const secrets = {
  secure: ["Tr0ub4dor", "9x&3"].join(""),
  connection: ["correct", "Horse", "77!"].join(""),
  header: `K${random(39)}`,
  form: `F${random(39)}`,
  sql: ["Pa55", "word'9"].join(""),
  token: `glpat-${random(20)}`,
  key: `${random(86)}==`,
  cell: ["Summer", "2031!"].join(""),
  variable: `V${random(31)}`,
  address: ["hunter", "2hunter2"].join(""),
};

/** What a variable of the process holds. */
const signIn = ["only", "our", "machine", "knows"].join("-");

const artifacts = {
  "linkedService/Sql": {
    type: "AzureSqlDatabase",
    typeProperties: {
      connectionString: `Server=x;Database=y;User ID=sa;Password=${secrets.connection}`,
      password: { type: "SecureString", value: secrets.secure },
    },
  },
  "linkedService/Files": {
    type: "AzureBlobStorage",
    typeProperties: {
      connectionString: `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${secrets.key}`,
    },
  },
  "pipeline/Call": {
    activities: [
      {
        name: "Call",
        type: "WebActivity",
        typeProperties: {
          url: `https://user:${secrets.address}@api.example.com`,
          method: "POST",
          headers: { Authorization: `Bearer ${secrets.header}`, "Private-Token": secrets.token },
          body: `grant_type=client_credentials&client_secret=${secrets.form}`,
        },
      },
      {
        name: "Set",
        type: "SetVariable",
        typeProperties: { variableName: "token", value: secrets.variable },
      },
    ],
    variables: { token: { type: "String" } },
  },
  "sqlscript/Access": {
    content: {
      query: `CREATE LOGIN x WITH PASSWORD = '${secrets.sql.replace("'", "''")}'`,
      metadata: { language: "sql" },
      currentConnection: { databaseName: "master", poolName: "Built-in" },
    },
    type: "SqlQuery",
  },
  "notebook/Read": {
    nbformat: 4,
    nbformat_minor: 2,
    metadata: { language_info: { name: "python" } },
    cells: [
      {
        cell_type: "code",
        source: ["password = (\n", `    "${secrets.cell}"\n`, ")"],
        metadata: {},
        outputs: [],
      },
    ],
  },
};

const failing = "fails";
const holding = "holds";
let world: World;

beforeAll(async () => {
  world = await openWorld([failing, holding]);
});
afterAll(() => world.close());

test("what a service quotes of a write is neither printed nor kept", async () => {
  const folder = layOut(failing, artifacts);
  const live = world.twin.workspace(failing);
  for (const [place, properties] of Object.entries(artifacts)) {
    const held = JSON.stringify(properties).replaceAll("''", "'");
    const isOwn = (secret: string) => held.includes(JSON.stringify(secret).slice(1, -1));
    expect(Object.values(secrets).filter(isOwn)).not.toEqual([]);
    // Those of others too, bare as they are, and what this machine signs in with.
    const quoted = [...Object.values(secrets), signIn];
    const message = `Invalid: ${quoted.map((secret) => `${secret}, that is ${JSON.stringify(secret)}`).join(" and ")}`;
    const [kind = "", name = ""] = place.split("/");
    const path = `/${types[kind as keyof typeof types]}/${name}`;
    const body = JSON.stringify({ code: 400, message: JSON.stringify({ Message: message }) });
    const fault =
      kind === "linkedService"
        ? ({ kind: "status", status: 400, body } as const)
        : ({ kind: "failed-operation", code: "BadRequest", message } as const);
    live.faults.add({ method: "PUT", path, fault });
  }
  vi.stubEnv("WAREHOUSE_PASSWORD", signIn);
  onTestFinished(() => void vi.unstubAllEnvs());
  const printed = [
    await run(folder, "validate", { sarif: "validate.sarif" }),
    await run(folder, "plan", { markdown: "plan.md" }),
    await run(folder, "apply", { yes: true, markdown: "apply.md" }),
    await run(folder, "apply", { yes: true, json: true }),
    await run(folder, "history", {}),
    // The plan itself holds the bodies: what is printed of them goes through the terminal of the program.
    await runWhole(folder, "plan", "--json"),
    await runWhole(folder, "apply", "--yes"),
  ].join("\n");
  expect(printed.match(/refused it/g)?.length).toBeGreaterThanOrEqual(15);
  expectNone(`${printed}\n${filesOf(folder, "repo")}\n${stateOf(failing)}`);
});

test("what a workspace holds of them is neither printed nor kept", async () => {
  const folder = layOut(holding, { "linkedService/Sql": { type: "AzureSqlDatabase", typeProperties: {} } });
  const live = world.twin.workspace(holding);
  await run(folder, "apply", { yes: true });
  for (const [place, properties] of Object.entries(artifacts)) {
    const [kind = "", name = ""] = place.split("/");
    live.seed(types[kind as keyof typeof types], name, { name, properties } as JsonObject);
  }
  const printed = [
    await run(folder, "plan", { unmanaged: true }),
    await run(folder, "plan", { markdown: "plan.md" }),
    await run(folder, "drift", { json: true }),
    await run(folder, "drift", { format: "html", out: "drift.html" }),
    await run(folder, "drift", { format: "markdown", out: "drift.md" }),
    await run(folder, "drift", { format: "sarif", out: "drift.sarif" }),
    await run(folder, "drift", { format: "junit", out: "drift.xml" }),
    await run(folder, "drift", {}),
    await runWhole(folder, "plan", "--json"),
  ].join("\n");
  expect(printed).toContain("(secret)");
  expectNone(`${printed}\n${filesOf(folder, "repo")}\n${stateOf(holding)}`);
});

const types = {
  linkedService: "linkedservices",
  pipeline: "pipelines",
  sqlscript: "sqlscripts",
  notebook: "notebooks",
};

/** Runs a command with a terminal that hides nothing: what reaches it must be clean already. */
async function run(cwd: string, name: string, options: CommandOptions): Promise<string> {
  const { out, problems, notes } = await runCommand(name, cwd, options);
  return `$ ${name}\n${out}\n${problems}\n${notes}`;
}

async function runWhole(cwd: string, ...words: string[]): Promise<string> {
  const { stdout, stderr } = await runProgram(words, {
    cwd,
    env: { RETAIN_DEBUG: "1", WAREHOUSE_PASSWORD: signIn },
  });
  if (words.includes("--json")) JSON.parse(stdout);
  return `$ ${words.join(" ")}\n${stdout}\n${stderr}`;
}

function expectNone(text: string): void {
  for (const [name, secret] of Object.entries({ ...secrets, signIn })) {
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
      const at = text.indexOf(form);
      expect(at < 0 ? "" : text.slice(Math.max(0, at - 200), at), name).toBe("");
    }
  }
}

function layOut(workspace: string, held: Readonly<Record<string, unknown>>): string {
  const folder = world.makeFolder(workspace);
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write(
    "retain.yaml",
    'name: shop\nenvironment: twin\nsources:\n  - synapse: ./repo\nexceptions:\n  - rule: secret-literal\n    artifacts: ["*"]\n    reason: a law looks what becomes of them\n',
  );
  write(
    "environments/twin.yaml",
    `workspace: ${workspace}\ntwin: ${world.folder}\nlake: { filesystem: ${workspace} }\n`,
  );
  for (const [place, properties] of Object.entries(held)) {
    const name = place.split("/")[1];
    write(`repo/${place}.json`, JSON.stringify({ name, properties }, null, 2));
  }
  return folder;
}

/** All that lies in a folder as one text, without what was written there to begin with. */
function filesOf(folder: string, without: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !path.startsWith(without) && statSync(join(folder, path)).isFile())
    .map((path) => readFileSync(join(folder, path), "utf8"))
    .join("\n");
}

/** All that a file system of the twin's lake holds. */
function stateOf(workspace: string): string {
  const lakes = join(world.folder, "lakes");
  return readdirSync(lakes, { recursive: true, encoding: "utf8" })
    .filter((path) => path.includes(workspace) && statSync(join(lakes, path)).isFile())
    .map((path) => readFileSync(join(lakes, path), "utf8"))
    .join("\n");
}
