import { command, declare } from "../command.ts";
import { reportKey } from "../options.ts";

/** What `retain github` takes. */
export const githubDeclared = declare({
  name: "github",
  args: "<action> <file>",
  argChoices: { action: ["summary", "comment", "issue", "outputs"] },
  summary: "Show a report in GitHub: summary, comment, issue, outputs",
  about: [
    "For steps of a GitHub workflow, which tell it where it runs. `summary` puts a markdown report into the summary of the job. `comment` keeps one comment of the pull request equal to it. `issue` opens an issue with it or brings the open one up to date, and `issue --close` closes that one. `outputs` reads a saved plan and sets the outputs `changes`, `deletes` and `conflicts` of the step.",
    "`comment` and `issue` need GITHUB_TOKEN in their environment and find what they wrote by a marker that readers do not see: running twice changes nothing. What is longer than GitHub takes is cut at a line.",
  ],
  options: [
    reportKey,
    { flags: "--title <text>", help: "title of the issue (default: the first heading of the report)" },
    { flags: "--close", help: "close the issue, with the report as its last comment; none open is fine" },
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
