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
    help: "only these artifacts, and what they need and the workspace does not hold: a kind (pipeline), kind/name (pipeline/Load*), a name (Load*), a Studio folder (folder:Demo/**)",
  },
  { flags: "--only-exactly <pattern...>", help: "only these, and nothing that they need; same patterns" },
  { flags: "--except <pattern...>", help: "not these artifacts; same patterns" },
];

/** What is done where both sides moved. */
export const moveOptions: readonly OptionSpec[] = [
  {
    flags: "--overwrite",
    help: "where the repository and the workspace both moved, write the repository's side",
  },
  {
    flags: "--keep-live",
    help: "leave what moved in the workspace as it is, whether the repository moved too or not",
  },
];

/** That what can be done is done, though something is not there. */
export const despiteMissing: OptionSpec = {
  flags: "--despite-missing",
  help: "go on though something that the plan needs (a runtime, a pool, an artifact) is not there",
};

/** What is done with what is nobody's. */
export const pruneUnmanaged: OptionSpec = {
  flags: "--prune-unmanaged",
  help: "delete what is live, not in the repository, and not ours",
};

/** That nobody is asked. */
export const yes: OptionSpec = { flags: "-y, --yes", help: "do not ask; needed where nobody can answer" };

/** What may be changed without a question. */
export const consentOptions: readonly OptionSpec[] = [
  {
    flags: "--allow-delete [ref...]",
    help: "delete without a question: these (kind/name, * is any text), or all where none is given; of a saved plan, these of its deletes only",
  },
  {
    flags: "--allow <ref...>",
    help: "name changes, each as kind/name, where the environment asks for that",
  },
];

/** That old windows may run without a question. */
export const allowBackfill: OptionSpec = {
  flags: "--allow-backfill [trigger...]",
  help: "let these triggers (trigger/name, * is any text), or all where none is given, run more windows of the past than the environment lets go unasked (`backfillLimit`)",
};

/** Options that every command takes. */
export const commonOptions: readonly OptionSpec[] = [
  { flags: "-C, --cwd <folder>", help: "work as if started in this folder" },
  { flags: "--quiet", help: "no progress, no notes and no warnings: results and errors only" },
  { flags: "--no-color", help: "no colours (NO_COLOR does the same)" },
];
