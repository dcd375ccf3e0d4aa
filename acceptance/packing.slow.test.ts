import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { services } from "@retain/twin/services";
import type { TwinService } from "@retain/twin/twin-service";
import { satisfies } from "semver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programOf } from "../scripts/program-of.ts";
import { estateFolder } from "./case-folders.ts";
import { installProgram, neededNode } from "./installed.ts";
import { machineNodes, machinePath } from "./machine-nodes.ts";
import { copyRepository } from "./world.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "retain-packing-")));
const installed = join(folder, "node_modules/retain");
let packed: ReturnType<typeof installProgram>;

beforeAll(() => {
  writeFileSync(join(folder, "package.json"), '{ "name": "shop", "private": true, "type": "module" }\n');
  packed = installProgram(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tarball holds the programs, their types and licences, and no sources", () => {
  const { files } = packed;
  expect(files).toEqual(
    expect.arrayContaining([
      "package.json",
      "bin/retain.cjs",
      "dist/retain.js",
      "dist/define.js",
      "dist/plan.schema.json",
      "dist/types/define/define.d.ts",
      "dist/LICENSE",
      "dist/THIRD-PARTY-NOTICES.txt",
    ]),
  );
  expect(
    files.filter((path) => path !== "package.json" && !/^dist\/|^bin\/retain|^(?:README|LICENSE)/.test(path)),
  ).toEqual([]);
});

test("the tarball stays small: what is native or large is an optional peer", () => {
  expect(packed.bytes).toBeLessThan(10_000_000);
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const peers = services.flatMap(({ peer }: TwinService) => (peer === undefined ? [] : [peer.name]));
  expect(Object.keys(manifest.peerDependencies ?? {}).sort()).toEqual(peers.sort());
  const optional = Object.fromEntries(peers.map((name) => [name, { optional: true }]));
  expect(manifest.peerDependenciesMeta ?? {}).toEqual(optional);
});

// Node 24 comes with this repository; what else this machine has and the program runs on is tried as well.
const others = machineNodes().filter(({ version }) => satisfies(version, neededNode()));
const nodes = [{ version: process.versions.node, node: process.execPath }, ...others];

describe.each(nodes)("an empty folder, on Node $version", ({ version, node }) => {
  const project = join(folder, version);

  test("takes it and publishes a repository in Synapse's git layout", () => {
    mkdirSync(project);
    copyRepository(estateFolder("shop"), project, { workspace: "retain-twin", twin: ".retain/twin" });
    const retain = (...words: string[]) => run(node, [join(installed, "bin/retain.cjs"), ...words], project);
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
  }, 240_000);

  test("publishes definitions in TypeScript", () => {
    const content = join(project, "content");
    mkdirSync(content, { recursive: true });
    const manifest = { name: "content", version: "1.0.0", type: "module", retain: { artifacts: ["./*.ts"] } };
    writeFileSync(join(content, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(content, "waits.ts"), author("waitTimeInSeconds"));
    writeFileSync(join(project, "retain.yaml"), "name: shop\nsources:\n  - package: ./content\n");
    expect(run(node, [join(installed, "bin/retain.cjs"), "validate"], project)).toMatchObject({
      stdout: "Valid: 1 artifact, no problems\n",
      stderr: "",
    });
  }, 240_000);
});

test("an author gets types: a wrong typeProperties name is a compile error", () => {
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

/** Nothing of this repository's own tools: an installed program must stand alone. */
function bare(): Record<string, string> {
  return { PATH: machinePath().join(delimiter), HOME: process.env.HOME ?? "" };
}
