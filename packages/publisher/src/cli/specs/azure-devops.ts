import { command, declare } from "../command.ts";
import { reportKey } from "../options.ts";

/** What `retain azure-devops` takes. */
export const azureDevopsDeclared = declare({
  name: "azure-devops",
  args: "<action> <file>",
  argChoices: { action: ["summary", "comment", "outputs"] },
  summary: "Show a report in Azure DevOps: summary, comment, outputs",
  about: [
    "For steps of Azure Pipelines, whose variables say where it runs. `summary` attaches a markdown report to the run. `comment` keeps one thread of the pull request up to date with it; it needs SYSTEM_ACCESSTOKEN in its environment and finds its thread by a hidden marker. `outputs` reads a saved plan and sets the output variables `changes`, `deletes` and `conflicts` of the step.",
  ],
  options: [{ ...reportKey, needs: { arg: "action", values: ["comment"] } }],
  examples: [
    "retain azure-devops summary plan.md",
    "retain azure-devops comment plan.md --key plan-prod",
    "retain azure-devops outputs plan.json",
  ],
});

/** `retain azure-devops` with its code. */
export const azureDevopsSpec = command(
  azureDevopsDeclared,
  async () => (await import("../../commands/azure-devops.ts")).runAzureDevops,
);
