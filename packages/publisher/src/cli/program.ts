import { statSync } from "node:fs";
import { resolve } from "node:path";
import { redactOutput } from "@retain/artifacts/secrets/redact";
import { Command, CommanderError } from "commander";
import type { CommandGroup, CommandSpec } from "./command.ts";
import { type Ended, exitCodes } from "./exit-codes.ts";
import { commonOptions } from "./options.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** The exit table as help text. */
function exitTable(): readonly string[] {
  return Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`);
}

/** Reads the command line, runs one command, and says how it ended. Throws only what is a defect of ours. */
export async function runProgram(
  argv: readonly string[],
  version: string,
  commands: readonly (CommandSpec | CommandGroup)[],
): Promise<Ended> {
  let ended: Ended = "done";
  const program = new Command("retain")
    .description("Keeps an Azure Synapse workspace true to its repository")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .enablePositionalOptions()
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(wrongUse(text, "retain")) })
    .addHelpText("after", () => `\nExit codes:\n${exitTable().join("\n")}`);
  const run =
    (spec: CommandSpec): Action =>
    async (options, args) => {
      const terminal = openTerminal({
        colour: options.color === false ? false : undefined,
        quiet: options.quiet === true,
      });
      const cwd = typeof options.cwd === "string" ? resolve(options.cwd) : process.cwd();
      if (!isFolder(cwd)) ended = refuse(terminal, `there is no folder '${cwd}' to work in`, "correct --cwd");
      else ended = await (await spec.load())({ terminal, cwd, args, options });
    };
  for (const spec of commands) {
    if ("commands" in spec) program.addCommand(declareGroup(spec, argv, run));
    else program.addCommand(declare(spec, spec.name, argv, run(spec)));
  }
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? "done" : "usage";
  }
  return ended;
}

/** What a command does with what was typed. */
type Action = (options: Record<string, unknown>, args: readonly string[]) => Promise<void>;

function declare(spec: CommandSpec, path: string, argv: readonly string[], action: Action): Command {
  const command = withWords(spec, path);
  if (spec.args) command.arguments(spec.args);
  if (spec.runs) command.usage("[options] [-- command...]");
  for (const option of [...spec.options, ...commonOptions]) command.option(option.flags, option.help);
  command.action(async (...given: unknown[]) => {
    const args = given
      .slice(0, -2)
      .flat()
      .filter((value): value is string => typeof value === "string");
    if (spec.runs) checkProgram(command, args, argv);
    await action(typedFor(command), args);
  });
  return command;
}

/** Ends with wrong use where the arguments are not exactly what stands after `--`. */
function checkProgram(command: Command, args: readonly string[], argv: readonly string[]): void {
  const at = argv.indexOf("--");
  const program = at < 0 ? [] : argv.slice(at + 1);
  // To commander even `--` is the value of an option that takes one.
  if (Object.values(command.opts()).flat().includes("--"))
    command.error("error: the option before -- lacks its value");
  const [stray] = args.slice(0, args.length - program.length);
  if (stray !== undefined) command.error(`error: a command to run stands after --, and '${stray}' does not`);
  if (at >= 0 && program.length === 0) command.error("error: no command stands after --");
}

function declareGroup(
  group: CommandGroup,
  argv: readonly string[],
  run: (spec: CommandSpec) => Action,
): Command {
  const names = group.commands.map(({ name }) => name);
  const command = withWords(group, group.name, names).helpCommand(
    "help [command]",
    "print the help of a command",
  );
  for (const option of commonOptions) command.option(option.flags, option.help);
  for (const spec of group.commands)
    command.addCommand(declare(spec, `${group.name} ${spec.name}`, argv, run(spec)));
  return command;
}

/** A command with what is said of it, and nothing to do yet. */
function withWords(
  { name, summary, about, examples }: CommandSpec | CommandGroup,
  path: string,
  names: readonly string[] = [],
): Command {
  return new Command(name)
    .summary(summary)
    .description([`${summary}.`, ...about].join("\n\n"))
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(wrongUse(text, `retain ${path}`, names)) })
    .helpOption("-h, --help", "print help")
    .addHelpText("after", () => `\nExamples:\n${examples.map((text) => `  ${text}`).join("\n")}`);
}

/** What was typed for a command; the options that all commands take may stand before the name of one of a group. */
function typedFor(command: Command): Record<string, unknown> {
  const { parent } = command;
  const before = Object.entries(parent?.opts() ?? {});
  return {
    ...command.opts(),
    ...Object.fromEntries(before.filter(([name]) => parent?.getOptionValueSource(name) === "cli")),
  };
}

/** Wrong use in the form that every problem has: what is wrong, and the way out. */
function wrongUse(text: string, command: string, names: readonly string[] = []): string {
  const [problem = "", hint] = redactOutput(text)
    .trim()
    .replace(/^error: /, "Error: ")
    .split("\n");
  const meant = /^\(Did you mean (.*)\?\)$/.exec(hint ?? "")?.[1];
  if (meant !== undefined) return `${problem}\n  -> did you mean ${meant}?\n`;
  const isUnknown = names.length > 0 && problem.startsWith("Error: unknown command");
  return `${problem}\n  -> ${isUnknown ? `one of: ${names.join(", ")}` : `see: ${command} --help`}\n`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function refuse(terminal: Terminal, message: string, advice: string): Ended {
  terminal.problem(`Error: ${message}`);
  terminal.problem(`  -> ${advice}`);
  return "usage";
}
