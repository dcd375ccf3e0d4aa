import { type LocalServer, type Reply, startLocalServer } from "./local-server.ts";

/** A thread of a pull request as Azure DevOps describes it, as far as anybody here reads it. */
interface ServedThread {
  readonly id: number;
  /** Sent as a number, shown as a word. */
  readonly status: string;
  readonly comments: { readonly id: number; content: string; readonly commentType: string }[];
}

/** One pull request of Azure DevOps, as version 7.1 of its REST interface shows it. */
export interface AzureDevopsServer extends LocalServer {
  readonly threads: ServedThread[];
}

const statuses = ["unknown", "active", "fixed", "wontFix", "closed", "byDesign", "pending"];
const home = "/org/My%20Project/_apis/git/repositories/repo-id/pullRequests/7/threads";

/** Starts Azure DevOps for pull request 7 of repository `repo-id` of `My Project`. */
export async function startAzureDevopsServer(): Promise<AzureDevopsServer> {
  const threads: ServedThread[] = [];
  const server = await startLocalServer((request): Reply | undefined => {
    if (request.query.get("api-version") !== "7.1") {
      return { status: 400, body: { message: "No api-version was supplied for the request." } };
    }
    if (request.authorization !== "Bearer the-token") return { status: 203, body: "<html>Sign in</html>" };
    if (request.path === home && request.method === "GET") {
      return { status: 200, body: { value: threads, count: threads.length } };
    }
    if (request.path === home && request.method === "POST") {
      const { comments, status } = request.body as {
        comments: [{ content: string; commentType: number }];
        status: number;
      };
      const thread = {
        id: threads.length + 1,
        status: statuses[status] ?? "unknown",
        comments: comments.map(({ content, commentType }, at) => ({
          id: at + 1,
          content,
          commentType: commentType === 1 ? "text" : "unknown",
        })),
      };
      threads.push(thread);
      return { status: 200, body: thread };
    }
    const found = /\/threads\/(\d+)\/comments\/(\d+)$/.exec(request.path);
    const comment = threads
      .find(({ id }) => id === Number(found?.[1]))
      ?.comments.find(({ id }) => id === Number(found?.[2]));
    if (request.method !== "PATCH" || comment === undefined) return undefined;
    comment.content = (request.body as { content: string }).content;
    return { status: 200, body: comment };
  });
  return { ...server, threads };
}
