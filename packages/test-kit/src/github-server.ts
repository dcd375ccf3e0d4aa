import type { components } from "@octokit/openapi-types";
import { type LocalServer, type Reply, type SeenRequest, startLocalServer } from "./local-server.ts";

type Schemas = components["schemas"];
type User = Pick<Schemas["simple-user"], "login" | "type">;

/** A comment as GitHub describes it, as far as anybody here reads it. */
type ServedComment = Pick<Schemas["issue-comment"], "id" | "body" | "html_url" | "author_association"> & {
  user: User;
};

/** An issue or pull request, likewise. */
type ServedIssue = Pick<
  Schemas["issue"],
  "number" | "title" | "state" | "state_reason" | "html_url" | "author_association" | "labels"
> & { body: string; user: User; pull_request?: { url: string } };

/** One repository of GitHub with its issues and comments, as its REST interface shows them. */
export interface GithubServer extends LocalServer {
  readonly issues: ServedIssue[];
  /** By the number of the issue or pull request. */
  readonly comments: Map<number, ServedComment[]>;
}

/** Who writes with the token of a workflow. */
const bot: User = { login: "github-actions[bot]", type: "Bot" };

/** Starts GitHub's REST interface for `owner/repo`; lists come in pages as they are asked for. */
export async function startGithubServer(): Promise<GithubServer> {
  const issues: ServedIssue[] = [];
  const comments = new Map<number, ServedComment[]>();
  let next = 100;

  const routes: readonly (readonly [RegExp, (found: readonly string[], request: Asked) => Reply])[] = [
    [
      /^GET \/repos\/owner\/repo\/issues$/,
      (_, { query, origin, path }) => {
        const state = query.get("state") ?? "open";
        const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
        const found = issues.filter(
          (issue) =>
            (state === "all" || issue.state === state) &&
            labels.every((label) => issue.labels.some((one) => one === label)),
        );
        return paged(found, query, `${origin}${path}`);
      },
    ],
    [
      /^POST \/repos\/owner\/repo\/issues$/,
      (_, { body }) => {
        const number = next++;
        const issue: ServedIssue = {
          number,
          title: String(body.title),
          body: String(body.body ?? ""),
          state: "open",
          labels: (body.labels as string[] | undefined) ?? [],
          user: bot,
          author_association: "NONE",
          html_url: `https://github.com/owner/repo/issues/${number}`,
        };
        issues.push(issue);
        return { status: 201, body: issue };
      },
    ],
    [
      /^PATCH \/repos\/owner\/repo\/issues\/(\d+)$/,
      ([number], { body }) => {
        const issue = issues.find((one) => one.number === Number(number));
        if (issue === undefined) return notFound;
        return { status: 200, body: Object.assign(issue, body) };
      },
    ],
    [
      /^GET \/repos\/owner\/repo\/issues\/(\d+)\/comments$/,
      ([number], { query, origin, path }) =>
        paged(comments.get(Number(number)) ?? [], query, `${origin}${path}`),
    ],
    [
      /^POST \/repos\/owner\/repo\/issues\/(\d+)\/comments$/,
      ([number], { body }) => {
        const text = String(body.body);
        if (text.length > 65_536) return tooLong;
        const id = next++;
        const html_url = `https://github.com/owner/repo/issues/${number}#issuecomment-${id}`;
        const comment: ServedComment = { id, body: text, html_url, user: bot, author_association: "NONE" };
        comments.set(Number(number), [...(comments.get(Number(number)) ?? []), comment]);
        return { status: 201, body: comment };
      },
    ],
    [
      /^PATCH \/repos\/owner\/repo\/issues\/comments\/(\d+)$/,
      ([id], { body }) => {
        const comment = [...comments.values()].flat().find((one) => one.id === Number(id));
        if (comment === undefined) return notFound;
        return { status: 200, body: Object.assign(comment, body) };
      },
    ],
  ];

  const server = await startLocalServer((request, origin) => {
    for (const [route, answer] of routes) {
      const found = route.exec(`${request.method} ${request.path}`);
      const body = (request.body ?? {}) as Record<string, unknown>;
      if (found) return answer(found.slice(1), { ...request, body, origin });
    }
    return undefined;
  });
  return { ...server, issues, comments };
}

interface Asked extends SeenRequest {
  readonly body: Record<string, unknown>;
  readonly origin: string;
}

const notFound: Reply = { status: 404, body: { message: "Not Found" } };
const tooLong: Reply = {
  status: 422,
  body: { message: "Validation Failed", errors: ["body is too long (maximum is 65536 characters)"] },
};

/** A page of a list, and the header that says where the next one is. */
function paged(list: readonly unknown[], query: URLSearchParams, address: string): Reply {
  const size = Number(query.get("per_page") ?? 30);
  const page = Number(query.get("page") ?? 1);
  const more = list.length > page * size;
  const following = new URLSearchParams(query);
  following.set("page", String(page + 1));
  return {
    status: 200,
    body: list.slice((page - 1) * size, page * size),
    ...(more ? { headers: { Link: `<${address}?${following}>; rel="next"` } } : {}),
  };
}
