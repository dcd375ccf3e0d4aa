import type { OptionSpec } from "./command.ts";

/** Which environment. */
export const env: OptionSpec = {
  flags: "-e, --env <name>",
  help: "environment to work on: a file in the environments folder (default: the one retain.yaml names)",
};
/** The result as JSON. */
export const json: OptionSpec = { flags: "--json", help: "print the result as JSON on stdout" };
/** Which artifacts. */
export const selection: readonly OptionSpec[] = [
  {
    flags: "--only <pattern...>",
    help: "only these artifacts: a kind (pipeline), kind/name (pipeline/Load*), a name (Load*), a Studio folder (folder:Demo/**)",
  },
  { flags: "--except <pattern...>", help: "not these artifacts; same patterns" },
];

/** Options that every command takes. */
export const commonOptions: readonly OptionSpec[] = [
  { flags: "-C, --cwd <folder>", help: "work as if started in this folder" },
  { flags: "--quiet", help: "no progress and no notes, results and problems only" },
  { flags: "--no-color", help: "no colours (NO_COLOR does the same)" },
];
