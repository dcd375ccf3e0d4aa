/** The checks of the Python package, each as a test of this run: one after the other, each has its cores. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { stateFolder } from "../src/environment.ts";
import { notebooks, runPytest, runPython } from "./run-python.ts";

const twin = fileURLToPath(new URL("../../twin/notebooks", import.meta.url));

const minute = 60_000;

test.each([
  ["notebooks", notebooks],
  ["twin", twin],
])("ruff finds nothing in %s", { timeout: 2 * minute }, async (_, cwd) => {
  await runPython(cwd, "ruff", "check", "--no-cache", ".");
  await runPython(cwd, "ruff", "format", "--no-cache", "--check", ".");
});

test("mypy finds nothing", { timeout: 5 * minute }, async () => {
  await runPython(notebooks, "mypy", "--cache-dir", join(stateFolder(), "mypy"));
});

test("pytest passes", { timeout: 20 * minute }, async () => {
  const { tests, ...rest } = await runPytest("not slow");
  expect(tests).toBeGreaterThan(100);
  expect(rest).toEqual({ failures: 0, errors: 0, skipped: 0 });
});
