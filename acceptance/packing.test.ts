import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programOf } from "../scripts/program-of.ts";
import { estateFolder } from "./case-folders.ts";
import { copyRepository } from "./world.ts";

const publisher = fileURLToPath(new URL("../packages/publisher", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "retain-packing-")));
const installed = join(folder, "node_modules/retain");
let files: readonly string[];
let noRegistry: string | undefined;

beforeAll(() => {
  const packed = npm(["pack", publisher, "--pack-destination", folder, "--json"]);
  expect(packed.stderr).not.toContain("npm error");
  const [archive] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
  files = archive.files.map(({ path }) => path);
  writeFileSync(join(folder, "package.json"), '{ "name": "shop", "private": true, "type": "module" }\n');
  const tarball = `./${archive.filename.replace(/^@/, "").replace("/", "-")}`;
  const { status, stderr } = npm(["install", tarball, "--prefer-offline", "--no-audit", "--no-fund"]);
  if (status !== 0 && /E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|NETUNREACH)/.test(stderr))
    noRegistry = stderr;
  else expect(status, stderr).toBe(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tarball holds the programs, their types and licences, and no sources", () => {
  expect(files).toEqual(
    expect.arrayContaining([
      "package.json",
      "dist/retain.js",
      "dist/twin.js",
      "dist/define.js",
      "dist/plan.schema.json",
      "dist/types/define.d.ts",
      "dist/LICENSE",
      "dist/THIRD-PARTY-NOTICES.txt",
    ]),
  );
  expect(
    files.filter((path) => path !== "package.json" && !/^dist\/|^(?:README|LICENSE)/.test(path)),
  ).toEqual([]);
});

// Node 24 comes with this repository; an older one of the machine, where there is one, is the other end of `engines`.
const older = olderNode();
const nodes = [{ name: process.version, node: process.execPath }, ...(older === undefined ? [] : [older])];

describe.each(nodes)("an empty folder, on Node $name", ({ name, node }) => {
  const project = join(folder, name);

  test("takes it and publishes a repository in Synapse's git layout", (context) => {
    if (noRegistry !== undefined) context.skip("no package registry can be reached");
    mkdirSync(project);
    copyRepository(estateFolder("shop"), project, { workspace: "retain-twin", twin: ".retain/twin" });
    const retain = (...words: string[]) => run(node, [join(installed, "dist/retain.js"), ...words], project);
    expect(retain("validate")).toMatchObject({ stdout: "Valid: 8 artifacts, no problems\n", status: 0 });
    expect(retain("twin", "start", "--detach", "--filesystem", "retain-twin")).toMatchObject({
      status: 0,
      stderr: "",
    });
    try {
      expect(retain("plan", "--exit-code")).toMatchObject({ status: 2, stderr: "" });
      expect(retain("apply", "--yes")).toMatchObject({ status: 0, stderr: "" });
      expect(retain("plan", "--exit-code")).toMatchObject({ status: 0, stderr: "" });
    } finally {
      expect(retain("twin", "stop")).toMatchObject({ status: 0, stderr: "" });
    }
    expect(existsSync(join(project, ".retain/twin/status.json"))).toBe(false);
  }, 60_000);

  test("publishes definitions in TypeScript", (context) => {
    if (noRegistry !== undefined) context.skip("no package registry can be reached");
    const content = join(project, "content");
    mkdirSync(content, { recursive: true });
    const manifest = { name: "content", version: "1.0.0", type: "module", retain: { artifacts: ["./*.ts"] } };
    writeFileSync(join(content, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(content, "waits.ts"), author("waitTimeInSeconds"));
    writeFileSync(join(project, "retain.yaml"), "name: shop\nsources:\n  - package: ./content\n");
    expect(run(node, [join(installed, "dist/retain.js"), "validate"], project)).toMatchObject({
      stdout: "Valid: 1 artifact, no problems\n",
      stderr: "",
    });
  }, 60_000);
});

test("an author gets types: a wrong typeProperties name is a compile error", (context) => {
  if (noRegistry !== undefined) context.skip("no package registry can be reached");
  writeFileSync(join(folder, "right.ts"), author("waitTimeInSeconds"));
  writeFileSync(join(folder, "wrong.ts"), author("waitTimeInSecond"));
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
  const { stdout } = run(
    process.execPath,
    [programOf("typescript", "tsc"), "--ignoreConfig", ...options, "right.ts", "wrong.ts"],
    folder,
  );
  expect(stdout).toMatch(/^wrong\.ts\(\d+,\d+\): error TS\d+: .*waitTimeInSecond/m);
  expect(stdout).not.toContain("right.ts");
}, 60_000);

function author(property: string): string {
  return `import { definePipeline } from "retain/define";

export const waits = definePipeline("Waits", {
  activities: [{ name: "Wait", type: "Wait", typeProperties: { ${property}: 1 } }],
});
`;
}

function run(program: string, words: readonly string[], cwd: string) {
  const { stdout, stderr, status } = spawnSync(program, words, { cwd, encoding: "utf8", env: bare() });
  return { stdout, stderr, status };
}

function npm(words: readonly string[]) {
  const shell = process.platform === "win32";
  return spawnSync("npm", words, { cwd: folder, encoding: "utf8", shell });
}

/** Nothing of this repository's own tools: an installed program must stand alone. */
function bare(): Record<string, string> {
  return { PATH: foreignPath().join(delimiter), HOME: process.env.HOME ?? "" };
}

function foreignPath(): readonly string[] {
  return (process.env.PATH ?? "").split(delimiter).filter((entry) => !entry.includes("node_modules"));
}

function olderNode(): { readonly name: string; readonly node: string } | undefined {
  for (const entry of foreignPath()) {
    const node = join(entry, "node");
    if (!existsSync(node)) continue;
    const name = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
    const [major = 0, minor = 0] = name.slice(1).split(".").map(Number);
    const runs = major > 20 || (major === 20 && minor >= 19);
    if (runs && name !== process.version) return { name, node };
  }
  return undefined;
}
