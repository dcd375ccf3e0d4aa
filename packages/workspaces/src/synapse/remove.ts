import { textAt } from "@retain/artifacts/words/json";
import { explainChange } from "../http/explain-answer.ts";
import type { Slot } from "../http/limiter.ts";
import { judge, retryOptions, sendOnce } from "../http/requests.ts";
import { type Attempt, retry } from "../http/retry.ts";
import { makeStopwatch } from "../http/stopwatch.ts";
import type { Doing } from "../target.ts";
import type { Done, RemoveRequest } from "../workspace.ts";
import { lookOnce } from "./get.ts";
import { followOperation } from "./operation.ts";
import type { Session } from "./session.ts";
import { writable } from "./writable.ts";

/**
 * Deletes one artifact and waits for the end of the operation. No kind takes If-Match on DELETE
 * (swagger), so the etag is asked for just before, and again before every further attempt. What is
 * gone, by an attempt whose answer was lost or by somebody else, counts as done. The signal stops
 * what the service has not accepted yet. Throws WorkspaceError.
 */
export async function removeArtifact(
  session: Session,
  request: RemoveRequest,
  signal: AbortSignal | undefined,
): Promise<Done> {
  const { ref, etag } = request;
  const doing: Doing = { target: session, verb: "delete", ref };
  const { url, kind } = writable(session, ref, doing);
  const stopwatch = makeStopwatch();

  const attempt = async (slot: Slot): Promise<Attempt<unknown>> => {
    if (etag !== undefined) {
      const seen = await lookOnce(session, url, doing);
      if ("again" in seen) return seen;
      // A read may lag behind and not know it yet: the delete itself tells whether it is gone.
      if (seen.done !== undefined && textAt(seen.done, "etag") !== etag) throw explainChange(doing);
    }
    const answer = await sendOnce(session, { method: "DELETE", url }, doing);
    if ("again" in answer) return answer;
    if (answer.status === 404) return { done: undefined };
    return judge(answer, doing) ?? followOperation(session, answer, kind, slot, doing);
  };

  await retry((slot) => stopwatch.time(() => attempt(slot)), retryOptions(session, signal));
  return { seconds: stopwatch.seconds() };
}
