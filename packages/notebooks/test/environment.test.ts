import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { environmentVariables, makeEnvironment, stateFolder } from "../src/environment.ts";
import { holdLock } from "../src/environment-lock.ts";
import { findPrerequisites, MissingPrerequisites } from "../src/prerequisites.ts";

const folder = mkdtempSync(join(tmpdir(), "environment-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that says what it is asked for. */
function program(name: string, script: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

test("what is missing is told all at once, with the command that installs it", () => {
  program("python3", "printf '3.9\\n/old/python\\nvenv\\n'");
  const find = () => findPrerequisites({ PATH: folder }, []);
  expect(find).toThrow(MissingPrerequisites);
  expect(find).toThrow(
    /Python 3\.11 or 3\.12 is needed.*: install it with `.+`\.\nJava 17 or 21 is needed.*: install/,
  );
});

test("a Python without venv is told apart from none; a fitting Java is found by JAVA_HOME", () => {
  program("python3.11", "printf '3.11\\n/python\\nbare\\n'");
  program("java", "printf '  java.home = /java/home\\n  java.specification.version = 21\\n' >&2");
  const find = () => findPrerequisites({ PATH: folder }, []);
  expect(find).toThrow(/^Python 3\.11 is here, but without its module venv: install it with `.+`\.$/);
  program("python3.12", "printf '3.12\\n/python3.12\\nvenv\\n'");
  expect(find()).toEqual({ python: "/python3.12", javaHome: "/java/home" });
});

test.skipIf(process.env.RETAIN_WITHOUT_PYTHON)(
  "the environment of these tests is current: nothing is made and nothing is said",
  async () => {
    const said: string[] = [];
    const made = await makeEnvironment(stateFolder(), (line) => said.push(line));
    expect(said).toEqual([]);
    expect(made.spark["spark.sql.extensions"]).toBe("io.delta.sql.DeltaSparkSessionExtension");
  },
);

test.skipIf(process.env.RETAIN_WITHOUT_PYTHON)(
  "a module is compiled once for all processes, outside of the repository's sources",
  async () => {
    const made = await makeEnvironment(stateFolder(), () => {});
    const script = "import retention.period; print(retention.period.__cached__)";
    const env = environmentVariables(made);
    const compiled = execFileSync(made.python, ["-c", script], { env, encoding: "utf8" }).trim();
    expect(compiled).toContain(join(stateFolder(), "bytecode"));
    expect(existsSync(compiled)).toBe(true);
  },
);

test("a lock is waited for while its holder lives, and taken over from one that is gone", async () => {
  const file = join(folder, "lock");
  writeFileSync(file, "999999999");
  const release = await holdLock(file, () => {
    throw new Error("nobody is to be waited for");
  });
  expect(readFileSync(file, "utf8")).toBe(String(process.pid));
  let waited = false;
  const second = holdLock(file, () => {
    waited = true;
  });
  await setTimeout(50);
  expect(waited).toBe(true);
  release();
  (await second)();
});
