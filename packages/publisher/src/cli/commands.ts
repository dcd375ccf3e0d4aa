import type { CommandSpec, OptionSpec } from "./command.ts";

const env: OptionSpec = {
  flags: "-e, --env <name>",
  help: "environment to work on: a file in the environments folder (default: the one retain.yaml names)",
};
const json: OptionSpec = { flags: "--json", help: "print the result as JSON on stdout" };
const selection: readonly OptionSpec[] = [
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

/** Every command of the program. */
export const commands: readonly CommandSpec[] = [
  {
    name: "validate",
    summary: "Check the repository without touching any workspace",
    about: [
      "Reads every source that retain.yaml names and reports all problems at once, each with its place and the way out: wire schema, names and limits, references that resolve to nothing, cycles, duplicates, parameters, placeholders and secrets.",
      "Rules that retain.yaml lowers to warnings are listed with their reason.",
    ],
    options: [env, json],
    examples: ["retain validate", "retain validate --env prod --json"],
    load: async () => (await import("../commands/validate.ts")).runValidate,
  },
  {
    name: "plan",
    summary: "Show what apply would change, field by field",
    about: [
      "Reads the repository and the live workspace and prints the changes that would make them equal: creates, updates with every differing field, risk, order. Nothing is written.",
      "The JSON form is versioned and has a published schema (plan.schema.json in the package). A plan saved with --out can be applied later, and is refused when the workspace has moved since.",
    ],
    options: [
      env,
      ...selection,
      { flags: "--out <file>", help: "save the plan, to be applied with `retain apply FILE`" },
      { flags: "--markdown <file>", help: "write the plan as markdown, for a pull request" },
      { flags: "--exit-code", help: "end with 2 when there are changes, 0 when there are none" },
      { flags: "--unmanaged", help: "list the live artifacts that the repository does not hold" },
      json,
    ],
    examples: [
      "retain plan",
      "retain plan --env prod --only pipeline 'dataset/Sink*'",
      "retain plan --out plan.json --markdown plan.md --exit-code",
    ],
    load: async () => (await import("../commands/plan.ts")).runPlan,
  },
  {
    name: "apply",
    args: "[file]",
    summary: "Make the workspace equal to the repository",
    about: [
      "Plans, asks, writes only what differs in the order of references, independent changes side by side, then reads again and proves that nothing is left to do. With FILE it applies exactly that saved plan.",
      "Ctrl-C finishes what is under way, starts nothing new and reports both. What failed is reported with its cause; what waited for it is left alone.",
    ],
    options: [
      env,
      ...selection,
      { flags: "-y, --yes", help: "do not ask; needed where nobody can answer" },
      { flags: "--markdown <file>", help: "write the report as markdown" },
      json,
    ],
    examples: ["retain apply", "retain apply --env prod --yes", "retain apply plan.json"],
    load: async () => (await import("../commands/apply.ts")).runApply,
  },
  {
    name: "pull",
    args: "<folder>",
    summary: "Write a live workspace into a folder in Synapse's own git layout",
    about: [
      "Every artifact becomes one JSON file, whole: nothing the service shows is dropped but its etag and resource id. Files whose content is equal already are left alone.",
    ],
    options: [env, ...selection, { flags: "--force", help: "overwrite files that differ" }, json],
    examples: ["retain pull workspace", "retain pull workspace --only pipeline --force"],
    load: async () => (await import("../commands/pull.ts")).runPull,
  },
  {
    name: "twin",
    args: "<action> [rest...]",
    summary: "Run the local twin of Azure: start, status, faults, stop, reset",
    about: [
      "The twin speaks the real protocols on this machine, over HTTPS, with its state under .retain/twin.",
      "`start` runs until Ctrl-C, `start --detach` in the background, `start -- COMMAND` for as long as COMMAND runs, with the environment variables set that other clients need. `faults` makes it misbehave: docs/twin.md.",
    ],
    options: [],
    examples: [
      "retain twin start --detach",
      "retain twin status --json",
      "retain twin start -- python deploy.py",
      "retain twin stop",
      "retain twin reset",
    ],
    passThrough: true,
    load: async () => (await import("../commands/twin.ts")).runTwin,
  },
];
