import { command, declare } from "../command.ts";
import { env, json, selection } from "../options.ts";

/** What `retain drift` takes. */
export const driftDeclared = declare({
  name: "drift",
  summary: "Show what moved in the workspace since the last release",
  about: [
    "Compares the live workspace with what the last release put there: artifacts that were edited (field by field) or vanished, triggers that were started or stopped, and live artifacts that nobody owns. Each is shown with what the repository says. What the repository has but no release has published yet is listed separately: it is not drift. Exits with 2 when there is drift, 0 when there is none.",
    "Without a lake for its state, or before the first release, the workspace is compared with the repository, and the report says so.",
    "--take writes what moved into the files of the repository, changing only what differs: the file itself in a folder in Synapse's git layout, and the script of a SQL file; for any other artifact of a package, a JSON Patch next to its source. What an environment supplies is left alone and reported. --revert makes a plan that restores what was published. See docs/drift.md.",
  ],
  options: [
    env,
    ...selection,
    {
      flags: "--format <format>",
      help: "form of the report (default: text)",
      choices: ["text", "markdown", "html", "json", "sarif", "junit"],
    },
    { flags: "--out <file>", help: "write the report to a file; with --revert, the plan" },
    { flags: "--strict", help: "count live artifacts that nobody owns as drift" },
    {
      flags: "--take",
      help: "write what moved in the workspace into the files of the repository",
      contradicts: {
        "--revert": "use --take to keep the drift, or --revert to undo it",
        "--out": "make the report with a separate command",
      },
    },
    {
      flags: "--allow-delete",
      help: "with --take: remove the files of artifacts that vanished",
      needs: { flag: "--take" },
    },
    { flags: "--revert", help: "make the plan that undoes the drift" },
    { ...json, help: "the same as --format json", contradicts: { "--format": "use one of them" } },
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
