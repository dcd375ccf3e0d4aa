import { textAt } from "@retain/artifacts/json";
import { explainChange } from "../explain-answer.ts";
import type { Slot } from "../limiter.ts";
import { type Outcome, persist } from "../persist.ts";
import { makeStopwatch } from "../stopwatch.ts";
import type { Doing } from "../target.ts";
import type { Done, RemoveRequest } from "../workspace.ts";
import { lookOnce } from "./get.ts";
import { followOperation } from "./operation.ts";
import { judge, persistence, type Session, sendOnce } from "./session.ts";
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

  const attempt = async (slot: Slot): Promise<Outcome<unknown>> => {
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

  await persist((slot) => stopwatch.time(() => attempt(slot)), persistence(session, signal));
  return { seconds: stopwatch.seconds() };
}
