import { jsonIn } from "@retain/artifacts/words/json-numbers";
import { readPlain } from "@retain/project/read-plain";
import { z } from "zod";
import { type Refusal, refusal } from "../../refusal.ts";

/** The run of a GitHub workflow that a command is a step of, and what it may talk to. */
export interface GithubRun {
  readonly api: string;
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
  /** Number of the pull request the run is about. */
  readonly pullRequest: number | undefined;
  /** One line of markdown: which commit, which run. */
  readonly footer: string;
}

const event = z.object({
  pull_request: z.object({ number: z.int(), head: z.object({ sha: z.string() }) }).optional(),
});

/** The run that the variables of this process tell of. Throws a Refusal where something is missing. */
export async function githubRun(env: NodeJS.ProcessEnv): Promise<GithubRun> {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository = "", GITHUB_EVENT_PATH: path } = env;
  const [owner, repo] = repository.split("/");
  if (!owner || !repo) {
    throw failed("GITHUB_REPOSITORY is not set: this is not a step of a GitHub workflow", "run it as one");
  }
  if (!token) {
    throw failed(
      "GITHUB_TOKEN is not set: GitHub rejects unauthenticated requests",
      "set the step's environment variable GITHUB_TOKEN to `github.token`",
    );
  }
  const happened = await readEvent(path);
  const commit = happened?.pull_request?.head.sha ?? env.GITHUB_SHA;
  const page = `${env.GITHUB_SERVER_URL ?? "https://github.com"}/${repository}`;
  const parts = [
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, 7)}`]),
    ...(env.GITHUB_RUN_ID === undefined
      ? []
      : [`[run ${env.GITHUB_RUN_NUMBER ?? env.GITHUB_RUN_ID}](${page}/actions/runs/${env.GITHUB_RUN_ID})`]),
  ];
  return {
    api: env.GITHUB_API_URL ?? "https://api.github.com",
    token,
    owner,
    repo,
    pullRequest: happened?.pull_request?.number,
    footer: parts.length === 0 ? "" : `<sub>${parts.join(", ")}</sub>`,
  };
}

/** What set the workflow going; undefined where the file is not there or is none of GitHub's. */
async function readEvent(path: string | undefined): Promise<z.infer<typeof event> | undefined> {
  if (path === undefined) return undefined;
  const bytes = await readPlain(path).catch(() => undefined);
  return event.safeParse(jsonIn(bytes?.toString("utf8") ?? "")).data;
}

function failed(message: string, advice: string): Refusal {
  return refusal("failed", { code: "github-run", message, advice });
}
