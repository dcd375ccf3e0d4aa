import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programOf } from "./program-of.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "ci-run-")));
const [checkout, programs, temp] = ["checkout", "programs", "temp"].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `.ci/run` of a checkout with an npm that tells how it was called, and for one command runs `instead`. */
function run(failing = "", instead = "false") {
  const npm = [
    "#!/bin/sh",
    'echo "npm $* | $(ls -A ..) | $CI | $RETAIN_CORPORA | $(cat | wc -c)"',
    `if [ "$*" = "${failing}" ]; then ${instead}; fi`,
  ];
  writeFileSync(join(programs, "npm"), `${npm.join("\n")}\n`, { mode: 0o755 });
  const env = { ...process.env, PATH: [programs, process.env.PATH].join(delimiter), TMPDIR: temp, CI: "" };
  const { status, stdout } = spawnSync(join(checkout, ".ci/run"), { encoding: "utf8", env, input: "typed" });
  const lines = stdout.split("\n");
  const [whole = ""] = stdout.split("\n== failed: ");
  const calls = whole.split("\n").filter((line) => line.startsWith("npm "));
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

  test("says at its very end which tests failed, and how, in plain text", () => {
    const tests = join(folder, "failing");
    mkdirSync(tests);
    const failing = [
      'test("sums", () => expect([1, 2]).toEqual([1, 3]))',
      'test("stops", () => { throw Error("no") })',
    ];
    writeFileSync(join(tests, "some.test.js"), failing.join("\n"));
    // What comes after it on the way must not push it out of the last lines.
    const words = `run --root '${tests}' --globals`;
    const vitest = `FORCE_COLOR=1 '${process.execPath}' '${programOf("vitest", "vitest")}' ${words}; seq 9 >&2; exit 1`;
    const { status, lines } = run("test", vitest);
    expect(status).toBe(1);
    const [, told = ""] = lines.join("\n").split("== failed: npm test\n");
    expect(told).toMatch(
      /^ FAIL {2}some\.test\.js > sums\nAssertionError: expected \[ 1, 2 \] to deeply equal/,
    );
    expect(told).toMatch(/^ FAIL {2}some\.test\.js > stops\nError: no$/m);
    expect(told).toMatch(/\n9\n\npassed .+\nFAILED .+ npm test\n/);
    expect(told).not.toContain("\u001b");
  });

  test("fits what it says of thousands of failures into 12 kB", () => {
    const { status, lines } = run(
      "run demo",
      'yes " FAIL  some.test.js > one of many" | head -n 3000; exit 1',
    );
    expect(status).toBe(1);
    const [, told = ""] = lines.join("\n").split("== failed: npm run demo\n");
    expect(told).toContain(" FAIL  some.test.js");
    expect(Buffer.byteLength(told)).toBeLessThan(12_000);
  });

  test("reads the corpora that lie beside the checkout it was started in", () => {
    const corpora = join(folder, "shared/corpora");
    mkdirSync(corpora, { recursive: true });
    expect(run().calls.at(-1)).toBe(`npm run test:corpora | retain | true | ${corpora} | 0`);
  });
});
