import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Argument, Command, CommanderError, Option } from "commander";
import type { Root } from "../root.ts";
import type { CommandGroup, CommandSpec, CommonOptions, OptionSpec } from "./command.ts";
import { commandsOf } from "./commands.ts";
import { type Ended, exitCodes } from "./exit-codes.ts";
import { commonOptions } from "./options.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { wrongUse } from "./wrong-use.ts";

/** The exit table as help text. */
function exitTable(): readonly string[] {
  return Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`);
}

/** Reads the command line, runs one command, and says how it ended. Throws only what is a defect of ours. */
export async function runProgram(
  argv: readonly string[],
  version: string,
  root: Root,
  commands: readonly (CommandSpec | CommandGroup)[] = commandsOf(root),
): Promise<Ended> {
  let ended: Ended = "done";
  const program = new Command("retain")
    .description("Keeps an Azure Synapse workspace in sync with its repository")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .enablePositionalOptions()
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(wrongUse(text, { path: "retain" })) })
    .addHelpText("after", () => `\nExit codes:\n${exitTable().join("\n")}`);
  const run =
    (spec: CommandSpec): Action =>
    async (options, args) => {
      const terminal = openTerminal({
        colour: options.color === false ? false : undefined,
        quiet: options.quiet === true,
      });
      const cwd = options.cwd === undefined ? process.cwd() : resolve(options.cwd);
      if (!isFolder(cwd)) ended = refuse(terminal, `there is no folder '${cwd}' to work in`, "correct --cwd");
      else ended = await (await spec.load())({ root, terminal, cwd, args, options });
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
type Action = (options: CommonOptions, args: readonly string[]) => Promise<void>;

function declare(spec: CommandSpec, path: string, argv: readonly string[], action: Action): Command {
  const command = withWords(spec, path);
  for (const text of spec.args?.split(" ") ?? []) command.addArgument(argumentOf(text, spec));
  if (spec.runs) command.usage("[options] [-- command...]");
  for (const option of [...spec.options, ...commonOptions]) command.addOption(optionOf(option));
  command.action(async (...given: unknown[]) => {
    const args = given
      .slice(0, -2)
      .flat()
      .filter((value): value is string => typeof value === "string");
    if (spec.runs) checkProgram(command, args, argv);
    checkEffect(command, spec, args);
    await action(typedFor(command), args);
  });
  return command;
}

function argumentOf(text: string, { argChoices }: CommandSpec): Argument {
  const argument = new Argument(text);
  const choices = argChoices?.[argument.name()];
  return choices === undefined ? argument : argument.choices(choices);
}

function optionOf({ flags, help, choices, read, contradicts = {} }: OptionSpec): Option {
  const option = new Option(flags, help);
  if (choices !== undefined) option.choices(choices);
  if (read !== undefined) option.argParser(read);
  return option.conflicts(Object.keys(contradicts).map((flag) => new Option(flag).attributeName()));
}

/** Ends with wrong use where an option was typed that has no effect beside the rest. */
function checkEffect(command: Command, spec: CommandSpec, args: readonly string[]): void {
  const typed = (flags: string) => command.getOptionValueSource(new Option(flags).attributeName()) === "cli";
  const names = spec.args?.split(" ").map((text) => new Argument(text).name()) ?? [];
  for (const { flags, needs } of spec.options) {
    if (needs === undefined || !typed(flags)) continue;
    const fault =
      "flag" in needs
        ? !typed(needs.flag) && `without ${needs.flag}`
        : !needs.values.includes(args[names.indexOf(needs.arg)] ?? "") &&
          `with '${args[names.indexOf(needs.arg)]}', only with: ${needs.values.join(", ")}`;
    if (fault) command.error(`error: ${new Option(flags).long} has no effect ${fault}`);
  }
}

/** Ends with wrong use where the arguments are not exactly what stands after `--`. */
function checkProgram(command: Command, args: readonly string[], argv: readonly string[]): void {
  const at = argv.indexOf("--");
  const program = at < 0 ? [] : argv.slice(at + 1);
  // To commander even `--` is the value of an option that takes one.
  if (Object.values(command.opts()).flat().includes("--"))
    command.error("error: the option before -- has no value");
  const [stray] = args.slice(0, args.length - program.length);
  if (stray !== undefined) command.error(`error: a command to run must follow --, not '${stray}'`);
  if (at >= 0 && program.length === 0) command.error("error: no command after --");
}

function declareGroup(
  group: CommandGroup,
  argv: readonly string[],
  run: (spec: CommandSpec) => Action,
): Command {
  const command = withWords(group, group.name).helpCommand("help [command]", "print the help of a command");
  for (const option of commonOptions) command.addOption(optionOf(option));
  for (const spec of group.commands)
    command.addCommand(declare(spec, `${group.name} ${spec.name}`, argv, run(spec)));
  return command;
}

/** A command with what is said of it, and nothing to do yet. */
function withWords(spec: CommandSpec | CommandGroup, path: string): Command {
  const { name, summary, about, examples } = spec;
  return new Command(name)
    .summary(summary)
    .description([`${summary}.`, ...about].join("\n\n"))
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(wrongUse(text, { path: `retain ${path}`, spec })),
    })
    .helpOption("-h, --help", "print help")
    .addHelpText("after", () => `\nExamples:\n${examples.map((text) => `  ${text}`).join("\n")}`);
}

/** What was typed for a command; the options that all commands take may stand before the name of one of a group. */
function typedFor(command: Command): CommonOptions {
  const { parent } = command;
  const before = Object.entries(parent?.opts() ?? {});
  return {
    ...command.opts(),
    ...Object.fromEntries(before.filter(([name]) => parent?.getOptionValueSource(name) === "cli")),
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function refuse(terminal: Terminal, message: string, advice: string): Ended {
  terminal.problem(`Error: ${message}`);
  terminal.problem(`  -> ${advice}`);
  return "usage";
}
