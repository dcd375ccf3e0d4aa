import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpMethods,
} from "@azure/core-rest-pipeline";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import { redactHeard } from "@retain/workspaces/http/redact-heard";
import { z } from "zod";
import { tool } from "../../version.ts";
import { fitMarkdown } from "../fit-markdown.ts";
import type { Report } from "../report-file.ts";
import type { PullRequestRun } from "./run.ts";

/** Longest content of a comment, in characters. */
const limit = 150_000;

/** The version of the REST interface whose shapes these are. */
const version = "7.1";

/** Numbers of the REST interface: a comment that a person could have written, and a thread that waits for nobody. */
const [text, closed] = [1, 4];

const thread = z.object({
  id: z.int(),
  isDeleted: z.boolean().optional(),
  comments: z
    .array(z.object({ id: z.int(), content: z.string().optional(), isDeleted: z.boolean().optional() }))
    .optional(),
});
const threads = z.object({ value: z.array(thread) });

/** Azure DevOps answered, but not with what was asked for. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Keeps one thread of a pull request equal to a report: the one that carries its marker, or a new one.
 * The thread is closed from the start: open ones can keep a pull request from being completed.
 * Throws RefusedError for what the service refuses.
 */
export async function keepThread(
  run: PullRequestRun,
  report: Report,
): Promise<"created" | "updated" | "unchanged"> {
  const send = sender(run);
  const content = contentOf(report, run);
  const { value } = threads.parse(await send("GET", run.threads));
  for (const { id, isDeleted, comments } of value) {
    const first = comments?.[0];
    if (isDeleted || !first || first.isDeleted || !first.content?.startsWith(markerOf(report))) continue;
    if (first.content === content) return "unchanged";
    await send("PATCH", `${run.threads}/${id}/comments/${first.id}`, { content });
    return "updated";
  }
  const comment = { parentCommentId: 0, content, commentType: text };
  await send("POST", run.threads, { comments: [comment], status: closed });
  return "created";
}

/** A link that nothing refers to: no markdown shows it. */
function markerOf({ key }: Report): string {
  return `[//]: # (retain:${key})`;
}

function contentOf(report: Report, { footer }: PullRequestRun): string {
  const [head, tail] = [`${markerOf(report)}\n\n`, footer === "" ? "" : `\n${footer}\n`];
  const room = { limit: limit - head.length - tail.length, size: (part: string) => part.length };
  return `${head}${fitMarkdown(`${report.text.trimEnd()}\n`, room)}${tail}`;
}

/** Sends one request through the pipeline of the Azure SDKs: proxies, throttling and retries are known to it. */
function sender({ token }: PullRequestRun) {
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: tool.replace(" ", "/") },
  });
  const client = createDefaultHttpClient();
  return async (method: HttpMethods, url: string, body?: unknown): Promise<unknown> => {
    const request = createPipelineRequest({
      method,
      url: `${url}?api-version=${version}`,
      headers: createHttpHeaders({ Authorization: `Bearer ${token}`, Accept: "application/json" }),
      // A server of one's own may be reached without TLS; the address comes from the agent.
      allowInsecureConnection: url.startsWith("http:"),
    });
    if (body !== undefined) {
      request.headers.set("Content-Type", "application/json");
      request.body = JSON.stringify(body);
    }
    const { status, bodyAsText } = await pipeline.sendRequest(client, request);
    // Without rights the service may answer 203 with a page to sign in on.
    if (status !== 200 && status !== 201) throw new RefusedError(status, refusal(bodyAsText ?? ""));
    return JSON.parse(bodyAsText ?? "{}");
  };
}

const answer = z.object({ message: z.string() });

function refusal(body: string): string {
  const said = answer.safeParse(jsonIn(body)).data;
  return said === undefined ? "no reason given" : redactHeard(said.message);
}
