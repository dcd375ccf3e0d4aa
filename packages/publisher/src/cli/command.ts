import type { Root } from "../root.ts";
import type { Session } from "../session.ts";
import type { Ended } from "./exit-codes.ts";
import type { commonOptions, env } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import type { ArgsOf, OptionsOf } from "./typed.ts";

/** One option of a command; the type of what a command gets by it follows from this (`OptionsOf`). */
export interface OptionSpec {
  /** As commander reads it: `--env <name>`, `-y, --yes`, `--only <pattern...>`. */
  readonly flags: string;
  readonly help: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  /** Makes the value of what was typed; an `InvalidArgumentError` says what to type instead. */
  readonly read?: (text: string) => unknown;
  /** Options that contradict it, by their long flag, each with what to type instead. */
  readonly contradicts?: { readonly [flag: string]: string };
  /** What it has no effect without: another option, by its long flag, or one of these values of an argument. */
  readonly needs?: { readonly flag: string } | { readonly arg: string; readonly values: readonly string[] };
}

/** What is said of a command: help, parsing, the reference page and tests come from it. */
interface CommandWords {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs of the reference page. */
  readonly about: readonly string[];
  readonly examples: readonly string[];
}

/** What a command takes, declared once. */
export interface CommandDeclaration extends CommandWords {
  /** Positional arguments as commander reads them: `[file]`. */
  readonly args?: string;
  /** The only values that arguments take, by their name. */
  readonly argChoices?: { readonly [arg: string]: readonly string[] };
  readonly options: readonly OptionSpec[];
  /** The arguments are a program to run and its words, which stand after `--` and nowhere else. */
  readonly runs?: true;
}

/** The options that every command takes, as they were typed. */
export type CommonOptions = OptionsOf<typeof commonOptions>;

/** What was typed, and where it is answered. */
export interface Typed {
  readonly root: Root;
  readonly terminal: Terminal;
  /** The folder to work in. */
  readonly cwd: string;
  readonly args: readonly string[];
  readonly options: CommonOptions & OptionsOf<readonly [typeof env]>;
}

/** What a command's code is given: a session, and what was typed. Only `cli/` and `commands/` know of it. */
export interface CommandContext<Options = object, Args extends readonly string[] = readonly string[]>
  extends Session {
  readonly terminal: Terminal;
  readonly args: Args;
  readonly options: CommonOptions & Options;
}

/** What the code of a command is given, by its declaration. */
export type ContextOf<Declared extends CommandDeclaration> = CommandContext<
  OptionsOf<Declared["options"]>,
  ArgsOf<Declared>
>;

/** A command. */
export interface CommandSpec extends CommandDeclaration {
  /** Loads the code when the command is run: `--help` must not pay for it. */
  readonly load: () => Promise<(typed: Typed) => Promise<Ended>>;
}

/** A declaration with all it says in its type. */
export function declare<const Declared extends CommandDeclaration>(declared: Declared): Declared {
  return declared;
}

/** A declared command with its code, which gets what was typed as the declaration says. */
export function command<Declared extends CommandDeclaration>(
  declared: Declared,
  load: () => Promise<(context: ContextOf<Declared>) => Promise<Ended>>,
): CommandSpec {
  return {
    ...declared,
    load: async () => {
      const [{ runCommand }, run] = await Promise.all([import("./run-command.ts"), load()]);
      // The one place where what commander read by a declaration gets the type that follows from it.
      return (typed) => runCommand(typed, (context) => run(context as ContextOf<Declared>));
    },
  };
}

/** Commands that share a first word: `retain twin start`, `retain twin stop`. */
export interface CommandGroup extends CommandWords {
  readonly commands: readonly CommandSpec[];
}
