import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { services } from "@retain/twin/services";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { CommandGroup, CommandSpec } from "../../src/cli/command.ts";
import { commandsOf } from "../../src/cli/commands.ts";
import { runProgram } from "../../src/cli/program.ts";

const cwd = realpathSync(mkdtempSync(join(tmpdir(), "program-")));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs the program in this process: how it ended, and what it said on the two streams. */
async function run(words: readonly string[], commands: readonly (CommandSpec | CommandGroup)[]) {
  const said = { stdout: "", stderr: "" };
  const streams = (["stdout", "stderr"] as const).map((name) => {
    const { write } = process[name];
    process[name].write = (text: string | Uint8Array) => {
      said[name] += String(text);
      return true;
    };
    return () => {
      process[name].write = write;
    };
  });
  try {
    return { ended: await runProgram(words, "1.2.3", commands), ...said };
  } finally {
    for (const restore of streams) restore();
  }
}

test.each([
  [["start", "--fsat"], "unknown option '--fsat'\n  -> see: retain twin start --help\n"],
  [["start", "--detatch"], "unknown option '--detatch'\n  -> did you mean --detach?\n"],
  [["begin"], "unknown command 'begin'\n  -> one of: start, status, faults, stop, reset\n"],
  [["start", "alpha"], "a command to run stands after --, and 'alpha' does not\n  -> see: retain twin start"],
  [["start", "alpha", "--", "true"], "and 'alpha' does not"],
  [["start", "--"], "no command stands after --"],
  [["start", "--folder"], "option '--folder <path>' argument missing"],
  [["start", "--folder", "--", "true"], "the option before -- lacks its value"],
  [["start", "--role", "--", "true"], "the option before -- lacks its value"],
  [["start", "--latency", "soon"], '--latency takes a whole number of milliseconds, not "soon"'],
  [["start", "--retry-after", "1.5"], "takes a whole number of seconds"],
  [["start", "--page-size", "0"], "takes a whole number from 1 on"],
  [["start", "--role", "Synapse Boss"], '"Synapse Boss" is no role of Synapse: Synapse Administrator, '],
  [["start", "--detach", "--", "true"], "--detach and -- COMMAND exclude each other"],
  [["stop", "now"], "too many arguments for 'stop'"],
  [["faults", "--clear", "--set", "rules.json"], "--set and --clear exclude each other"],
])(
  "wrong use of the twin ends before anything is done, and says what to type: %j",
  async (words, problem) => {
    const { ended, stdout, stderr } = await run(
      ["twin", "-C", cwd, ...words],
      commandsOf({ twin: services }),
    );
    expect({ ended, stdout }).toEqual({ ended: "usage", stdout: "" });
    expect(stderr).toMatch(/^Error: .*\n {2}-> .*\n$/);
    expect(stderr).toContain(problem);
    expect(existsSync(join(cwd, ".retain"))).toBe(false);
  },
);

test("the folder to work in may stand before the command of a group and behind it", async () => {
  for (const words of [
    ["--cwd", cwd, "status"],
    ["status", "--cwd", cwd],
  ]) {
    const { ended, stderr } = await run(["twin", ...words], commandsOf({ twin: services }));
    expect(ended).toBe("failed");
    expect(stderr).toContain(`no twin runs in ${join(cwd, ".retain/twin")}`);
  }
});

test("help of the twin lists its commands, and each its options", async () => {
  const commands = commandsOf({ twin: services });
  const overview = await run(["twin", "--help"], commands);
  const listed = [...overview.stdout.matchAll(/^ {2}([a-z]+) (?=.* {2})/gm)].map(([, name]) => name);
  expect(listed).toEqual(["start", "status", "faults", "stop", "reset", "help"]);
  expect((await run(["twin", "start", "--detach", "--help"], commands)).stdout).toContain("--page-size <n>");
});

test("whatever is typed, a command gets what stands after the first --, or it is wrong use", async () => {
  const got: (readonly string[])[] = [];
  const runs: CommandSpec = {
    name: "start",
    summary: "Start",
    about: [],
    examples: [],
    args: "[command...]",
    options: [
      { flags: "--folder <path>", help: "" },
      { flags: "--name <name...>", help: "" },
      { flags: "--detach", help: "" },
    ],
    runs: true,
    load:
      async () =>
      async ({ args }) => {
        got.push(args);
        return "done";
      },
  };
  const group: CommandGroup = { name: "made", summary: "", about: [], examples: [], commands: [runs] };
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom("--", "--folder", "--name", "--detach", "-", "--=", "-abc", "--__proto__", "a"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
      got.length = 0;
      const { ended } = await run(["made", "start", ...words], [group]);
      const at = words.indexOf("--");
      if (got.length === 0) expect(["usage", "done"]).toContain(ended);
      else expect(got).toEqual([at < 0 ? [] : words.slice(at + 1)]);
    }),
  );
});
