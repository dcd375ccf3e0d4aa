import { canonicalDigest } from "@retain/artifacts/canonical";
import { type JsonObject, textAt } from "@retain/artifacts/json";
import { explainAnswer } from "../explain-answer.ts";
import type { Slot } from "../limiter.ts";
import { type Outcome, persist } from "../persist.ts";
import { type Doing, deed } from "../target.ts";
import type { WriteRequest, WriteResult } from "../workspace.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { parseObject } from "./get.ts";
import { followOperation } from "./operation.ts";
import { artifactUrl, routes } from "./routes.ts";
import { judge, persistence, type Session, sendOnce } from "./session.ts";

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
  const doing: Doing = { target: session, verb: "write", ref };
  const route = routes[ref.kind];
  const url = route.written ? artifactUrl(session.endpoint, ref.kind, ref.name) : undefined;
  if (url === undefined) throw unwritable(doing, route.written);
  const call = {
    method: "PUT",
    url,
    body: JSON.stringify(body),
    etag: route.ifMatch ? request.etag : undefined,
  } as const;
  let seconds = 0;
  /** An earlier attempt may have taken effect without our knowing. */
  let uncertain = false;

  const attempt = async (slot: Slot): Promise<Outcome<JsonObject | undefined>> => {
    const answer = await sendOnce(session, call, doing);
    if ("again" in answer) {
      uncertain = true;
      return answer;
    }
    if (answer.status === 412) return { done: await settle(answer.text) };
    const failed = judge(answer, doing);
    if (failed === undefined) return followOperation(session, answer, ref.kind, slot, doing);
    if (answer.status >= 500 || answer.status === 408) uncertain = true;
    return failed;
  };

  /** 412 after a lost answer may be the work of our own first attempt: then it is done. */
  const settle = async (text: string): Promise<JsonObject> => {
    const conflict = explainAnswer({ status: 412, text }, doing);
    if (!uncertain) throw conflict;
    const answer = await sendOnce(session, { method: "GET", url }, { ...doing, verb: "read" });
    const live = "again" in answer || answer.status !== 200 ? undefined : parseObject(answer.text);
    if (live === undefined || canonicalDigest(ref.kind, live) !== canonicalDigest(ref.kind, body))
      throw conflict;
    return live;
  };

  const timed = async (slot: Slot) => {
    const began = performance.now();
    try {
      return await attempt(slot);
    } finally {
      seconds += (performance.now() - began) / 1000;
    }
  };
  const live = await persist(timed, persistence(session, signal));
  const etag = textAt(live, "etag");
  return {
    seconds,
    ...(live === undefined ? {} : { body: live }),
    ...(etag === undefined ? {} : { etag }),
  };
}

function unwritable(doing: Doing, written: boolean): WorkspaceError {
  return new WorkspaceError({
    reason: "refused",
    message: `cannot ${deed(doing)}`,
    why: written
      ? "no address can carry this name"
      : "this kind belongs to the infrastructure and is only read",
    advice: written ? "give it another name" : "create it with Terraform or in the Azure portal",
    ref: doing.ref,
  });
}
