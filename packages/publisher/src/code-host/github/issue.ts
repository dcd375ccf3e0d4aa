import type { Report } from "../report-file.ts";
import { bodyOf, markerOf } from "./body.ts";
import { type Github, writtenByUs } from "./client.ts";
import type { Written } from "./comment.ts";
import type { GithubRun } from "./run.ts";

/** Opens the issue of a report, or brings the open one up to date. */
export async function keepIssue(
  github: Github,
  run: GithubRun,
  report: Report,
  title: string,
): Promise<Written> {
  const place = { owner: run.owner, repo: run.repo };
  const body = bodyOf(report, run);
  const own = await openIssue(github, run, report);
  if (own === undefined) {
    const labels = [labelOf(report)];
    const { data } = await github.request("POST /repos/{owner}/{repo}/issues", {
      ...place,
      title,
      body,
      labels,
    });
    return { what: "created", url: data.html_url };
  }
  if (own.body === body && own.title === title) return { what: "unchanged", url: own.html_url };
  const { data } = await github.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...place,
    issue_number: own.number,
    title,
    body,
  });
  return { what: "updated", url: data.html_url };
}

/** Closes the open issue of a report with the last report as a comment; undefined where none is open. */
export async function closeIssue(
  github: Github,
  run: GithubRun,
  report: Report,
): Promise<Written | undefined> {
  const own = await openIssue(github, run, report);
  if (own === undefined) return undefined;
  const place = { owner: run.owner, repo: run.repo, issue_number: own.number };
  await github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...place,
    body: bodyOf(report, run),
  });
  const { data } = await github.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...place,
    state: "closed",
    state_reason: "completed",
  });
  return { what: "closed", url: data.html_url };
}

/** The label by which the issue is found among thousands; GitHub makes it with the first issue. */
function labelOf({ key }: Report): string {
  // A label has at most 50 characters.
  return `retain:${key}`.slice(0, 50);
}

async function openIssue(github: Github, { owner, repo }: GithubRun, report: Report) {
  const issues = await github.paginate("GET /repos/{owner}/{repo}/issues", {
    owner,
    repo,
    state: "open",
    labels: labelOf(report),
    per_page: 100,
  });
  // Pull requests are listed among the issues.
  return issues.find(
    (one) =>
      one.pull_request === undefined && one.body?.startsWith(markerOf(report)) === true && writtenByUs(one),
  );
}
