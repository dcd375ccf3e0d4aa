import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "retain-clone-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command in the clone, on the Node of this run. */
function run(...words: readonly string[]) {
  const [program = "", ...rest] = words;
  const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter) };
  const { status, stdout, stderr } = spawnSync(program, rest, { cwd: folder, encoding: "utf8", env });
  return { status, stdout, stderr };
}

test("a clone is installed without a warning of Node's version, built, and has its program", () => {
  expect(run("git", "clone", "--quiet", root, ".")).toMatchObject({ status: 0 });
  const installed = run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
  expect(installed.status, installed.stderr).toBe(0);
  expect(installed.stderr).not.toContain("EBADENGINE");
  const early = run("npx", "--no", "--", "retain", "--version");
  expect(early).toMatchObject({ status: 1, stderr: expect.stringContaining("not built yet") });
  const built = run("npm", "run", "build");
  expect(built.status, built.stderr).toBe(0);
  expect(run("npx", "--no", "--", "retain", "validate", "--env", "twin")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Valid: "),
  });
}, 600_000);
