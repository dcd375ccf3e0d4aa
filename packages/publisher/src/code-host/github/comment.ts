import type { Report } from "../report-file.ts";
import { bodyOf, markerOf } from "./body.ts";
import { type Github, writtenByUs } from "./client.ts";
import type { GithubRun } from "./run.ts";

/** What became of a comment or an issue, and where it is. */
export interface Written {
  readonly what: "created" | "updated" | "unchanged" | "closed";
  readonly url: string;
}

/** Keeps one comment of a pull request equal to a report: the one that carries its marker, or a new one. */
export async function keepComment(
  github: Github,
  run: GithubRun,
  issue_number: number,
  report: Report,
): Promise<Written> {
  const place = { owner: run.owner, repo: run.repo };
  const comments = await github.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...place,
    issue_number,
    per_page: 100,
  });
  const body = bodyOf(report, run);
  const own = comments.find((one) => one.body?.startsWith(markerOf(report)) && writtenByUs(one));
  if (own?.body === body) return { what: "unchanged", url: own.html_url };
  if (own !== undefined) {
    const { data } = await github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      ...place,
      comment_id: own.id,
      body,
    });
    return { what: "updated", url: data.html_url };
  }
  const { data } = await github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...place,
    issue_number,
    body,
  });
  return { what: "created", url: data.html_url };
}
