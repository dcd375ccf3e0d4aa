import { type JsonObject, textAt } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import type { Ref } from "@retain/artifacts/words/ref";
import { parseObject } from "../http/parse-object.ts";
import { judge, nonsense, retryOptions, sendOnce } from "../http/requests.ts";
import { type Attempt, retry } from "../http/retry.ts";
import { describeRecord } from "../records/live-artifact.ts";
import type { Doing } from "../target.ts";
import type { ReadOptions } from "../workspace.ts";
import { artifactUrl } from "./routes.ts";
import type { Session } from "./session.ts";

/** Reads one artifact whole; undefined when there is none. Throws WorkspaceError. */
export function getArtifact(
  session: Session,
  ref: Ref,
  digest: ReadOptions["digest"],
): Promise<LiveArtifact | undefined> {
  const doing: Doing = { target: session, verb: "read", ref };
  const url = artifactUrl(session.endpoint, ref.kind, ref.name);
  if (url === undefined) return Promise.resolve(undefined);
  return retry<LiveArtifact | undefined>(
    async () => {
      const seen = await lookOnce(session, url, doing);
      if ("again" in seen || seen.done === undefined) return seen as Attempt<undefined>;
      const name = textAt(seen.done, "name") ?? ref.name;
      return {
        done: { ...describeRecord({ kind: ref.kind, name }, seen.done, digest), body: seen.done },
      };
    },
    retryOptions(session, undefined),
  );
}

/**
 * One look at an artifact: its record, or undefined when there is none. What was cut or reset on the way tells neither
 * that it is gone nor that it changed: it is asked for again. Throws WorkspaceError.
 */
export async function lookOnce(
  session: Session,
  url: string,
  doing: Doing,
): Promise<Attempt<JsonObject | undefined>> {
  const answer = await sendOnce(session, { method: "GET", url }, doing);
  if ("again" in answer) return answer;
  // By status: the code of a missing artifact differs from kind to kind, and is a number for notebooks.
  if (answer.status === 404) return { done: undefined };
  const failed = judge(answer, doing);
  if (failed !== undefined) return failed;
  const body = parseObject(answer.text);
  return body === undefined ? { again: nonsense(undefined, doing) } : { done: body };
}
