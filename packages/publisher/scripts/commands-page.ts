import { readCommandLine } from "@retain/twin/cli/command-line";
import type { CommandSpec, OptionSpec } from "../src/cli/command.ts";
import { commands } from "../src/cli/commands.ts";
import { commonOptions } from "../src/cli/options.ts";

/** docs/commands.md, from the declarations that the program itself is made of. */
export function commandsPage(): string {
  const blocks = [
    "<!-- Written by `npm run generate` from packages/publisher/src/cli/specs: change those. -->",
    "# Commands",
    "`retain <command> [options]`. How it ends: [exit codes](output.md#exit-codes). What it reads: [configuration](configuration.md).",
    ["| command | what it does |", "|---|---|", ...commands.map(indexRow)].join("\n"),
    "Every command takes these options:",
    optionTable(commonOptions),
    ...commands.flatMap(commandBlocks),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function indexRow({ name, summary }: CommandSpec): string {
  return `| [\`${name}\`](#retain-${name}) | ${cell(summary)} |`;
}

function commandBlocks(spec: CommandSpec): readonly string[] {
  const words = ["retain", spec.name, spec.args, spec.options.length > 0 ? "[options]" : undefined];
  return [
    `## retain ${spec.name}`,
    `${spec.summary}.`,
    fenced([words.filter((word) => word !== undefined).join(" ")]),
    ...spec.about,
    ...(spec.options.length > 0 ? [optionTable(spec.options)] : []),
    "Examples:",
    fenced(spec.examples),
    ...(spec.passThrough === true ? twinBlocks() : []),
  ];
}

/** The twin is a program of its own: what it says of itself. */
function twinBlocks(): readonly string[] {
  return ["start", "status", "faults", "stop", "reset"].flatMap((action) => {
    const typed = readCommandLine([action, "--help"]);
    return "help" in typed ? [`### retain twin ${action}`, fenced(typed.help.split("\n"))] : [];
  });
}

function optionTable(options: readonly OptionSpec[]): string {
  const rows = options.map(({ flags, help }) => `| \`${flags}\` | ${cell(help)} |`);
  return ["| option | meaning |", "|---|---|", ...rows].join("\n");
}

function fenced(lines: readonly string[]): string {
  return ["```", ...lines, "```"].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
