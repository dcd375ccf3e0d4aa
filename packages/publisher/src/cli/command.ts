import type { Ended } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** One option of a command. */
export interface OptionSpec {
  /** As commander reads it: `--env <name>`, `-y, --yes`, `--only <pattern...>`. */
  readonly flags: string;
  readonly help: string;
}

/** What a command's code is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** The folder the program was started in. */
  readonly cwd: string;
  readonly args: readonly string[];
  readonly options: { readonly [name: string]: unknown };
}

/** What is said of a command: help, the reference page and tests come from it. */
interface CommandWords {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs of the reference page. */
  readonly about: readonly string[];
  readonly examples: readonly string[];
}

/** A command: declared once; help, parsing, the reference page and tests come from it. */
export interface CommandSpec extends CommandWords {
  /** Positional arguments as commander reads them: `[file]`. */
  readonly args?: string;
  readonly options: readonly OptionSpec[];
  /** The arguments are a program to run and its words, which stand after `--` and nowhere else. */
  readonly runs?: true;
  /** Loads the code when the command is run: `--help` must not pay for it. */
  readonly load: () => Promise<(context: CommandContext) => Promise<Ended>>;
}

/** Commands that share a first word: `retain twin start`, `retain twin stop`. */
export interface CommandGroup extends CommandWords {
  readonly commands: readonly CommandSpec[];
}
