import { type Refusal, refusal } from "../../refusal.ts";

/** The pull request of an Azure Pipelines run, and what it may be talked to with. */
export interface PullRequestRun {
  /** Address of the threads of the pull request. */
  readonly threads: string;
  readonly token: string;
  readonly pullRequest: string;
  /** One line of markdown: which commit, which run. */
  readonly footer: string;
}

/** The run that the variables of this process tell of. Throws a Refusal where something is missing. */
export function pullRequestRun(env: NodeJS.ProcessEnv): PullRequestRun {
  const { SYSTEM_COLLECTIONURI: collection, SYSTEM_TEAMPROJECT: project, SYSTEM_ACCESSTOKEN: token } = env;
  const { SYSTEM_PULLREQUEST_PULLREQUESTID: pullRequest, BUILD_REPOSITORY_ID: repository } = env;
  if (!collection || !project || !repository) {
    throw failed("SYSTEM_COLLECTIONURI is not set: this is not a step of Azure Pipelines", "run it as one");
  }
  const provider = env.BUILD_REPOSITORY_PROVIDER ?? "TfsGit";
  if (provider !== "TfsGit") {
    throw failed(
      `the repository is on ${provider}, but Azure DevOps comments only on its own repositories`,
      "for a repository on GitHub use `retain github comment`",
    );
  }
  if (!pullRequest) {
    throw failed(
      "this run is not for a pull request, so there is nothing to comment on",
      "run it as build validation: a branch policy of the target branch",
    );
  }
  // What is not mapped reads as its own macro.
  if (!token || token.startsWith("$(")) {
    throw failed(
      "SYSTEM_ACCESSTOKEN is not set: Azure Pipelines passes it only to steps that ask for it",
      "give the step `env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)`",
    );
  }
  const base = collection.replace(/\/*$/, "/");
  const home = `${base}${encodeURIComponent(project)}`;
  const commit = env.SYSTEM_PULLREQUEST_SOURCECOMMITID ?? env.BUILD_SOURCEVERSION;
  const parts = [
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, 7)}`]),
    ...(env.BUILD_BUILDID === undefined
      ? []
      : [`[run ${env.BUILD_BUILDID}](${home}/_build/results?buildId=${env.BUILD_BUILDID})`]),
  ];
  return {
    threads: `${home}/_apis/git/repositories/${encodeURIComponent(repository)}/pullRequests/${encodeURIComponent(pullRequest)}/threads`,
    token,
    pullRequest,
    footer: parts.join(", "),
  };
}

function failed(message: string, advice: string): Refusal {
  return refusal("failed", { code: "azure-devops-run", message, advice });
}
