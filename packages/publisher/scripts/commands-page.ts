import type { CommandGroup, CommandSpec, OptionSpec } from "../src/cli/command.ts";
import { commandsOf } from "../src/cli/commands.ts";
import { commonOptions } from "../src/cli/options.ts";
import { shipped } from "../src/shipped.ts";

/** docs/commands.md, from the declarations that the program itself is made of. */
export function commandsPage(): string {
  const commands = commandsOf(shipped);
  const blocks = [
    "<!-- Written by `npm run generate` from packages/publisher/src/cli/specs: change those. -->",
    "# Commands",
    "`retain <command> [options]`. How it ends: [exit codes](output.md#exit-codes). What it reads: [configuration](configuration.md).",
    ["| command | what it does |", "|---|---|", ...commands.map(indexRow)].join("\n"),
    "Every command takes these options:",
    optionTable(commonOptions),
    ...commands.flatMap((command) =>
      "commands" in command ? groupBlocks(command) : commandBlocks(command, "##", command.name),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function indexRow({ name, summary }: CommandSpec | CommandGroup): string {
  return `| [\`${name}\`](#retain-${name}) | ${cell(summary)} |`;
}

function commandBlocks(spec: CommandSpec, heading: string, path: string): readonly string[] {
  const args = spec.runs ? "[-- command...]" : spec.args;
  const options = spec.options.length > 0 ? "[options]" : undefined;
  const words = ["retain", path, ...(spec.runs ? [options, args] : [args, options])];
  return [
    `${heading} retain ${path}`,
    `${spec.summary}.`,
    fenced([words.filter((word) => word !== undefined).join(" ")]),
    ...spec.about,
    ...(spec.options.length > 0 ? [optionTable(spec.options)] : []),
    "Examples:",
    fenced(spec.examples),
  ];
}

function groupBlocks({ name, summary, about, examples, commands }: CommandGroup): readonly string[] {
  return [
    `## retain ${name}`,
    `${summary}.`,
    fenced([`retain ${name} <command> [options]`]),
    ...about,
    "Examples:",
    fenced(examples),
    ...commands.flatMap((command) => commandBlocks(command, "###", `${name} ${command.name}`)),
  ];
}

function optionTable(options: readonly OptionSpec[]): string {
  const rows = options.map(({ flags, help, choices }) => {
    const one = choices === undefined ? "" : `: ${choices.join(", ")}`;
    return `| \`${flags}\` | ${cell(`${help}${one}`)} |`;
  });
  return ["| option | meaning |", "|---|---|", ...rows].join("\n");
}

function fenced(lines: readonly string[]): string {
  return ["```", ...lines, "```"].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
