import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Option } from "commander";
import fc from "fast-check";
import { afterAll, expect, expectTypeOf, test } from "vitest";
import {
  type CommandGroup,
  type CommandSpec,
  type CommonOptions,
  type ContextOf,
  declare,
} from "../../src/cli/command.ts";
import { commandsOf } from "../../src/cli/commands.ts";
import { runProgram } from "../../src/cli/program.ts";
import type { OptionsOf } from "../../src/cli/typed.ts";
import { shipped } from "../../src/shipped.ts";

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
    return { ended: await runProgram(words, "1.2.3", shipped, commands), ...said };
  } finally {
    for (const restore of streams) restore();
  }
}

test.each([
  [["start", "--fsat"], "unknown option '--fsat'\n  -> see: retain twin start --help\n"],
  [["start", "--detatch"], "unknown option '--detatch'\n  -> did you mean --detach?\n"],
  [["begin"], "unknown command 'begin'\n  -> one of: start, status, faults, stop, reset\n"],
  [["start", "alpha"], "a command to run must follow --, not 'alpha'\n  -> see: retain twin start"],
  [["start", "alpha", "--", "true"], "not 'alpha'"],
  [["start", "--"], "no command after --"],
  [["start", "--folder"], "option '--folder <path>' argument missing"],
  [["start", "--folder", "--", "true"], "the option before -- has no value"],
  [["start", "--role", "--", "true"], "the option before -- has no value"],
  [["start", "--latency", "soon"], '--latency takes a whole number of milliseconds, not "soon"'],
  [["start", "--retry-after", "1.5"], "takes a whole number of seconds"],
  [["start", "--page-size", "0"], "takes a whole number from 1 on"],
  [["start", "--role", "Synapse Boss"], '"Synapse Boss" is not a Synapse role: Synapse Administrator, '],
  [["start", "--detach", "--", "true"], "--detach and -- COMMAND cannot be used together"],
  [["stop", "now"], "too many arguments for 'stop'"],
  [["faults", "--clear", "--set", "rules.json"], "--set and --clear cannot be used together"],
])(
  "wrong use of the twin ends before anything is done, and says what to type: %j",
  async (words, problem) => {
    const { ended, stdout, stderr } = await run(["twin", "-C", cwd, ...words], commandsOf(shipped));
    expect({ ended, stdout }).toEqual({ ended: "usage", stdout: "" });
    expect(stderr).toMatch(/^Error: .*\n {2}-> .*\n$/);
    expect(stderr).toContain(problem);
    expect(existsSync(join(cwd, ".retain"))).toBe(false);
  },
);

test.each([
  [
    ["plan", "--only", "a", "--only-exactly", "b"],
    "--only and --only-exactly cannot be used together [options-contradict]\n  -> use one of them: --only includes",
  ],
  [["apply", "--keep-live", "--overwrite"], "--overwrite and --keep-live cannot be used together"],
  [
    ["rollback", "latest", "--overwrite", "--keep-live"],
    "-> use one of them, or neither to see the conflicts",
  ],
  [["drift", "--json", "--format", "html"], "--json and --format cannot be used together"],
  [["drift", "--take", "--out", "x"], "--take and --out cannot be used together"],
  [["adopt", "--older-state", "--from", "shop"], "--from and --older-state cannot be used together"],
  [["drift", "--format", "htm"], "--format does not take 'htm' [usage]\n  -> did you mean \"html\"?"],
  [["graph", "--format", "svg"], "--format does not take 'svg' [usage]\n  -> use one of: mermaid, dot, json"],
  [["history", "--limit", "0"], "--limit does not take '0' [usage]\n  -> give a whole number from 1 on"],
  [["blame", "pipeline/Load", "--limit", "it's"], "--limit does not take 'it's'"],
  [["blame", "pipeline/Load", "--limit", "1.5"], "--limit does not take '1.5'"],
  [["history", "--limit=-1"], "--limit does not take '-1'"],
  [
    ["github", "shout", "plan.md"],
    "'shout' is not a known action [usage]\n  -> use one of: summary, comment",
  ],
  [["azure-devops", "sumary", "plan.md"], '-> did you mean "summary"?'],
  [
    ["doctor", "--assignee", "ann"],
    "--assignee has no effect without --plan [option-without-effect]\n  -> add --plan, or leave --assignee out",
  ],
  [["drift", "--revert", "--allow-delete"], "--allow-delete has no effect without --take"],
  [
    ["github", "comment", "plan.md", "--close"],
    "--close has no effect with 'comment' [option-without-effect]\n  -> use it with: issue, or leave --close out",
  ],
  [["github", "summary", "plan.md", "--title", "Plan"], "--title has no effect with 'summary'"],
  [["github", "outputs", "plan.json", "--key", "a"], "-> use it with: comment, issue, or leave --key out"],
  [["azure-devops", "summary", "plan.md", "--key", "a"], "--key has no effect with 'summary'"],
  [
    ["github", "issue", "plan.md", "--title", "it's", "--close"],
    "--title and --close cannot be used together",
  ],
])(
  "what contradicts itself or is no choice ends before the command's code is loaded: %j",
  async (words, told) => {
    const { ended, stdout, stderr } = await run(words, commandsOf(shipped));
    expect({ ended, stdout }).toEqual({ ended: "usage", stdout: "" });
    expect(stderr).toMatch(/^Error: .*\n {2}-> .*\n$/);
    expect(stderr).toContain(told);
  },
);

