import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "ci-run-")));
const [checkout, programs, temp] = ["checkout", "programs", "temp"].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `.ci/run` of a checkout with an npm that tells how it was called, and fails for one command. */
function run(failing = "") {
  const npm = [
    "#!/bin/sh",
    'echo "npm $* | $(ls -A ..) | $CI | $RETAIN_CORPORA | $(cat | wc -c)"',
    `[ "$*" != "${failing}" ]`,
  ];
  writeFileSync(join(programs, "npm"), `${npm.join("\n")}\n`, { mode: 0o755 });
  const env = { ...process.env, PATH: [programs, process.env.PATH].join(delimiter), TMPDIR: temp, CI: "" };
  const { status, stdout } = spawnSync(join(checkout, ".ci/run"), { encoding: "utf8", env, input: "typed" });
  const lines = stdout.split("\n");
  const calls = lines.filter((line) => line.startsWith("npm "));
  return { status, calls: calls.map((line) => line.replace(/ +\| +/g, " | ")), lines };
}

// A script of a POSIX shell.
describe.skipIf(process.platform === "win32")(".ci/run", () => {
  beforeAll(() => {
    for (const made of [programs, temp]) mkdirSync(made);
    const git = (...words: string[]) => execFileSync("git", words, { stdio: "pipe" });
    git("clone", "--quiet", "--depth", "1", pathToFileURL(root).href, checkout);
    git("-C", checkout, "checkout", "--quiet", "--detach");
  });

  test("runs every lane in a clone of a shallow, detached checkout, with nothing beside it and no input", () => {
    const { status, calls } = run();
    expect(status).toBe(0);
    expect(calls).toEqual(
      ["ci --no-audit --no-fund", "test", "run demo", "run test:slow", "run test:judges"].map(
        (words) => `npm ${words} | retain | true | | 0`,
      ),
    );
  });

  test("fails when anything fails, after all the others, and leaves no clone", () => {
    const { status, calls, lines } = run("run demo");
    expect(status).toBe(1);
    expect(calls).toHaveLength(5);
    expect(lines.filter((line) => /^FAILED +\d+ s {2}npm run demo$/.test(line))).toHaveLength(1);
    expect(execFileSync("ls", ["-A", temp], { encoding: "utf8" })).toBe("");
  });

  test("reads the corpora that lie beside the checkout it was started in", () => {
    const corpora = join(folder, "shared/corpora");
    mkdirSync(corpora, { recursive: true });
    expect(run().calls.at(-1)).toBe(`npm run test:corpora | retain | true | ${corpora} | 0`);
  });
});
