import { resolve } from "node:path";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { azureDevopsDeclared } from "../cli/specs/azure-devops.ts";
import { pullRequestRun } from "../code-host/azure-devops/run.ts";
import { noAnswer } from "../code-host/no-answer.ts";
import { outputsLine, readPlanOutputs } from "../code-host/plan-outputs.ts";
import { type Report, readReport } from "../code-host/report-file.ts";
import { refusal } from "../refusal.ts";

/** `retain azure-devops <action> <file>`. */
export async function runAzureDevops({
  cwd,
  terminal,
  args: [action, file],
  options,
}: ContextOf<typeof azureDevopsDeclared>): Promise<Exit> {
  if (action === "outputs") {
    const outputs = await readPlanOutputs(cwd, file);
    // The agent reads these lines; a later stage can ask for what they set.
    for (const [name, value] of Object.entries(outputs))
      terminal.out(`##vso[task.setvariable variable=${name};isOutput=true]${value}`);
    terminal.out(outputsLine(outputs));
    return "done";
  }
  const report = await readReport(cwd, file, options.key);
  // The agent reads this line and takes the file with it when the step has ended.
  if (action === "summary") terminal.out(`##vso[task.uploadsummary]${resolve(cwd, file)}`);
  else terminal.out(await comment(report));
  return "done";
}

/** Resolves to a line that says what was done. Throws a Refusal. */
async function comment(report: Report): Promise<string> {
  const run = pullRequestRun(process.env);
  const { keepThread, RefusedError } = await import("../code-host/azure-devops/thread.ts");
  try {
    return `Comment ${await keepThread(run, report)} on pull request ${run.pullRequest}`;
  } catch (error) {
    const told =
      error instanceof RefusedError
        ? {
            why: `it answered ${error.status}: ${error.message}`,
            advice: "allow the build service of the project to contribute to pull requests of the repository",
          }
        : noAnswer(error);
    const message = `Azure DevOps did not accept the comment on pull request ${run.pullRequest}`;
    throw refusal("failed", { code: "azure-devops-refused", message, ...told });
  }
}
