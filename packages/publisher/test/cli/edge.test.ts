import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../../src");

/** Modules by which one gets at argv, options or the terminal. */
const edge = /from "[./]*cli\/(?:ask|command|commands|program|run-command|specs\/[\w-]+|terminal)\.ts"/;

test("below the commands nothing knows argv, the terminal or how a command is declared", () => {
  const below = globSync("**/*.ts", { cwd: src }).filter(
    (file) => !/^(?:cli|commands)[\\/]/.test(file) && file !== "main.ts",
  );
  expect(below.length).toBeGreaterThan(100);
  expect(below.filter((file) => edge.test(readFileSync(join(src, file), "utf8")))).toEqual([]);
});
