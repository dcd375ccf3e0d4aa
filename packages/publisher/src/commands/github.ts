import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { githubDeclared } from "../cli/specs/github.ts";
import type { Written } from "../code-host/github/comment.ts";
import { githubRun } from "../code-host/github/run.ts";
import { appendSummary, setOutputs } from "../code-host/github/step-files.ts";
import { outputsLine, readPlanOutputs } from "../code-host/plan-outputs.ts";
import { type Report, readReport } from "../code-host/report-file.ts";
import { refusal } from "../refusal.ts";

/** What the command is given. */
type Context = ContextOf<typeof githubDeclared>;

/** `retain github <action> <file>`. */
export async function runGithub(context: Context): Promise<Exit> {
  context.terminal.out(await act(context));
  return "done";
}

/** Does the action; resolves to a line that says so. Throws a Refusal. */
async function act({ cwd, args: [action, file], options }: Context): Promise<string> {
  if (action === "outputs") {
    const made = await readPlanOutputs(cwd, file);
    await setOutputs(process.env, made);
    return outputsLine(made);
  }
  const report = await readReport(cwd, file, options.key);
  if (action === "comment") return comment(report);
  if (action === "issue") return issue(report, options);
  await appendSummary(process.env, report.text);
  return `Summary: ${file}`;
}

async function comment(report: Report): Promise<string> {
  const run = await githubRun(process.env);
  const { pullRequest } = run;
  if (pullRequest === undefined) {
    const message = "this run is not for a pull request, so there is nothing to comment on";
    const advice = "run it in a workflow triggered `on: pull_request`";
    throw refusal("failed", { code: "github-run", message, advice });
  }
  const { openGithub, githubRefusal } = await import("../code-host/github/client.ts");
  const { keepComment } = await import("../code-host/github/comment.ts");
  try {
    const written = await keepComment(openGithub(run), run, pullRequest, report);
    return lineOf("Comment", written);
  } catch (error) {
    throw githubRefusal(error, `accept the comment on pull request ${pullRequest}`, "pull-requests");
  }
}

async function issue(report: Report, { title = report.heading, close }: Context["options"]): Promise<string> {
  const run = await githubRun(process.env);
  const { openGithub, githubRefusal } = await import("../code-host/github/client.ts");
  const { closeIssue, keepIssue } = await import("../code-host/github/issue.ts");
  try {
    const github = openGithub(run);
    if (close !== true) return lineOf("Issue", await keepIssue(github, run, report, title));
    const closed = await closeIssue(github, run, report);
    return closed === undefined ? "Issue: none is open" : lineOf("Issue", closed);
  } catch (error) {
    throw githubRefusal(error, `accept the issue '${title}'`, "issues");
  }
}

function lineOf(noun: string, { what, url }: Written): string {
  return `${noun} ${what}: ${url}`;
}
