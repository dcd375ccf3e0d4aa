import { resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { azureDevopsDeclared } from "../cli/specs/azure-devops.ts";
import { pullRequestRun } from "../code-host/azure-devops/run.ts";
import { noAnswer } from "../code-host/no-answer.ts";
import { outputsLine, readPlanOutputs } from "../code-host/plan-outputs.ts";
import { type Report, readReport } from "../code-host/report-file.ts";
import { refuse } from "../target.ts";

/** `retain azure-devops <action> <file>`. */
export async function runAzureDevops(context: ContextOf<typeof azureDevopsDeclared>): Promise<Exit> {
  const [action, file] = context.args;
  const refused = (problem: Diagnostic): Exit => {
    refuse(context, [problem]);
    return "failed";
  };
  if (action === "outputs") {
    const read = await readPlanOutputs(context.cwd, file);
    if ("problem" in read) return refused(read.problem);
    // The agent reads these lines; a later stage can ask for what they set.
    for (const [name, value] of Object.entries(read.outputs))
      context.terminal.out(`##vso[task.setvariable variable=${name};isOutput=true]${value}`);
    context.terminal.out(outputsLine(read.outputs));
    return "done";
  }
  const read = await readReport(context, file);
  if ("problem" in read) return refused(read.problem);
  if (action === "summary") {
    // The agent reads this line and takes the file with it when the step has ended.
    context.terminal.out(`##vso[task.uploadsummary]${resolve(context.cwd, file)}`);
    return "done";
  }
  const told = await comment(read.report);
  if ("problem" in told) return refused(told.problem);
  context.terminal.out(told.line);
  return "done";
}

async function comment(
  report: Report,
): Promise<{ readonly line: string } | { readonly problem: Diagnostic }> {
  const found = pullRequestRun(process.env);
  if ("problem" in found) return found;
  const { run } = found;
  const { keepThread, RefusedError } = await import("../code-host/azure-devops/thread.ts");
  try {
    return { line: `Comment ${await keepThread(run, report)} on pull request ${run.pullRequest}` };
  } catch (error) {
    const told =
      error instanceof RefusedError
        ? {
            why: `it answered ${error.status}: ${error.message}`,
            advice: "let the build service of the project contribute to pull requests of the repository",
          }
        : noAnswer(error);
    const message = `Azure DevOps did not take the comment on pull request ${run.pullRequest}`;
    return { problem: { severity: "error", code: "azure-devops-refused", message, ...told } };
  }
}
