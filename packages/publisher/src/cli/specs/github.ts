import { command, declare } from "../command.ts";
import { reportKey } from "../options.ts";

/** What `retain github` takes. */
export const githubDeclared = declare({
  name: "github",
  args: "<action> <file>",
  argChoices: { action: ["summary", "comment", "issue", "outputs"] },
  summary: "Show a report in GitHub: summary, comment, issue, outputs",
  about: [
    "For steps of a GitHub workflow, whose variables say where it runs. `summary` adds a markdown report to the job summary. `comment` keeps one comment of the pull request up to date with it. `issue` opens an issue with it or updates the open one, and `issue --close` closes it. `outputs` reads a saved plan and sets the outputs `changes`, `deletes` and `conflicts` of the step.",
    "`comment` and `issue` need GITHUB_TOKEN in their environment and find what they wrote by a hidden marker: running twice changes nothing. Text that is too long for GitHub is cut at a line.",
  ],
  options: [
    { ...reportKey, needs: { arg: "action", values: ["comment", "issue"] } },
    {
      flags: "--title <text>",
      help: "title of the issue (default: the first heading of the report)",
      needs: { arg: "action", values: ["issue"] },
      contradicts: { "--close": "an issue that is closed keeps its title" },
    },
    {
      flags: "--close",
      help: "close the issue, with the report as its last comment; does nothing if none is open",
      needs: { arg: "action", values: ["issue"] },
    },
  ],
  examples: [
    "retain github summary plan.md",
    "retain github comment plan.md --key plan-prod",
    "retain github issue drift.md --key drift-prod --title 'Drift in prod'",
    "retain github issue drift.md --key drift-prod --close",
    "retain github outputs plan.json",
  ],
});

/** `retain github` with its code. */
export const githubSpec = command(
  githubDeclared,
  async () => (await import("../../commands/github.ts")).runGithub,
);
