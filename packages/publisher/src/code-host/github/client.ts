import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { redactHeard } from "@retain/workspaces/http/redact-heard";
import { type Refusal, refusal } from "../../refusal.ts";
import { tool } from "../../version.ts";
import { noAnswer } from "../no-answer.ts";
import type { GithubRun } from "./run.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** GitHub's own client: pages are followed, what fails for a moment is tried again. */
export function openGithub({ api, token }: GithubRun) {
  const Client = Octokit.plugin(paginateRest, retry);
  return new Client({ auth: token, baseUrl: api, userAgent: tool.replace(" ", "/"), log: silent });
}

/** GitHub as this program uses it. */
export type Github = ReturnType<typeof openGithub>;

/** Who wrote something, as the service tells it. */
export interface Author {
  readonly user?: { readonly type?: string } | null;
  readonly author_association?: string;
}

/**
 * Whether something can be trusted to be what an earlier run wrote. Everybody can write the marker of a
 * report into a public repository, and its author could change the text after us.
 */
export function writtenByUs({ user, author_association }: Author): boolean {
  return user?.type === "Bot" || /^(?:OWNER|MEMBER|COLLABORATOR)$/.test(author_association ?? "");
}

/** What kept GitHub from doing what was asked; anything that is no answer of it is thrown on. */
export function githubRefusal(error: unknown, doing: string, permission: string): Refusal {
  if (!(error instanceof Error) || !("status" in error)) throw error;
  const { status, message } = error;
  const refused = { code: "github-refused", message: `GitHub did not ${doing}` };
  // A connection that fails has the status 500 here, and no response.
  if (!("response" in error) || error.response === undefined)
    return refusal("failed", { ...refused, ...noAnswer(error) });
  return refusal("failed", {
    ...refused,
    why: `it answered ${status}: ${redactHeard(message.split("\n")[0] ?? "")}`,
    advice:
      status === 401 || status === 403 || status === 404
        ? `give the job \`permissions: ${permission}: write\`; a pull request from a fork never gets it`
        : "run the job again",
  });
}
