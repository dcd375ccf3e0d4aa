import { InvalidArgumentError } from "commander";
import type { OptionSpec } from "./command.ts";
import type { OptionsOf } from "./typed.ts";

/** Which environment. */
export const env = {
  flags: "-e, --env <name>",
  help: "environment to work on: a file in the environments folder (default: the one retain.yaml names)",
} as const satisfies OptionSpec;

/** The result as JSON. */
export const json = {
  flags: "--json",
  help: "print the result as JSON on stdout",
} as const satisfies OptionSpec;

/** Which artifacts are left out. */
export const except = {
  flags: "--except <pattern...>",
  help: "not these artifacts; same patterns",
} as const satisfies OptionSpec;

/** Which artifacts. */
export const selection = [
  {
    flags: "--only <pattern...>",
    help: "only these artifacts, and what they need that is not in the workspace: a kind (pipeline), kind/name (pipeline/Load*), a name (Load*), a Studio folder (folder:Demo/**)",
    contradicts: {
      "--only-exactly": "use one of them: --only includes what is needed, --only-exactly does not",
    },
  },
  { flags: "--only-exactly <pattern...>", help: "only these, without what they need; same patterns" },
  except,
] as const satisfies readonly OptionSpec[];

/** Which artifacts, as it was typed. */
export type SelectionOptions = OptionsOf<typeof selection>;

/** What is done where both sides moved. */
export const moveOptions = [
  {
    flags: "--overwrite",
    help: "where both the repository and the workspace moved, write the repository's side",
    contradicts: { "--keep-live": "use one of them, or neither to see the conflicts" },
  },
  {
    flags: "--keep-live",
    help: "leave what moved in the workspace as it is, whether or not the repository moved too",
  },
] as const satisfies readonly OptionSpec[];

/** What is done where both sides moved, as it was typed. */
export type MoveOptions = OptionsOf<typeof moveOptions>;

/** That what can be done is done, though something is not there. */
export const despiteMissing = {
  flags: "--despite-missing",
  help: "continue even if something the plan needs (a runtime, a pool, an artifact) does not exist",
} as const satisfies OptionSpec;

/** What is done with what is nobody's. */
export const pruneUnmanaged = {
  flags: "--prune-unmanaged",
  help: "delete what is live, not in the repository, and not ours",
} as const satisfies OptionSpec;

/** That nobody is asked. */
export const yes = {
  flags: "-y, --yes",
  help: "do not ask; required without a terminal",
} as const satisfies OptionSpec;

/** What may be changed, and which old windows may run, without a question. */
export const consentOptions = [
  {
    flags: "--allow-delete [ref...]",
    help: "delete these without asking (kind/name, * matches any text), or all if none is given; with a saved plan, only these of its deletes",
  },
  {
    flags: "--allow <ref...>",
    help: "name changes, each as kind/name, where the environment requires it",
  },
  {
    flags: "--allow-backfill [trigger...]",
    help: "let these triggers (trigger/name, * matches any text), or all if none is given, run more past windows than the environment allows without asking (`backfillLimit`)",
  },
] as const satisfies readonly OptionSpec[];

/** What may be changed without a question, as it was typed. */
export type ConsentOptions = OptionsOf<typeof consentOptions>;

/** By which name the next report of the same kind finds this one. */
export const reportKey = {
  flags: "--key <name>",
  help: "key by which the next report replaces this one (default: the file name)",
} as const satisfies OptionSpec;

/** Options that every command takes. */
export const commonOptions = [
  { flags: "-C, --cwd <folder>", help: "work as if started in this folder" },
  { flags: "--quiet", help: "no progress, notes or warnings: results and errors only" },
  { flags: "--no-color", help: "no colors (like NO_COLOR)" },
] as const satisfies readonly OptionSpec[];

/** Reads a number of things: an option's `read`. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d{1,6}$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError("give a whole number from 1 on");
}