test("what an option contradicts or needs is of the same command, and help that says when it counts is held to", () => {
  for (const spec of commandsOf(shipped).flatMap((one) => ("commands" in one ? one.commands : [one]))) {
    const flags = spec.options.map((option) => new Option(option.flags).long);
    for (const { contradicts = {}, needs, help } of spec.options) {
      expect(flags).toEqual(expect.arrayContaining(Object.keys(contradicts)));
      const [, said] = /^with (--[\w-]+):/.exec(help) ?? [];
      if (said !== undefined) expect(needs).toEqual({ flag: said });
      if (needs === undefined) continue;
      if ("flag" in needs) expect(flags).toContain(needs.flag);
      else expect(spec.argChoices?.[needs.arg]).toEqual(expect.arrayContaining([...needs.values]));
    }
  }
});

test("the type of what a command gets follows from its declaration", () => {
  const declared = declare({
    name: "made",
    summary: "",
    about: [],
    examples: [],
    args: "<action> [file...]",
    argChoices: { action: ["open", "close"] },
    options: [
      { flags: "-e, --env <name>", help: "" },
      { flags: "--keep-live", help: "" },
      { flags: "--allow-delete [ref...]", help: "" },
      { flags: "--only <pattern...>", help: "" },
      { flags: "--limit <n>", help: "", read: Number },
      { flags: "--format <name>", help: "", choices: ["text", "json"] },
    ],
  });
  expectTypeOf<ContextOf<typeof declared>["args"]>().toEqualTypeOf<
    readonly ["open" | "close", ...string[]]
  >();
  expectTypeOf<OptionsOf<(typeof declared)["options"]>>().toEqualTypeOf<{
    readonly env?: string;
    readonly keepLive?: true;
    readonly allowDelete?: true | readonly string[];
    readonly only?: readonly string[];
    readonly limit?: number;
    readonly format?: "text" | "json";
  }>();
  expectTypeOf<CommonOptions>().toEqualTypeOf<{
    readonly cwd?: string;
    readonly quiet?: true;
    readonly color?: boolean;
  }>();
});

test("the folder to work in may stand before the command of a group and behind it", async () => {
  for (const words of [
    ["--cwd", cwd, "status"],
    ["status", "--cwd", cwd],
  ]) {
    const { ended, stderr } = await run(["twin", ...words], commandsOf(shipped));
    expect(ended).toBe("failed");
    expect(stderr).toContain(`no twin is running in ${join(cwd, ".retain/twin")}`);
  }
});

test("help of the twin lists its commands, and each its options", async () => {
  const commands = commandsOf(shipped);
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
