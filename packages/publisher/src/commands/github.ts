import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { githubDeclared } from "../cli/specs/github.ts";
import type { Written } from "../code-host/github/comment.ts";
import { githubRun } from "../code-host/github/run.ts";
import { appendSummary, setOutputs } from "../code-host/github/step-files.ts";
import { outputsLine, readPlanOutputs } from "../code-host/plan-outputs.ts";
import { type Report, readReport } from "../code-host/report-file.ts";
import { refuse } from "../target.ts";

/** What the command is given. */
type Context = ContextOf<typeof githubDeclared>;

/** How an action went: lines for the reader, or what kept it from being done. */
type Told = { readonly line: string } | { readonly problem: Diagnostic };

/** `retain github <action> <file>`. */
export async function runGithub(context: Context): Promise<Exit> {
  const told = await act(context);
  if ("problem" in told) {
    refuse(context, [told.problem]);
    return "failed";
  }
  context.terminal.out(told.line);
  return "done";
}

async function act(context: Context): Promise<Told> {
  const [action, file] = context.args;
  if (action === "outputs") return outputs(context, file);
  const read = await readReport(context, file);
  if ("problem" in read) return read;
  if (action === "summary") {
    return (await appendSummary(process.env, read.report.text)) ?? { line: `Summary: ${file}` };
  }
  return action === "comment" ? comment(read.report) : issue(context, read.report);
}

async function outputs({ cwd }: Context, file: string): Promise<Told> {
  const read = await readPlanOutputs(cwd, file);
  if ("problem" in read) return read;
  return (await setOutputs(process.env, read.outputs)) ?? { line: outputsLine(read.outputs) };
}

async function comment(report: Report): Promise<Told> {
  const found = await githubRun(process.env);
  if ("problem" in found) return found;
  const { run } = found;
  const { pullRequest } = run;
  if (pullRequest === undefined) {
    const message = "this run is about no pull request, so there is nothing to comment on";
    const advice = "run it in a workflow that is started `on: pull_request`";
    return { problem: { severity: "error", code: "github-run", message, advice } };
  }
  const { openGithub, githubProblem } = await import("../code-host/github/client.ts");
  const { keepComment } = await import("../code-host/github/comment.ts");
  try {
    const written = await keepComment(openGithub(run), run, pullRequest, report);
    return { line: lineOf("Comment", written) };
  } catch (error) {
    return {
      problem: githubProblem(error, `take the comment on pull request ${pullRequest}`, "pull-requests"),
    };
  }
}

async function issue({ options }: Context, report: Report): Promise<Told> {
  const found = await githubRun(process.env);
  if ("problem" in found) return found;
  const { run } = found;
  const { openGithub, githubProblem } = await import("../code-host/github/client.ts");
  const { closeIssue, keepIssue } = await import("../code-host/github/issue.ts");
  const title = options.title ?? report.heading;
  try {
    const github = openGithub(run);
    if (options.close !== true) return { line: lineOf("Issue", await keepIssue(github, run, report, title)) };
    const closed = await closeIssue(github, run, report);
    return { line: closed === undefined ? "Issue: none is open" : lineOf("Issue", closed) };
  } catch (error) {
    return { problem: githubProblem(error, `take the issue '${title}'`, "issues") };
  }
}

function lineOf(noun: string, { what, url }: Written): string {
  return `${noun} ${what}: ${url}`;
}
