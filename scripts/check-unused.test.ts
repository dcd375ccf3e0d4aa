import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

test("dead code and unused dependencies are found, with the way out", () => {
  const copy = mkdtempSync(join(tmpdir(), "retain-unused-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const name of [
    "package.json",
    "knip.json",
    "tsconfig.json",
    "vitest.config.ts",
    "packages",
    "scripts",
    "bench",
    "acceptance",
  ]) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !["node_modules", "dist", ".turbo"].includes(basename(path)),
    });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, "packages/planner/src/planted.ts"), "export const nobodyImportsThis = 1;\n");
  appendFileSync(
    join(copy, "packages/planner/src/plan/make-plan.ts"),
    "\nexport const nobodyUsesThis = 1;\n",
  );
  const manifest = join(copy, "packages/planner/package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"diff"', '"picomatch": "*", "diff"'));

  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "scripts/check-unused.ts"), copy],
    {
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    },
  );

  expect(status).not.toBe(0);
  expect(stdout).toMatch(/planted\.ts/);
  expect(stdout).toMatch(/nobodyUsesThis/);
  expect(stdout).toMatch(/picomatch/);
  expect(stderr).toContain("npm uninstall");
});
