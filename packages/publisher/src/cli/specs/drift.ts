import { command, declare } from "../command.ts";
import { env, json, selection } from "../options.ts";

/** What `retain drift` takes. */
export const driftDeclared = declare({
  name: "drift",
  summary: "Show what moved in the workspace since the last release",
  about: [
    "Compares the live workspace with what the last release put there: artifacts that were edited (field by field), that vanished, triggers that were started or stopped, and what is live and belongs to nobody. Beside each stands what the repository says. What the repository says and no release published yet is listed apart: it is no drift. Ends with 2 when there is drift, 0 when there is none.",
    "Without a lake for its state, or before the first release, the workspace is compared with the repository, and the report says so.",
    "--take writes what moved into the files of the repository, changing only what differs: the file itself in a folder in Synapse's git layout and the script of a SQL file; a JSON Patch beside the source of any other artifact of a package. What an environment supplies is left alone and named. --revert makes the plan that puts back what was published. docs/drift.md has it all.",
  ],
  options: [
    env,
    ...selection,
    {
      flags: "--format <format>",
      help: "form of the report (default: text)",
      choices: ["text", "markdown", "html", "json", "sarif", "junit"],
    },
    { flags: "--out <file>", help: "write the report into a file; with --revert, the plan" },
    { flags: "--strict", help: "what is live and belongs to nobody is drift too" },
    {
      flags: "--take",
      help: "write what moved in the workspace into the files of the repository",
      contradicts: {
        "--revert": "take the drift, or undo it",
        "--out": "make the report by a command of its own",
      },
    },
    { flags: "--allow-delete", help: "with --take: remove the files of artifacts that vanished" },
    { flags: "--revert", help: "make the plan that undoes the drift" },
    { ...json, help: "the same as --format json", contradicts: { "--format": "give one of them" } },
  ],
  examples: [
    "retain drift --env prod",
    "retain drift --env prod --format html --out drift.html",
    "retain drift --take --only 'pipeline/Load*'",
    "retain drift --revert --out undo.json",
  ],
});

/** `retain drift` with its code. */
export const driftSpec = command(
  driftDeclared,
  async () => (await import("../../commands/drift.ts")).runDrift,
);
