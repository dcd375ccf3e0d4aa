import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const terminal = fileURLToPath(new URL("../../src/cli/terminal.ts", import.meta.url));

/** Runs lines against the terminal of a process of its own. */
function inProcess(lines: string, options: { input?: string; env?: Record<string, string> } = {}) {
  const code = `import { openTerminal } from ${JSON.stringify(terminal)}; ${lines}`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    input: options.input ?? "",
    env: { PATH: process.env.PATH ?? "", ...options.env },
  });
  return { stdout, stderr, status };
}

const ask = 'console.log(await openTerminal({ colour: undefined, quiet: false }).confirm("Apply?"));';
const speak = (quiet: boolean) =>
  `const t = openTerminal({ colour: undefined, quiet: ${quiet} }); t.out("result"); t.note("note"); t.progress("progress"); t.problem("problem");`;
const paint = (colour: string) =>
  `process.stdout.isTTY = true; const t = openTerminal({ colour: ${colour}, quiet: false }); t.out(t.paint.red("red"));`;

describe("a question", () => {
  test.each([
    ["y\n", "true"],
    ["YES\n", "true"],
    ["n\n", "false"],
    ["\n", "false"],
    ["yesterday\n", "false"],
    ["", "false"],
  ])("answered with %j is %s", (input, answer) => {
    expect(inProcess(ask, { input })).toMatchObject({ stdout: `${answer}\n`, status: 0 });
  });
});

test("results go to stdout, the rest to stderr; progress stays out of pipes", () => {
  expect(inProcess(speak(false))).toEqual({ stdout: "result\n", stderr: "note\nproblem\n", status: 0 });
});

test("quiet silences notes, never problems", () => {
  expect(inProcess(speak(true))).toEqual({ stdout: "result\n", stderr: "problem\n", status: 0 });
});

describe("colour", () => {
  const red = "\u001b[31mred\u001b[39m\n";
  test.each([
    ["on a terminal", "undefined", {}, red],
    ["with NO_COLOR", "undefined", { NO_COLOR: "1" }, "red\n"],
    ["with TERM=dumb", "undefined", { TERM: "dumb" }, "red\n"],
    ["with --no-color", "false", { FORCE_COLOR: "1" }, "red\n"],
  ])("%s", (_, colour, env, expected) => {
    expect(inProcess(paint(colour), { env }).stdout).toBe(expected);
  });

  test("FORCE_COLOR paints in a pipe too, as documented", () => {
    const lines = 'const t = openTerminal({ colour: undefined, quiet: false }); t.out(t.paint.red("red"));';
    expect(inProcess(lines, { env: { FORCE_COLOR: "1" } }).stdout).toBe(red);
    expect(inProcess(lines, { env: { FORCE_COLOR: "0" } }).stdout).toBe("red\n");
  });
});
