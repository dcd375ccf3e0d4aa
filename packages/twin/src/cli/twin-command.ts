import type { StartOption, Typed } from "../twin-service.ts";

/** What a command of the twin is given. */
export interface TwinCall {
  /** The folder to work in. */
  readonly cwd: string;
  readonly typed: Typed;
  /** What stands after `--`: a program and its words. */
  readonly program: readonly string[];
  /** Takes the result. It holds the twin's own token and key, which a client needs. */
  readonly say: (text: string) => void;
  /** Takes what is not the result. */
  readonly note: (text: string) => void;
}

/** How a command of the twin ended; `ran`: as the program after `--` did. */
export type TwinEnded =
  | { readonly status: "done" }
  | { readonly status: "ran"; readonly code: number }
  | { readonly status: "failed" | "usage"; readonly message: string; readonly advice: string };

/** Runs a command. Throws a `TwinError`, which becomes the end of it. */
export type TwinRun = (call: TwinCall) => Promise<number | undefined>;

/** A command of the twin, declared once: help, parsing and the reference page come from it. */
export interface TwinCommand {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs of the reference page and of help. */
  readonly about: readonly string[];
  readonly options: readonly StartOption[];
  readonly examples: readonly string[];
  /** Takes a program to run after `--`. */
  readonly runs?: true;
  /** Loads the code when the command is run. */
  readonly load: () => Promise<(call: TwinCall) => Promise<TwinEnded>>;
}
