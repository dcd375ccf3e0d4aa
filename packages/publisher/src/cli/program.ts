import { statSync } from "node:fs";
import { resolve } from "node:path";
import { redactOutput } from "@retain/artifacts/secrets/redact";
import { Command, CommanderError } from "commander";
import type { CommandSpec } from "./command.ts";
import { commands } from "./commands.ts";
import { type Ended, exitCodes } from "./exit-codes.ts";
import { commonOptions } from "./options.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** The exit table as help text. */
function exitTable(): readonly string[] {
  return Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`);
}

/** Reads the command line, runs one command, and says how it ended. Throws only what is a defect of ours. */
export async function runProgram(argv: readonly string[], version: string): Promise<Ended> {
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
  for (const spec of commands) {
    program.addCommand(
      declare(spec, async (options, args) => {
        const terminal = openTerminal({
          colour: options.color === false ? false : undefined,
          quiet: options.quiet === true,
        });
        const cwd = typeof options.cwd === "string" ? resolve(options.cwd) : process.cwd();
        if (!isFolder(cwd)) ended = refuseFolder(terminal, cwd);
        else ended = await (await spec.load())({ terminal, cwd, args, options });
      }),
    );
  }
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? "done" : "usage";
  }
  return ended;
}

function declare(
  spec: CommandSpec,
  action: (options: Record<string, unknown>, args: readonly string[]) => Promise<void>,
): Command {
  const command = new Command(spec.name)
    .summary(spec.summary)
    .description([`${spec.summary}.`, ...spec.about].join("\n\n"))
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(wrongUse(text, `retain ${spec.name}`)) })
    .helpOption("-h, --help", "print help")
    .addHelpText("after", () => `\nExamples:\n${spec.examples.map((text) => `  ${text}`).join("\n")}`);
  if (spec.args) command.arguments(spec.args);
  for (const option of [...spec.options, ...commonOptions]) command.option(option.flags, option.help);
  if (spec.passThrough) command.passThroughOptions().allowUnknownOption();
  command.action(async (...given: unknown[]) => {
    const args = given
      .slice(0, -2)
      .flat()
      .filter((value): value is string => typeof value === "string");
    await action(command.opts(), args);
  });
  return command;
}

/** Wrong use in the form that every problem has: what is wrong, and the way out. */
function wrongUse(text: string, command: string): string {
  const [problem = "", hint] = redactOutput(text)
    .trim()
    .replace(/^error: /, "Error: ")
    .split("\n");
  const meant = /^\(Did you mean (.*)\?\)$/.exec(hint ?? "")?.[1];
  return `${problem}\n  -> ${meant === undefined ? `see: ${command} --help` : `did you mean ${meant}?`}\n`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function refuseFolder(terminal: Terminal, folder: string): Ended {
  terminal.problem(`Error: there is no folder '${folder}' to work in`);
  terminal.problem("  -> correct --cwd");
  return "usage";
}
