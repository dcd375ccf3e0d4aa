/** The sweeps of the Python tests: the same laws as in `npm test`, over many more members. */
import { expect, test } from "vitest";
import { runPytest } from "./run-python.ts";

test("pytest passes what is marked slow", { timeout: 45 * 60_000 }, async () => {
  const { tests, ...rest } = await runPytest("slow");
  expect(tests).toBeGreaterThan(3);
  expect(rest).toEqual({ failures: 0, errors: 0, skipped: 0 });
});
