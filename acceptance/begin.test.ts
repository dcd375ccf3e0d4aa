import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { satisfies } from "semver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layOutBuild, layOutCheckout, neededNode } from "./installed.ts";
import { machineNodes } from "./machine-nodes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const stub = "packages/publisher/bin/retain.cjs";
const folder = realpathSync(mkdtempSync(join(tmpdir(), "retain-begin-")));
beforeAll(() => layOutCheckout(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

test("npm has linked a file that is checked in, so the link is there before anything is built", () => {
  expect(readlinkSync(join(root, "node_modules/.bin/retain"))).toBe("../retain/bin/retain.cjs");
  expect(execFileSync("git", ["ls-files", stub], { cwd: root, encoding: "utf8" }).trim()).toBe(stub);
});

test("npx begins the program once it is built, and says before that how to build it", () => {
  const npx = () => run("npx", "--no", "--", "retain", "--version");
  const told = `Error: retain is not built yet: run \`npm ci && npm run build\` in ${folder}\n`;
  expect(npx()).toEqual({ status: 1, stdout: "", stderr: told });
  layOutBuild(folder);
  expect(npx()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: "" });
});

test("a package without a program says so", () => {
  const elsewhere = join(folder, "elsewhere/node_modules/retain");
  mkdirSync(join(elsewhere, "bin"), { recursive: true });
  for (const file of ["package.json", "bin/retain.cjs"])
    writeFileSync(join(elsewhere, file), readFileSync(join(root, "packages/publisher", file)));
  const { status, stderr } = run(process.execPath, join(elsewhere, "bin/retain.cjs"));
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "Error: this package of retain holds no program: pack it again after `npm run build`\n",
  });
});

describe("an older Node gets one sentence, before anything is imported", () => {
  const sentence = (version: string) =>
    `Error: retain needs Node 22.19 or later, and this is ${version}: https://nodejs.org has it\n`;

  test.each([
    ["20.20.2", 1],
    ["22.18.0", 1],
    ["22.19.0", 0],
    ["23.0.0", 0],
  ])("%s ends with %i", (version, status) => {
    layOutBuild(folder);
    const pretend = join(folder, "pretend.cjs");
    writeFileSync(pretend, `Object.defineProperty(process.versions, "node", { value: "${version}" });`);
    const ended = run(process.execPath, "--require", pretend, join(folder, stub), "--version");
    expect(ended).toMatchObject({ status, stderr: status === 0 ? "" : sentence(version) });
  });

  test("one that is on this machine", (context) => {
    const older = machineNodes().find(({ version }) => !satisfies(version, neededNode()));
    if (older === undefined) return context.skip("this machine has no older Node");
    expect(run(older.node, join(folder, stub), "plan")).toEqual({
      status: 1,
      stdout: "",
      stderr: sentence(older.version),
    });
  });

  test("nothing in the stub is too new for Node 12", () => {
    const text = readFileSync(join(root, stub), "utf8");
    const written = (target: string) => transformSync(text, { target, format: "cjs", platform: "node" }).code;
    expect(written("node12.20")).toBe(written("esnext"));
  });
});

test("npm warns of no engine on the Nodes that are supported", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Readonly<
      Record<string, { readonly engines?: { readonly node?: string }; readonly optional?: true }>
    >;
  };
  const refused = Object.entries(packages).flatMap(([path, { engines }]) =>
    ["22.19.0", "22.22.0", process.versions.node]
      .filter((version) => !satisfies(version, engines?.node ?? "*"))
      .map((version) => `${path} needs ${engines?.node}, not ${version}`),
  );
  expect(refused).toEqual([]);
});
