import { type ParseArgsConfig, parseArgs } from "node:util";
import { TwinError } from "../host/twin-error.ts";

interface Option {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** How help names the value. */
  readonly value?: string;
  readonly help: string;
}

interface Command {
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Takes `-- COMMAND ...`. */
  readonly runs?: boolean;
}

const folder: Option = {
  type: "string",
  value: "PATH",
  help: "where the twin keeps its state (default: .retain/twin)",
};

/** Every command of the twin and its options: parsing and help come from here. */
const commands = {
  start: {
    summary: "Start the twin; with -- COMMAND, run the command against it and stop the twin after",
    runs: true,
    options: {
      folder,
      workspace: {
        type: "string",
        multiple: true,
        value: "NAME",
        help: "a workspace to serve, repeatable (default: those of the last start, else retain-twin)",
      },
      lake: {
        type: "string",
        multiple: true,
        value: "NAME",
        help: "a storage account to serve, repeatable (default: those of the last start, else one named after the workspace)",
      },
      filesystem: {
        type: "string",
        multiple: true,
        value: "NAME",
        help: "a file system to make in each storage account, repeatable (default: churn)",
      },
      vault: {
        type: "string",
        multiple: true,
        value: "NAME=SECRET,…",
        help: "a Key Vault to serve and the names of its secrets, which have no values, repeatable (default: none)",
      },
      latency: { type: "string", value: "MS", help: "delay every answer of a workspace (default: 0)" },
      operation: {
        type: "string",
        value: "MS",
        help: "how long a write takes until it is done (default: 100; with 0 the first look finds it done)",
      },
      "retry-after": {
        type: "string",
        value: "SECONDS",
        help: "what an operation tells clients to wait between two looks (default: 10, as the service does)",
      },
      "page-size": {
        type: "string",
        value: "N",
        help: "split lists into pages of this size (default: one page)",
      },
      role: {
        type: "string",
        multiple: true,
        value: "NAME",
        help: "what whoever signs in is on each workspace, repeatable (default: Synapse Administrator)",
      },
      faults: { type: "string", value: "FILE", help: "misbehave by the rules of this file (JSON)" },
      detach: { type: "boolean", help: "leave the twin running in the background" },
    },
  },
  status: {
    summary: "Show where the twin listens and what a client needs to reach it",
    options: { folder, json: { type: "boolean", help: "print everything as JSON" } },
  },
  faults: {
    summary: "Show the fault rules of a running twin, replace or clear them",
    options: {
      folder,
      set: {
        type: "string",
        value: "FILE",
        help: "put the rules of this file (JSON) into force, and no others",
      },
      clear: { type: "boolean", help: "misbehave no more" },
    },
  },
  stop: { summary: "Stop the twin; its state stays", options: { folder } },
  reset: { summary: "Stop the twin and remove its state", options: { folder } },
} satisfies Record<string, Command>;

/** A command's name. */
type CommandName = keyof typeof commands;

/** The options given, by name. */
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What was typed: a command with its options, or a wish for help. */
export type Typed =
  | { readonly help: string }
  | {
      readonly command: CommandName;
      readonly values: Values;
      /** What stands after `--`. */
      readonly run: readonly string[];
    };

/** Wrong use of the command line: nothing was done. */
export class UsageError extends TwinError {}

/** Reads the words after `retain twin`. Throws a `UsageError`. */
export function readCommandLine(words: readonly string[]): Typed {
  const [name, ...rest] = words;
  if (name === undefined || name === "help" || isHelp(name)) return { help: overview() };
  const command = isCommand(name) ? (commands[name] as Command) : undefined;
  if (!isCommand(name) || !command) {
    throw new UsageError(`unknown command "${name}"`, `one of: ${Object.keys(commands).join(", ")}`);
  }
  const end = rest.indexOf("--");
  const own = end < 0 ? rest : rest.slice(0, end);
  const run = end < 0 ? [] : rest.slice(end + 1);
  if (own.some(isHelp)) return { help: helpOf(name, command) };
  if (end >= 0 && !command.runs) throw new UsageError(`${name} runs no command`, helpHint(name));
  if (end >= 0 && run.length === 0) throw new UsageError("no command stands after --", helpHint(name));
  return { command: name, values: parse(name, command, own), run };
}

/** The value of an option that takes one. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

function parse(name: CommandName, command: Command, args: readonly string[]) {
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const [flag, { type, multiple = false }] of Object.entries(command.options)) {
    options[flag] = { type, multiple };
  }
  const { values, tokens } = readLoosely(name, args, options);
  for (const token of tokens) {
    if (token.kind === "positional") {
      throw new UsageError(
        `unexpected word "${token.value}"`,
        `a command to run stands after --; ${helpHint(name)}`,
      );
    }
    if (token.kind !== "option") continue;
    const option = command.options[token.name];
    if (!option) throw new UsageError(`unknown option "${token.rawName}"`, helpHint(name));
    if (option.type === "string" && !token.value) {
      throw new UsageError(
        `${token.rawName} needs a value: ${token.rawName} ${option.value}`,
        helpHint(name),
      );
    }
    if (option.type === "boolean" && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value`, helpHint(name));
    }
  }
  return values;
}

function readLoosely(name: CommandName, args: readonly string[], options: ParseArgsConfig["options"]) {
  const config = { args: [...args], options, strict: false, allowPositionals: true, tokens: true } as const;
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message, helpHint(name));
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

function helpHint(name: CommandName): string {
  return `see: retain twin ${name} --help`;
}

function overview(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return [
    "A local Azure Synapse that speaks the real protocol.",
    "",
    "Usage: retain twin <command> [options]",
    "",
    ...columns(rows),
  ].join("\n");
}

function helpOf(name: CommandName, command: Command): string {
  const rows = Object.entries(command.options).map(
    ([flag, { value, help }]) => [`--${flag}${value ? ` ${value}` : ""}`, help] as const,
  );
  const tail = command.runs ? " [-- COMMAND ...]" : "";
  return [command.summary, "", `Usage: retain twin ${name} [options]${tail}`, "", ...columns(rows)].join(
    "\n",
  );
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
