import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { type JsonObject, textAt } from "@retain/artifacts/words/json";
import { explainAnswer } from "../http/explain-answer.ts";
import type { Slot } from "../http/limiter.ts";
import { judge, retryOptions, sendOnce } from "../http/requests.ts";
import { type Attempt, retry } from "../http/retry.ts";
import { makeStopwatch } from "../http/stopwatch.ts";
import type { Doing } from "../target.ts";
import type { WriteRequest, WriteResult } from "../workspace.ts";
import { lookOnce } from "./get.ts";
import { followOperation } from "./operation.ts";
import type { Session } from "./session.ts";
import { writable } from "./writable.ts";

/**
 * Creates or replaces one artifact and waits for the end of the operation. PUT replaces the
 * whole, so it is sent again after a lost answer. The signal stops what the service has not
 * accepted yet; what it has accepted is followed to its end. Throws WorkspaceError.
 */
export async function writeArtifact(
  session: Session,
  request: WriteRequest,
  signal: AbortSignal | undefined,
): Promise<WriteResult> {
  const { ref, body } = request;
  const doing: Doing = { target: session, verb: "write", ref, sent: body };
  const { url, kind, ifMatch } = writable(session, ref, doing);
  const call = {
    method: "PUT",
    url,
    body: JSON.stringify(body),
    etag: ifMatch ? request.etag : undefined,
  } as const;
  const stopwatch = makeStopwatch();
  /** An earlier attempt may have taken effect without our knowing. */
  let uncertain = false;

  const attempt = async (slot: Slot): Promise<Attempt<JsonObject | undefined>> => {
    const answer = await sendOnce(session, call, doing);
    if ("again" in answer) {
      uncertain = true;
      return answer;
    }
    if (answer.status === 412) return settle(answer.text);
    const failed = judge(answer, doing);
    if (failed === undefined) return followOperation(session, answer, kind, slot, doing);
    if (answer.status >= 500 || answer.status === 408) uncertain = true;
    return failed;
  };

  /** 412 after a lost answer may be the work of our own first attempt: then it is done. */
  const settle = async (text: string): Promise<Attempt<JsonObject>> => {
    const conflict = explainAnswer({ status: 412, text }, doing);
    if (!uncertain) throw conflict;
    const seen = await lookOnce(session, url, { ...doing, verb: "read" });
    if ("again" in seen) return seen;
    const live = seen.done;
    if (live === undefined || canonicalDigest(ref.kind, live) !== canonicalDigest(ref.kind, body))
      throw conflict;
    return { done: live };
  };

  const live = await retry((slot) => stopwatch.time(() => attempt(slot)), retryOptions(session, signal));
  const etag = textAt(live, "etag");
  return {
    seconds: stopwatch.seconds(),
    ...(live === undefined ? {} : { body: live }),
    ...(etag === undefined ? {} : { etag }),
  };
}
